"""What the agencies' portal shows: what is asked of one agency, the most urgent first, and nothing else of a case."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from accounts import access
from accounts.models import PostName, User
from agencies import selectors as agencies
from agencies.models import Agency
from audit.flow import day
from cases.flow import ENDED
from cases.models import Obligation, Recommendation, Reply, Respondent, Sharing, Submission
from cases.statutory import RECOMMENDATION_CONTENTS
from deadlines import selectors as deadlines
from deadlines.models import Deadline, Notice
from deadlines.picture import Clock
from desk import meetings, objections, rectification, writing
from desk.meetings import Meeting
from desk.objections import Raised
from desk.rectification import Sent, Task
from desk.writing import Line
from evidence.models import Draft, File

DONE_SHOWN = 30
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
    def replied(self) -> bool:
        """Whether it was answered in writing."""
        return bool(getattr(self.respondent, "replied", False))

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
class Todo:
    """One thing that waits for the agency, with its clock, the draft so far, and what is still missing in it."""

    one: Ask | Task
    draft: Line | None
    missing: list[str]
    clock: Clock | None
    main: bool = False

    @property
    def kind(self) -> str:
        """Whether a reply or a report is asked for."""
        return self.one.kind

    @property
    def returned(self) -> bool:
        """Whether the procuratorate gave it back."""
        return isinstance(self.one, Task) and self.one.returned is not None

    @property
    def due_on(self) -> date:
        """The last day."""
        return (self.one.obligation.due_on if isinstance(self.one, Task) else self.one.due_on) or FAR


@dataclass(frozen=True)
class Home:
    """The portal's first page: `todo` is what waits for the agency itself, what came back first, then the nearest."""

    agencies: list[Agency]
    asks: list[Ask] = field(default_factory=list)
    tasks: list[Task] = field(default_factory=list)
    todo: list[Todo] = field(default_factory=list)
    drafts: list[Line] = field(default_factory=list)
    leads: bool = False
    objections: list[Raised] = field(default_factory=list)
    shared: list[Submission] = field(default_factory=list)
    invited: list[Meeting] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)

    @property
    def several(self) -> bool:
        """Whether the person acts for more than one agency, so that each row says for which."""
        return len(self.agencies) > 1

    @property
    def returned(self) -> list[Line]:
        """The drafts that the leader gave back."""
        return [line for line in self.drafts if line.returned]

    @property
    def offered(self) -> list[Line]:
        """The drafts that wait for the leader."""
        return [line for line in self.drafts if line.offered]

    @property
    def loose(self) -> list[Line]:
        """Drafts of what nobody asked for, or asks for no more."""
        shown = [one.draft for one in self.todo]
        return [line for line in self.drafts if not (line.returned or line.offered) and line not in shown]

    @property
    def waiting(self) -> list[Raised]:
        """Objections that wait for their answer."""
        return [one for one in self.objections if one.waits]

    @property
    def heard(self) -> list[Raised]:
        """Objections that were answered."""
        return [one for one in self.objections if not one.waits]

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
        return past[: meetings.SHOWN]


def home(*, by: User, at: datetime) -> Home:
    """Everything that is asked of the person's agency, or agencies. Unseen for anybody who works for none."""
    own = agencies.own_agencies(by=by, at=at)
    obligations = access.allowed(by, "obligation.view", Obligation, at=at)
    mine = objections.with_objections(access.allowed(by, "respondent.view", Respondent, at=at))
    respondents = _respondents(mine)
    asks = [_ask(row) for row in respondents if row.served_on and hasattr(row, "recommendation")]
    tasks = rectification.load(
        obligations.select_related("case", "clock", "respondent__agency", "enterprise")
    )
    drafts = writing.drafts(by=by, at=at)
    led = {post.group_id for post in by.posts_on(day(at)) if post.post == PostName.LEADER}
    leads = any(agency.leader_confirms and agency.group_id in led for agency in own)
    todo = _todo(asks, tasks, drafts, today=day(at))
    if not any(line.returned or (leads and line.offered) for line in drafts):
        todo = [
            replace(one, main=n == 0) for n, one in enumerate(todo)
        ]  # the most urgent has the main button
    return Home(
        own,
        asks=asks,
        tasks=tasks,
        todo=todo,
        drafts=drafts,
        leads=leads,
        objections=[line for row in respondents for line in objections.lines(row)],
        shared=_shared(own, by=by, at=at),
        invited=meetings.invited(own, by=by, at=at),
        notices=list(deadlines.notices_of(by).filter(read_at=None)[:3]),
    )


