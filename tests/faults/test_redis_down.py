"""F6: Redis dies while people and programs write. Nobody notices: every write is there, none is slow, all mail follows.

FAULT_SECONDS=60 gives the full minute.
"""

import json
import os
import signal
import time
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from statistics import quantiles
from threading import Event
from uuid import uuid4

import pytest
from django.utils import timezone
from rest_framework.authtoken.models import Token

from audit.models import Entry, Outbox
from cases.models import Clue, Decision
from config.settings import base
from tests.faults.browser import PASSWORD, Answer, Browser, can_log_in
from tests.faults.parts import Site, every_day_is_a_workday, leave_mail, until
from tests.world import World

SECONDS = float(os.environ.get("FAULT_SECONDS", "15"))
THINK, MAILS = 0.1, 200


@dataclass
class Ledger:
    """What the writers were answered."""

    answers: list[Answer] = field(default_factory=list)
    came_in: int = 0
    clues: set[str] = field(default_factory=set)
    moved: set[str] = field(default_factory=set)
    asked: set[str] = field(default_factory=set)

    def heard(self, answer: Answer, *expected: int) -> Answer:
        """Keep it; whatever was not expected fails the writer."""
        self.answers.append(answer)
        assert answer.status in expected, (answer.status, answer.text[:300])
        return answer


class Writers:
    """People with browsers and programs with tokens, who write until they are told to stop."""

    def __init__(self, site: Site, world: World) -> None:
        self.site, self.world, self.stop, self.ledger = site, world, Event(), Ledger()
        self.today = timezone.localdate().isoformat()
        self.token = Token.objects.create(user=world.yiwu_handler).key

    def new_clue(self, title: str) -> dict[str, str]:
        return {
            "title": title, "source": "report", "field": "personal_data", "facts": "多家驿站未脱敏。",
            "received_on": self.today,
        }  # fmt: skip

    def writes_forms(self) -> None:
        """Somebody registers a clue, evaluates it, and asks the office above, over and over."""
        browser = Browser(self.site)
        assert browser.log_in("yiwu.handler").status == 302
        while not self.stop.wait(THINK):
            title = uuid4().hex
            where = self.ledger.heard(browser.send("/clues/new/", **self.new_clue(title)), 302).headers[
                "Location"
            ]
            self.ledger.clues.add(title)
            said = {"truth": "属实", "checkability": "可查", "opinion": "拟立案"}
            self.ledger.heard(browser.send(f"{where}moves/evaluate/", **said), 302)
            self.ledger.moved.add(title)
            asked = {
                "asked_of_id": self.world.zhejiang.pk,
                "question": f"可否立案 {title}",
                "own_opinion": "可以",
            }
            self.ledger.heard(browser.send(f"{where}instruct/", **asked), 302)
            self.ledger.asked.add(title)

    def writes_json(self) -> None:
        """A program does the same by token."""
        program = Browser(self.site)
        program.token = self.token
        while not self.stop.wait(THINK):
            title = uuid4().hex
            self.ledger.heard(program.call("clues", **self.new_clue(title)), 201)
            self.ledger.clues.add(title)

    def log_in(self) -> None:
        """Others come to work, whose passwords take their time: a browser, and then a program."""
        while not self.stop.wait(1):
            assert Browser(self.site).log_in("yiwu.head").status == 302
            sent = {"username": "yiwu.chief", "password": PASSWORD}
            assert Browser(self.site).call("token", **sent).status == 200
            self.ledger.came_in += 2


def all_write(writers: list[Future[None]]) -> bool:
    """Whether everybody still writes; one that failed ends the test."""
    assert not any(each.done() for each in writers), [each.exception() for each in writers if each.done()]
    return True


def wait(seconds: float, writers: list[Future[None]]) -> None:
    """Let time pass while the writers write."""
    end = time.monotonic() + seconds
    while time.monotonic() < end and all_write(writers):
        time.sleep(0.1)


