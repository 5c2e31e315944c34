"""Written orders of an office to those below: drafted, decided on, issued, received, objected to, reported on.

Rules 8, 10, 11, 17, 18. What each kind may be about and does stands in cases/between.py and order_effects.py.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, TypedDict, Unpack

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts import access
from accounts import selectors as accounts
from accounts.models import Procuratorate, User
from audit.flow import Reason, Refused, day, official, record
from cases import order_checks, orders
from cases.between import ORDER_FLOW, ORDERS, OrderState
from cases.models import Case, Clue, Decision, Document, Order
from cases.models.places import columns
from cases.services import asking, clocks, papers, people
from cases.services.order_effects import EFFECTS
from cases.services.rehome import give
from deadlines import services as deadlines
from deadlines.models import NoticeKind

OBJECTING = "办案规则第八条、第十条"
LEADERS = ("head", "chief")


class MoreOfOrder(TypedDict, total=False):
    """What an order may say beside its reason; ORDERS says what each kind needs."""

    to_office_id: int | None
    demands: str
    report_by: date | None
    target_id: int | None
    handler_id: int | None
    data: Mapping[str, Any] | None


@transaction.atomic
def draft_order(
    *,
    kind: str,
    case_id: int | None = None,
    clue_id: int | None = None,
    reason: str,
    by: User,
    at: datetime,
    **said: Unpack[MoreOfOrder],
) -> Order:
    """Write an order down and put it before those who decide in the person's own office (rules 7, 10, 11, 17, 18).

    Refused with the article when the office has no say over the matter, the matter has ended or waits for a decision,
    the same was ordered already, or the paper is none that may be revoked or changed.
    """
    if kind not in ORDERS:
        raise access.Unseen
    subject = _subject(case_id, clue_id, by=by, at=at)
    issuer = _issuer(kind, subject, by=by, at=at)
    if reasons := orders.missing(kind, subject, issuer, on=day(at)):
        raise Refused(reasons)
    _check_said(kind, {**said, "reason": reason}, on=day(at))
    order = _written(kind, subject, issuer, reason, said, by=by, at=at)
    EFFECTS[kind].check(order, by=by, at=at)
    order.save()
    asking.ask(order, kind, data=draft_of(order), by=by, at=at)
    return order


@transaction.atomic
def issue(decision: Decision, *, by: User, at: datetime) -> Order:
    """Sign, number and carry out the order that was decided on; called by the last approval, in its transaction.

    Refused when the matter is no longer as it was when the order was drafted.
    """
    order, subject = _locked(decision)
    line = ORDERS[order.kind]
    if reasons := order_checks.missing(order, at=at):
        raise Refused(reasons)
    order.document = papers.sign(
        line.document,
        case=order.case,
        clue=order.clue,
        office=order.office,
        title=subject.title,
        contents=contents_of(order),
        by=by,
        at=at,
    )
    order.issued_on = day(at)
    order.save(update_fields=["document", "issued_on"])
    ORDER_FLOW.move(order, "issue", by=by, at=at, note=order.reason)
    EFFECTS[order.kind].do(order, by=by, at=at)
    if order.report_by:
        order.clock = clocks.start_for_order(order, by=by, at=at)
        order.save(update_fields=["clock"])
    _tell_below(order, former=order.from_office, at=at)
    return order


@transaction.atomic
def drop(decision: Decision, *, by: User, at: datetime) -> Order:
    """The order was returned or taken back before it was decided: it never goes out."""
    order, _row = _locked(decision)
    ORDER_FLOW.move(order, "drop", by=by, at=at)
    return order


@transaction.atomic
def receive_order(order_id: int, *, handler_id: int | None = None, by: User, at: datetime) -> Order:
    """Sign for an order of an office above; who was given a matter names its handler (rules 6, 10).

    By head, handler or case manager of the office that must act; refused when it was signed for already.
    """
    order = _take(order_id, by=by, at=at)
    subject = _lock(order.subject)
    user = _handler(handler_id) or order.handler
    ORDER_FLOW.move(order, "receive", by=by, at=at)
    order.received_by, order.received_at = by, at
    order.save(update_fields=["received_by", "received_at"])
    if orders.moved_to(order) == order.to_office and subject.office_id == order.to_office_id:
        _name(order, subject, user, by=by, at=at)
    _tell_above(order, "已签收", "", at)
    return order


@transaction.atomic
def object_to_order(order_id: int, *, objection: str, by: User, at: datetime) -> Order:
    """State disagreement in writing; the order is carried out all the same (rules 8, 10). Said once, before the result."""
    order = _take(order_id, by=by, at=at)
    if order.state == OrderState.DONE:
        raise Refused([Reason(_("决定已经办结，不再提出不同意见"), OBJECTING)])
    if order.objection:
        raise Refused([Reason(_("已经提出不同意见，执行不因此停止"), OBJECTING)])
    if not objection.strip():
        raise ValidationError({"objection": _("请写明不同意见和理由")})
    order.objection = objection.strip()
    order.save(update_fields=["objection"])
    record(by=by, at=at, action="order.receive", label="提出不同意见", obj=order, note=order.objection)
    _tell_above(order, "下级院提出不同意见", order.objection, at)
    return order


@transaction.atomic
def finish_order(order_id: int, *, result: str, by: User, at: datetime) -> Order:
    """Report to the office above what came of its order; its clock ends (rules 10, 11).

    Refused before it was signed for, and for a change while no new paper was issued.
    """
    order = _take(order_id, by=by, at=at)
    if not result.strip():
        raise ValidationError({"result": _("请写明办理结果")})
    if order.state == OrderState.RECEIVED and (reasons := orders.changed_yet(order)):
        raise Refused(reasons)
    ORDER_FLOW.move(order, "finish", by=by, at=at, note=result.strip())
    order.result, order.finished_by, order.finished_at = result.strip(), by, at
    order.save(update_fields=["result", "finished_by", "finished_at"])
    if order.clock is not None and order.clock.running:
        deadlines.meet(order.clock, on=day(at), by=by, at=at)
    _tell_above(order, "已报告办理结果", order.result, at)
    return order


def draft_of(order: Order) -> dict[str, Any]:
    """What those who decide read: the order field by field (cases/drafts.py has the words)."""
    said = {
        "to_office": order.to_office_id,
        "target": str(order.target or ""),
        "handler": order.handler_id,
        "reason": order.reason,
        "demands": order.demands,
        "report_by": order.report_by,
        **(EFFECTS[order.kind].contents(order) or order.data),
    }
    named = ("addressed", "to_office") if "lead" in said else ()  # a task force says both in its own words
    return {name: value for name, value in said.items() if value and name not in named}


def contents_of(order: Order) -> dict[str, Any]:
    """What the paper says (cases/paper_page.py has the headings)."""
    said = {
        "addressed": order.to_office.name,
        "matter": f"{order.subject.title}（{order.subject.number}）",
        "from_office": order.from_office.name if order.from_office_id != order.to_office_id else "",
        "target": str(order.target or ""),
        "reason": order.reason,
        "demands": order.demands,
        "report_by": order.report_by,
        **EFFECTS[order.kind].contents(order),
    }
    return {name: value for name, value in said.items() if value}


def _written(
    kind: str,
    subject: Case | Clue,
    issuer: Procuratorate,
    reason: str,
    said: MoreOfOrder,
    *,
    by: User,
    at: datetime,
) -> Order:
    return Order(
        **columns(issuer),
        secrecy=subject.secrecy,
        kind=kind,
        **{"case" if isinstance(subject, Case) else "clue": subject},
        from_office=subject.office,
        to_office=_receiver(said.get("to_office_id")) or subject.office,
        target=_target(subject, said.get("target_id")),
        reason=reason.strip(),
        demands=said.get("demands", "").strip(),
        report_by=said.get("report_by"),
        handler=_handler(said.get("handler_id")),
        data=dict(said.get("data") or {}),
        drafted_by=by,
        drafted_at=at,
    )


def _subject(case_id: int | None, clue_id: int | None, *, by: User, at: datetime) -> Case | Clue:
    if case_id is not None:
        return access.take(by, "case.view", Case, case_id, at=at, lock=True)
    return access.take(by, "clue.view", Clue, clue_id or 0, at=at, lock=True)


def _issuer(kind: str, subject: Case | Clue, *, by: User, at: datetime) -> Procuratorate:
    if not access.holds(by, orders.DRAFT, at=at):
        raise PermissionDenied(orders.DRAFT)
    issuer = orders.issuing(subject, by=by, at=at)
    if issuer is None:
        text = _("只能由承办院或者其上级检察院作出决定")
        raise Refused([Reason(text, ORDERS[kind].article)])
    return issuer


def _check_said(kind: str, said: Mapping[str, Any], *, on: date) -> None:
    named = {name: value.strip() if isinstance(value, str) else value for name, value in said.items()}
    empty = {name: _("此项必填") for name in ("reason", *ORDERS[kind].needs) if not named.get(name)}
    if empty:
        raise ValidationError(empty)
    report_by = said.get("report_by")
    if report_by and report_by < on:
        raise ValidationError({"report_by": _("报告期限不能早于今天")})


def _receiver(office_id: int | None) -> Procuratorate | None:
    if office_id is None:
        return None
    office = Procuratorate.objects.select_related("parent__parent__parent").filter(pk=office_id).first()
    if office is None:
        raise ValidationError({"to_office_id": _("没有这个检察院")})
    return office


def _target(subject: Case | Clue, document_id: int | None) -> Document | None:
    if document_id is None:
        return None
    found = subject.documents.filter(pk=document_id).first()
    if found is None:
        raise ValidationError({"target_id": _("请选择此线索、案件的文书")})
    return found


def _handler(user_id: int | None) -> User | None:
    if user_id is None:
        return None
    found = User.objects.filter(pk=user_id, is_active=True).first()
    if found is None:
        raise ValidationError({"handler_id": _("请选择在职的检察官")})
    return found


def _locked(decision: Decision) -> tuple[Order, Case | Clue]:
    order = Order.objects.select_for_update(of=("self",)).get(pk=decision.order_id or 0)
    return order, _attach(order, _lock(order.subject))


def _lock(subject: Case | Clue) -> Case | Clue:
    """The row as it stands now. Without its office: a row that passes on while one waits would not be found by it."""
    rows: Any = type(subject)._base_manager.select_for_update(of=("self",))
    found: Case | Clue = rows.get(pk=subject.pk)
    return found


def _attach(order: Order, subject: Case | Clue) -> Case | Clue:
    """The order and whoever works on it speak of the same, locked row."""
    if isinstance(subject, Case):
        order.case = subject
    else:
        order.clue = subject
    return subject


def _take(order_id: int, *, by: User, at: datetime) -> Order:
    order = access.take(by, "order.receive", Order, order_id, at=at, lock=True)
    if order.to_office not in access.offices(by, "order.receive", at=at):
        raise PermissionDenied("order.receive")
    return order


def _name(order: Order, subject: Case | Clue, user: User | None, *, by: User, at: datetime) -> None:
    known = user and accounts.holders(order.to_office, "handler", on=day(at)).filter(pk=user.pk).first()
    if known is None:
        raise ValidationError({"handler_id": _("请确定本院的承办检察官")})
    give(subject, known, by=by, at=at)
    what = "案件" if isinstance(subject, Case) else "线索"
    people.tell(
        [known],
        title=f"您已承办上级院{official(ORDERS[order.kind].label)}的{what}：{subject.title}",
        body=order.demands,
        url=f"/between/orders/{order.pk}/",
        key=f"order:{order.pk}:handler",
        kind=NoticeKind.TASK,
        at=at,
    )


def _tell_below(order: Order, *, former: Procuratorate, at: datetime) -> None:
    """Tell who leads the receiving and the losing office, and who handles the matter."""
    offices = {order.to_office_id: order.to_office, former.pk: former}
    told = [
        user
        for office in offices.values()
        for post in LEADERS
        for user in accounts.holders(office, post, on=day(at))
    ]
    told += [user for user in (order.subject.handler, order.handler) if user is not None]
    people.tell(
        dict.fromkeys(told),
        title=f"{order.office}{official(ORDERS[order.kind].label)}：{order.subject.title}",
        body=order.demands or order.reason,
        url=f"/between/orders/{order.pk}/",
        key=f"order:{order.pk}:issued",
        kind=NoticeKind.TASK,
        at=at,
    )


def _tell_above(order: Order, what: str, text: str, at: datetime) -> None:
    """Tell who drafted the order and who leads their department."""
    told = [order.drafted_by, *accounts.holders(order.office, "head", on=day(at))]
    people.tell(
        dict.fromkeys(told),
        title=f"{order.to_office}{what}：{official(ORDERS[order.kind].label)}·{order.subject.title}",
        body=text,
        url=f"/between/orders/{order.pk}/",
        key=f"order:{order.pk}:{what}",
        at=at,
    )
