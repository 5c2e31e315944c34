"""People are entered by the system administrator of their office. `by` is None only while a site is set up."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.contrib.auth.models import Group
from django.db import transaction

from accounts.models import Post, Procuratorate, User
from accounts.services.may import may_run
from audit.flow import record


@dataclass(frozen=True)
class NewPerson:
    """Somebody to enter, with the post they begin in."""

    username: str
    name: str
    post: str
    email: str = ""


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
    may_run(by, "person.edit", place, at)
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
