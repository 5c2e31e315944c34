"""Posts are given and ended by the security administrator of the office."""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts import access
from accounts.models import Post, Procuratorate, User
from accounts.services.may import may_run
from audit.flow import day, record


@transaction.atomic
def appoint(
    user_id: int,
    *,
    post: str,
    office_id: int,
    starts_on: date,
    ends_on: date | None = None,
    by: User,
    at: datetime,
) -> Post:
    """Give a person a post in a procuratorate from a day on; by the security administrator of that office."""
    office = Procuratorate.objects.filter(pk=office_id).first()
    user = User.objects.filter(pk=user_id, is_active=True).first()
    if office is None or user is None:
        raise ValidationError(_("请选择在职人员和检察院"))
    may_run(by, "post.edit", office, at)
    if ends_on and ends_on < starts_on:
        raise ValidationError({"ends_on": _("结束日期不能早于开始日期")})
    made = Post.objects.create(user=user, post=post, office=office, starts_on=starts_on, ends_on=ends_on)
    record(by=by, at=at, action="post.edit", label=f"任职：{made}", obj=made, note=str(user))
    return made


@transaction.atomic
def end_post(post_id: int, *, by: User, at: datetime) -> Post:
    """Let a post end today; from tomorrow on it opens nothing any more."""
    post = (
        Post.objects.select_for_update(of=("self",))
        .select_related("office", "user")
        .filter(pk=post_id)
        .first()
    )
    if post is None or post.office is None:
        raise access.Unseen
    may_run(by, "post.edit", post.office, at)
    post.ends_on = max(day(at), post.starts_on)
    post.save(update_fields=["ends_on"])
    record(by=by, at=at, action="post.edit", label=f"止任：{post}", obj=post, note=str(post.user))
    return post
