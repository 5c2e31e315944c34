"""The cases below a case, with how far each is, what is due next, and how far all of them are together."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts import access
from accounts.models import User
from cases import children
from cases.flow import ENDED, CaseState
from cases.models import Case, Obligation
from deadlines import selectors as deadlines
from deadlines.flow import State
from deadlines.models import Deadline
from desk.case_list import PARTS, STATE_TONES

SHOWN = 5


@dataclass(frozen=True)
class Child:
    """One case below: how many of its obligations stand where, and which day is next."""

    case: Case
    tone: str
    counted: Counter[str]
    due: date | None

    @property
    def text(self) -> str:
        """How many obligations are done; empty where there are none."""
        done, whole = self.counted["accepted"], self.counted.total()
        return _("%(done)d / %(all)d 项已验收") % {"done": done, "all": whole} if whole else ""


@dataclass(frozen=True)
class Family:
    """All cases below one case that a person may see, and whether they may add one or take one out."""

    parent: Case
    lines: list[Child]
    links: bool

    @property
    def shown(self) -> list[Child]:
        """The first few, for the card on the page of the case above."""
        return self.lines[:SHOWN]

    @property
    def url(self) -> str:
        """Where all of them are listed; empty while there is none."""
        return reverse("case-children", args=(self.parent.pk,)) if self.lines else ""

    @property
    def more(self) -> str:
        """The words that lead there."""
        left = len(self.lines) - len(self.shown)
        return _("全部 %(n)d 件") % {"n": len(self.lines)} if left else _("查看")

    @property
    def states(self) -> list[tuple[str, str, int]]:
        """How many stand in each state: its name, its tone, the number; in the order of the states."""
        counted = Counter(line.case.state for line in self.lines)
        return [
            (str(state.label), STATE_TONES.get(state, "info"), counted[state])
            for state in CaseState
            if counted[state]
        ]

    @property
    def counted(self) -> Counter[str]:
        """How many obligations of all of them stand in each state."""
        return sum((line.counted for line in self.lines), Counter())

    @property
    def parts(self) -> list[dict[str, Any]]:
        """What is to be put right in all of them, as one bar."""
        return [{"label": label, "count": self.counted[state], "tone": tone} for state, label, tone in PARTS]

    @property
    def text(self) -> str:
        """The bar in words."""
        values = {
            "cases": len(self.lines),
            "done": self.counted["accepted"],
            "all": self.counted.total(),
        }
        if not values["all"]:
            return _("%(cases)d 件，尚无整改事项") % values
        return _("%(cases)d 件 · %(done)d / %(all)d 项已验收") % values


def family(case: Case, *, links: bool, by: User, at: datetime) -> Family:
    """The cases below one that the person has reached, in one query."""
    rows = _with_progress(children.of_case(case, by=by, at=at))
    return Family(case, [_child(row) for row in rows], links and case.state not in ENDED)


def _with_progress(rows: QuerySet[Case]) -> QuerySet[Case]:
    states = Obligation.objects.filter(case=OuterRef("pk")).order_by().values("state").annotate(n=Count("id"))
    clocks = Deadline.objects.filter(case=OuterRef("pk"), ended_on=None, state=State.OPEN, internal=False)
    nearest = clocks.exclude(deadlines.waited()).order_by("due_on", "id").values("due_on")
    return rows.annotate(
        counted=ArraySubquery(states.values(found=JSONObject(state="state", n="n"))),
        next_due=Subquery(nearest[:1]),
    )


def _child(row: Any) -> Child:
    counted = Counter({found["state"]: found["n"] for found in row.counted})
    return Child(row, STATE_TONES.get(row.state, "info"), counted, row.next_due)


def look(case_id: int, *, by: User, at: datetime) -> Family:
    """The cases below one, if the person may see it."""
    case = children.parent(case_id, by=by, at=at)
    return family(case, links=access.can(by, children.LINK, case, at=at), by=by, at=at)


def matters(rows: Sequence[Case]) -> int:
    """How many matters these cases are: one that is part of another among them does not count again."""
    known = {case.pk for case in rows}
    return sum(case.parent_id not in known for case in rows)
