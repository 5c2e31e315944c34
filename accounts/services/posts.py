"""Posts are given, bounded and ended by the security administrator of the office, who enters nobody."""

from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from accounts import access
from accounts.models import AGENCY_POSTS, Post, PostName, Procuratorate, Secrecy, User
from accounts.services.may import may_run
from accounts.services.separation import keep_apart, not_on_oneself
from audit.flow import Reason, Refused, day, record

EDIT = "post.edit"


@transaction.atomic
def appoint(
    user_id: int,
    *,
    post: str,
    office_id: int,
    starts_on: date,
    ends_on: date | None = None,
    clearance: int = Secrecy.WORK,
    by: User,
    at: datetime,
) -> Post:
    """Give a person of the office a post in it from a day on; never oneself, and kept apart by GB/T 22239 8.1.5."""
    office = Procuratorate.objects.filter(pk=office_id).first()
    user = User.objects.select_for_update(of=("self",)).filter(pk=user_id, is_active=True).first()
    if office is None or user is None or user.office_id != office.pk:
        raise ValidationError(_("请选择本院在职人员"))
    may_run(by, EDIT, office, at)
    not_on_oneself(user, by)
    _check(post, starts_on, ends_on, clearance, at)
    keep_apart(user, post, office, starts_on=starts_on, ends_on=ends_on)
    same = Post.objects.filter(user=user, post=post, office=office, acting_for=None)
    if same.filter(_open_within(starts_on, ends_on)).exists() or same.filter(starts_on=starts_on).exists():
        raise ValidationError({"post": _("此人同期已任此职")})
    made = Post.objects.create(
        user=user, post=post, office=office, starts_on=starts_on, ends_on=ends_on, clearance=clearance
    )
    record(by=by, at=at, action=EDIT, label=f"任职：{made}", obj=made, note=str(user), data=_said(made))
    return made


@transaction.atomic
def end_post(post_id: int, *, by: User, at: datetime) -> Post:
    """End a post at once, and what others hold on its holder's behalf: the next request finds it ended."""
    post = _to_run(post_id, by, at)
    ended = _close(post, at)
    acting = Post.objects.select_for_update().filter(acting_for=post.user, post=post.post, office=post.office)
    if post.acting_for_id is None:
        for held in acting.filter(Q(ends_on=None) | Q(ends_on__gte=day(at))):
            _close(held, at)
    record(by=by, at=at, action=EDIT, label=f"止任：{post}", obj=post, note=str(post.user))
    return ended


@transaction.atomic
def set_clearance(post_id: int, *, clearance: int, by: User, at: datetime) -> Post:
    """Bound what a post may see by its secrecy (law on state secrets art. 46: by what the work needs)."""
    post = _to_run(post_id, by, at)
    if clearance not in Secrecy.values:
        raise ValidationError({"clearance": _("请选择涉密等级")})
    if clearance == post.clearance:
        raise Refused([Reason(_("涉密等级没有改动"))])
    was, post.clearance = post.clearance, clearance
    post.save(update_fields=["clearance"])
    label = f"涉密等级：{post} {Secrecy(was).label}→{Secrecy(clearance).label}"
    record(by=by, at=at, action=EDIT, label=label, obj=post, note=str(post.user), data=_said(post))
    return post


def _check(post: str, starts_on: date, ends_on: date | None, clearance: int, at: datetime) -> None:
    if post not in PostName.values or post in AGENCY_POSTS:
        raise ValidationError({"post": _("请选择检察院的职务")})
    if clearance not in Secrecy.values:
        raise ValidationError({"clearance": _("请选择涉密等级")})
    if starts_on < day(at):
        raise ValidationError({"starts_on": _("任职日不能早于今天")})
    if ends_on and ends_on < starts_on:
        raise ValidationError({"ends_on": _("结束日期不能早于开始日期")})


def _open_within(starts_on: date, ends_on: date | None) -> Q:
    later = Q(ends_on=None) | (Q(ends_on__gte=starts_on) & Q(ends_on__gte=F("starts_on")))
    return later if ends_on is None else later & Q(starts_on__lte=ends_on)


def _to_run(post_id: int, by: User, at: datetime) -> Post:
    """The post, locked, that this security administrator may change: of the own office, of somebody else, not yet over."""
    rows = Post.objects.select_for_update(of=("self",)).select_related("office", "user")
    post = rows.filter(pk=post_id, office__in=access.offices(by, "person.view", at=at)).first()
    if post is None:
        raise access.Unseen
    may_run(by, EDIT, post.office, at)
    not_on_oneself(post.user, by)
    if post.over(day(at)):
        raise Refused([Reason(_("此任职已经结束"))])
    return post


def _close(post: Post, at: datetime) -> Post:
    """Yesterday is the last day; a post that has not begun, or began today, never was in force."""
    before = timedelta(days=1)
    post.ends_on = max(day(at) - before, post.starts_on - before)
    post.save(update_fields=["ends_on"])
    return post


def _said(post: Post) -> dict[str, str | int]:
    until = post.ends_on.isoformat() if post.ends_on else ""
    return {"from": post.starts_on.isoformat(), "until": until, "clearance": post.clearance}
