"""What the audit administrator reads: who of their office did what and when, and nothing of what cases contain.

Of a case or clue only the number is said, and why somebody looked at personal data in it. What an entry says in words is
shown only where it is about people, posts, offices or agencies.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import access, paging
from accounts.action_names import name_of
from accounts.models import Procuratorate, User
from audit import masks
from audit.flow import day, record
from audit.models import Entry
from cases.models import Case, Clue
from cases.services import unmasking

VIEW = "record.view"
OPEN = ("accounts.", "agencies.", "deadlines.holidaynotice")
DAYS, LONGEST = timedelta(days=30), 10_000
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


@dataclass(frozen=True)
class Line:
    """One act: when, who, what, of which case or clue or about whom."""

    at: datetime
    who: User | None
    action: str
    about: str


@dataclass(frozen=True)
class Trail:
    """One page of acts."""

    lines: list[Line]
    newer: str
    older: str
    total: str


@dataclass(frozen=True)
class Wanted:
    """Which acts: of one person or all, of one kind or all, from a day to a day."""

    since: date
    until: date
    person: int | None = None
    action: str = ""


def wanted(said: dict[str, Any], *, at: datetime) -> Wanted:
    """What was asked for; the last thirty days when no day was said."""
    until = said.get("until") or day(at)
    since = said.get("since") or until - DAYS
    return Wanted(since, until, said.get("person"), said.get("action") or "")


def people(*, by: User, at: datetime) -> QuerySet[User]:
    """Whose acts this auditor may read: the people of their office, also those who were disabled."""
    access.demand(by, VIEW, at=at)
    return User.objects.filter(office__in=access.offices(by, VIEW, at=at)).order_by("name", "pk")


def read(asked: Wanted, *, by: User, at: datetime, older: str = "", newer: str = "") -> Trail:
    """One page of the record, the newest first."""
    page = paging.page(_rows(asked, by=by, at=at), "at", older=older, newer=newer)
    return Trail(_lines(page.rows), page.newer, page.older, page.total)


def count(asked: Wanted, *, by: User, at: datetime) -> int:
    """How many acts fit."""
    return _rows(asked, by=by, at=at).count()


def export(asked: Wanted, *, by: User, at: datetime) -> list[list[str]]:
    """The same as rows of a table, up to ten thousand; that it was taken out of the house is itself recorded."""
    rows = list(_rows(asked, by=by, at=at).order_by("-at", "-id")[:LONGEST])
    office: Procuratorate = access.offices(by, VIEW, at=at)[0]
    span = {"from": asked.since.isoformat(), "until": asked.until.isoformat(), "rows": len(rows)}
    record(by=by, at=at, action="record.export", label="导出操作记录", obj=office, data=span)
    head = [_("时间"), _("姓名"), _("用户名"), _("操作"), _("事项")]
    return [head, *(_cells(line) for line in _lines(rows))]


def _cells(line: Line) -> list[str]:
    when = f"{timezone.localtime(line.at):%Y-%m-%d %H:%M:%S}"
    who = (line.who.name, line.who.username) if line.who else ("", "")
    return [harmless(masks.free(cell)) for cell in (when, *who, line.action, line.about)]


def harmless(cell: str) -> str:
    """The text so that no spreadsheet takes it for a formula."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell


def _rows(asked: Wanted, *, by: User, at: datetime) -> QuerySet[Entry]:
    midnight = timezone.get_default_timezone()
    since = datetime.combine(asked.since, time.min, midnight)
    until = datetime.combine(asked.until, time.max, midnight)
    whose = people(by=by, at=at).order_by()
    if asked.person is not None:
        whose = whose.filter(pk=asked.person)
    rows = Entry.objects.filter(by__in=list(whose.values_list("pk", flat=True)), at__range=(since, until))
    if asked.action:
        rows = rows.filter(action=asked.action)
    return rows.select_related("by")


def _lines(rows: Sequence[Entry]) -> list[Line]:
    cases = _numbers(Case.objects.all(), (row.case_ref for row in rows))
    clues = _numbers(Clue.objects.all(), (row.clue_ref for row in rows))
    return [Line(row.at, row.by, _act(row), _about(row, cases, clues)) for row in rows]


def _act(row: Entry) -> str:
    """What was done: the step of a flow table by its own name, anything else by that of its action."""
    return row.label if row.from_state else name_of(row.action)


def _numbers(rows: QuerySet[Any], ids: Iterable[int | None]) -> dict[int, str]:
    wanted_ids = {pk for pk in ids if pk}
    return dict(rows.filter(pk__in=wanted_ids).values_list("pk", "number")) if wanted_ids else {}


def _about(row: Entry, cases: dict[int, str], clues: dict[int, str]) -> str:
    if row.action in unmasking.ACTIONS:
        number = cases.get(row.case_ref or 0) or clues.get(row.clue_ref or 0, "")
        return _("%(number)s · %(what)s · %(why)s：%(reason)s") % {
            "number": number,
            "what": row.label,
            "why": unmasking.Why(row.data["why"]).label,
            "reason": row.note,
        }
    if row.case_ref:
        return cases.get(row.case_ref, "")
    if row.clue_ref:
        return clues.get(row.clue_ref, "")
    if not row.subject_type.startswith(OPEN):
        return ""
    return " · ".join(part for part in (row.label, row.note) if part)
