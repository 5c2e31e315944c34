"""What must be put right, how far it is, and what was sent about it: for the agencies' pages and the prosecutors'."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts import access, personal
from accounts.models import User
from audit.flow import day
from audit.models import Entry
from cases.flow import ENDED
from cases.models import Indicator, IndicatorValue, Obligation, Sharing, Submission
from deadlines import selectors as deadlines
from deadlines.picture import Clock
from desk import site_checks
from desk.figures import Figure, figure
from desk.site_checks import Check
from evidence.models import File

WAITING = ("open", "partly", "returned")  # the agency owes a report
BACK = ("partly", "returned")  # one came back with what is missing
SHORT = 4
TONES = {"open": "info", "submitted": "plain", "accepted": "ok", "partly": "warn", "returned": "warn"}


@dataclass(frozen=True)
class Sent:
    """One report of the agency with its files: what it said, and what was said of it."""

    submission: Submission
    files: tuple[File, ...]
    values: tuple[tuple[Indicator, IndicatorValue], ...] = ()
    shares: bool = False
    shared_with: str = ""

    @property
    def tone(self) -> str:
        """The colour of its state."""
        return {"sent": "info", "accepted": "ok", "partly": "warn", "returned": "warn"}[self.submission.state]


@dataclass(frozen=True)
class Task:
    """One thing to be put right, how far it is, and what was sent about it."""

    obligation: Obligation
    figures: tuple[Figure, ...] = ()
    sent: tuple[Sent, ...] = ()
    kind = "task"

    @property
    def waits(self) -> bool:
        """Whether the agency still owes a report."""
        return self.obligation.state in WAITING and self.obligation.case.state not in ENDED

    @property
    def paused(self) -> bool:
        """Whether its clock stands still."""
        return self.obligation.clock is not None and self.obligation.clock.standing

    @property
    def tone(self) -> str:
        """The colour of its state."""
        return TONES[self.obligation.state]

    @property
    def files(self) -> list[File]:
        """Every file that was sent about it, newest first."""
        return [file for sent in self.sent for file in sent.files]

    @property
    def sent_count(self) -> str:
        """How many reports there are, as a card says it."""
        n = len(self.sent)
        return ngettext("%(n)d 次", "%(n)d 次", n) % {"n": n} if n else ""

    @property
    def more_files(self) -> int:
        """How many files a short list leaves out."""
        return max(len(self.files) - SHORT, 0)

    @property
    def returned(self) -> Submission | None:
        """The report that came back, when that is where things stand."""
        return self.sent[0].submission if self.obligation.state in BACK and self.sent else None

    @property
    def judged_on(self) -> date | None:
        """The day of the verdict, once it was accepted."""
        at = self.sent[0].submission.judged_at if self.sent else None
        return day(at) if at and self.obligation.state == "accepted" else None


@dataclass(frozen=True)
class Review:
    """One obligation as the procuratorate looks at it, and what this person may do about it."""

    task: Task
    clock: Clock | None
    asked_again: str
    may_judge: bool
    may_check: bool
    checks: list[Check]
    unmasks: bool

    @property
    def to_judge(self) -> Submission | None:
        """The report that waits for this person's verdict."""
        if not self.may_judge or self.task.obligation.state != "submitted":
            return None
        return self.task.sent[0].submission if self.task.sent else None

    @property
    def may_reopen(self) -> bool:
        """Whether this person may ask for it again."""
        obligation = self.task.obligation
        return self.may_judge and obligation.state == "accepted" and obligation.case.state not in ENDED


def review(obligation_id: int, *, by: User, at: datetime) -> Review:
    """One obligation for the people of procuratorates; an agency's people have their own page of it."""
    if access.is_agency_person(by, day(at)):
        raise access.Unseen
    found = access.take(by, "obligation.view", Obligation, obligation_id, at=at)
    rows = Obligation.objects.filter(pk=found.pk)
    [task] = load(
        rows.select_related("case__office", "case__handler", "clock", "respondent__agency", "enterprise")
    )
    task = _with_shares(task, by=by, at=at)
    case, accepted = task.obligation.case, task.obligation.state == "accepted"
    rights = access.may(by, ("obligation.judge", "site_check.enter", personal.CASE), case, at=at)
    return Review(
        task,
        clock(task, at),
        asked_again(task),
        may_judge=rights["obligation.judge"],
        may_check=site_checks.possible(case, accepted=accepted, rights=rights),
        checks=site_checks.checks(case=case, obligation=task.obligation, by=by, at=at),
        unmasks=rights[personal.CASE],
    )


