"""What keeps the three administrators apart from each other, from casework, and from themselves (GB/T 22239 8.1.5)."""

from datetime import date

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _

from accounts.models import Post, PostName, Procuratorate, User
from audit.flow import Reason, Refused

SOURCE = "GB/T 22239—2019 8.1.5"
ADMINISTRATORS = frozenset({PostName.SYSADMIN, PostName.SECADMIN, PostName.AUDITOR})


def not_on_oneself(user: User, by: User) -> None:
    """Refuse whatever an administrator would do to their own account or posts."""
    if user.pk == by.pk:
        raise Refused([Reason(_("管理员不能办理本人的账号和任职，请由本院另一名管理员办理"), SOURCE)])


def keep_apart(
    user: User, post: str, office: Procuratorate, *, starts_on: date, ends_on: date | None
) -> None:
    """Refuse a post beside which the person holds, on any day of it, one that excludes it.

    A person is at most one of the three administrators at once, and no administrator works on cases of the same office.
    """
    beside = _beside(user, starts_on, ends_on)
    if post not in ADMINISTRATORS:
        if held := beside.filter(office=office, post__in=ADMINISTRATORS).first():
            raise Refused([Reason(_apart(held, post), SOURCE)])
        return
    other = beside.filter(post__in=ADMINISTRATORS).exclude(post=post).first()
    if held := other or beside.filter(office=office).exclude(post__in=ADMINISTRATORS).first():
        raise Refused([Reason(_apart(held, post), SOURCE)])


def _beside(user: User, starts_on: date, ends_on: date | None) -> QuerySet[Post]:
    open_then = Q(ends_on=None) | (Q(ends_on__gte=starts_on) & Q(ends_on__gte=F("starts_on")))
    posts = Post.objects.filter(open_then, user=user, office__isnull=False).select_related("office")
    return posts if ends_on is None else posts.filter(starts_on__lte=ends_on)


def _apart(held: Post, post: str) -> str:
    said = {"held": held.get_post_display(), "post": PostName(post).label}
    if held.post in ADMINISTRATORS and post in ADMINISTRATORS:
        return _("同期已任%(held)s，不能兼任%(post)s：三类管理员由三人分别担任") % said
    return _("同期已任%(held)s，不能兼任%(post)s：管理员不办案，办案人员不任管理员") % said
