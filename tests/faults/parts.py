"""What the fault tests share: real processes on loopback that are killed by pid, and what they are held against."""

import os
import random
import re
import signal
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from urllib.parse import urlsplit

import redis
from django.conf import settings
from django.db import connection
from django.utils import timezone

from audit import outbox
from audit.models import Outbox
from config import embedded, unprivileged
from config.celery import app
from deadlines.ledger import Kind
from deadlines.models import Deadline, Event, Holiday, HolidayNotice, Notice, NoticeKind, Reminder
from tests.deploy import ENVIRONMENT
from tests.services.deadlines.conftest import Place, make_place, person

ROOT = Path(__file__).resolve().parents[2]
HOST = ENVIRONMENT["ALLOWED_HOSTS"]
PATIENCE = 120
Process = subprocess.Popen[bytes]


def until(
    reached: Callable[[], object], seconds: float = PATIENCE, what: str = "not reached in time"
) -> float:
    """Wait until that is so; how many seconds it took."""
    began = time.monotonic()
    while not reached():
        assert time.monotonic() - began < seconds, what
        time.sleep(0.01)
    return time.monotonic() - began


def kill(process: Process) -> None:
    """Take a process and its children away without a word."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def port() -> int:
    """A free port below those the system hands out itself, so that nobody takes it while its server is down."""
    while True:
        number = random.randrange(10_000, 30_000)
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", number)) and _can_bind(number):
                return number


def _can_bind(number: int) -> bool:
    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.1", number))
        except OSError:
            return False
    return True


class Redis:
    """A Redis of the test's own, always on the same port; `keeps` what it was told when it is killed, or does not."""

    def __init__(self, folder: Path, *, keeps: bool) -> None:
        self.server = embedded.Redis(folder / "redis", "only-for-tests", fast=not keeps)
        self.port = port()
        self.url = self.server.url(self.port)
        self.process: Process | None = None

    def start(self) -> None:
        """Start it and wait until it answers."""
        self.server.prepare()
        with self.server.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.server.command(self.port), cwd=self.server.folder, stdout=log, stderr=log,
                start_new_session=True, preexec_fn=unprivileged.die_with_parent(signal.SIGKILL),
            )  # fmt: skip
        until(lambda: self.server.ready(self.port), what="Redis does not answer")

    def kill(self) -> None:
        """End it without a word."""
        if self.process:
            kill(self.process)

    def restart(self, *, keeps: bool) -> None:
        """From now on it keeps what it is told, or not."""
        self.kill()
        self.server.fast = not keeps
        self.start()

    def client(self) -> redis.Redis:
        """Somebody who talks to it."""
        return redis.Redis.from_url(self.url)


class Site:
    """The processes of one site on the test's database. What still runs at the end is killed, and its folder removed."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.mail = folder, folder / "mail"
        self.redis = Redis(folder, keeps=True)
        self.running: list[Process] = []
        self.web_port = port()

    def start(self, *command: str, module: str = "tests.faults.worker_settings", **environ: str) -> Process:
        """One process of ours, in a group of its own, with its words in a log."""
        database = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{connection.settings_dict['NAME']}")
        told = {
            **os.environ, **ENVIRONMENT, "DJANGO_SETTINGS_MODULE": module,
            "DATABASE_URL": database.geturl(), "FAULT_DATABASE": str(connection.settings_dict["NAME"]),
            "FAULT_MAIL": str(self.mail), "REDIS_URL": self.redis.url,
            "CACHE_URL": self.redis.url.removesuffix("/0") + "/1", "MEDIA_ROOT": str(settings.MEDIA_ROOT), **environ,
        }  # fmt: skip
        with (self.folder / "processes.log").open("ab") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", *command], cwd=ROOT, env=told, stdout=log, stderr=log,
                stdin=subprocess.DEVNULL, start_new_session=True,
                preexec_fn=unprivileged.die_with_parent(signal.SIGKILL),
            )  # fmt: skip
        self.running.append(process)
        return process

    def worker(self, children: int = 2, **environ: str) -> Process:
        """A Celery worker as in production."""
        options = ("-c", str(children), "-l", "INFO", "-n", f"w{len(self.running)}@fault")
        return self.start("celery", "-A", "config.celery", "worker", *options, **environ)

    def beat(self, app: str = "tests.faults.quick_beat") -> Process:
        """Beat, which rings every second unless it is given the site's own app."""
        place = self.folder / f"beat{len(self.running)}"
        return self.start("celery", "-A", app, "beat", "-l", "INFO", "-s", str(place), "--pidfile=")

    def web(self, application: str = "config.wsgi:application") -> Process:
        """Gunicorn as in production, on `web_port`; it answers when this returns."""
        where = ("--bind", f"127.0.0.1:{self.web_port}", "--no-control-socket")
        size = ("--workers", "2", "--threads", "4", "--worker-tmp-dir", str(self.folder))
        process = self.start(
            "gunicorn", application, *where, *size, module="tests.faults.web_settings", TRUSTED_PROXIES="1"
        )
        until(lambda: _answers(self.web_port), what="the web server does not answer")
        return process

    def ring(self, *tasks: str) -> list[str]:
        """Ring once for these tasks, as beat does; the numbers of the messages."""
        names = [f"deadlines.tasks.{task}" for task in tasks]
        with app.connection_for_write(self.redis.url) as broker:
            return [str(app.send_task(name, connection=broker)) for name in names]

    def log(self) -> str:
        """What the processes have said so far."""
        try:
            return (self.folder / "processes.log").read_text(errors="replace")
        except OSError:
            return ""

    def close(self) -> None:
        """Kill what still runs; a test that failed shows the end of what was said."""
        for process in self.running:
            kill(process)
        self.redis.kill()
        print("\n".join(self.log().splitlines()[-60:]))

    def mails(self) -> list[EmailMessage]:
        """The mails that were written."""
        files = sorted(self.mail.glob("*.eml"))
        return [message_from_bytes(path.read_bytes(), policy=policy.default) for path in files]

    def acts_named(self) -> Counter[tuple[str, int]]:
        """How often the mails name each act to each person: (address, deadline)."""
        return Counter(
            (str(mail["To"]), int(pk))
            for mail in self.mails()
            for pk in re.findall(r"/deadlines/(\d+)/", mail.get_content())
        )


