"""What the agencies' portal shows: what is asked of one agency, the most urgent first, and nothing else of a case."""

from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _

from accounts import access
from accounts.models import User
from agencies import selectors as agencies
from agencies.models import Agency
from audit.flow import day
from cases.flow import ENDED
from cases.models import Obligation, Recommendation, Reply, Respondent
from cases.statutory import RECOMMENDATION_CONTENTS
from consultations.models import Consultation, Invitee
from deadlines import selectors as deadlines
from deadlines.models import Deadline, Notice
from deadlines.picture import Clock
from desk import rectification
from desk.rectification import Task
from evidence.models import File
from hearings.models import Hearing, HearingOfficer

DONE_SHOWN, MEETINGS = 30, 10
FAR = date.max


@dataclass(frozen=True)
class Ask:
    """A recommendation to the agency, and the clock of its reply."""

    respondent: Respondent
    recommendation: Recommendation
    clock: Deadline | None
    reply: Reply | None
    kind = "ask"

    @property
    def waits(self) -> bool:
        """Whether a reply is still owed."""
        return self.respondent.state == "served" and self.respondent.case.state not in ENDED

    @property
    def paused(self) -> bool:
        """Whether the clock stands still."""
        return self.clock is not None and self.clock.standing

    @property
    def due_on(self) -> date | None:
        """The last day to perform and reply."""
        return self.clock.due_on if self.clock else None


@dataclass(frozen=True)
class Meeting:
    """A consultation or hearing, as far as an invited agency is told of it."""

    title: str
    on: date
    place: str
    about: str
    office: str
    case: str
    state: str
    ahead: bool
    position: str = ""
    officers: tuple[HearingOfficer, ...] = ()


@dataclass(frozen=True)
class Home:
    """The portal's first page."""

    agency: Agency
    asks: list[Ask] = field(default_factory=list)
    tasks: list[Task] = field(default_factory=list)
    invited: list[Meeting] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)

    @property
    def todo(self) -> list[Ask | Task]:
        """What waits for the agency itself, the nearest first; what stands still comes last."""
        found: list[tuple[bool, date, int, Ask | Task]] = []
        for ask in self.asks:
            if ask.waits:
                found.append((ask.paused, ask.due_on or FAR, len(found), ask))
        for task in self.tasks:
            if task.waits:
                found.append((task.paused, task.obligation.due_on, len(found), task))
        return [one for *_order, one in sorted(found, key=lambda row: row[:3])]

    @property
    def answered(self) -> list[Ask]:
        """Recommendations that need no reply any more."""
        return [ask for ask in self.asks if not ask.waits]

    @property
    def looked_at(self) -> list[Task]:
        """What was sent and waits for the procuratorate's verdict."""
        return [task for task in self.tasks if task.obligation.state == "submitted"]

    @property
    def finished(self) -> list[Task]:
        """What was accepted, or needs nothing more; the newest first."""
        return [task for task in self.tasks if not task.waits and task not in self.looked_at][:DONE_SHOWN]

    @property
    def owed(self) -> int:
        """How many things wait for the agency itself."""
        return len(self.todo)

    @property
    def never_asked(self) -> bool:
        """Whether nothing was ever asked of this agency."""
        return not (self.asks or self.tasks or self.invited)

    @property
    def meetings(self) -> list[Meeting]:
        """What lies ahead, the nearest first."""
        return sorted((one for one in self.invited if one.ahead), key=lambda one: one.on)

    @property
    def past_meetings(self) -> list[Meeting]:
        """What is over, the newest first."""
        past = sorted((one for one in self.invited if not one.ahead), key=lambda one: one.on, reverse=True)
        return past[:MEETINGS]


def home(*, by: User, at: datetime) -> Home:
    """Everything that is asked of the person's agency. Unseen for anybody who works for no agency."""
    agency = _agency(by, at)
    obligations = access.allowed(by, "obligation.view", Obligation, at=at)
    return Home(
        agency,
        asks=_asks(access.allowed(by, "respondent.view", Respondent, at=at)),
        tasks=rectification.load(obligations.select_related("case", "clock", "respondent", "enterprise")),
        invited=[*_consultations(agency, by=by, at=at), *_hearings(by=by, at=at)],
        notices=list(deadlines.notices_of(by).filter(read_at=None)[:3]),
    )


@dataclass(frozen=True)
class Duty:
    """One obligation on a page of its own: how its last day was reached, and why it is asked again."""

    task: Task
    clock: Clock | None
    asked_again: str


