"""People of several offices on one case, called by a written decision of the office above all of them (rules 6, 11)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from accounts import access
from accounts import selectors as accounts
from accounts.models import Procuratorate, User
from audit.flow import Reason, Refused, day, record
from cases import groups
from cases.between import ORDER_FLOW, OrderState
from cases.flow import ENDED
from cases.models import Case, Document, Member, Order, TaskForce
from cases.services import papers, people
from cases.statutory import DocumentKind

RULE = "办案规则第十一条"
DEFAULT_ROLE = "成员"


@dataclass(frozen=True)
class Called:
    """One person of the order: with which role, and from when to when; None for as long as the task force stands."""

    user_id: int
    role: str
    starts_on: date
    ends_on: date | None


@dataclass(frozen=True)
class Plan:
    """What the order says: the task force, its days, and who is called."""

    name: str
    starts_on: date
    ends_on: date | None
    people: tuple[Called, ...]


def planned(order: Order) -> Plan:
    """Read what was drafted; ValidationError at the field that is empty or makes no sense."""
    said: Mapping[str, Any] = order.data
    name, starts_on = str(said.get("name") or "").strip(), _day(said.get("starts_on"))
    empty = {"name": name, "starts_on": starts_on, "people": said.get("people")}
    if missing := {field: _("此项必填") for field, value in empty.items() if not value}:
        raise ValidationError(missing)
    assert starts_on is not None
    ends_on = _day(said.get("ends_on"))
    called = tuple(
        Called(
            int(one["user"]),
            str(one.get("role") or DEFAULT_ROLE)[:60],
            _day(one.get("starts_on")) or starts_on,
            _day(one.get("ends_on")) or ends_on,
        )
        for one in said["people"]
    )
    return Plan(name[:80], starts_on, ends_on, called)


def check(order: Order, *, by: User, at: datetime) -> None:
    """Who calls may call: the office above all whose people are named, for people in force and cleared, for days to come.

    Checked when the order is drafted and again when it is signed (rule 11). At least two offices work together, its
    own counted; the lead is the case's office or one above it.
    """
    case, plan = _case(order), planned(order)
    if case.state in ENDED:
        raise Refused([Reason(_("本案已经办结，不再调用人员"), RULE)])
    if not accounts.leads(order.office, case.office):
        raise Refused([Reason(_("只能由本案的上级检察院或者办案检察院调用"), RULE)])
    lead = case.office if order.to_office_id == case.office_id else order.to_office
    if not (accounts.leads(order.office, lead) and accounts.leads(lead, case.office)):
        raise ValidationError({"to_office_id": _("牵头院应当是办案检察院或者其上级院")})
    _check_days(plan, on=day(at))
    homes = dict(_homes(order, plan, on=day(at)))
    if len({office.pk for office in homes.values()} | {case.office_id}) < 2:
        raise ValidationError({"people": _("专案组应当有两个以上检察院的人员，本院人员可以直接加入办案组")})


def form(order: Order, *, by: User, at: datetime) -> None:
    """Call everybody for exactly these days, and tell them and their chiefs. Nobody is called before the order stands."""
    case, plan = _case(order), planned(order)
    assert order.document is not None
    starts_on = max(plan.starts_on, day(at))
    force = TaskForce.objects.create(
        case=case,
        name=plan.name,
        lead=order.to_office,
        order=order,
        starts_on=starts_on,
        ends_on=plan.ends_on,
    )
    homes = dict(_homes(order, plan, on=day(at)))
    users = User.objects.in_bulk(list(homes))
    for one in plan.people:
        member = people.join(
            case,
            users[one.user_id],
            office=homes[one.user_id],
            duty=one.role,
            order=order.document.number,
            starts_on=max(one.starts_on, starts_on),
            ends_on=one.ends_on,
            task_force=force,
        )
        _tell_member(member, order.document, at=at)
    label = f"组建{force.name}，牵头院{force.lead}，调用{len(users)}人"
    record(by=by, at=at, action="case.call_up", label=label, obj=force, note=order.document.number)
    chiefs = [
        chief
        for office in {office.pk: office for office in homes.values()}.values()
        for chief in accounts.holders(office, "chief", on=day(at))
    ]
    _tell(chiefs, force, f"本院人员被调用到{force.name}", order.document.number, at=at)
    if order.to_office_id == order.office_id:
        ORDER_FLOW.move(order, "receive", by=by, at=at)  # who ordered it leads it: nobody else signs for it


def contents(order: Order) -> dict[str, Any]:
    """What the decision to call people up says in print: everybody's name, office, role and days."""
    plan = planned(order)
    users = User.objects.in_bulk([one.user_id for one in plan.people])
    homes = {user.pk: accounts.office_of(user, on=plan.starts_on) for user in users.values()}
    lines = [
        f"{users[one.user_id].name}（{homes[one.user_id] or ''}），{one.role}，{_period(one.starts_on, one.ends_on)}"
        for one in plan.people
    ]
    lending = {office.pk: office.name for office in homes.values() if office}
    return {
        "addressed": "、".join(lending.values()),
        "task_force": plan.name,
        "lead": order.to_office.name,
        "period": _period(plan.starts_on, plan.ends_on),
        "called": "\n".join(lines),
    }


