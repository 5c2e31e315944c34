"""Real Celery workers are killed in the middle of the chase and of the delivery: nothing is lost, nothing said twice."""

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from email import message_from_bytes, policy
from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone

from audit.models import Outbox
from config.celery import app
from deadlines.ledger import Kind
from deadlines.models import Deadline, Event, Notice, Reminder
from tests.services.deadlines.conftest import Place, make_place, person

ROOT = Path(__file__).resolve().parents[2]
DEADLINES, HANDLERS = 4000, 80


class Bell:
    """Rings as beat does, only more often."""

    def __init__(self, queue: str) -> None:
        self.queue, self.last = queue, 0.0

    def ring(self) -> None:
        if time.monotonic() - self.last < 0.5:
            return
        self.last = time.monotonic()
        with app.connection_for_write(settings.CELERY_BROKER_URL) as broker:
            for name in ("deadlines.tasks.sweep", "deadlines.tasks.deliver_outbox"):
                app.send_task(name, queue=self.queue, connection=broker, expires=20)

    def until(self, reached: Callable[[], bool], seconds: float = 20) -> None:
        """Ring until that is so."""
        end = time.monotonic() + seconds
        while not reached():
            assert time.monotonic() < end, "not reached in time"
            self.ring()
            time.sleep(0.005)


@contextmanager
def worker(queue: str, folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    """One Celery worker with two children, in a process group of its own; killed at the end."""
    environ = os.environ | {
        "DJANGO_SETTINGS_MODULE": "tests.faults.worker_settings",
        "FAULT_DATABASE": str(connection.settings_dict["NAME"]),
        "FAULT_MAIL": str(folder / "mail"),
        "FAULT_QUEUE": queue,
    }
    command = [sys.executable, "-m", "celery", "-A", "config.celery", "worker", "-c", "2", "-l", "WARNING"]
    command += ["--without-gossip", "--without-mingle", "-n", f"{uuid4().hex[:8]}@fault"]
    with (folder / "worker.log").open("ab") as log:
        process = subprocess.Popen(
            command, cwd=ROOT, env=environ, stdout=log, stderr=log, start_new_session=True
        )
        try:
            yield process
        finally:
            kill(process)


def kill(process: subprocess.Popen[bytes]) -> None:
    """Take the worker and its children away without a word."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def fall_due(place: Place) -> None:
    """Thousands of agreed dates that end today, spread over many handlers."""
    now = timezone.now()
    today, start = timezone.localdate(now), timezone.localdate(now) - timedelta(days=20)
    handlers = [person(f"h{number}", "handler", office=place.office) for number in range(HANDLERS)]
    rows = Deadline.objects.bulk_create(
        Deadline(
            rule="T05", rule_set="2021", case=place.case, title=f"事项{number:05}完", started_on=start, due_on=today,
            duty_office=place.office, duty_user=handlers[number % HANDLERS], state="open",
            next_check=now - timedelta(minutes=1), created_at=now,
        )
        for number in range(DEADLINES)
    )  # fmt: skip
    Event.objects.bulk_create(
        Event(deadline=row, kind=Kind.STARTED, at=now, on=start, until=today, due_on=today) for row in rows
    )


def lines(folder: Path) -> Counter[str]:
    """How often each act is named in the mails that were written."""
    found: Counter[str] = Counter()
    for path in (folder / "mail").glob("*.eml"):
        body = message_from_bytes(path.read_bytes(), policy=policy.default).get_content()
        found.update(line[2:9] for line in body.splitlines() if line.startswith("· 事项"))
    return found


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_workers_killed_in_the_middle_lose_nothing_and_repeat_nothing(tmp_path: Path) -> None:
    fall_due(make_place())
    queue, mails = f"fault-{uuid4().hex}", tmp_path / "mail"
    bell = Bell(queue)
    with worker(queue, tmp_path) as first:
        bell.until(lambda: Reminder.objects.exists())
        kill(first)
    assert 0 < Reminder.objects.count() < DEADLINES, "the sweep was not in its middle"
    with worker(queue, tmp_path) as second:
        bell.until(lambda: mails.exists() and len(list(mails.glob("*.eml"))) > 5)
        kill(second)
    assert Outbox.objects.filter(sent_at=None).exists(), "the delivery was not in its middle"
    with worker(queue, tmp_path):
        bell.until(
            lambda: Reminder.objects.count() == DEADLINES and not Outbox.objects.filter(sent_at=None).exists()
        )
    assert Notice.objects.count() == DEADLINES
    assert Counter(lines(tmp_path).values()) == {1: DEADLINES}
    assert not Deadline.objects.filter(next_check__lte=timezone.now()).exists()