def written(ledger: Ledger) -> None:
    """What was acknowledged is there, once; what is there was acknowledged."""
    titles = list(Clue.objects.filter(title__regex="^[0-9a-f]{32}$").values_list("title", flat=True))
    assert len(titles) == len(set(titles)) and set(titles) == ledger.clues
    assert set(Clue.objects.filter(state="evaluating").values_list("title", flat=True)) == ledger.moved
    assert set(Decision.objects.filter(move="question").values_list("clue__title", flat=True)) == ledger.asked
    assert Entry.objects.filter(action="clue.register").count() == len(ledger.clues)
    for pk in Decision.objects.filter(move="question").values_list("pk", flat=True):
        assert Outbox.objects.filter(key__endswith=f":decision:{pk}:0").count() == 1


def p95(answers: list[Answer]) -> float:
    """Seconds within which 95 of 100 were answered."""
    return quantiles([answer.seconds for answer in answers], n=20)[-1]


@pytest.mark.slow
def test_people_and_programs_write_on_while_redis_is_dead_and_all_mail_follows(site: Site) -> None:
    world = World(timezone.now())
    every_day_is_a_workday()
    can_log_in(world.yiwu_handler, world.yiwu_head, world.yiwu_chief, world.zhejiang_chief)
    worker = site.worker(1, FAULT_LEASE=str(base.OUTBOX_LEASE_SECONDS))
    beat = site.beat()
    web = site.web()
    writers = Writers(site, world)
    ledger = writers.ledger
    with ThreadPoolExecutor(5) as pool:
        tasks = (writers.writes_forms, writers.writes_forms, writers.writes_json, writers.log_in)
        running = [pool.submit(task) for task in tasks]
        try:
            until(lambda: all_write(running) and len(ledger.answers) > 20 and ledger.came_in)
            leave_mail(MAILS)
            until(lambda: Outbox.objects.filter(sent_at=None, attempts=1).exists())
            site.redis.kill()
            died, came_in = len(writers.ledger.answers), writers.ledger.came_in
            wait(SECONDS, running)
            ill = Browser(site).ask("/health/")
            dead, came_in = writers.ledger.answers[died:], writers.ledger.came_in - came_in
            site.redis.start()
            back = time.monotonic()
            wait(2, running)
        finally:
            writers.stop.set()
    for each in running:
        each.result()
    until(lambda: not Outbox.objects.filter(sent_at=None).exists(), what="the backlog is not drained")
    drained = time.monotonic() - back
    before, without = p95(writers.ledger.answers[10:died]), p95(dead)
    print(f"{len(dead)} writes and {came_in} log-ins in {SECONDS:.0f} s without Redis; p95 {without:.3f} s")
    print(f"(with Redis {before:.3f} s); the backlog was drained in {drained:.1f} s")
    written(writers.ledger)
    assert came_in and drained <= 60
    assert (ill.status, json.loads(ill.text)["broker"]) == (503, "failed") and ill.seconds < 10
    until(lambda: Browser(site).ask("/health/").status == 200)
    assert without < max(1, 2 * before), "the web waits for Redis"
    assert all(process.poll() is None for process in (worker, beat, web))
    keys = [str(mail["Message-ID"]) for mail in site.mails()]
    assert len(keys) == len(set(keys)) == Outbox.objects.count()


@pytest.mark.slow
def test_a_redis_that_hangs_is_not_waited_for_by_everybody(site: Site) -> None:
    world = World(timezone.now())
    site.web()
    program = Browser(site)
    program.token = Token.objects.create(user=world.yiwu_handler).key
    assert program.ask("/api/v1/me/").status == 200
    usual = [program.ask("/api/v1/me/") for _ in range(40)]
    os.kill(site.redis.process.pid, signal.SIGSTOP)
    answers = [program.ask("/api/v1/me/") for _ in range(40)]
    os.kill(site.redis.process.pid, signal.SIGCONT)
    assert {answer.status for answer in answers} == {200}
    took, usually = (sum(answer.seconds for answer in some) for some in (answers, usual))
    assert took < 2 * usually + 10, "every request waits for the cache"