@transaction.atomic
def extend_task_force(
    task_force_id: int, *, ends_on: date | None, reason: str, by: User, at: datetime
) -> TaskForce:
    """Let a task force work on, with everybody who was to stay until its end; in writing, by the chief of the lead (rule 11).

    Refused (409) when it is over or the lead does not stand above all whose people are called.
    """
    force = _lead(task_force_id, by=by, at=at)
    if ends_on is not None and (force.ends_on is None or ends_on <= force.ends_on):
        raise ValidationError({"ends_on": _("应当晚于原定期限")})
    staying = [row for row in _open(force, on=day(at)) if row.ends_on == force.ends_on]
    offices = {row.office_id: row.office for row in staying}.values()
    if foreign := [office for office in offices if not accounts.leads(_caller(force, by=by, at=at), office)]:
        text = _("%(office)s不属本院下级，延长调用须由作出调用决定的检察院决定")
        raise Refused([Reason(text % {"office": foreign[0]}, RULE)])
    until = _period(force.starts_on, ends_on)
    paper = _write(force, f"延长{force.name}调用期限", until, reason, by=by, at=at)
    for member in staying:
        people.stay(member, ends_on)
    force.ends_on = ends_on
    force.save(update_fields=["ends_on"])
    label = f"延长{force.name}期限：{until}"
    record(by=by, at=at, action="case.call_up", label=label, obj=force, note=f"{paper.number} {reason}")
    _tell([row.user for row in staying], force, f"{force.name}期限已延长：{until}", paper.number, at=at)
    return force


@transaction.atomic
def end_task_force(task_force_id: int, *, reason: str, by: User, at: datetime) -> TaskForce:
    """Dissolve a task force before its time, in writing, by the chief of the lead; its people are sent home at once."""
    force = _lead(task_force_id, by=by, at=at)
    left = _open(force, on=day(at))
    paper = _write(force, f"解散{force.name}", _period(force.starts_on, day(at)), reason, by=by, at=at)
    for member in left:
        people.leave(member, at=at)
    _finish(force, f"专案组解散：{reason}", by=by, at=at)
    record(
        by=by,
        at=at,
        action="case.call_up",
        label=f"解散{force.name}",
        obj=force,
        note=f"{paper.number} {reason}",
    )
    _tell([row.user for row in left], force, f"{force.name}已解散，调用结束", paper.number, at=at)
    return force


def end_with_case(case: Case, *, by: User, at: datetime) -> None:
    """The case left the office or came to its end: everybody's work on it ends with this day."""
    on = day(at)
    for member in case.members.filter(Q(ends_on=None) | Q(ends_on__gt=on)).select_related("user", "case"):
        if member.starts_on > on:
            people.leave(member, at=at)
        else:
            people.stay(member, on)
    for force in case.task_forces.filter(Q(ends_on=None) | Q(ends_on__gte=on)).select_related("order"):
        _finish(force, "案件办结，专案组工作结束", by=by, at=at)


def _case(order: Order) -> Case:
    if order.case is None:
        raise Refused([Reason(_("专案组办理已经立案的案件"), "办案规则第六条")])
    return order.case


def _check_days(plan: Plan, *, on: date) -> None:
    if plan.ends_on and plan.ends_on < max(plan.starts_on, on):
        raise ValidationError({"ends_on": _("结束日期不能早于开始日期，也不能早于今天")})
    for n, one in enumerate(plan.people, 1):
        too_late = plan.ends_on and (one.ends_on is None or one.ends_on > plan.ends_on)
        if (
            one.starts_on < plan.starts_on
            or too_late
            or (one.ends_on and one.ends_on < max(one.starts_on, on))
        ):
            raise ValidationError({f"person_{n}": _("调用日期应当在专案组期限之内")})


