"""Questions about hearings."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from accounts import access, personal
from accounts.models import User
from audit.flow import Reason, day
from deadlines import selectors as deadlines
from hearings.flow import HEARING_FLOW
from hearings.models import Hearing, HearingOfficer


@dataclass(frozen=True)
class Voices:
    """What the officers said, counted (hearing rules 16)."""

    officers: int
    supports: int
    opposes: int

    @property
    def spoken(self) -> bool:
        """Whether any of them said something."""
        return self.supports + self.opposes > 0

    @property
    def text(self) -> str:
        """The majority in words; it is a majority of all officers, not of those who spoke."""
        values = {"all": self.officers, "yes": self.supports, "no": self.opposes}
        if 2 * self.supports > self.officers:
            return _("多数同意检察机关的拟处理意见（%(all)d 人中 %(yes)d 人同意）") % values
        if 2 * self.opposes > self.officers:
            return _("多数不同意检察机关的拟处理意见（%(all)d 人中 %(no)d 人不同意）") % values
        return _("没有形成多数意见（%(yes)d 人同意，%(no)d 人不同意）") % values

    @property
    def against(self) -> bool:
        """Whether most of them disagree with what is intended."""
        return 2 * self.opposes > self.officers


@dataclass(frozen=True)
class Room:
    """One hearing as its page shows it: the plan, the notice, the officers, what may be done, what is missing."""

    hearing: Hearing
    officers: list[HearingOfficer]
    voices: Voices
    notice_by: date
    may_run: bool
    unmasks: bool
    missing: list[Reason]

    @property
    def planned(self) -> bool:
        """Whether it still lies ahead, or its result was not written down."""
        return self.hearing.state == "planned"

    @property
    def approved(self) -> bool:
        """Whether the chief approved it."""
        return self.hearing.decision is not None and self.hearing.decision.state == "approved"

    @property
    def may_notice(self) -> bool:
        """Whether this person may now say that those who take part were told."""
        return self.may_run and self.planned and self.approved and self.hearing.noticed_on is None

    @property
    def may_postpone(self) -> bool:
        """Whether this person may move it to another day."""
        return self.may_run and self.planned and self.approved

    @property
    def may_conclude(self) -> bool:
        """Whether this person may now write down how it went."""
        return self.may_run and self.planned and not self.missing


def room(hearing_id: int, *, by: User, at: datetime) -> Room:
    """One hearing for the people of procuratorates; agencies are told of theirs in the portal."""
    found = _seen(hearing_id, "hearing.view", by, at)
    officers = list(found.officers.all())
    said = [officer.supports for officer in officers]
    may = access.may(by, ("hearing.run", personal.CASE), found, at=at)
    return Room(
        found,
        officers,
        Voices(len(officers), said.count(True), said.count(False)),
        notice_by=last_notice(found),
        may_run=may["hearing.run"],
        unmasks=may[personal.CASE],
        missing=_missing(found, day(at)),
    )


def to_run(hearing_id: int, *, by: User, at: datetime) -> Hearing:
    """A hearing that this person may give notice of and write down."""
    return _seen(hearing_id, "hearing.run", by, at)


def last_notice(hearing: Hearing) -> date:
    """The last day on which those who take part may be told (article 10)."""
    return deadlines.preview("T27", hearing.held_on).counted.due


def _missing(hearing: Hearing, on: date) -> list[Reason]:
    """What keeps the result from being written down, apart from the opinions that are typed with it."""
    if hearing.state != "planned":
        return []
    conclude = HEARING_FLOW.named("conclude")
    guards = [guard for guard in conclude.guards if guard.__name__ != "enough_opinions"]
    return [reason for guard in guards if (reason := guard(hearing, on))]


def _seen(hearing_id: int, action: str, by: User, at: datetime) -> Hearing:
    if access.is_agency_person(by, day(at)):
        raise access.Unseen
    access.take(by, action, Hearing, hearing_id, at=at)
    return Hearing.objects.select_related("case__office", "decision", "planned_by").get(pk=hearing_id)
