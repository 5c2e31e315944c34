"""The chase loses nothing and says nothing twice: run again, run at once, run late, run against closed clocks."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from django.core import mail
from django.db import connection

from audit.models import Outbox
from deadlines import services
from deadlines.models import Deadline, Notice, NoticeKind, Reminder, SweepRun
from tests.services.deadlines.chased import due, reached, rungs
from tests.services.deadlines.conftest import Place, make_place, moment

NIGHT, MORNING = moment("2026-11-25", 23), moment("2026-11-26", 10)


def test_each_rung_reaches_its_people_once(place: Place) -> None:
    due(place)
    for day in range(1, 28):
        services.sweep(at=moment(f"2026-11-{day:02}", 9))
        services.sweep(at=moment(f"2026-11-{day:02}", 9))
    liaison = {rung: n for (who, rung), n in rungs().items() if who == "liaison"}
    assert liaison == {-15: 1, -7: 1, -3: 1, -1: 1, 0: 1, 1: 1}
    assert rungs()["handler", -3] == 1 and ("handler", -7) not in rungs()
    assert rungs()["leader", 1] == rungs()["head", 1] == 1
    assert Notice.objects.filter(kind=NoticeKind.DEADLINE).count() == Reminder.objects.count()


def test_the_level_above_hears_of_it_a_week_late(place: Place) -> None:
    due(place)
    services.sweep(at=moment("2026-12-02", 9))
    assert {who for who, rung in rungs() if rung == 7} == {
        "liaison",
        "handler",
        "leader",
        "head",
        "upper_head",
    }


def test_three_days_without_a_sweep_are_one_digest_each(place: Place) -> None:
    for day in (23, 24, 25):
        due(place, date(2026, 11, day), title=f"事项{day}")
    services.sweep(at=moment("2026-11-26", 9))
    assert {rung for who, rung in rungs() if who == "liaison"} == {3, 1}
    assert Reminder.objects.filter(recipient=place.liaison).count() == 3
    services.deliver(at=moment("2026-11-26", 10))
    to = Counter(message.to[0] for message in mail.outbox)
    assert to["liaison@example.test"] == to["handler@example.test"] == 1
    assert "3 项期限提醒" in next(m.subject for m in mail.outbox if m.to == ["liaison@example.test"])


@pytest.mark.parametrize("end", ["suspend", "meet", "cancel"])
def test_what_stands_still_or_has_ended_is_not_chased(place: Place, end: str) -> None:
    deadline, on, at = due(place), date(2026, 10, 12), moment("2026-10-12")
    if end == "suspend":
        services.suspend_all(case=place.case, on=on, grounds="台风", by=None, at=at)
    elif end == "meet":
        services.meet(deadline, on=on, by=None, at=at)
    else:
        services.cancel(deadline, on=on, by=None, at=at)
    assert services.sweep(at=NIGHT) == services.Swept(0, 0)


def test_a_moved_date_is_chased_anew(place: Place) -> None:
    deadline = due(place, theirs=False)
    services.sweep(at=moment("2026-11-23", 9))
    services.extend(deadline.pk, months=1, reason="案情复杂", by=place.chief, at=moment("2026-11-23"))
    services.sweep(at=moment("2026-12-25", 9))
    assert set(Reminder.objects.values_list("round", "rung")) == {(1, -3), (2, -1)}


def test_a_sweep_goes_on_until_nothing_is_due(place: Place) -> None:
    for number in range(5):
        due(place, title=f"事项{number}")
    assert services.sweep(at=NIGHT, batch=2).claimed == 5
    run = SweepRun.objects.get()
    assert (run.claimed, run.reminded) == (5, 10)


def test_the_clock_going_back_says_nothing_twice(place: Place) -> None:
    due(place)
    services.sweep(at=NIGHT)
    before = rungs()
    Deadline.objects.update(next_check=moment("2026-11-25", 9))
    services.sweep(at=NIGHT - timedelta(hours=1))
    assert rungs() == before


def test_the_sweep_takes_the_same_queries_for_one_and_for_many(place: Place) -> None:
    due(place, title="先")
    services.sweep(at=NIGHT)
    counts = []
    for number in (1, 30):
        for item in range(number):
            due(place, title=f"{number}-{item}")
        counter = _Counter()
        with connection.execute_wrapper(counter):
            services.sweep(at=NIGHT)
        counts.append(counter.count)
    assert counts[0] == counts[1]


class _Counter:
    def __init__(self) -> None:
        self.count = 0

    def __call__(self, execute, sql, params, many, context):
        self.count += 1
        return execute(sql, params, many, context)


@pytest.mark.django_db(transaction=True)
def test_four_sweepers_and_two_deliverers_at_once() -> None:
    place = make_place()
    for number in range(120):
        due(place, title=f"事项{number}")

    def sweep(_worker: int) -> int:
        try:
            return services.sweep(at=NIGHT, batch=10).claimed
        finally:
            connection.close()

    def deliver(_worker: int) -> int:
        try:
            return services.deliver(at=MORNING).sent
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(sweep, range(4))) == 120
        assert sum(pool.map(deliver, range(2))) == Outbox.objects.count() == 2
    assert Reminder.objects.count() == Notice.objects.count() == 240
    assert len(mail.outbox) == 2


def test_a_clock_that_has_not_begun_is_not_chased(place: Place) -> None:
    reply = services.start(
        rule="T08", case=place.case, respondent=place.respondent, started_on=date(2026, 9, 24), duty_office=place.office,
        duty_user=place.handler, duty_group=place.agency.group, by=None, at=moment("2026-09-24"),
    )  # fmt: skip
    review = services.start(
        rule="T10", case=place.case, respondent=place.respondent, follows=reply, duty_office=place.office,
        duty_user=place.handler, by=None, at=moment("2026-09-24"),
    )  # fmt: skip
    services.sweep(at=moment("2026-11-24", 9))
    assert not Reminder.objects.filter(deadline=review).exists()
    services.sweep(at=moment("2026-12-09", 9))
    assert set(Reminder.objects.filter(deadline=review).values_list("rung", flat=True)) == {-15}


def test_a_clock_that_begins_within_its_ladder_gets_the_nearest_rung_only(place: Place) -> None:
    at = moment("2026-11-19")
    services.start(
        rule="N06", case=place.case, respondent=place.respondent, started_on=date(2026, 11, 19), until=date(2026, 11, 25),
        duty_office=place.office, duty_user=place.handler, duty_group=place.agency.group, by=None, at=at,
    )  # fmt: skip
    services.sweep(at=at)
    services.sweep(at=at + timedelta(minutes=1))
    assert rungs() == {("liaison", -7): 1}


def test_a_clock_that_was_late_when_it_was_entered_is_chased_at_once(place: Place) -> None:
    services.start(
        rule="T06", case=place.case, started_on=date(2026, 11, 2), duty_office=place.office, duty_user=place.handler,
        by=None, at=moment("2026-11-20"),
    )  # fmt: skip
    services.sweep(at=moment("2026-11-20", 11))
    assert rungs() == {("handler", 7): 1, ("head", 7): 1, ("upper_head", 7): 1}


def test_a_row_that_breaks_is_set_aside_and_the_others_go_on(place: Place) -> None:
    for number in range(7):
        due(place, title=f"事项{number}")
    broken = Deadline.objects.order_by("id")[3]
    Deadline.objects.filter(pk=broken.pk).update(rule="X99")
    at = moment("2026-11-25", 9)
    swept = services.sweep(at=at, batch=4)
    assert (swept.claimed, swept.reminded, swept.aside) == (7, 12, [broken.pk])
    assert SweepRun.objects.get().aside == 1
    assert services.sweep(at=at + timedelta(minutes=1)) == services.Swept(0, 0)
    told = Notice.objects.get(kind=NoticeKind.ALARM)
    assert told.user.username == "top_casemgr" and str(broken.pk) in told.body
    Deadline.objects.filter(pk=broken.pk).update(rule="N06")
    services.sweep(at=moment("2026-11-26", 9))
    assert Reminder.objects.filter(deadline=broken).exists()


def test_a_date_at_the_end_of_time_stops_nobody(place: Place) -> None:
    far, near = due(place, title="远"), due(place, title="近")
    Deadline.objects.filter(pk=far.pk).update(due_on=date(9999, 12, 31))
    assert services.sweep(at=moment("2026-11-25", 9)).aside == [far.pk]
    assert Reminder.objects.filter(deadline=near).exists()
    assert "liaison" in reached()