def _homes(order: Order, plan: Plan, *, on: date) -> Iterator[tuple[int, Procuratorate]]:
    """Each person and the office that lends them; ValidationError at the person who cannot be called."""
    case, seen = _case(order), set[int]()
    on_the_case = Q(ends_on=None) | Q(ends_on__gte=on)
    taken = set(case.members.filter(on_the_case).values_list("user", flat=True)) | {case.handler_id}
    callable_people = {
        user.pk: (user, office) for user, office in accounts.staff_under([order.office], on=on)
    }
    for n, one in enumerate(plan.people, 1):
        user, office = callable_people.get(one.user_id, (None, None))
        if user is None or office is None:
            raise ValidationError({f"person_{n}": _("请选择本院或者下级院的在职办案人员")})
        if one.user_id in seen | taken:
            raise ValidationError({f"person_{n}": _("%(name)s已在办案组中") % {"name": user}})
        if max((post.clearance for post in user.posts_on(on)), default=0) < case.secrecy:
            raise ValidationError({f"person_{n}": _("%(name)s的涉密等级低于本案密级") % {"name": user}})
        seen.add(one.user_id)
        yield one.user_id, office


def _lead(task_force_id: int, *, by: User, at: datetime) -> TaskForce:
    """The task force, for the chief of its lead or of the office that called it up; it must still stand."""
    force = access.take(by, "case.view", TaskForce, task_force_id, at=at, lock=True)
    if not groups.leads(force, access.offices(by, "case.call_up", at=at)):
        raise PermissionDenied("case.call_up")
    if not people.any_lent(force, at=at):
        raise Refused([Reason(_("%(name)s已经结束") % {"name": force.name}, RULE)])
    return force


def _caller(force: TaskForce, *, by: User, at: datetime) -> Procuratorate:
    """The office for which the chief speaks: the highest of those that lead the task force."""
    own = [
        office for office in access.offices(by, "case.call_up", at=at) if office.pk in groups.leading(force)
    ]
    return next((office for office in own if force.order and office.pk == force.order.office_id), own[0])


def _open(force: TaskForce, *, on: date) -> list[Member]:
    rows = force.members.filter(Q(ends_on=None) | Q(ends_on__gte=on))
    return list(rows.select_related("user", "office", "case"))


def _write(force: TaskForce, title: str, period: str, reason: str, *, by: User, at: datetime) -> Document:
    said = {"task_force": title, "lead": force.lead.name, "period": period, "reason": reason}
    office = _caller(force, by=by, at=at)
    return papers.sign(
        DocumentKind.CALL_UP,
        case=force.case,
        office=office,
        title=force.case.title,
        contents=said,
        by=by,
        at=at,
    )


def _finish(force: TaskForce, result: str, *, by: User, at: datetime) -> None:
    """Nobody works in it any more; the order to oneself is carried out with that, others report on theirs."""
    force.ends_on = max(day(at), force.starts_on)
    force.save(update_fields=["ends_on"])
    order = force.order
    if order and order.to_office_id == order.office_id and order.state == OrderState.RECEIVED:
        ORDER_FLOW.move(order, "finish", by=by, at=at, note=result)
        order.result, order.finished_by, order.finished_at = result, by, at
        order.save(update_fields=["result", "finished_by", "finished_at"])


def _tell_member(member: Member, paper: Document, *, at: datetime) -> None:
    people.tell(
        [member.user],
        title=f"您已被调用到专案组：{member.case.title}",
        body=f"{member.duty}，{_period(member.starts_on, member.ends_on)}，{paper.number}",
        url=f"/cases/{member.case_id}/",
        key=f"member:{member.pk}",
        at=at,
    )


def _tell(users: list[User], force: TaskForce, title: str, body: str, *, at: datetime) -> None:
    key = f"task_force:{force.pk}:{body}"
    people.tell(users, title=title, body=body, url=f"/cases/{force.case_id}/", key=key, at=at)


def _period(starts_on: date, ends_on: date | None) -> str:
    until = f"{ends_on.year}年{ends_on.month}月{ends_on.day}日" if ends_on else "办结之日"
    return f"{starts_on.year}年{starts_on.month}月{starts_on.day}日至{until}"


def _day(value: Any) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) and value else value or None
