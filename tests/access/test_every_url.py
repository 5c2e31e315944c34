"""Everybody at every address: the answer is the one that the table of addresses and the policy table give."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from unittest.mock import patch

import pytest
from django.db import transaction
from django.template.backends.django import Template
from django.test import Client
from pytest_django import DjangoDbBlocker

from accounts.models import Post, User
from desk.demo.people import POSTS
from tests.access.needs import GET, OPEN, PAGES, POST, PROGRAMS, TWO, Need
from tests.access.rows import Rows, holds, rows
from tests.access.test_urls_closed import ADDRESSES, Address
from tests.web.people import hasty, known
from tests.world import World, this_moment

IN = {GET: {200, 302, 400, 409}, POST: {200, 201, 202, 204, 302, 400, 409, 413, 415, 422}}
LISTED = {**PAGES, **PROGRAMS}
# One of each sort, whose pages are drawn as well; of the others' only the answer is looked at.
DRAWN = {"yiwu.handler", "yiwu.sysadmin", "former.handler", "spp.chief", "yiwu-post.liaison"}
STRANGERS = {"dongyang.handler", "jiangsu.chief", "yiwu.sysadmin", "yiwu.auditor", "yiwu-samr.liaison"}
# Registers that everyone of a procuratorate may look up.
REGISTERS = {"agency_id", "duty_id", "agency_post_id", "enterprise_id", "association_id", "office_id"}
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
    """One world, everybody in it with a browser, and what each was answered, asked once."""

    rows: Rows
    browsers: dict[User, Client]
    answers: dict[tuple[str, str, str], int] = field(default_factory=dict)

    def asked(self, user: User, address: Address, method: str) -> int:
        """What somebody gets; 200 for whatever lets them in."""
        key = (user.username, address.name, method)
        if key not in self.answers:
            self.answers[key] = self._ask(user, address, method)
        return self.answers[key]

    def _ask(self, user: User, address: Address, method: str) -> int:
        path, client = address.at(self.rows.ids), self.browsers[user]
        Pages.drawn = user.username in DRAWN
        with transaction.atomic():
            answer = client.get(path) if method == GET else client.post(path)
            for close in vars(answer)["_resource_closers"] if answer.streaming else ():
                close()  # what was handed out; answer.close() would end the transaction
            transaction.set_rollback(True)
        return 200 if answer.status_code in IN[method] else answer.status_code


class Pages:
    """Whether pages are drawn just now: who is let in is decided before that, and drawing costs most of the time."""

    drawn = True
    draw = Template.render

    def render(self: Any, context: Any = None, request: Any = None) -> Any:
        return Pages.draw(self, context, request) if Pages.drawn else ""


@pytest.fixture(scope="module")
def everybody(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Everybody]:
    """Built once; what a request writes is undone after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        world = World(this_moment())
        made = rows(world)
        logging.disable(logging.CRITICAL)  # thousands of refusals, each as it should be
        browsers = {user: hasty(user) for user in people(world)}
        with patch.object(Template, "render", Pages.render), known(browsers):
            yield Everybody(made, browsers)
        logging.disable(logging.NOTSET)
        transaction.set_rollback(True)


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


@pytest.mark.django_db
@pytest.mark.parametrize("method", [GET, POST])
def test_everybody_gets_what_the_tables_say(everybody: Everybody, method: str) -> None:
    """Every address by everybody; with a method that it never takes by one person."""
    wrong, users = [], list(everybody.browsers)
    for address in listed():
        need = next((need for need in needs(address.name) if method in need.methods), None)
        for user in users if need else users[:1]:
            wanted = expected(user, need, address, everybody.rows) if need else 405
            found = everybody.asked(user, address, method)
            if found != wanted:
                wrong.append(f"{address.name:28} {user.username:20} {found} instead of {wanted}")
    assert not wrong, f"{method}:\n" + "\n".join(wrong)


@pytest.mark.django_db
def test_for_a_stranger_a_row_is_not_there(everybody: Everybody) -> None:
    """404 and not 403, whatever the tables say: whoever may not see a row does not learn that it exists."""
    theirs = [address for address in listed() if any(part.endswith("_id") for part in address.parts)]
    found = []
    for address in (address for address in theirs if not REGISTERS & set(address.parts)):
        for user in (user for user in everybody.browsers if user.username in STRANGERS):
            for method in {method for need in needs(address.name) for method in need.methods}:
                status = everybody.asked(user, address, method)
                if status != 404 and not _own(user, address):
                    found.append(f"{method} {address.name} {user.username}: {status}")
    assert not found, "\n".join(found)


def _own(user: User, address: Address) -> bool:
    """An administrator's own things: the people and posts of the office, which are no case's."""
    return user.username.startswith("yiwu.") and bool({"user_id", "post_id"} & set(address.parts))
