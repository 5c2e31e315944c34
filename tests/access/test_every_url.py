"""Everybody at every address: the answer is the one that the table of addresses and the policy table give."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from pytest_django import DjangoDbBlocker

from accounts.models import Post, User
from desk.demo.people import POSTS
from tests.access.needs import GET, OPEN, PAGES, POST, PROGRAMS, TWO, Need
from tests.access.rows import Rows, holds, rows
from tests.access.test_urls_closed import ADDRESSES, Address
from tests.web.people import browser
from tests.world import World, this_moment

IN = {GET: {200, 302, 400, 409}, POST: {200, 201, 202, 204, 302, 400, 409, 413, 415, 422}}
LISTED = {**PAGES, **PROGRAMS}
SORTS = {
    "yiwu.handler",
    "yiwu.sysadmin",
    "former.handler",
    "spp.chief",
    "yiwu-post.liaison",
}
A_LINE = (
    "{name} ({path}) has no line in tests/access/needs.py: say there what it needs, as in\n"
    '    "{name}": do("case.work"),   # or see(…), act(…), seen_by(…), done_by(…), sent_by(…), for_all(GET)'
)


def needs(name: str) -> list[Need]:
    """What an address needs, method by method."""
    return list(TWO[name]) if name in TWO else [LISTED[name]]


def listed() -> list[Address]:
    """The addresses that have a line."""
    return [address for address in ADDRESSES if address.name in LISTED or address.name in TWO]


def test_every_address_has_its_line_and_no_line_is_left_over() -> None:
    words: dict[str, Any] = {}
    missing = [a for a in ADDRESSES if a.name not in LISTED and a.name not in TWO and a.name not in OPEN]
    assert not missing, "\n".join(A_LINE.format(name=a.name, path=a.at(words)) for a in missing)
    assert {*LISTED, *TWO, *OPEN} <= {address.name for address in ADDRESSES}, "an address that is no more"


@dataclass
class Everybody:
    """One world, and everybody in it with a browser."""

    rows: Rows
    browsers: dict[User, Client]


@pytest.fixture(scope="module")
def everybody(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Everybody]:
    """Built once; what a request writes is undone after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        world = World(this_moment())
        made = rows(world)
        logging.disable(logging.CRITICAL)  # thousands of refusals, each as it should be
        yield Everybody(made, {user: hasty(user) for user in people(world)})
        logging.disable(logging.NOTSET)
        transaction.set_rollback(True)


def hasty(user: User) -> Client:
    """A browser that asks for what a dialog shows: the same views, with less around their answers."""
    client = browser(user)
    client.defaults["HTTP_HX_REQUEST"] = "true"
    client.raise_request_exception = False
    return client


def people(world: World) -> Iterator[User]:
    """Yiwu: everybody, a second handler, somebody whose posts all ended; the levels above; strangers; agencies."""
    yield from (world.cast.of("yiwu", post) for post in POSTS)
    yield somebody(world, "second.handler")
    yield somebody(world, "former.handler", ends_on=world.ago(2).date())
    for name in (
        "jinhua_head", "jinhua_chief", "zhejiang_chief", "spp_chief", "spp_casemgr",
        "dongyang_handler", "jiangsu_chief", "yuyao_clerk",
        "yiwu_post_liaison", "yiwu_post_leader", "yiwu_samr_liaison",
    ):  # fmt: skip
        yield getattr(world, name)


def somebody(world: World, username: str, **changes: Any) -> User:
    """One more handler of Yiwu."""
    user = User.objects.create(username=username, name=username)
    user._posts = [
        Post.objects.create(
            user=user,
            post="handler",
            office=world.yiwu,
            starts_on=world.ago(90).date(),
            **changes,
        )
    ]
    return user


def expected(user: User, need: Need, address: Address, found: Rows) -> int:
    """200 for who is let in, else 403 or 404."""
    name = user.username.replace(".", "_").replace("-", "_")
    if need.yet and name in need.yet:
        return need.yet[name]
    outside = all(post.group_id for post in user._posts)
    if need.side and outside != (need.side == "agency"):
        return 404
    if not need.on_row:
        refused = 404 if outside else 403
        return 200 if not need.actions or any(holds(user, action) for action in need.actions) else refused
    row = found.belongs[need.of or next(part for part in reversed(address.parts) if part in found.belongs)]
    if any(row.lets(user, action) for action in need.actions):
        return 200
    return 403 if row.lets(user, row.view) else 404


def whom(everybody: Everybody, need: Need | None) -> list[User]:
    """Everybody; what is open to all is asked by one of each sort, and a method that never works by one person."""
    users = list(everybody.browsers)
    if need is None:
        return users[:1]
    return users if need.actions else [user for user in users if user.username in SORTS]


def asked(everybody: Everybody, user: User, address: Address, method: str) -> int:
    """What somebody gets; 200 for whatever lets them in."""
    path = address.at(everybody.rows.ids)
    client = everybody.browsers[user]
    with transaction.atomic():
        answer = client.get(path) if method == GET else client.post(path)
        for close in vars(answer)["_resource_closers"] if answer.streaming else ():
            close()  # what was handed out; answer.close() would end the transaction
        transaction.set_rollback(True)
    return 200 if answer.status_code in IN[method] else answer.status_code


@pytest.mark.django_db
@pytest.mark.parametrize("method", [GET, POST])
def test_everybody_gets_what_the_tables_say(everybody: Everybody, method: str) -> None:
    wrong = []
    for address in listed():
        need = next((need for need in needs(address.name) if method in need.methods), None)
        for user in whom(everybody, need):
            wanted = expected(user, need, address, everybody.rows) if need else 405
            found = asked(everybody, user, address, method)
            if found != wanted:
                wrong.append(f"{address.name:28} {user.username:20} {found} instead of {wanted}")
    assert not wrong, f"{method}:\n" + "\n".join(wrong)
