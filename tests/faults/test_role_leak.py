"""F22: many people ask at once over a few connections that stay open. No answer holds a row that its reader may not see.

What each of them may see is asked of access.allowed beforehand. FAULT_SECONDS=600 asks more than 10,000 times (14,342 on
two cores that others used as well).
"""

import json
import os
import random
import re
import time
from collections import Counter
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime
from http.client import HTTPConnection
from typing import Any, Final

import pytest
from django.db import connection
from django.utils import timezone
from rest_framework.authtoken.models import Token

from accounts import access
from accounts.models import Secrecy, User
from cases import services as cases
from cases.models import Case, Clue, Decision, Obligation, Recommendation, Submission
from deadlines.models import Deadline
from evidence.models import Item
from tests.faults.browser import BROKEN, Browser, can_log_in
from tests.faults.parts import Site
from tests.world import World

SECONDS = float(os.environ.get("FAULT_SECONDS", "2"))
LINES, PEOPLE, SEED = 5, 50, 22
# kind: (action, model, where the title of its matter stands)
KINDS: Final[Mapping[str, tuple[str, Any, tuple[str, ...]]]] = {
    "clues": ("clue.view", Clue, ("title",)),
    "cases": ("case.view", Case, ("title",)),
    "decisions": ("decision.view", Decision, ("case__title", "clue__title")),
    "obligations": ("obligation.view", Obligation, ("case__title",)),
    "submissions": ("submission.view", Submission, ("case__title",)),
    "recommendations": ("recommendation.view", Recommendation, ("case__title",)),
    "deadlines": ("deadline.view", Deadline, ("case__title", "clue__title")),
    "evidence": ("evidence.view", Item, ("case__title",)),
}
OFFICES = ("yiwu", "dongyang", "yuyao", "jinhua", "zhejiang")
IN_BROWSERS = ("yiwu.handler", "dongyang.handler", "jinhua.chief", "yiwu-post.liaison")
SUBMITTED = "60 register 55 evaluate 50 file 48 serve_filing 45 investigate 30 recommend 28 serve 27 oblige:45 9 submit"
NAMED: Final = re.compile(r"事由[0-9a-f]{6}")


@dataclass(frozen=True)
class Reader:
    """A person, how the server knows them, and all that they may see: rows by kind, and matters by name."""

    user: User
    browser: Browser
    rows: dict[str, frozenset[int]]
    matters: frozenset[str]


@dataclass
class Heard:
    """What was asked over all connections, and whatever was wrong with an answer."""

    asked: Counter[str] = field(default_factory=Counter)
    opened: int = 0
    wrong: list[str] = field(default_factory=list)


class Line:
    """One connection to the server that stays open, whoever speaks on it; made anew where the server closed it."""

    def __init__(self, site: Site, heard: Heard) -> None:
        self.port, self.heard = site.web_port, heard
        self.open: HTTPConnection | None = None

    def get(self, reader: Reader, path: str) -> tuple[int, str]:
        """Status and text of an answer."""
        for _again in range(2):
            if self.open is None:
                self.open = HTTPConnection("127.0.0.1", self.port, timeout=30)
                self.heard.opened += 1
            try:
                self.open.request("GET", path, headers=reader.browser.headers())
                answer = self.open.getresponse()
                return answer.status, answer.read().decode()
            except BROKEN:
                self.close()
        return 0, ""

    def close(self) -> None:
        """Hang up."""
        if self.open is not None:
            self.open.close()
            self.open = None


def tell_stories(world: World) -> None:
    """Something in each office, with a name of its own; one with agencies, one secret, and one lent to a stranger."""
    names = (f"事由{number:06x}" for number in random.Random(SEED).sample(range(16**6), 2 * len(OFFICES) + 1))
    bare: dict[str, Any] = {"agencies": (), "measures": ()}
    filed = {}
    for office in OFFICES:
        world.told("9 register", title=next(names), office=office, **bare)
        script = "20 register 15 evaluate 10 file"
        filed[office] = world.told(script, title=next(names), office=office, **bare).case
    world.told(SUBMITTED, title=next(names))
    chief, today = world.jinhua_chief, timezone.localdate(world.now)
    cases.classify(case_id=filed["jinhua"].pk, secrecy=Secrecy.SECRET, reason="涉密", by=chief, at=world.now)
    cases.call_up(
        filed["yiwu"].pk, user_id=world.dongyang_handler.pk, duty="协助", starts_on=today, order="金检调〔2026〕1号",
        by=chief, at=world.now,
    )  # fmt: skip


def reader(site: Site, user: User, at: datetime) -> Reader:
    """A person with what they may see by the one predicate that guards rows; known by a token, or by a browser yet to come."""
    rows, matters = dict[str, frozenset[int]](), set[str]()
    for kind, (action, model, titles) in KINDS.items():
        found = access.allowed(user, action, model, at=at).order_by().values_list("pk", *titles)
        rows[kind] = frozenset(pk for pk, *_said in found)
        matters.update(NAMED.findall(str(list(found))))
    browser = Browser(site)
    if user.username not in IN_BROWSERS:
        browser.token = Token.objects.create(user=user).key
    return Reader(user, browser, rows, frozenset(matters))


