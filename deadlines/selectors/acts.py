"""What can be done to one clock, and what keeps one from it: the buttons of its page and what the API says of them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts import access
from accounts.models import User
from audit.flow import Reason, Text, day
from deadlines import guards, ledger
from deadlines.limits import EXCLUSION, SUSPENSION, Cause
from deadlines.models import Deadline

EXTEND, COURT, EXCLUDE, GO_ON, CORRECT = "extend", "court_extension", "exclude", "go_on", "correct"
PAGES = {
    EXTEND: "deadline-extend",
    COURT: "deadline-court-extension",
    EXCLUDE: "deadline-exclude",
    GO_ON: "deadline-go-on",
    CORRECT: "deadline-correct",
}
TAKEN_OUT = (Cause.APPRAISAL, Cause.OBSTACLE)


@dataclass(frozen=True)
class Act:
    """One thing that can be done to a clock: its verb, its page, and what is missing where it cannot be done now.

    `mine` says whether it is this person's to do at all.
    """

    name: str
    label: Text
    url: str
    source: str
    mine: bool
    reasons: tuple[Reason, ...]

    @property
    def allowed(self) -> bool:
        """Whether this person may do it now."""
        return not self.reasons


def acts_on(deadline_id: int, *, by: User, at: datetime) -> list[Act]:
    """What can be done to a clock, as its moves are listed for a case. Unseen for an agency's people."""
    deadline = access.take(by, "deadline.view", Deadline, deadline_id, at=at)
    if access.is_agency_person(by, day(at)):
        raise access.Unseen
    return acts_of(deadline, by=by, at=at)


def acts_of(deadline: Deadline, *, by: User, at: datetime) -> list[Act]:
    """The same for a clock that is at hand, with its events."""
    keeps = access.can(by, "deadline.keep", deadline, at=at)
    asks = deadline.case is not None and access.can(by, "case.advance", deadline.case, at=at)
    rights = {EXTEND: asks, COURT: keeps, EXCLUDE: keeps, GO_ON: keeps, CORRECT: keeps}
    return [_act(name, deadline, rights, day(at)) for name in _names(deadline)]


def _names(deadline: Deadline) -> Iterator[str]:
    """What the law knows for statutory limits; a target or an agreed day is only ever put right."""
    terms = deadline.limit.extension
    if deadline.limit.statutory:
        yield COURT if terms is not None and terms.decided_by == "court" else EXTEND
        yield GO_ON if _held(deadline) else EXCLUDE
    yield CORRECT


def _act(name: str, deadline: Deadline, rights: Mapping[str, bool], on: date) -> Act:
    label, source = _words(name, deadline)
    reasons = [] if rights[name] else [Reason(_who(name), source)]
    missing = _ended(deadline, source) or MISSING[name](deadline, source, on)
    url = reverse(PAGES[name], args=[deadline.pk])
    return Act(name, label, url, source, rights[name], (*reasons, *missing))


def _words(name: str, deadline: Deadline) -> tuple[str, str]:
    """The verb, and the article that it rests on."""
    terms = deadline.limit.extension
    obstacle = Cause.OBSTACLE in deadline.limit.stops
    words = {
        EXTEND: (_("延长期限"), terms.article if terms else deadline.article),
        COURT: (_("记录法院延长"), terms.article if terms else deadline.article),
        EXCLUDE: (_("扣除障碍期间"), Cause.OBSTACLE.article)
        if obstacle
        else (_("扣除鉴定等期间"), EXCLUSION),
        GO_ON: (_("继续计算"), next(iter(_held(deadline)), EXCLUSION)),
        CORRECT: (_("更正约定日期") if deadline.limit.agreed else _("更正起算日"), deadline.article),
    }
    return words[name]


def _who(name: str) -> str:
    return _("由承办检察官提请") if name == EXTEND else _("由承办检察官或者案件管理人员办理")


def _held(deadline: Deadline) -> list[str]:
    """The articles, other than that of a suspended review, for which the clock stands still."""
    return [span.article for span in ledger.standing(deadline.events.all()) if span.article != SUSPENSION]


def _ended(deadline: Deadline, source: str) -> list[Reason]:
    if deadline.running:
        return []
    text = _("期限现为“%(state)s”，不能更改") % {"state": deadline.get_state_display()}
    return [Reason(text, source)]


def _no_extension(deadline: Deadline, source: str, on: date) -> list[Reason]:
    return guards.cannot_lengthen(deadline, on=on)


def _no_exclusion(deadline: Deadline, source: str, on: date) -> list[Reason]:
    if any(not guards.cannot_stop(deadline, cause) for cause in TAKEN_OUT):
        return guards.not_begun(deadline, on=on)
    return guards.cannot_stop(deadline, Cause.APPRAISAL)


def _nothing(deadline: Deadline, source: str, on: date) -> list[Reason]:
    return []


MISSING = {
    EXTEND: _no_extension,
    COURT: _no_extension,
    EXCLUDE: _no_exclusion,
    GO_ON: _nothing,
    CORRECT: _nothing,
}
