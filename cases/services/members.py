"""Who works on a case: its handler, its own people, and those lent by other offices (rules 6, 11)."""

from datetime import date, datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from accounts import access
from accounts import selectors as accounts
from accounts.models import User
from audit.flow import day, record
from cases.flow import OF_OTHERS
from cases.models import Case, Member
from cases.services import people, suit_transfers
from deadlines import services as deadlines


@transaction.atomic
def call_up(
    case_id: int,
    *,
    user_id: int,
    duty: str,
    starts_on: date,
    ends_on: date | None = None,
    order: str = "",
    by: User,
    at: datetime,
) -> Member:
    """Put somebody on the case for a time; staff of another office are called up by a written decision (rule 11).

    Own people: by the head or the chief of the office. Others: by the chief of an office above theirs, with the
    decision's number. The person reaches the case only within these days.
    """
    case = access.take(by, "case.view", Case, case_id, at=at, lock=True)
    user = User.objects.filter(pk=user_id, is_active=True).first()
    office = accounts.office_of(user, on=day(at)) if user else None
    if user is None or office is None:
        raise ValidationError({"user_id": _("请选择检察院的在职人员")})
    if ends_on and ends_on < starts_on:
        raise ValidationError({"ends_on": _("结束日期不能早于开始日期")})
    if case.members.filter(Q(ends_on=None) | Q(ends_on__gte=starts_on), user=user).exists():
        raise ValidationError({"user_id": _("此人已在办案组中")})
    _check_caller(case, office_pk=office.pk, user=user, order=order, by=by, at=at)
    member = people.join(
        case, user, office=office, duty=duty, order=order, starts_on=starts_on, ends_on=ends_on
    )
    record(by=by, at=at, action="case.call_up", label=f"{user}（{office}）加入办案组", obj=member, note=order)
    people.tell(
        [user],
        title=f"您已加入办案组：{case.title}",
        body=duty,
        url=f"/cases/{case.pk}/",
        key=f"member:{member.pk}",
        at=at,
    )
    return member


@transaction.atomic
def end_membership(member_id: int, *, by: User, at: datetime) -> Member:
    """Send a member home; from this moment the case is closed to them."""
    member = access.take(by, "case.view", Member, member_id, at=at, lock=True)
    if not _may_staff(member.case, by=by, at=at):
        raise PermissionDenied("case.call_up")
    people.leave(member, at=at)
    record(by=by, at=at, action="case.call_up", label=f"{member.user}退出办案组", obj=member)
    return member


@transaction.atomic
def assign_handler(case_id: int, *, user_id: int, by: User, at: datetime) -> Case:
    """Give the case and its clocks to another handler of the office (rule 6).

    The former one keeps only what the post allows.
    """
    case = access.take(by, "case.assign", Case, case_id, at=at, lock=True)
    user = accounts.holders(case.office, "handler", on=day(at)).filter(pk=user_id).first()
    if user is None:
        raise ValidationError({"user_id": _("请选择本院的检察官")})
    if user.pk == case.handler_id:
        return case
    people.revoke(case, case.handler, "assigned", at=at)
    people.grant(case, user, "assigned", from_=at)
    former, case.handler = case.handler, user
    case.save(update_fields=["handler"])
    suit_transfers.pass_on_origin(case, former, at=at)
    deadlines.reassign(case=case, duty_user=user, keep=OF_OTHERS)
    record(by=by, at=at, action="case.assign", label=f"变更承办检察官为{user}", obj=case)
    people.tell(
        [user],
        title=f"您已承办：{case.title}",
        body="",
        url=f"/cases/{case.pk}/",
        key=f"assigned:{case.pk}:{at:%s}",
        at=at,
    )
    return case


def _may_staff(case: Case, *, by: User, at: datetime) -> bool:
    return access.can(by, "case.assign", case, at=at) or access.can(by, "case.call_up", case, at=at)


def _check_caller(case: Case, *, office_pk: int, user: User, order: str, by: User, at: datetime) -> None:
    if office_pk == case.office_id:
        if not _may_staff(case, by=by, at=at):
            raise PermissionDenied("case.assign")
        return
    if not access.can(by, "case.call_up", case, at=at):
        raise PermissionDenied("case.call_up")
    theirs = accounts.office_of(user, on=day(at))
    callers = access.offices(by, "case.call_up", at=at)
    if theirs is None or not any(accounts.leads(office, theirs) for office in callers):
        raise ValidationError({"user_id": _("只能由上级检察院统一调用（办案规则第十一条）")})
    if not order:
        raise ValidationError({"order": _("跨院调用人员应当有书面决定（办案规则第十一条）")})
