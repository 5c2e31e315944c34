"""People are entered, let in and shut out by the system administrator of their office, who gives nobody a post.

`by` is None only while a site is set up from the command line.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts import letters, selectors
from accounts.models import Post, Procuratorate, Secrecy, User
from accounts.services.may import may_run, to_run
from accounts.services.sessions import drop_mail, end_all
from audit.flow import Reason, Refused, official, record

EDIT = "person.edit"


@dataclass(frozen=True)
class NewPerson:
    """Somebody to enter, with the post they begin in."""

    username: str
    name: str
    post: str
    email: str = ""
    clearance: int = Secrecy.WORK


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
    """Enter people of one office or agency with the posts they begin in; only while a site is set up.

    Later one enters the person and another gives the post (`enter_person`, `appoint`). `password` is an encoded one.
    """
    if by is not None:
        raise PermissionDenied("post.edit")
    home = place if isinstance(place, Procuratorate) else None
    users = User.objects.bulk_create(
        User(
            username=p.username,
            name=p.name,
            email=p.email,
            password=password,
            demo=demo,
            date_joined=at,
            office=home,
        )
        for p in people
    )
    where = {"office": place} if isinstance(place, Procuratorate) else {"group": place}
    posts = (
        Post(user=user, post=p.post, starts_on=starts_on, clearance=p.clearance, **where)
        for user, p in zip(users, people, strict=True)
    )
    Post.objects.bulk_create(posts)
    entered = {p.username: p.post for p in people}
    record(by=by, at=at, action=EDIT, label="登记人员", obj=place, note=str(place), data=entered)
    return users


@transaction.atomic
def enter_person(
    *, office_id: int, username: str, name: str, email: str, phone: str = "", by: User, at: datetime
) -> User:
    """Enter a person of the own office, who gets a letter to set a password and holds no post yet (8.1.5)."""
    office = Procuratorate.objects.filter(pk=office_id).first()
    if office is None:
        raise ValidationError({"office_id": _("请选择检察院")})
    may_run(by, EDIT, office, at)
    user = User(
        username=username,
        name=name,
        email=email,
        phone=phone,
        office=office,
        password=make_password(None),
        date_joined=at,
    )
    user.full_clean(exclude=["password", "office"])
    if selectors.known(username):
        raise ValidationError({"username": _("此用户名已被使用，请换一个")})
    user.save()
    record(by=by, at=at, action=EDIT, label="登记人员", obj=user, note=str(user), data={"username": username})
    letters.ask_for_password(user, at=at)
    return user


@transaction.atomic
def disable_person(user_id: int, *, reason: str, by: User, at: datetime) -> User:
    """Shut a person out at once: sessions and tokens end, and mail that waits for them does not leave."""
    user = to_run(user_id, EDIT, by, at)
    if not user.is_active:
        raise Refused([Reason(_("此账号已经停用"))])
    user.is_active = False
    user.save(update_fields=["is_active"])
    end_all(user)
    drop_mail(user, at=at)
    record(by=by, at=at, action=EDIT, label=f"停用账号：{user}", obj=user, note=reason)
    return user


@transaction.atomic
def enable_person(user_id: int, *, by: User, at: datetime) -> User:
    """Let a person in again; sessions and tokens from before stay ended, and posts are as they were."""
    user = to_run(user_id, EDIT, by, at)
    if user.is_active:
        raise Refused([Reason(_("此账号正在使用"))])
    user.is_active = True
    user.save(update_fields=["is_active"])
    record(by=by, at=at, action=EDIT, label=f"启用账号：{user}", obj=user)
    return user


@transaction.atomic
def correct_person(user_id: int, *, name: str, email: str, phone: str = "", by: User, at: datetime) -> User:
    """Put right a person's name and address; a changed address is told to the old one."""
    user = to_run(user_id, EDIT, by, at)
    was = {"name": user.name, "email": user.email, "phone": user.phone}
    now = {"name": name, "email": email, "phone": phone}
    changed = sorted(field for field in now if now[field] != was[field])
    if not changed:
        raise Refused([Reason(_("没有改动"))])
    if "email" in changed:
        letters.tell(
            user,
            about="address",
            subject=official(_("【益诉】您的登记邮箱已更改")),
            body=official(_("系统管理员更改了您的登记邮箱。如非本人要求，请立即告知本院安全管理员。")),
            at=at,
            to=user.email,
        )
    user.name, user.email, user.phone = name, email, phone
    user.full_clean(exclude=["password", "office"])
    user.save(update_fields=["name", "email", "phone"])
    record(by=by, at=at, action=EDIT, label=f"更正人员信息：{user}", obj=user, data={"changed": changed})
    return user
