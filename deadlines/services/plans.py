"""What one sweep says about each limit and last day: worked out once, whatever the number of clocks that share them."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from django.utils import translation
from django.utils.translation import gettext as _

from audit.flow import day
from deadlines import ladder, limits, selectors
from deadlines.ladder import Heard
from deadlines.limits import Limit

TITLE = "%(title)s"


class Timed(Protocol):
    """A clock as far as its plan needs it."""

    @property
    def rule(self) -> str: ...
    @property
    def rule_set(self) -> str: ...
    @property
    def due_on(self) -> date: ...


@dataclass(frozen=True)
class Plan:
    """What a limit with one last day asks for at the sweep's moment."""

    heard: dict[str, Heard]
    next_at: datetime | None
    saying: str
    name: str
    article: str

    def say(self, title: str) -> str:
        """How near the last day of that act is."""
        return self.saying % {"title": title}


class Plans:
    """The plans of one sweep, which sees one calendar and one moment."""

    def __init__(self, at: datetime) -> None:
        self.at, self.today, self.calendar = at, day(at), selectors.calendar()
        self.morning = ladder.morning_after(at, self.calendar)
        self.made: dict[tuple[str, str, date], Plan] = {}

    def of(self, row: Timed) -> Plan:
        """The plan for a clock. LookupError where its rule is unknown."""
        key = row.rule_set, row.rule, row.due_on
        if key not in self.made:
            self.made[key] = self._make(limits.find(row.rule, limits.rule_set(row.rule_set)), row.due_on)
        return self.made[key]

    def _make(self, limit: Limit, due: date) -> Plan:
        with translation.override("zh-hans"):
            return Plan(
                ladder.rungs_due(limit.ladder, due, self.calendar, self.at),
                ladder.next_rung(limit.ladder, due, self.calendar, self.at),
                say_due(TITLE, due, self.today),
                str(limit.name),
                limit.article,
            )


def say_due(title: str, due: date, today: date) -> str:
    """How near that last day is, as people say it."""
    left = (due - today).days
    values = {"title": title, "days": abs(left), "due": f"{due.month}月{due.day}日"}
    if left > 0:
        return _("%(title)s：还有 %(days)d 天，%(due)s届满") % values
    if left == 0:
        return _("%(title)s：今天届满") % values
    return _("%(title)s：已逾期 %(days)d 天，%(due)s届满") % values
