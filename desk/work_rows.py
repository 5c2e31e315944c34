"""What waits for one person, each thing with its day, its article and its verb."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import PostName, User
from audit.flow import Text, day
from cases import order_picture
from cases import selectors as cases
from cases.between import ORDERS, REPORT, OrderState
from cases.flow import COURT_ACTS, OF_DECIDERS
from cases.models import Decision, Order, Submission
from deadlines import selectors as deadlines
from deadlines.flow import State
from deadlines.models import Deadline

AHEAD = timedelta(days=15)
READ, SHOWN = 60, 12
SERVED = {"T04": "filing", "T06": "recommendation"}
COURT = {rule: name for name, act in COURT_ACTS.items() for rule in act.stops if rule != "T20"}
ANNOUNCEMENT = "T15"
OVERSEERS = (PostName.HEAD, PostName.CHIEF, PostName.CASEMGR)


@dataclass(frozen=True)
class Todo:
    """One thing to do: by when (or since when it waits, and why), what, about what, under which article, and how."""

    on: date
    due: date | None
    title: str
    about: str
    url: str
    verb: Text
    source: Text = ""
    note: str = ""
    reached: str = ""
    since: Text = ""
    dialog: bool = False
    internal: bool = False
    clock: int | None = None
    uncertain: bool = False


def by_deadline(*, by: User, at: datetime) -> list[Todo]:
    """The clocks that run out soon: of the person's own cases and clues, and what their post makes them watch.

    Clocks of one kind in one case that end on one day are one thing to do, save papers that go to each agency.
    """
    today = day(at)
    rows = deadlines.visible(by, at=at).filter(
        _mine(by, today), _ours(today), state=State.OPEN, ended_on=None, duty_group=None
    )
    rows = rows.exclude(rule__in=(*OF_DECIDERS, REPORT))
    groups: dict[tuple[object, ...], list[Deadline]] = {}
    for row in rows.order_by("due_on", "id")[:READ]:
        alone = row.respondent_id if row.rule in SERVED else None
        groups.setdefault((row.case_id, row.clue_id, row.rule, row.due_on, alone), []).append(row)
    return [_clock(rows, today) for rows in groups.values()]


def _ours(today: date) -> Q:
    """What the office itself must do; and an announcement that has ended, after which the review may begin."""
    return deadlines.owed_by_office() & Q(due_on__lte=today + AHEAD) | Q(rule=ANNOUNCEMENT, due_on__lt=today)


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
            late = Q(duty_office=post.office_id, internal=False, due_on__lt=today)
            mine |= deadlines.owed_by_office() & late
    return mine


def _clock(rows: list[Deadline], today: date) -> Todo:
    row = rows[0]
    url, verb = _way(row) if len(rows) == 1 else (row.home_url, _("打开案件"))
    over = row.rule == ANNOUNCEMENT
    agencies = _("、").join(one.title.partition(" · ")[0] for one in rows if one.respondent_id)
    name = _("公告期已满，可以审查起诉") if over else row.limit.name
    return Todo(
        on=row.due_on,
        due=None if over else row.due_on,
        since=_("届满") if over else "",
        title=f"{name} · {agencies}" if agencies else str(name),
        about=str(row.home),
        url=url,
        verb=verb,
        source=row.article,
        note=_("放假安排未定，届满日可能顺延") if row.uncertain else "",
        dialog=url != row.home_url,
        internal=row.internal,
        clock=row.pk,
        uncertain=row.uncertain,
    )


def _way(row: Deadline) -> tuple[str, Text]:
    """Where the thing is done, and its verb."""
    if row.respondent_id and row.rule in SERVED:
        return reverse("respondent-serve", args=[row.respondent_id, SERVED[row.rule]]), _("登记送达")
    if row.rule in COURT:
        return reverse("case-court", args=[row.case_id, COURT[row.rule]]), COURT_ACTS[COURT[row.rule]].label
    if row.rule == "N04":
        return reverse("case-recheck", args=[row.case_id]), _("记录复查")
    if row.clue is not None and row.clue.state == "registered" and row.internal and row.rule == "N01":
        return reverse("clue-move", args=[row.clue_id, "evaluate"]), _("评估线索")
    return row.home_url, _("打开案件") if row.case_id else _("打开线索")


def to_execute(*, by: User, at: datetime) -> list[Todo]:
    """The written orders of offices above that wait for the person: to be signed for, then to be reported on."""
    return [_order(row, day(at)) for row in order_picture.mine(by=by, at=at)]


def _order(row: Order, today: date) -> Todo:
    sent = row.issued_on or today
    signs = row.state == OrderState.ISSUED
    verb = _("签收") if signs else _("报告办理结果")
    return Todo(
        on=sent if signs else row.report_by or sent,
        due=None if signs else row.report_by,
        title=_("%(verb)s · %(order)s") % {"verb": verb, "order": row.get_kind_display()},
        about=str(row.subject),
        url=reverse("order", args=[row.pk]),
        verb=_("去签收") if signs else _("去报告"),
        since=_("送来"),
        source=ORDERS[row.kind].article,
        note=_("%(office)s %(day)s签发") % {"office": row.office, "day": _say(sent)},
        clock=None if signs else row.clock_id,
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
    targets = [value.indicator for value in values if value.indicator.reached_by(value.value)]
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
        since=_("送来"),
        source="办案规则第七十七条",
        note=_("，").join(text for text in (with_files, *said) if text),
        reached=_("达到目标 %(n)s") % {"n": f"{reached.target.normalize():f}{reached.unit}"}
        if reached
        else "",
    )


def to_decide(*, by: User, at: datetime) -> list[Todo]:
    """The requests that wait for the person's opinion."""
    rows = cases.decisions_waiting(by=by, at=at)[:SHOWN]
    return sorted((_request(row) for row in rows), key=lambda todo: todo.on)


def _request(row: Decision) -> Todo:
    sent, due = day(row.requested_at), row.clock.due_on if row.clock else None
    values = {"office": row.subject.office, "name": row.requested_by, "day": _say(sent)}
    return Todo(
        on=due or sent,
        due=due,
        title=str(row.label),
        about=row.about,
        url=reverse("decision", args=[row.pk]),
        verb=_("去审批"),
        source=row.article,
        since=_("送来"),
        note=_("%(office)s %(name)s %(day)s提请") % values,
        internal=due is not None,
    )


def _say(on: date) -> str:
    return date_format(on, _("n月j日"))


def in_order(todos: Iterable[Todo], *, today: date) -> list[Todo]:
    """The soonest first; an internal target never stands before what the law asks for by today."""
    return sorted(todos, key=lambda todo: (max(todo.on, today) if todo.internal else todo.on, todo.internal))