def _todo(asks: list[Ask], tasks: list[Task], drafts: list[Line], *, today: date) -> list[Todo]:
    waiting: list[Ask | Task] = [*(ask for ask in asks if ask.waits), *(task for task in tasks if task.waits)]
    running = [clock for one in waiting if (clock := _clock_of(one))]
    pictures = deadlines.clocks_by_id(running, today=today)
    lines = {_key(line.draft): line for line in drafts}
    found = []
    for one in waiting:
        clock = _clock_of(one)
        picture = pictures.get(clock.pk) if clock else None
        if isinstance(one, Task):
            line = lines.get((Draft.Kind.REPORT, one.obligation.respondent_id, one.obligation.pk))
            lacks = writing.missing(one, line.draft if line else None)
        else:
            line = lines.get((Draft.Kind.REPLY, one.respondent.pk, None))
            lacks = writing.missing_in_reply(line.draft if line else None)
        found.append(Todo(one, line, lacks, picture))
    return sorted(found, key=lambda todo: (todo.one.paused, not todo.returned, todo.due_on))


def _key(draft: Draft) -> tuple[str, int, int | None]:
    return draft.kind, draft.respondent_id, draft.obligation_id


def _clock_of(one: Ask | Task) -> Deadline | None:
    return one.obligation.clock if isinstance(one, Task) else one.clock


def _shared(own: list[Agency], *, by: User, at: datetime) -> list[Submission]:
    """Reports of other agencies that their handlers share with these; each knows with which of them."""
    rows = access.allowed(by, "submission.view", Submission, at=at)
    rows = rows.exclude(obligation__respondent__agency__in=own)
    ours = Sharing.objects.filter(submission=OuterRef("pk"), respondent__agency__in=own)
    rows = rows.annotate(ours=ArraySubquery(ours.values("respondent__agency__short_name")))
    return list(rows.select_related("obligation__respondent__agency", "case").order_by("-sent_at", "-id"))


def shared(submission_id: int, *, by: User, at: datetime) -> Sent:
    """A report of another agency that is shared with the person's own; its verdict is not."""
    own = agencies.own_agencies(by=by, at=at)
    found = access.take(by, "submission.view", Submission, submission_id, at=at)
    if found.obligation.respondent.agency in own:
        raise access.Unseen
    rows = Submission.objects.select_related("obligation__respondent__agency", "case__office", "sent_by")
    sent = rows.prefetch_related("indicator_values__indicator").get(pk=found.pk)
    values = tuple((value.indicator, value) for value in sent.indicator_values.all())
    files = File.objects.filter(item__submission=sent).order_by("id")
    return Sent(sent, tuple(files), values)


@dataclass(frozen=True)
class Duty:
    """One obligation on a page of its own: how its last day was reached, and why it is asked again."""

    task: Task
    clock: Clock | None
    asked_again: str


def duty(obligation_id: int, *, by: User, at: datetime) -> Duty:
    """One obligation of the person's own agency."""
    agencies.own_agencies(by=by, at=at)
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
    agencies.own_agencies(by=by, at=at)
    found = access.take(by, "recommendation.view", Recommendation, recommendation_id, at=at)
    return _letter(found.respondent_id, at)


def to_answer(respondent_id: int, *, by: User, at: datetime) -> Letter:
    """The recommendation that the person's own agency answers, or has answered."""
    agencies.own_agencies(by=by, at=at)
    found = access.take(by, "respondent.reply", Respondent, respondent_id, at=at)
    access.take(by, "recommendation.view", Recommendation, _recommendation_of(found), at=at)
    return _letter(found.pk, at)


def _letter(respondent_id: int, at: datetime) -> Letter:
    ask = _ask(_respondents(Respondent.objects.filter(pk=respondent_id))[0])
    reply = Reply.objects.filter(respondent=respondent_id).select_related("by").order_by("-at").first()
    ask = replace(ask, reply=reply)
    said = ask.recommendation.document.contents
    contents = tuple((title, said.get(name, "")) for name, title in RECOMMENDATION_CONTENTS)
    files = File.objects.filter(item__reply=ask.reply).order_by("id") if ask.reply else ()
    return Letter(ask, contents, _clock(ask.clock, at), tuple(files))


def _recommendation_of(respondent: Respondent) -> int:
    found = Recommendation.objects.filter(respondent=respondent).values_list("pk", flat=True).first()
    return found or 0


def _clock(deadline: Deadline | None, at: datetime) -> Clock | None:
    return deadlines.clocks([deadline], today=day(at))[0] if deadline else None


def _respondents(rows: QuerySet[Respondent]) -> list[Respondent]:
    """These agencies of cases with their recommendations and the clocks of their replies, the newest first."""
    found = rows.select_related("recommendation__document", "case__office", "case__handler", "agency")
    clocks = Deadline.objects.filter(rule__in=("T08", "T09")).order_by("id")
    found = found.prefetch_related(Prefetch("deadlines", clocks))
    found = found.annotate(replied=Exists(Reply.objects.filter(respondent=OuterRef("pk"))))
    return list(found.order_by("-served_on", "-id"))


def _ask(respondent: Respondent) -> Ask:
    clocks = list(respondent.deadlines.all())
    return Ask(respondent, respondent.recommendation, clocks[-1] if clocks else None, None)
