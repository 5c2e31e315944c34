"""Standing in for a head or chief who is away: a post for a time, held on another's behalf (rule 7 stays as it is).

A delegation is a row of posts, so whatever asks for posts knows it, and it ends by itself on its last day.
"""

from datetime import date, datetime, timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from accounts import access
from accounts.models import Post, PostName, Procuratorate, User
from accounts.services.separation import ADMINISTRATORS
from audit.flow import Reason, Refused, day, record

DELEGATE = "post.delegate"
GIVEN = (PostName.HEAD, PostName.CHIEF)
STANDS_IN = (PostName.HANDLER, PostName.HEAD, PostName.CHIEF)

RULE = "办案规则第七条"
BEFORE = timedelta(days=1)
YEAR = timedelta(days=366)


@transaction.atomic
def delegate(
    *, post_id: int, user_id: int, starts_on: date, ends_on: date, reason: str, by: User, at: datetime
) -> Post:
    """Let a procurator of the own office stand in for one's own post of head or chief, from a day to a day.

    Refused with rule 7 for a post that is itself held for another and for oneself; at its field for who holds no
    working post, for administrators, for days that are over, outlive the own post or overlap another delegation of it.
    """
    mine = Post.objects.select_for_update(of=("self",)).select_related("office", "user")
    post = mine.filter(pk=post_id, user=by, office__isnull=False).first()
    if post is None or post.office is None:
        raise access.Unseen
    if post.post not in GIVEN or post.office not in access.offices(by, DELEGATE, at=at):
        raise PermissionDenied(DELEGATE)
    if post.acting_for_id is not None:
        raise Refused([Reason(_("代行的职务不能再委托他人"), RULE)])
    _check_days(post, starts_on, ends_on, on=day(at))
    if not reason.strip():
        raise ValidationError({"reason": _("请写明委托的事由")})
    user = _who(post.office, user_id, starts_on, by)
    _demand_free(post, user, starts_on, ends_on)
    made, _new = Post.objects.update_or_create(
        user=user,
        post=post.post,
        office=post.office,
        group=None,
        starts_on=starts_on,
        defaults={
            "ends_on": ends_on,
            "acting_for": by,
            "clearance": _clearance(user, post.office, starts_on),
        },
    )
    label = f"委托代行{post.get_post_display()}职务：{by}委托{user}，{starts_on}至{ends_on}"
    record(by=by, at=at, action=DELEGATE, label=label, obj=made, note=reason.strip())
    return made


@transaction.atomic
def end_delegation(post_id: int, *, by: User, at: datetime) -> Post:
    """End a delegation now: by who gave it, who holds it, or the security administrator. The next request finds it gone."""
    held = Post.objects.select_for_update(of=("self",)).select_related("office", "user", "acting_for")
    post = held.filter(pk=post_id, acting_for__isnull=False).first()
    if post is None or not _concerns(post, by, at):
        raise access.Unseen
    if post.ends_on is not None and post.ends_on < day(at):
        raise Refused([Reason(_("此委托已经结束"))])
    post.ends_on = max(day(at), post.starts_on) - BEFORE
    post.save(update_fields=["ends_on"])
    label = f"终止委托代行：{post.acting_for}委托{post.user}"
    record(by=by, at=at, action=DELEGATE, label=label, obj=post)
    return post


def _concerns(post: Post, by: User, at: datetime) -> bool:
    secured = post.office in access.offices(by, "post.edit", at=at)
    return secured or by.pk in (post.user_id, post.acting_for_id)


def _check_days(post: Post, starts_on: date, ends_on: date, *, on: date) -> None:
    if starts_on < on:
        raise ValidationError({"starts_on": _("起始日期不能早于今天")})
    if starts_on > on + YEAR:
        raise ValidationError({"starts_on": _("起始日期应当在一年以内")})
    if ends_on < starts_on:
        raise ValidationError({"ends_on": _("结束日期不能早于开始日期")})
    if ends_on > starts_on + YEAR:
        raise ValidationError({"ends_on": _("一次委托不超过一年")})
    if not post.in_force(starts_on):
        raise ValidationError({"starts_on": _("起始日您不担任此职务")})
    if post.ends_on is not None and ends_on > post.ends_on:
        raise ValidationError({"ends_on": _("委托不能超过本人任职期限")})


def _who(office: Procuratorate, user_id: int, starts_on: date, by: User) -> User:
    """The person who is to stand in; ValidationError for who may not."""
    if user_id == by.pk:
        raise Refused([Reason(_("不能委托本人代行"), RULE)])
    if not candidates(office, on=starts_on).filter(pk=user_id).exists():
        text = _("请选择本院在任的检察官；系统管理、安全管理、审计管理人员不能代行")
        raise ValidationError({"user_id": text})
    return User.objects.get(pk=user_id)


def candidates(office: Procuratorate, *, on: date) -> QuerySet[User]:
    """Who may stand in in that office from that day on: its procurators, never its administrators."""
    held = Post.objects.filter(Q(ends_on=None) | Q(ends_on__gte=on), office=office, starts_on__lte=on)
    working = held.filter(post__in=STANDS_IN, acting_for=None).values("user")
    people = User.objects.filter(pk__in=working, is_active=True)
    return people.exclude(pk__in=held.filter(post__in=ADMINISTRATORS).values("user")).order_by("name", "pk")


def _demand_free(post: Post, user: User, starts_on: date, ends_on: date) -> None:
    """Refuse a second delegate for the same days, and somebody who holds that post anyway."""
    same = Post.objects.filter(Q(ends_on=None) | Q(ends_on__gte=starts_on), starts_on__lte=ends_on)
    same = same.filter(post=post.post, office=post.office)
    if same.filter(user=user).exists():
        raise ValidationError({"user_id": _("此人同期已担任或者代行该职务")})
    if other := same.filter(acting_for=post.user).select_related("user").first():
        raise ValidationError({"starts_on": _("同期已委托%(who)s代行") % {"who": other.user}})


def _clearance(user: User, office: Procuratorate, on: date) -> int:
    """The delegate's own highest: standing in opens no secret that the person may not know."""
    own = user.posts.filter(Q(ends_on=None) | Q(ends_on__gte=on), office=office, starts_on__lte=on)
    return max(post.clearance for post in own.filter(acting_for=None))
