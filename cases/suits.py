"""Which of the acts between us and the court are possible on a case now: the clocks that run say it."""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

from audit.flow import Reason
from cases.flow import COURT_ACTS, CourtAct
from cases.models import Case
from deadlines.models import Deadline


def possible(case: Case, clocks: Iterable[Deadline]) -> list[str]:
    """The names of the acts that may be written down; `clocks` are those of the case, as a page has them already."""
    known = list(clocks)
    return [name for name, act in COURT_ACTS.items() if not _why_not(case, act, known)]


def missing(case: Case, act: CourtAct) -> list[Reason]:
    """Why the act cannot be written down now; empty when it can."""
    text = _why_not(case, act, list(case.deadlines.all()))
    return [Reason(text, act.article)] if text else []


def earliest(case: Case, act: CourtAct) -> date:
    """The first day on which it can have happened: of the clock that it ends, else of the suit at the court."""
    running = case.deadlines.filter(rule__in=act.stops, ended_on=None).order_by("started_on").first()
    if running is not None:
        return running.started_on
    return case.lawsuit.judgment_received_on or case.lawsuit.delivered_on or case.lawsuit.decided_on


def _why_not(case: Case, act: CourtAct, clocks: list[Deadline]) -> str:
    if case.state not in act.sources:
        values = {"state": case.get_state_display(), "act": act.label}
        return _("现处“%(state)s”，不能%(act)s") % values
    begun = {clock.rule for clock in clocks}
    if begun & set(act.starts[case.track]):
        return _("已经登记")
    if act.stops and not any(clock.running and clock.rule in act.stops for clock in clocks):
        return _("没有等待办理的期限，或者已经登记")
    if not case.lawsuit.delivered_on:
        return _("请先登记起诉书送达法院的日期")
    return ""