def _with_shares(task: Task, *, by: User, at: datetime) -> Task:
    """The same, each report knowing with whom it is shared, and whether this person may change that."""
    reports = [sent.submission for sent in task.sent]
    names: dict[int, list[str]] = {}
    for row in Sharing.objects.filter(submission__in=reports).select_related("respondent__agency"):
        names.setdefault(row.submission_id, []).append(str(row.respondent.agency))
    shares = access.can(by, "submission.share", reports[0], at=at) if reports else False
    sent = [
        replace(one, shares=shares, shared_with=_("、").join(names.get(one.submission.pk, [])))
        for one in task.sent
    ]
    return replace(task, sent=tuple(sent))


def to_judge(submission_id: int, *, by: User, at: datetime) -> Submission:
    """A report on which this person may give a verdict."""
    access.take(by, "obligation.judge", Submission, submission_id, at=at)
    return Submission.objects.select_related("obligation__respondent__agency", "case").get(pk=submission_id)


def to_share(submission_id: int, *, by: User, at: datetime) -> Submission:
    """A report that this person may share with other agencies of the case."""
    access.take(by, "submission.share", Submission, submission_id, at=at)
    return Submission.objects.select_related("obligation__respondent__agency", "case").get(pk=submission_id)


def to_reopen(obligation_id: int, *, by: User, at: datetime) -> Obligation:
    """An obligation that this person may ask for again."""
    access.take(by, "obligation.judge", Obligation, obligation_id, at=at)
    return Obligation.objects.select_related("respondent__agency", "case").get(pk=obligation_id)


def to_measure(indicator_id: int, *, by: User, at: datetime) -> Indicator:
    """A figure whose value this person may enter."""
    access.take(by, "obligation.judge", Indicator, indicator_id, at=at)
    return Indicator.objects.select_related("obligation__case").get(pk=indicator_id)


def to_correct(value_id: int, *, by: User, at: datetime) -> IndicatorValue:
    """A value that this person may put right."""
    access.take(by, "obligation.judge", IndicatorValue, value_id, at=at)
    return IndicatorValue.objects.select_related("indicator__obligation__case").get(pk=value_id)


def asked_again(task: Task) -> str:
    """Why an obligation that was accepted is asked for again; empty when it is not."""
    if task.obligation.state != "open" or not task.sent:
        return ""
    entries = Entry.objects.filter(
        subject_type="cases.obligation", subject_id=task.obligation.pk, to_state="open"
    )
    return entries.order_by("-id").values_list("note", flat=True).first() or ""


def clock(task: Task, at: datetime) -> Clock | None:
    """The clock of an obligation as a picture."""
    found = task.obligation.clock
    return deadlines.clocks([found], today=day(at))[0] if found else None


def load(rows: QuerySet[Obligation]) -> list[Task]:
    """These obligations with their figures, reports and files, in a number of queries that no row changes."""
    sent = Submission.objects.select_related("written_by", "sent_by", "judged_by").order_by("-sent_at", "-id")
    values = IndicatorValue.objects.select_related("entered_by", "submission")
    found = list(
        rows.prefetch_related(
            "indicators", Prefetch("indicators__values", values), Prefetch("submissions", sent)
        ).order_by("-due_on", "-id")
    )
    files = files_of(found)
    return [
        Task(
            obligation,
            tuple(figure(indicator) for indicator in obligation.indicators.all()),
            tuple(_sent(obligation, one, files.get(one.pk, [])) for one in obligation.submissions.all()),
        )
        for obligation in found
    ]


def _sent(obligation: Obligation, submission: Submission, files: list[File]) -> Sent:
    values = [
        (indicator, value)
        for indicator in obligation.indicators.all()
        for value in indicator.values.all()
        if value.submission_id == submission.pk
    ]
    return Sent(submission, tuple(files), tuple(values))


def files_of(obligations: Sequence[Obligation]) -> dict[int, list[File]]:
    """The files sent about these obligations, by submission, in one query."""
    ids = [obligation.pk for obligation in obligations]
    found: dict[int, list[File]] = {}
    rows = File.objects.filter(item__submission__obligation__in=ids).select_related("item")
    for file in rows.order_by("id"):
        found.setdefault(file.item.submission_id or 0, []).append(file)
    return found