def _answers(number: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", number)) == 0


def make_house() -> Place:
    """The small place of the clocks' tests, where somebody is always at work."""
    every_day_is_a_workday()
    return make_place()


def every_day_is_a_workday() -> None:
    """Mail leaves on whatever day the tests run."""
    today = timezone.localdate()
    notice = HolidayNotice.objects.create(year=today.year, number="test", entered_at=timezone.now())
    days = [today + timedelta(days=number) for number in range(-30, 31)]
    Holiday.objects.bulk_create(Holiday(date=day, is_rest=False, notice=notice) for day in days)


def handlers(place: Place, count: int) -> list[int]:
    """Further handlers of the office, by their keys."""
    have = Deadline.objects.values("duty_user").distinct().count()
    return [person(f"h{have + number}", "handler", office=place.office).pk for number in range(count)]


def fall_due(place: Place, people: list[int], moments: Iterable[datetime]) -> list[int]:
    """Internal targets that ended yesterday, one for each of these moments at which the chase will look at it."""
    now = timezone.now()
    due = timezone.localdate(now) - timedelta(days=1)
    begun, first = due - timedelta(days=20), Deadline.objects.count()
    rows = Deadline.objects.bulk_create(
        Deadline(
            rule="N01", rule_set="2021", case=place.case, title=f"事项{number} · 线索评估", started_on=begun, due_on=due,
            duty_office=place.office, duty_user_id=people[number % len(people)], state="open", internal=True,
            next_check=moment, created_at=now,
        )
        for number, moment in enumerate(moments, first)
    )  # fmt: skip
    Event.objects.bulk_create(
        Event(deadline=row, kind=Kind.STARTED, at=now, on=begun, until=due, due_on=due) for row in rows
    )
    return [row.pk for row in rows]


def leave_mail(count: int) -> set[str]:
    """Mail that waits to be sent, by its subjects."""
    subjects = {f"通知{number:03}" for number in range(count)}
    for subject in sorted(subjects):
        mail = {"to": "somebody@example.test", "subject": subject, "body": ""}
        outbox.publish(key=subject, topic="mail", payload=mail, at=timezone.now())
    return subjects


def reminded(expected: int) -> None:
    """Everything that was due was chased once and told once, and nothing waits for the chase."""
    assert not Deadline.objects.filter(state="open", next_check__lte=timezone.now()).exists()
    assert Reminder.objects.count() == expected
    assert Reminder.objects.values("deadline", "recipient").distinct().count() == expected
    assert Notice.objects.filter(kind=NoticeKind.DEADLINE).count() == expected


def mailed(site: Site, expected: int) -> None:
    """Each reminder stands once, in one mail to its person; nothing waits to be sent."""
    assert not Outbox.objects.filter(sent_at=None).exists()
    named = site.acts_named()
    owed = set(Reminder.objects.values_list("recipient__email", "deadline"))
    assert set(named) == owed and len(owed) == expected
    assert set(named.values()) == {1}


def told(site: Site, expected: int) -> None:
    """Both."""
    reminded(expected)
    mailed(site, expected)
