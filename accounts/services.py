"""Offices are opened, people entered and appointed to posts. Every one of these is recorded.

`by` is None only while a site is set up from the command line, when nobody is there yet.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts import access
from accounts.models import Level, Post, Procuratorate, User
from audit.flow import day, record


@dataclass(frozen=True)
class NewPerson:
    """Somebody to enter, with the post they begin in."""

    username: str
    name: str
    post: str
    email: str = ""


@transaction.atomic
def open_office(
    *,
    code: str,
    name: str,
    short_name: str,
    mark: str,
    level: Level,
    parent: Procuratorate | None,
    by: User | None,
    at: datetime,
) -> Procuratorate:
    """Enter a procuratorate under the one that leads it."""
    if by is not None:
        raise PermissionDenied("office.open")
    office = Procuratorate.objects.create(
        code=code, name=name, short_name=short_name, mark=mark, level=level, parent=parent
    )
    record(by=by, at=at, action="office.open", label="登记检察院", obj=office, note=name)
    return office


@transaction.atomic
def enter_people(
    place: Procuratorate | Group,
    people: Sequence[NewPerson],
    *,
    password: str,
    starts_on: date,
    demo: bool = False,
    by: User | None,
    at: datetime,
) -> list[User]:
    """Enter people of one office or agency, each with a post from a day on. `password` is an encoded one."""
    _may(by, "person.edit", place, at)
    users = User.objects.bulk_create(
        User(username=p.username, name=p.name, email=p.email, password=password, demo=demo, date_joined=at)
        for p in people
    )
    where = {"office": place} if isinstance(place, Procuratorate) else {"group": place}
    posts = (
        Post(user=user, post=p.post, starts_on=starts_on, **where)
        for user, p in zip(users, people, strict=True)
    )
    Post.objects.bulk_create(posts)
    entered = {p.username: p.post for p in people}
    record(by=by, at=at, action="person.edit", label="登记人员", obj=place, note=str(place), data=entered)
    return users


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
    _may(by, "post.edit", office, at)
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
    _may(by, "post.edit", post.office, at)
    post.ends_on = max(day(at), post.starts_on)
    post.save(update_fields=["ends_on"])
    record(by=by, at=at, action="post.edit", label=f"止任：{post}", obj=post, note=str(post.user))
    return post


def _may(by: User | None, action: str, place: Procuratorate | Group, at: datetime) -> None:
    if by is not None and place not in access.offices(by, action, at=at):
        raise PermissionDenied(action)
