"""One agency and one enterprise with the cases they were in: of those only what the reader may see anyway."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from accounts import paging
from accounts.models import User
from agencies import pages
from agencies.pages import AgencyPage, EnterprisePage
from cases import in_view
from cases.models import Case, Involvement, Respondent
from desk.case_list import STATE_TONES

SHOWN = 10
MOST = 500


@dataclass(frozen=True)
class Met:
    """One case, and what the agency or enterprise has to do with it."""

    case: Case
    part: str

    @property
    def tone(self) -> str:
        """The colour of the state."""
        return STATE_TONES.get(self.case.state, "info")


@dataclass(frozen=True)
class Cases:
    """The newest cases in the reader's scope, and how many there are in it."""

    met: list[Met]
    total: str

    @property
    def more(self) -> bool:
        """Whether there are more than are shown."""
        return self.total != str(len(self.met))


def agency(agency_id: int, *, by: User, at: datetime) -> tuple[AgencyPage, Cases]:
    """One agency, and the cases in which it must act."""
    page = pages.agency(agency_id, by=by, at=at)
    return page, _cases(Respondent.objects.filter(agency=agency_id), "get_state_display", by=by, at=at)


def enterprise(enterprise_id: int, *, by: User, at: datetime) -> tuple[EnterprisePage, Cases]:
    """One enterprise, and the cases that it was in."""
    page = pages.enterprise(enterprise_id, by=by, at=at)
    return page, _cases(
        Involvement.objects.filter(enterprise=enterprise_id), "get_role_display", by=by, at=at
    )


def _cases(rows: QuerySet[Any], word: str, *, by: User, at: datetime) -> Cases:
    """The cases of these rows: looked up by number, as one agency has few of the cases that a province sees.

    Of an agency with very many cases the newest are looked at.
    """
    parts: Mapping[int, str] = {
        row.case_id: str(getattr(row, word)()) for row in rows.order_by("-case_id")[:MOST]
    }
    seen = in_view.cases(by=by, at=at).filter(pk__in=list(parts))
    found = paging.window(seen, ("-filed_on", "-id"), size=SHOWN)
    total = paging.counted(seen)
    said = f"{MOST}+" if len(parts) == MOST else str(total)
    return Cases([Met(case, parts[case.pk]) for case in found.rows], said)
