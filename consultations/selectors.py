"""Questions about consultations."""

from dataclasses import dataclass
from datetime import datetime

from accounts import access, personal
from accounts.models import User
from audit.flow import Reason, day
from cases.flow import ENDED
from consultations.flow import CONSULTATION_FLOW
from consultations.models import Consultation, Invitee


@dataclass(frozen=True)
class Table:
    """One consultation as its page shows it: who sits at it, what may be done, what is missing."""

    consultation: Consultation
    invitees: list[Invitee]
    may_run: bool
    unmasks: bool
    missing: list[Reason]
    may_set: bool

    @property
    def may_conclude(self) -> bool:
        """Whether this person may write down the result now."""
        return self.may_run and not self.over and not self.missing

    @property
    def over(self) -> bool:
        """Whether its result was written down."""
        return self.consultation.state == "concluded"


def table(consultation_id: int, *, by: User, at: datetime) -> Table:
    """One consultation for the people of procuratorates; agencies are told of theirs in the portal."""
    found = _seen(consultation_id, "consultation.view", by, at)
    move = CONSULTATION_FLOW.named("conclude")
    may = access.may(by, ("consultation.run", personal.CASE), found, at=at)
    return Table(
        found,
        list(found.invitees.select_related("agency")),
        may_run=may["consultation.run"],
        unmasks=may[personal.CASE],
        missing=[] if found.state == "concluded" else CONSULTATION_FLOW.missing(found, move, day(at)),
        may_set=found.case.state not in ENDED and access.can(by, "obligation.set", found.case, at=at),
    )


def to_conclude(consultation_id: int, *, by: User, at: datetime) -> Consultation:
    """A consultation whose result this person may write down."""
    return _seen(consultation_id, "consultation.run", by, at)


def _seen(consultation_id: int, action: str, by: User, at: datetime) -> Consultation:
    if access.is_agency_person(by, day(at)):
        raise access.Unseen
    access.take(by, action, Consultation, consultation_id, at=at)
    rows = Consultation.objects.select_related("case__office", "called_by")
    return rows.get(pk=consultation_id)
