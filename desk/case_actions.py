"""What somebody can do on a case today: the work that waits, the steps of the flow table, and the one to take next."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from audit.flow import Reason, Text
from cases import seats, suits
from cases.flow import COURT_ACTS, ObjectionState
from cases.models import Case, Decision
from cases.selectors import Step
from deadlines.models import Deadline

RIGHTS = (
    "objection.answer",
    "case.advance",
    "case.work",
    "case.unmask",
    "case.assign",
    "case.classify",
    "case.call_up",
    "case.link",
    "duty.enter",
    "site_check.enter",
    "respondent.serve",
    "respondent.reply",
    "respondent.judge",
    "obligation.set",
    "obligation.judge",
    "consultation.run",
    "hearing.run",
    "evidence.add",
)
SIDE_STEPS = ("suspend", "transfer", "transfer_suit", "withdraw", "close")  # seldom what comes next
RECORDED_UP = ("recommendation", "suspension", "lawsuit")


@dataclass(frozen=True)
class Action:
    """One thing to do: its verb, what about, where; with reasons when it cannot be done yet."""

    label: Text
    note: Text
    url: str
    dialog: bool = True
    reasons: tuple[Reason, ...] = ()
    source: Text = ""


@dataclass(frozen=True)
class Doings:
    """What stands in the box “what can be done”, and the verb of the page; `asked` waits for others and holds nothing up."""

    tasks: tuple[Action, ...]
    steps: tuple[Action, ...]
    blocked: tuple[Action, ...]
    next: Action | None
    waits: str
    asked: tuple[Action, ...] = ()


def doings(
    case: Case,
    steps: list[Step],
    rooms: list[Any],
    *,
    rights: dict[str, bool],
    clocks: Iterable[Deadline],
    by: User,
    today: date,
) -> Doings:
    """Everything this person may do on the case; `rooms` are its consultations and hearings, `clocks` its clocks."""
    asked = [row for row in case.decisions.all() if row.waits_for]
    mine_to_decide = [row for row in asked if _decides(row, by, today)]
    pending = next((row for row in asked if row.holds_steps), None)
    court = [_court(case, name) for name in suits.possible(case, clocks)] if rights["case.work"] else []
    tasks = (*map(_to_decide, mine_to_decide), *_tasks(case, rooms, rights, today), *court)
    mine = rights["case.advance"]
    actions = [_step(case, step, _missing(step, mine, pending)) for step in steps]
    possible = tuple(action for step, action in zip(steps, actions, strict=True) if step.allowed)
    blocked = tuple(
        action for step, action in zip(steps, actions, strict=True) if not step.allowed and action.reasons
    )
    onward = [
        action
        for step, action in zip(steps, actions, strict=True)
        if step.allowed and step.name not in SIDE_STEPS
    ]
    ending = [
        action for step, action in zip(steps, actions, strict=True) if step.allowed and step.name == "close"
    ]
    first = next(iter([*tasks, *onward, *ending]), None)
    waits = "" if pending in mine_to_decide else _waits(case, steps, rights, pending)
    others = tuple(_waiting(row) for row in asked if row is not pending and row not in mine_to_decide)
    return Doings(tasks, possible, blocked, first, waits, others)


def _missing(step: Step, mine: bool, pending: Decision | None) -> tuple[Reason, ...]:
    """What the case lacks; whose step it is, and which decision is pending, is said once for all steps."""
    said_above = (0 if mine else 1) + (0 if pending is None else 1)
    return tuple(step.reasons[said_above:])


def _step(case: Case, step: Step, missing: tuple[Reason, ...]) -> Action:
    note = _("须经%(posts)s审批") % {"posts": step.decided_by} if step.decided_by else _("本人即可办理")
    url = reverse("case-move", args=(case.pk, step.name))
    return Action(step.label, note, url, reasons=missing, source=step.article)


def _waits(case: Case, steps: list[Step], rights: dict[str, bool], pending: Decision | None) -> str:
    if pending is not None:
        values = {"label": pending.label, "post": pending.waits_for_label}
        return _("“%(label)s”等待%(post)s审批") % values
    if rights["case.advance"] or not steps:
        return ""
    return _("下列步骤由承办检察官%(name)s办理") % {"name": case.handler}


Find = Callable[[Case, list[Any], dict[str, bool], date], Iterator[Action]]


def _decides(row: Decision, by: User, on: date) -> bool:
    return row.requested_by_id != by.pk and seats.sits(by, row, row.waits_for, on=on)


def _court(case: Case, name: str) -> Action:
    act = COURT_ACTS[name]
    return Action(
        act.label, case.lawsuit.court, reverse("case-court", args=(case.pk, name)), source=act.article
    )


def _to_decide(row: Decision) -> Action:
    note = _("%(name)s提请") % {"name": row.requested_by}
    label = _("审批：%(label)s") % {"label": row.label}
    return Action(label, note, reverse("decision", args=(row.pk,)), dialog=False)


def _waiting(row: Decision) -> Action:
    values = {"label": row.label, "post": row.waits_for_label}
    text = _("已提请%(label)s，等待%(post)s审批") % values
    return Action(text, "", reverse("decision", args=(row.pk,)), dialog=False)


def _tasks(case: Case, rooms: list[Any], rights: dict[str, bool], today: date) -> Iterator[Action]:
    finds: tuple[tuple[str, Find], ...] = (
        ("objection.answer", _to_review),
        ("obligation.judge", _to_verify),
        ("respondent.serve", _to_serve),
        ("case.work", _rooms_open),
        ("case.work", _to_deliver),
        ("respondent.judge", _to_judge),
        ("case.work", _to_record_up),
        ("case.work", _to_recheck),
        ("case.assign", _team_missing),
    )
    for right, find in finds:
        if rights[right]:
            yield from find(case, rooms, rights, today)


def _to_verify(case: Case, rooms: list[Any], rights: dict[str, bool], today: date) -> Iterator[Action]:
    waiting = [row for row in case.obligations.all() if row.state == "submitted"]
    if waiting:
        first = waiting[0]
        text = ngettext("%(agency)s等 %(n)d 项待核验", "%(agency)s等 %(n)d 项待核验", len(waiting))
        agencies = {row.pk: row for row in case.respondents.all()}
        note = text % {"agency": agencies[first.respondent_id], "n": len(waiting)}
        yield Action(
            _("核验整改"), note, reverse("obligation", args=(first.pk,)), False, source="办案规则第七十七条"
        )


def _to_serve(case: Case, rooms: list[Any], rights: dict[str, bool], today: date) -> Iterator[Action]:
    for row in case.respondents.all():
        if row.state == "recommended":
            url = reverse("respondent-serve", args=(row.pk, "recommendation"))
            yield Action(_("送达检察建议书"), str(row), url, source="办案规则第七十六条")
        if not getattr(row, "filing_served_on", None) and not case.ended_on and not case.origin_id:
            url = reverse("respondent-serve", args=(row.pk, "filing"))
            yield Action(_("送达立案决定书"), str(row), url, source="办案规则第七十条")


def _rooms_open(case: Case, rooms: list[Any], rights: dict[str, bool], today: date) -> Iterator[Action]:
    for room in rooms:
        if room.state == "called":
            yield Action(
                _("记录磋商"),
                _when(room),
                reverse("consultation", args=(room.pk,)),
                False,
                source="办案规则第七十条",
            )
        if room.state == "planned" and case.state == "hearing":
            verb = _("记录听证") if room.noticed_on else _("告知听证参加人")
            note = _when(room)
            yield Action(verb, note, reverse("hearing", args=(room.pk,)), False, source="听证规定第十条")


def _when(room: Any) -> str:
    return f"{date_format(room.held_on, _('n月j日'))} {room.place}"


def _to_review(case: Case, rooms: list[Any], rights: dict[str, bool], today: date) -> Iterator[Action]:
    for found in getattr(case, "objected", ()):
        if found["state"] == ObjectionState.RAISED:
            note = f"{found['agency']} · {found['measure'] or _('检察建议')}"
            url = reverse("objection", args=(found["pk"],))
            yield Action(_("复核异议"), note, url, dialog=False, source="建议规定第二十三条")


def _to_deliver(case: Case, rooms: list[Any], rights: dict[str, bool], today: date) -> Iterator[Action]:
    suit = getattr(case, "lawsuit", None)
    if case.state == "sued" and suit and not suit.delivered_on:
        url = reverse("case-delivery", args=(case.pk,))
        yield Action(_("登记起诉书送达"), suit.court, url, source="办案规则第四十六条")


def _to_judge(case: Case, rooms: list[Any], rights: dict[str, bool], today: date) -> Iterator[Action]:
    if case.state not in ("rectifying", "reviewing", "hearing"):
        return
    for row in case.respondents.all():
        late = row.state == "served" and row.due_on is not None and row.due_on < today
        if row.state == "replied" or late:
            url = reverse("respondent-judge", args=(row.pk,))
            yield Action(_("认定履职情况"), str(row), url, source="办案规则第八十二条")


def _to_record_up(case: Case, rooms: list[Any], rights: dict[str, bool], today: date) -> Iterator[Action]:
    if not case.office.parent_id:
        return
    for paper in case.documents.all():
        if paper.kind in RECORDED_UP and not hasattr(paper, "record_up") and reached(case, paper):
            note = f"{paper.get_kind_display()} {paper.number}"
            url = reverse("document-record-up", args=(paper.pk,))
            source = "办案规则第四十六条" if paper.kind == "lawsuit" else "办案规则第七十五条"
            yield Action(
                _("报上级院备案"),
                note,
                url,
                source="办案规则第七十八条" if paper.kind == "suspension" else source,
            )


def reached(case: Case, paper: Any) -> bool:
    """A recommendation is recorded upward after it was served, a complaint after it was delivered."""
    if paper.kind == "lawsuit":
        return bool(case.lawsuit.delivered_on)
    if paper.kind == "suspension":
        return True
    served = {
        row.recommendation.document_id
        for row in case.respondents.all()
        if row.served_on and hasattr(row, "recommendation")
    }
    return paper.pk in served


def _to_recheck(case: Case, rooms: list[Any], rights: dict[str, bool], today: date) -> Iterator[Action]:
    if case.state == "suspended":
        url = reverse("case-recheck", args=(case.pk,))
        note = _("客观原因是否消除，定期查看")
        yield Action(_("记录复查"), note, url, source="办案规则第七十八条")


def _team_missing(case: Case, rooms: list[Any], rights: dict[str, bool], today: date) -> Iterator[Action]:
    if case.state == "filed" and case.team_on(today) < 2:
        url = reverse("case-member", args=(case.pk,))
        yield Action(
            _("确定办案组成员"), _("调查应当由两名以上检察人员进行"), url, source="办案规则第三十六条"
        )
