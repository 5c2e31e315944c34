"""Why somebody may or may not do something to one row: every branch that was tried, and what kept it from holding.

The branches are those by which access decides (accounts/branches.py); here they are only asked one condition at a time
and put into words, also those of posts and grants that are over and of people who were disabled.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, Model, OuterRef, Q
from django.utils.translation import gettext as _

from accounts import branches
from accounts.branches import Branch, Scope
from accounts.models import Post, Secrecy, User
from accounts.policy import BELOW, OFFICE, OWN, POLICY, SENT, TOP
from audit.flow import day


@dataclass(frozen=True)
class Tried:
    """One way to the row: the post or grant, how far it goes, from when to when, and why it does not lead there."""

    label: str
    extent: str
    starts_on: date
    ends_on: date | None
    reasons: tuple[str, ...]

    @property
    def holds(self) -> bool:
        """Whether this way alone leads to the row."""
        return not self.reasons


@dataclass(frozen=True)
class Answer:
    """Whether somebody may do `action` to a row, whether there is such a row at all, and what was tried."""

    action: str
    allowed: bool
    exists: bool
    tried: tuple[Tried, ...]


def ways(by: User, action: str, model: type[Model], pk: Any, *, at: datetime) -> tuple[Tried, ...]:
    """Every post the person ever held and every grant on this case, and whether it opens this action on this row."""
    posts = list(by.posts.select_related("office", "group", "acting_for").order_by("starts_on", "pk"))
    scope: Scope = model.SCOPE  # type: ignore[attr-defined]
    found = [(post, branches.by_post(post, action, scope)) for post in posts]
    held = [post for post in posts if post.in_force(day(at))]
    given = branches.by_grant(by, held, action, model, at=at)
    met = _met(model, pk, [*(branch for _post, some in found for branch in some), *given])
    by_post = [_of_post(by, post, some, met, day(at)) for post, some in found]
    return (*by_post, *_of_grants(by, action, model, pk, given, met, at))


def _met(model: type[Model], pk: Any, tried: Sequence[Branch]) -> dict[Q, bool]:
    """Which of the conditions the row meets, in one query."""
    asked = list(
        dict.fromkeys(q for branch in tried for q in (branch.place, branch.when, branch.cleared) if q)
    )
    rows = model._default_manager.filter(pk=pk).order_by()
    same = model._default_manager.filter(pk=OuterRef("pk")).order_by()
    named = {f"met_{n}": Exists(same.filter(q)) for n, q in enumerate(asked)}
    row = (rows.annotate(**named).values(*named).first() if named else None) or {}
    return {Q(): True} | {q: bool(row.get(f"met_{n}")) for n, q in enumerate(asked)}


def _of_post(by: User, post: Post, some: Sequence[Branch], met: dict[Q, bool], on: date) -> Tried:
    """A post with the branch of it that comes nearest to the row."""
    missed = min((_missed(branch, met) for branch in some), key=len, default=[_no_right(post)])
    label = f"{post.office or post.group} · {post.get_post_display()}"
    if post.acting_for:
        label = _("%(post)s（代行%(name)s职务）") % {"post": label, "name": post.acting_for}
    extent = _extent(some[0]) if some else ""
    return Tried(label, extent, post.starts_on, post.ends_on, (*_shut(by, post, on), *missed))


def _shut(by: User, post: Post, on: date) -> list[str]:
    """Why a post opens nothing on that day."""
    found = [] if by.is_active else [_("账号已停用")]
    if post.starts_on > on:
        found.append(_("任职自%(day)s起，尚未开始") % {"day": _say(post.starts_on)})
    elif not post.in_force(on) and post.ends_on:
        text = _("代行职务已于%(day)s结束") if post.acting_for_id else _("任职已于%(day)s结束")
        found.append(text % {"day": _say(post.ends_on)})
    return found


def _no_right(post: Post) -> str:
    return _("这项职务没有此项权限")


def _extent(branch: Branch) -> str:
    """How far a branch goes."""
    assert branch.post is not None
    words = {
        OFFICE: _("本院"),
        BELOW: _("本院及下级院"),
        OWN: _("要求本机关办理的"),
        SENT: _("发给本院的"),
        TOP: _("全国"),
    }
    return words.get(branch.reach, _("不限"))


def _missed(branch: Branch, met: dict[Q, bool]) -> list[str]:
    """What the row does not meet of a branch by post."""
    assert branch.post is not None
    office, found = branch.post.office, []
    if not met[branch.place]:
        words = {
            OFFICE: _("不是%(office)s的事项"),
            BELOW: _("不在%(office)s及其下级院范围内"),
            SENT: _("没有发给%(office)s"),
        }
        found.append(words.get(branch.reach, _("不涉及该机关")) % {"office": office})
    elif not met[branch.when]:
        found.append(_("尚未送达") if branch.reach == OWN else _("尚未发出"))
    if branch.place and not found and not met[branch.cleared]:
        found.append(_too_secret(branch))
    return found


def _too_secret(branch: Branch) -> str:
    level = Secrecy(branch.clearance).label
    return _("密级高于涉密等级（%(level)s）") % {"level": level}


def _of_grants(
    by: User, action: str, model: type[Model], pk: Any, given: list[Branch], met: dict[Q, bool], at: datetime
) -> list[Tried]:
    """What the person was given on the case of this row, ended grants as well."""
    scope: Scope = model.SCOPE  # type: ignore[attr-defined]
    if scope.granted is None:
        return []
    here = model._default_manager.filter(pk=pk).order_by().values(scope.granted or "pk")
    ever = branches.all_grants(by, model).filter(content_object_id__in=here).select_related("permission")
    open_now = set(branches.grants(by, action, model, at=at).filter(pk__in=ever).values_list("pk", flat=True))
    return [
        _of_grant(by, grant, action, given, met, grant.pk in open_now, at) for grant in ever.order_by("pk")
    ]


def _of_grant(
    by: User, grant: Any, action: str, given: list[Branch], met: dict[Q, bool], opens: bool, at: datetime
) -> Tried:
    reasons = [] if by.is_active else [_("账号已停用")]
    column = grant.permission.codename.removeprefix("as_")
    if not POLICY[action].get(column):
        reasons.append(_("这类授权没有此项权限"))
    elif not opens:
        began = grant.starts_at <= at
        text = _("授权已于%(day)s结束") if began else _("授权自%(day)s起，尚未开始")
        reasons.append(text % {"day": _say(day(grant.ends_at if began else grant.starts_at))})
    elif not given:
        reasons.append(_("没有在任的职务"))
    elif not met[given[0].cleared]:
        reasons.append(_too_secret(given[0]))
    label = _("个案授权 · 承办") if column == "assigned" else _("个案授权 · 办案组成员")
    ends_on = day(grant.ends_at) if grant.ends_at else None
    return Tried(label, _("该案"), day(grant.starts_at), ends_on, tuple(reasons))


def _say(on: date) -> str:
    return _("%(year)d年%(month)d月%(day)d日") % {"year": on.year, "month": on.month, "day": on.day}
