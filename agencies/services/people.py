"""Liaisons and leaders: they begin by an invitation and end on a day; the next request finds a post ended."""

from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts import access, letters
from accounts.models import Post, User
from agencies.models import Agency
from audit.flow import Reason, Refused, day, official, record

INVITE = "agency.invite"


@transaction.atomic
def appoint(
    user: User,
    agency: Agency,
    *,
    post: str,
    starts_on: date,
    ends_on: date | None = None,
    by: User | None,
    at: datetime,
) -> Post:
    """Let a person act for an agency as its liaison or leader from a day on."""
    appointed = Post.objects.create(
        user=user, post=post, group=agency.group, starts_on=starts_on, ends_on=ends_on
    )
    record(by=by, at=at, action=INVITE, label="登记机关人员", obj=appointed, note=str(user))
    return appointed


@transaction.atomic
def end_post(agency_post_id: int, *, ends_on: date | None = None, by: User, at: datetime) -> Post:
    """End what a liaison or leader does for an agency: after the day named, or at once; the person is told.

    Refuses a post that is over and (at the field) a last day before today or before the post begins.
    """
    post = _to_end(agency_post_id, by=by, at=at)
    today, before = day(at), timedelta(days=1)
    if ends_on is not None and ends_on < max(today, post.starts_on):
        raise ValidationError({"ends_on": _("最后任职日不能早于今天，也不能早于任职日；立即止任请留空")})
    post.ends_on = ends_on or max(today - before, post.starts_on - before)
    post.save(update_fields=["ends_on"])
    said = {"until": post.ends_on.isoformat()}
    record(by=by, at=at, action=INVITE, label=f"止任：{post}", obj=post, note=str(post.user), data=said)
    letters.tell(
        post.user,
        about="agency-post-ended",
        subject="【益诉】您的任职有变动",
        body=f"您在{post.group}的任职（{official(post.get_post_display())}）最后一日为{post.ends_on}，此后不能再办理其事项。",
        at=at,
    )
    return post


def _to_end(agency_post_id: int, *, by: User, at: datetime) -> Post:
    rows = Post.objects.select_for_update(of=("self",)).select_related("user", "group")
    post = rows.filter(pk=agency_post_id, group__agency__isnull=False).first()
    if post is None:
        raise access.Unseen
    access.take(by, INVITE, Agency, Agency.objects.get(group=post.group_id).pk, at=at)
    if post.over(day(at)):
        raise Refused([Reason(_("此任职已经结束"))])
    return post
