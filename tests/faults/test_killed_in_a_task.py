"""F5: a worker is killed in the middle of a task, or only the child that does the work: the task itself comes again."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

import psutil
import pytest
from django.db import connection, transaction
from django.utils import timezone

from audit.models import Outbox
from config.celery import app
from deadlines.models import Reminder
from tests.faults.parts import Process, Site, fall_due, handlers, kill, make_house, told, until

DEADLINES, VISIBILITY = 600, 3
WAITING = "SELECT pid FROM pg_locks WHERE NOT granted AND relation = 'deadlines_reminder'::regclass"
ALIVE = "SELECT pid FROM pg_stat_activity WHERE pid = ANY(%s)"


def backends(query: str, *values: object) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(query, values or None)
        return [pid for (pid,) in cursor.fetchall()]


@contextmanager
def in_the_middle_of_a_batch() -> Iterator[None]:
    """No reminder can be written: the block begins when somebody who sweeps waits for that, and ends when they are gone."""
    with transaction.atomic():
        connection.cursor().execute("LOCK TABLE deadlines_reminder IN EXCLUSIVE MODE")
        until(lambda: backends(WAITING))
        waiting = backends(WAITING)
        yield
    until(lambda: not backends(ALIVE, waiting), what="what the killed one held is not let go of")


def received(site: Site, number: str) -> int:
    """How often that task reached a worker."""
    return site.log().count(f"[{number}] received")


def deliver_all(site: Site) -> None:
    """Ring until no mail waits."""

    def sent() -> bool:
        site.ring("deliver_outbox")
        time.sleep(0.5)
        return not Outbox.objects.filter(sent_at=None).exists()

    until(sent)


def kill_child(worker: Process) -> None:
    for child in psutil.Process(worker.pid).children():
        child.kill()


@pytest.mark.slow
def test_the_task_of_a_killed_worker_goes_to_the_next_one(site: Site) -> None:
    place = make_house()
    fall_due(place, handlers(place, 20), [timezone.now()] * DEADLINES)
    first = site.worker(1)
    [number] = site.ring("sweep")
    with in_the_middle_of_a_batch():
        kill(first)
    assert not Reminder.objects.exists() and received(site, number) == 1
    site.worker(1)
    until(lambda: site.log().count(" ready.") == 2)
    assert until(lambda: Reminder.objects.count() == DEADLINES) <= VISIBILITY + 10
    assert received(site, number) == 2
    deliver_all(site)
    told(site, DEADLINES)


@pytest.mark.slow
def test_the_task_of_a_killed_child_is_done_by_the_next_child(site: Site) -> None:
    place = make_house()
    fall_due(place, handlers(place, 20), [timezone.now()] * DEADLINES)
    worker = site.worker(1)
    [number] = site.ring("sweep")
    with in_the_middle_of_a_batch():
        kill_child(worker)
    assert until(lambda: received(site, number) == 2) <= VISIBILITY + 10
    site.ring("sweep")  # the one that came again may have found the rows still held by the dead one
    until(lambda: Reminder.objects.count() == DEADLINES)
    deliver_all(site)
    told(site, DEADLINES)


def test_the_settings_that_this_rests_on_are_those_of_production() -> None:
    app.loader.import_default_modules()
    shipped = app.conf
    assert shipped.task_acks_late and shipped.task_reject_on_worker_lost and shipped.task_ignore_result
    assert shipped.worker_prefetch_multiplier == 1
    assert (
        shipped.broker_transport_options["visibility_timeout"]
        > shipped.task_time_limit
        > shipped.task_soft_time_limit
    )
    assert shipped.broker_transport_options["unacked_restore_interval"] <= 10
    assert shipped.broker_connection_max_retries is None, (
        "a worker must not give up on a Redis that is away for long"
    )
    assert all(bell["options"]["expires"] <= bell["schedule"] for bell in shipped.beat_schedule.values())
    tasks = [app.tasks[bell["task"]] for bell in shipped.beat_schedule.values()]
    assert all(task.acks_late and task.ignore_result for task in tasks)
