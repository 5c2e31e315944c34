"""Asking an office of the same level to investigate something where it is, and doing so for another (rule 43)."""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts import access
from accounts import selectors as accounts
from accounts.models import Procuratorate, User
from audit.flow import Refused, day, record
from cases import guards
from cases.between import COMMISSION_FLOW
from cases.models import Case, Commission
from cases.services import clocks, papers, people
from cases.statutory import DocumentKind
from deadlines.models import NoticeKind

RECEIVERS = ("head", "handler")


@transaction.atomic
def send_commission(
    case_id: int, *, to_office_id: int, matters: str, demands: str = "", by: User, at: datetime
) -> Commission:
    """Send a numbered letter that asks another office of the same level to investigate there (rule 43).

    The handler signs it: letters of the investigation lie in the handler's own remit (rule 5). Refused once the case
    has ended.
    """
    case = access.take(by, "case.advance", Case, case_id, at=at, lock=True)
    office = Procuratorate.objects.filter(pk=to_office_id, level=case.office.level).first()
    if office is None or office == case.office:
        raise ValidationError({"to_office_id": _("请选择其他同级检察院")})
    if reasons := guards.cannot_commission(case):
        raise Refused(reasons)
    contents = {"to_office": office.name, "matters": matters, "demands": demands}
    paper = papers.sign(DocumentKind.COMMISSION, case=case, title=case.title, contents=contents, by=by, at=at)
    made = Commission.objects.create(
        case=case, to_office=office, matters=matters, demands=demands, document=paper, sent_by=by, sent_at=at
    )
    record(by=by, at=at, action="case.advance", label=f"委托{office}调查", obj=made, note=matters)
    receivers = {user for post in RECEIVERS for user in accounts.holders(office, post, on=day(at))}
    people.tell(
        sorted(receivers, key=lambda user: user.pk),
        title=f"收到{case.office}委托调查函：{paper.number}",
        body=matters,
        url=f"/commissions/{made.pk}/",
        key=f"commission:{made.pk}",
        kind=NoticeKind.TASK,
        at=at,
    )
    return made


@transaction.atomic
def receive_commission(
    commission_id: int, *, received_on: date, handler_id: int, by: User, at: datetime
) -> Commission:
    """Take a commission in and name who carries it out; thirty days start on the day it came in (rule 43)."""
    commission = access.take(by, "commission.do", Commission, commission_id, at=at, lock=True)
    handler = accounts.holders(commission.to_office, "handler", on=day(at)).filter(pk=handler_id).first()
    if handler is None:
        raise ValidationError({"handler_id": _("请选择本院的检察官")})
    if not day(commission.sent_at) <= received_on <= day(at):
        raise ValidationError({"received_on": _("收到日期应在委托之后、今天以前")})
    COMMISSION_FLOW.move(commission, "receive", by=by, at=at)
    commission.received_on, commission.handler = received_on, handler
    commission.save(update_fields=["received_on", "handler"])
    clocks.start_for_commission(commission, by=by, at=at)
    _tell_sender(commission, f"{commission.to_office}已接收委托调查", handler.name, at=at)
    people.tell(
        [handler],
        title=f"由您办理委托调查：{commission.document.number}",
        body=commission.matters,
        url=f"/commissions/{commission.pk}/",
        key=f"commission:{commission.pk}:handler",
        kind=NoticeKind.TASK,
        at=at,
    )
    return commission


@transaction.atomic
def decline_commission(commission_id: int, *, reason: str, by: User, at: datetime) -> Commission:
    """Send a commission back with the reason, before it was taken in."""
    commission = access.take(by, "commission.do", Commission, commission_id, at=at, lock=True)
    COMMISSION_FLOW.move(commission, "decline", by=by, at=at, note=reason)
    commission.result, commission.finished_on = reason, day(at)
    commission.save(update_fields=["result", "finished_on"])
    _tell_sender(commission, f"{commission.to_office}退回委托调查", reason, at=at)
    return commission


@transaction.atomic
def finish_commission(commission_id: int, *, result: str, by: User, at: datetime) -> Commission:
    """Report what was found; files come in through evidence.receive_findings. The thirty days end (rule 43)."""
    commission = access.take(by, "commission.do", Commission, commission_id, at=at, lock=True)
    COMMISSION_FLOW.move(commission, "finish", by=by, at=at, note=result)
    commission.result, commission.finished_on = result, day(at)
    commission.save(update_fields=["result", "finished_on"])
    clocks.end_for_commission(commission, by=by, at=at)
    _tell_sender(commission, f"{commission.to_office}已反馈调查结果", result, at=at)
    return commission


def _tell_sender(commission: Commission, title: str, body: str, *, at: datetime) -> None:
    people.tell(
        sorted({commission.sent_by, commission.case.handler}, key=lambda user: user.pk),
        title=f"{title}：{commission.case.title}",
        body=body,
        url=f"/commissions/{commission.pk}/",
        key=f"commission:{commission.pk}:{commission.state}",
        at=at,
    )
