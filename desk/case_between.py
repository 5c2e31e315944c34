"""What passes between the office of a case and others: questions and reports upward, commissions, a suit handed over."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from audit.flow import Reason, Text
from cases import commission_picture, guards, instruction_picture
from cases.commission_picture import Line
from cases.flow import CaseState
from cases.guards import ASKING_RULE, COMMISSION_RULE, REPORTING_RULE
from cases.models import Case, Instruction


@dataclass(frozen=True)
class Way:
    """Something the handler may send to another office, or why not now."""

    label: Text
    url: str
    article: Text
    reasons: list[Reason]


@dataclass(frozen=True)
class Between:
    """The card: what was sent, the case of which only the suit was handed over, and what may be sent now."""

    instructions: Sequence[Instruction]
    commissions: Sequence[Line]
    origin: Case | None
    origin_seen: bool
    went_to: Case | None
    ways: list[Way]

    def __bool__(self) -> bool:
        return bool(self.instructions or self.commissions or self.ways)


def between(case: Case, *, sends: bool) -> Between:
    """Collect the card for a case read whole (selectors.case_whole); `sends` says whether the person handles it."""
    origin = case.origin
    went = case.handed_over.select_related("office") if case.state == CaseState.TRANSFERRED else None
    live = sends and case.ended_on is None
    return Between(
        instructions=instruction_picture.about(case),
        commissions=commission_picture.of_case(case),
        origin=origin,
        origin_seen=bool(origin and getattr(case, "origin_seen", False)),
        went_to=went.first() if went is not None else None,
        ways=_ways(case) if live else [],
    )


def _ways(case: Case) -> list[Way]:
    found = []
    if case.office.parent_id:
        if not guards.being_decided(case):  # what is being decided is said once on the page
            url = reverse("case-instruct", args=[case.pk])
            found.append(Way(_("向上级院请示"), url, ASKING_RULE, guards.cannot_ask(case)))
        url = reverse("case-report", args=[case.pk])
        found.append(Way(_("向上级院报告情况"), url, REPORTING_RULE, []))
    commission = commission_picture.missing(case)
    url = reverse("commission-new", args=[case.pk])
    return [*found, Way(_("委托异地调查"), url, COMMISSION_RULE, commission)]
