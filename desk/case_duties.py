"""The cards of a case about who must act, which enterprises are in it, and what was found on the spot."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from cases.duty_board import MARKS, WORDS
from cases.flow import ENDED
from cases.models import Case
from cases.services.site_checks import kinds_open
from cases.statutory import CheckKind, CheckResult, InvolvementRole
from desk.site_checks import TONES

SHOWN = 5


@dataclass(frozen=True)
class Matter:
    """One matter: who leads, and where it stands."""

    name: str
    leads: str
    word: str
    tone: str


@dataclass(frozen=True)
class Firm:
    """One enterprise of the case."""

    pk: int
    enterprise: int
    name: str
    role: str
    note: str


@dataclass(frozen=True)
class Look:
    """One look on the spot, in a line."""

    on: date
    kind: str
    place: str
    result: str
    tone: str
    about: str
    clue: str
    url: str


@dataclass(frozen=True)
class Duties:
    """What the cards show, and what this person may do about it."""

    matters: list[Matter]
    firms: list[Firm]
    looks: list[Look]
    may_enter: bool
    may_involve: bool
    may_check: bool

    @property
    def shown(self) -> list[Look]:
        """The newest looks, for the card."""
        return self.looks[:SHOWN]

    @property
    def text(self) -> str:
        """How many matters there are, and how many are settled."""
        done = sum(matter.tone == MARKS["settled"] for matter in self.matters)
        values = {"all": len(self.matters), "done": done}
        return _("%(all)d 个事项，%(done)d 个已确认") % values if self.matters else ""


def duties(case: Case, *, rights: Mapping[str, bool]) -> Duties:
    """The cards of a case that was read with its lists (cases.carried)."""
    carried: Any = case
    open_still, ours = case.state not in ENDED, case.track == "administrative"
    accepted = any(row.state == "accepted" for row in case.obligations.all())
    return Duties(
        matters=[_matter(row) for row in carried.duties],
        firms=[_firm(row) for row in carried.firms],
        looks=[_look(case, row) for row in carried.looked],
        may_enter=open_still and ours and rights["duty.enter"],
        may_involve=open_still and rights["case.work"],
        may_check=rights["site_check.enter"] and bool(kinds_open(case, accepted)),
    )


def _matter(row: dict[str, Any]) -> Matter:
    mark = _mark(row)
    return Matter(row["name"], _("、").join(row["leads"]), str(WORDS[mark]), MARKS[mark])


def _mark(row: dict[str, Any]) -> str:
    if row["settled_on"]:
        return "settled"
    if row["disputed"]:
        return "dispute"
    return "gap" if not row["leads"] else "clear" if len(row["leads"]) == 1 else "overlap"


def _firm(row: dict[str, Any]) -> Firm:
    role = str(InvolvementRole(row["role"]).label)
    return Firm(row["pk"], row["enterprise"], row["name"], role, row["note"])


def _look(case: Case, row: dict[str, Any]) -> Look:
    about = row["obligation"]
    url = reverse("obligation", args=(about,)) if about else reverse("case-rectification", args=(case.pk,))
    return Look(
        on=date.fromisoformat(row["on"]),
        kind=str(CheckKind(row["kind"]).label),
        place=row["place"],
        result=str(CheckResult(row["result"]).label),
        tone=TONES[CheckResult(row["result"])],
        about=row["measure"] or _("全案"),
        clue=row["clue"] or "",
        url=f"{url}#checks",
    )
