"""The first page of somebody who runs the system and sees no case: what each post is for, and what to look at."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy, ngettext

from accounts import lockout, people_lists
from accounts.models import Post, PostName, User
from audit.flow import Text, day
from desk import record_trail

SOON = timedelta(days=30)
DUTIES: Final[Mapping[PostName, Text]] = {
    PostName.SYSADMIN: gettext_lazy("登记本院人员，启用、停用和解锁账号；不任命职务"),
    PostName.SECADMIN: gettext_lazy("任命职务、确定涉密等级、要求二次验证；不登记人员"),
    PostName.AUDITOR: gettext_lazy("查阅本院人员的操作记录；不作任何更改"),
}


@dataclass(frozen=True)
class Look:
    """Something an administrator should look at."""

    text: str
    url: str


@dataclass(frozen=True)
class Administrator:
    """The whole page."""

    duties: list[tuple[str, Text]]
    look: list[Look]


def administrator(posts: list[Post], *, by: User, at: datetime) -> Administrator:
    """The duties of the administrator's posts, and what waits for them."""
    held = [(PostName(post.post), post) for post in posts if post.post in DUTIES]
    duties = [(str(name.label), DUTIES[name]) for name, _post in held]
    look = [found for name, post in held for found in LOOKS[name](post, by, at)]
    return Administrator(duties, look)


def _accounts(post: Post, by: User, at: datetime) -> list[Look]:
    here = User.objects.filter(office=post.office, is_active=True)
    shut = len(lockout.locked(here.values_list("username", flat=True), at=at))
    stale = people_lists.in_state(here, "stale", at).count()
    found = []
    if shut:
        text = ngettext("%(n)d 个账号因密码连续输错被锁定", "%(n)d 个账号因密码连续输错被锁定", shut)
        found.append(Look(text % {"n": shut}, reverse("people")))
    if stale:
        text = ngettext("%(n)d 个账号超过九十日没有登录", "%(n)d 个账号超过九十日没有登录", stale)
        found.append(Look(text % {"n": stale}, f"{reverse('people')}?state=stale"))
    return found


def _posts(post: Post, by: User, at: datetime) -> list[Look]:
    here = User.objects.filter(office=post.office, is_active=True)
    bare = people_lists.in_state(here, "none", at).count()
    ending = Post.objects.filter(
        Q(ends_on__range=(day(at), day(at) + SOON)), office=post.office, acting_for=None
    ).count()
    found = []
    if bare:
        text = ngettext("%(n)d 人还没有任职", "%(n)d 人还没有任职", bare)
        found.append(Look(text % {"n": bare}, f"{reverse('people')}?state=none"))
    if ending:
        text = ngettext("%(n)d 项任职将在三十日内到期", "%(n)d 项任职将在三十日内到期", ending)
        found.append(Look(text % {"n": ending}, reverse("people")))
    return found


def _record(post: Post, by: User, at: datetime) -> list[Look]:
    count = record_trail.count(record_trail.wanted({"since": day(at), "until": day(at)}, at=at), by=by, at=at)
    text = ngettext("今天有 %(n)d 条操作记录", "今天有 %(n)d 条操作记录", count)
    return [Look(text % {"n": count}, reverse("record"))]


LOOKS: Final[Mapping[PostName, Callable[[Post, User, datetime], list[Look]]]] = {
    PostName.SYSADMIN: _accounts,
    PostName.SECADMIN: _posts,
    PostName.AUDITOR: _record,
}
