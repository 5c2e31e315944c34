"""The chase loses nothing and says nothing twice: run again, run at once, run late, run against closed clocks."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from django.core import mail
from django.db import connection

from audit.models import Outbox
from deadlines import selectors, services
from deadlines.models import Deadline, Notice, Reminder, SweepRun
from deadlines.services import delivery
from tests.services.deadlines.conftest import Place, make_place, moment

NIGHT = moment("2026-11-25", 23)


def due(
    place: Place, day: date = date(2026, 11, 25), *, title: str = "推广隐私面单", theirs: bool = True
) -> Deadline:
    """A clock that ends on that day, agreed long before."""
    return services.start(
        rule="N06" if theirs else "T10", case=place.case, respondent=place.respondent, title=title,
        until=day if theirs else None, started_on=date(2026, 9, 1) if theirs else date(2026, 10, 26),
        duty_office=place.office, duty_user=place.handler, duty_group=place.agency.group if theirs else None,
        by=None, at=moment("2026-09-01") if theirs else moment("2026-10-26"),
    )  # fmt: skip


def rungs() -> Counter[tuple[str, int]]:
    return Counter(Reminder.objects.values_list("recipient__username", "rung"))


def test_each_rung_reaches_its_people_once(place: Place) -> None:
    due(place)
    for day in range(1, 28):
        services.sweep(at=moment(f"2026-11-{day:02}", 9))
        services.sweep(at=moment(f"2026-11-{day:02}", 9))
    liaison = {rung: n for (who, rung), n in rungs().items() if who == "liaison"}
    assert liaison == {-15: 1, -7: 1, -3: 1, -1: 1, 0: 1, 1: 1}
    assert rungs()["handler", -3] == 1 and ("handler", -7) not in rungs()
    assert rungs()["leader", 1] == rungs()["head", 1] == 1
    assert Notice.objects.count() == Reminder.objects.count()


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


def test_the_digest_names_acts_and_dates_but_not_the_case(place: Place) -> None:
    due(place)
    services.sweep(at=moment("2026-11-25", 9))
    services.deliver(at=moment("2026-11-25", 10))
    body = str(mail.outbox[0].body)
    assert "推广隐私面单：今天届满" in body and "/deadlines/" in body
    assert place.case.title not in body


def test_what_falls_due_after_the_digest_was_sent_still_goes_out(place: Place) -> None:
    due(place, title="先")
    services.sweep(at=moment("2026-11-25", 9))
    services.deliver(at=moment("2026-11-25", 10))
    due(place, title="后")
    due(place, date(2026, 11, 26), title="明天")
    services.sweep(at=moment("2026-11-25", 11))
    services.deliver(at=moment("2026-11-25", 12))
    texts = [str(message.body) for message in mail.outbox if message.to == ["liaison@example.test"]]
    assert ["先" in text for text in texts] == [True, False]
    assert "后" in texts[1] and "明天" not in texts[1]
    services.deliver(at=moment("2026-11-26", 10))
    assert sum("明天" in str(m.body) for m in mail.outbox if m.to == ["liaison@example.test"]) == 1


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


def test_an_absent_handler_is_replaced_by_the_department_head(place: Place) -> None:
    due(place, theirs=False)
    place.handler.is_active = False
    place.handler.save()
    services.sweep(at=moment("2026-11-25", 9))
    assert {who for who, _rung in rungs()} == {"head"}


def test_batches_and_heartbeat(place: Place) -> None:
    for number in range(5):
        due(place, title=f"事项{number}")
    assert selectors.chase_is_dead(at=NIGHT)
    assert services.sweep(at=NIGHT, batch=2).claimed == 5
    run = SweepRun.objects.get()
    assert (run.claimed, run.reminded) == (5, 10)
    assert not selectors.chase_is_dead(at=NIGHT + timedelta(seconds=170))
    assert selectors.chase_is_dead(at=NIGHT + timedelta(seconds=200))


def test_the_clock_going_back_says_nothing_twice(place: Place) -> None:
    due(place)
    services.sweep(at=NIGHT)
    before = rungs()
    Deadline.objects.update(next_check=moment("2026-11-25", 9))
    services.sweep(at=NIGHT - timedelta(hours=1))
    assert rungs() == before


def test_the_sweep_takes_the_same_queries_for_one_and_for_many(place: Place) -> None:
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


def test_a_mail_that_fails_is_tried_again_and_then_parked(place: Place, settings) -> None:
    settings.EMAIL_BACKEND = "tests.services.deadlines.broken_mail.Backend"
    services.notify([place.handler], title="有新进展", key="k", at=NIGHT)
    now = NIGHT
    for _try in range(5):
        assert services.deliver(at=now).failed == 1
        assert services.deliver(at=now).failed == 0
        now += timedelta(hours=1)
    row = Outbox.objects.get()
    assert row.parked_at is not None and row.attempts == 5 and "ConnectionRefusedError" in row.last_error


def test_a_killed_delivery_is_taken_up_after_its_lease_under_the_same_id(place: Place) -> None:
    services.notify([place.handler], title="有新进展", body="内容", url="/cases/1/", key="k", at=NIGHT)
    (row,) = delivery._lease(NIGHT)
    assert services.deliver(at=NIGHT + timedelta(seconds=10)).sent == 0
    assert services.deliver(at=NIGHT + timedelta(seconds=301)).sent == 1
    assert mail.outbox[0].extra_headers["Message-ID"] == delivery.message_id(row.key)
    assert "/cases/1/" in str(mail.outbox[0].body)


def test_a_row_that_kills_its_workers_is_parked(place: Place) -> None:
    services.notify([place.handler], title="有新进展", key="k", at=NIGHT)
    for number in range(6):
        delivery._lease(NIGHT + timedelta(hours=number))
    assert Outbox.objects.get().parked_at is not None


def test_notices_come_once_and_are_read(place: Place) -> None:
    people = [place.handler, place.head]
    assert services.notify(people, title="有新进展", key="k", at=NIGHT) == 2
    assert services.notify(people, title="有新进展", key="k", at=NIGHT) == 0
    assert selectors.unread_count(place.handler) == 1
    notice = Notice.objects.get(user=place.handler)
    assert services.mark_read(notice.pk, by=place.head, at=NIGHT) is None
    assert services.mark_read(notice.pk, by=place.handler, at=NIGHT) == notice
    assert services.mark_all_read(by=place.head, at=NIGHT) == 1


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
            return services.deliver(at=NIGHT + timedelta(minutes=5)).sent
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(sweep, range(4))) == 120
        assert sum(pool.map(deliver, range(2))) == Outbox.objects.count() == 2
    assert Reminder.objects.count() == Notice.objects.count() == 240
    assert len(mail.outbox) == 2
