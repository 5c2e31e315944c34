"""What waits for one person, each thing with its day, its article and its verb."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts import access
from accounts.models import PostName, User
from audit.flow import Text, day
from cases import selectors as cases
from cases.models import Decision, Instruction, Submission
from deadlines import selectors as deadlines
from deadlines.flow import State
from deadlines.models import Deadline

AHEAD = timedelta(days=15)
SHOWN = 12
SERVED = {"T04": "filing", "T06": "recommendation"}
OVERSEERS = (PostName.HEAD, PostName.CHIEF, PostName.CASEMGR)


@dataclass(frozen=True)
class Todo:
    """One thing to do: by when (or since when it waits), what, about what, under which article, and how."""

    on: date
    due: date | None
    title: str
    about: str
    url: str
    verb: Text
    source: Text = ""
    note: str = ""
    reached: str = ""
    dialog: bool = False
    internal: bool = False


def by_deadline(*, by: User, at: datetime) -> list[Todo]:
    """The clocks that run out soon: of the person's own cases and clues, and what their post makes them watch."""
    today = day(at)
    rows = deadlines.visible(by, at=at).filter(
        _mine(by, today), state=State.OPEN, ended_on=None, duty_group=None, due_on__lte=today + AHEAD
    )
    return [_clock(row) for row in rows.order_by("internal", "due_on", "id")[: 2 * SHOWN]]


def _mine(by: User, today: date) -> Q:
    """Whose clocks these are: the handler's, the clerk's to serve, and late ones for who watches over an office."""
    mine = Q(duty_user=by) & (Q(clue=None) | Q(clue__handler=None) | Q(clue__handler=by)) | Q(
        clue__handler=by
    )
    for post in by.posts_on(today):
        if post.post == PostName.HANDLER:
            mine |= Q(clue__office=post.office_id, clue__handler=None)
        elif post.post == PostName.CLERK:
            mine |= Q(duty_office=post.office_id, rule__in=SERVED)
        elif post.post in OVERSEERS:
            mine |= Q(duty_office=post.office_id, internal=False, due_on__lt=today)
    return mine


def _clock(row: Deadline) -> Todo:
    kind = SERVED.get(row.rule)
    if kind and row.respondent_id:
        url, verb = reverse("respondent-serve", args=[row.respondent_id, kind]), _("登记送达")
    elif row.clue is not None and row.clue.state == "registered":
        url, verb = reverse("clue-move", args=[row.clue_id, "evaluate"]), _("评估线索")
    else:
        url, verb = row.home_url, _("打开案件") if row.case_id else _("打开线索")
    return Todo(
        on=row.due_on,
        due=row.due_on,
        title=row.title,
        about=str(row.home),
        url=url,
        verb=verb,
        source=row.article,
        note=_("末日为放假安排未定的日期，可能顺延") if row.uncertain else "",
        dialog=kind is not None,
        internal=row.internal,
    )


def to_judge(*, by: User, at: datetime) -> list[Todo]:
    """The reports of agencies that wait for the person's verdict."""
    rows = cases.submissions_to_judge(by=by, at=at).prefetch_related("indicator_values__indicator")
    rows = rows.annotate(files=Count("evidence__files", distinct=True))
    return [_report(row, row.files, day(at)) for row in rows[:SHOWN]]


def _report(row: Submission, files: int, today: date) -> Todo:
    values = list(row.indicator_values.all())
    said = [f"{value.indicator.name} {value.value.normalize():f}{value.indicator.unit}" for value in values]
    with_files = ngettext("%(n)d 份证据", "%(n)d 份证据", files) % {"n": files} if files else ""
    targets = [value.indicator for value in values if value.value >= value.indicator.target]
    reached = targets[0] if targets and len(targets) == len(values) else None
    obligation = row.obligation
    return Todo(
        on=min(day(row.sent_at), today),
        due=None,
        title=_("核验整改：%(what)s（%(who)s）")
        % {"what": obligation.measure, "who": obligation.respondent.agency},
        about=str(row.case),
        url=reverse("obligation", args=[obligation.pk]),
        verb=_("去核验"),
        source="办案规则第七十七条",
        note="，".join(text for text in (with_files, *said) if text),
        reached=_("达到目标 %(n)s") % {"n": f"{reached.target.normalize():f}{reached.unit}"}
        if reached
        else "",
    )


def to_decide(*, by: User, at: datetime) -> list[Todo]:
    """The requests that wait for the person's opinion, and the questions that wait for their answer."""
    rows = cases.decisions_waiting(by=by, at=at)[:SHOWN]
    found = [_request(row) for row in rows]
    return sorted([*found, *_questions(by, at)], key=lambda todo: todo.on)


def _request(row: Decision) -> Todo:
    return Todo(
        on=day(row.requested_at),
        due=None,
        title=str(row.label),
        about=str(row.subject),
        url=reverse("decision", args=[row.pk]),
        verb=_("去审批"),
        note=_("%(office)s %(name)s提请") % {"office": row.subject.office, "name": row.requested_by},
    )


def _questions(by: User, at: datetime) -> Iterator[Todo]:
    offices = access.offices(by, "case.answer", at=at)
    if not offices:
        return
    rows = access.allowed(by, "case.answer", Instruction, at=at).filter(state="asked", asked_of__in=offices)
    for row in rows.select_related("clue__office").order_by("asked_at")[:SHOWN]:
        yield Todo(
            on=day(row.asked_at),
            due=None,
            title=_("答复请示 · %(office)s") % {"office": row.clue.office},
            about=str(row.clue),
            url=reverse("instruction-answer", args=[row.pk]),
            verb=_("答复"),
            source="办案规则第一百零四条",
            dialog=True,
        )


def in_order(todos: Iterable[Todo]) -> list[Todo]:
    """What the law wants soonest first; internal targets after what the law asks on the same day."""
    return sorted(todos, key=lambda todo: (todo.on, todo.internal))