def readers(site: Site, world: World) -> list[Reader]:
    """People with all kinds of posts, in all kinds of places; some of them have logged in."""
    others = sorted(set(world.cast.users) - set(IN_BROWSERS))
    chosen = [*IN_BROWSERS, *random.Random(SEED).sample(others, PEOPLE - len(IN_BROWSERS))]
    can_log_in(*(world.cast.users[name] for name in IN_BROWSERS))
    found = [reader(site, User.objects.get(username=name), world.now) for name in chosen]
    with ThreadPoolExecutor(len(IN_BROWSERS)) as pool:
        answers = pool.map(lambda one: one.browser.log_in(one.user.username), found[: len(IN_BROWSERS)])
    assert {answer.status for answer in answers} == {302}
    return found


class Asker:
    """Whoever happens to come next asks for lists, and for single things of their own and of others."""

    def __init__(self, line: Line, people: list[Reader], seed: int) -> None:
        self.line, self.heard, self.people, self.numbers = line, line.heard, people, random.Random(seed)
        self.all = {
            kind: sorted(model.objects.values_list("pk", flat=True))
            for kind, (_a, model, _t) in KINDS.items()
        }

    def ask_until(self, end: float) -> None:
        """One after the other, in whatever order the seed says."""
        try:
            while time.monotonic() < end:
                who = self.numbers.choice(self.people)
                (self.program if who.browser.token else self.page)(who)
        finally:
            self.line.close()

    def program(self, who: Reader) -> None:
        """Something asked by token."""
        kind = self.numbers.choice([*KINDS, "me"])
        if kind == "me":
            said = json.loads(self.got(who, "/api/v1/me/", 200))
            self.expect(said["username"] == who.user.username, who, "somebody else")
        elif self.numbers.random() < 0.3:
            said = json.loads(self.got(who, f"/api/v1/{kind}/", 200))
            found = {row["id"] for row in said["results"]}
            self.expect(
                found <= who.rows[kind] and (said["next"] or found == who.rows[kind]), who, f"{kind} {found}"
            )
        else:
            pk = self.numbers.choice(self.all[kind])
            mine = pk in who.rows[kind]
            text = self.got(who, f"/api/v1/{kind}/{pk}/", 200 if mine else 404)
            self.expect(not mine or json.loads(text)["id"] == pk, who, f"another of {kind}")

    def page(self, who: Reader) -> None:
        """Something looked at in a browser."""
        agency = access.is_agency_person(who.user, timezone.localdate())
        kind = "obligations" if agency else self.numbers.choice(["cases", "clues"])
        room, home = (f"portal/{kind}", "/portal/") if agency else (kind, "/")
        if self.numbers.random() < 0.5:
            path, status = self.numbers.choice([home, home if agency else f"/{room}/"]), 200
        else:
            pk = self.numbers.choice(self.all[kind])
            path, status = f"/{room}/{pk}/", 200 if pk in who.rows[kind] else 404
        text = self.got(who, path, status)
        shown = {int(pk) for pk in re.findall(rf'href="/{room}/(\d+)/', text)}
        self.expect(shown <= who.rows[kind], who, f"{path} links {shown}")
        self.expect(status == 404 or who.user.name in text, who, f"{path} is somebody else's")

    def got(self, who: Reader, path: str, status: int) -> str:
        """The answer, in which nothing is named that the person may not see."""
        found, text = self.line.get(who, path)
        self.heard.asked[f"{found}"] += 1
        self.expect(found == status, who, f"{path}: {found} instead of {status}")
        foreign = set(NAMED.findall(text)) - who.matters
        self.expect(not foreign, who, f"{path} names {foreign}")
        return text if found == status else "{}"

    def expect(self, right: object, who: Reader, what: str) -> None:
        """Note what is wrong."""
        if not right:
            self.heard.wrong.append(f"{who.user.username}: {what}")


@pytest.mark.slow
def test_nobody_is_answered_with_what_another_may_see(site: Site) -> None:
    site.web()  # it gets ready while the stories are told
    world, heard = World(timezone.now()), Heard()
    tell_stories(world)
    people = readers(site, world)
    askers = [Asker(Line(site, heard), people, SEED + number) for number in range(LINES)]
    end = time.monotonic() + SECONDS
    with ThreadPoolExecutor(LINES) as pool:
        running = [pool.submit(asker.ask_until, end) for asker in askers]
    for each in running:
        each.result()
    print(f"{len(people)} people asked {heard.asked.total()} times in {SECONDS:g} s: {dict(heard.asked)},")
    print(f"over {heard.opened} connections to the server and {held()} of the server to the database")
    assert not heard.wrong, "\n".join(heard.wrong[:40])
    assert (
        heard.asked["200"]
        and heard.asked["404"]
        and all(asker.all[kind] for kind in KINDS for asker in askers)
    )


def held() -> int:
    """How many connections to this database are open beside ours."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        return int(cursor.fetchone()[0])