def duty(obligation_id: int, *, by: User, at: datetime) -> Duty:
    """One obligation of the person's own agency."""
    _agency(by, at)
    found = access.take(by, "obligation.view", Obligation, obligation_id, at=at)
    rows = Obligation.objects.filter(pk=found.pk)
    [task] = rectification.load(
        rows.select_related("case__office", "case__handler", "clock", "respondent__agency", "enterprise")
    )
    return Duty(task, rectification.clock(task, at), rectification.asked_again(task))


@dataclass(frozen=True)
class Letter:
    """A recommendation as the agency reads it, with its reply when there is one."""

    ask: Ask
    contents: tuple[tuple[object, str], ...]
    picture: Clock | None
    files: tuple[File, ...]


def letter(recommendation_id: int, *, by: User, at: datetime) -> Letter:
    """A recommendation served on the person's own agency."""
    _agency(by, at)
    found = access.take(by, "recommendation.view", Recommendation, recommendation_id, at=at)
    return _letter(found.respondent_id, at)


def to_answer(respondent_id: int, *, by: User, at: datetime) -> Letter:
    """The recommendation that the person's own agency answers, or has answered."""
    _agency(by, at)
    found = access.take(by, "respondent.reply", Respondent, respondent_id, at=at)
    access.take(by, "recommendation.view", Recommendation, _recommendation_of(found), at=at)
    return _letter(found.pk, at)


def _letter(respondent_id: int, at: datetime) -> Letter:
    [ask] = _asks(Respondent.objects.filter(pk=respondent_id))
    said = ask.recommendation.document.contents
    contents = tuple((title, said.get(name, "")) for name, title in RECOMMENDATION_CONTENTS)
    files = File.objects.filter(item__reply=ask.reply).order_by("id") if ask.reply else ()
    return Letter(ask, contents, _clock(ask.clock, at), tuple(files))


def _recommendation_of(respondent: Respondent) -> int:
    found = Recommendation.objects.filter(respondent=respondent).values_list("pk", flat=True).first()
    return found or 0


def _agency(by: User, at: datetime) -> Agency:
    agency = agencies.agency_of(by=by, at=at)
    if agency is None:
        raise access.Unseen
    return agency


def _clock(deadline: Deadline | None, at: datetime) -> Clock | None:
    return deadlines.clocks([deadline], today=day(at))[0] if deadline else None


def _asks(rows: QuerySet[Respondent]) -> list[Ask]:
    served = rows.filter(served_on__isnull=False, recommendation__isnull=False)
    found = served.select_related("recommendation__document", "case__office", "case__handler", "agency")
    clocks = Deadline.objects.filter(rule__in=("T08", "T09")).order_by("id")
    replies = Reply.objects.select_related("by").order_by("-at")
    found = found.prefetch_related(Prefetch("deadlines", clocks), Prefetch("replies", replies))
    return [_ask(respondent) for respondent in found.order_by("-served_on", "-id")]


def _ask(respondent: Respondent) -> Ask:
    clocks, replies = list(respondent.deadlines.all()), list(respondent.replies.all())
    last = clocks[-1] if clocks else None
    return Ask(respondent, respondent.recommendation, last, replies[0] if replies else None)


def _consultations(agency: Agency, *, by: User, at: datetime) -> list[Meeting]:
    rows = access.allowed(by, "consultation.view", Consultation, at=at).distinct()
    own = Prefetch("invitees", Invitee.objects.filter(agency=agency))
    found = rows.select_related("case__office").prefetch_related(own).order_by("-held_on", "-id")[:MEETINGS]
    return [
        Meeting(
            title=one.get_form_display(),
            on=one.held_on,
            place=one.place,
            about=one.agenda,
            office=one.case.office.name,
            case=one.case.title,
            state=one.get_state_display(),
            ahead=one.state == "called" and one.held_on >= day(at),
            position="；".join(invitee.position for invitee in one.invitees.all() if invitee.position),
        )
        for one in found
    ]


def _hearings(*, by: User, at: datetime) -> list[Meeting]:
    rows = access.allowed(by, "hearing.view", Hearing, at=at).distinct().exclude(state="cancelled")
    found = rows.select_related("case__office").prefetch_related("officers").order_by("-held_on", "-id")
    return [
        Meeting(
            title=_("公开听证") if one.public else _("听证"),
            on=one.held_on,
            place=one.place,
            about=one.get_purpose_display(),
            office=one.case.office.name,
            case=one.case.title,
            state=one.get_state_display(),
            ahead=one.state == "planned" and one.held_on >= day(at),
            officers=tuple(one.officers.all()),
        )
        for one in found[:MEETINGS]
    ]
