"""A wrong start or agreed end is put right; the old line stays, and what begins at its end goes with it."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from audit.flow import Refused
from deadlines import services
from deadlines.models import Deadline
from tests.services.deadlines.clocks import AT, articles, chained, kinds, review, served, start, walked
from tests.services.deadlines.conftest import Place, moment


def correct(deadline: Deadline, place: Place, on: str, **more: Any) -> Deadline:
    values: dict[str, Any] = {"reason": "回证日期登记有误", "by": place.handler, "at": AT}
    return services.correct(deadline.pk, started_on=date.fromisoformat(on), **(values | more))


def test_a_correction_keeps_the_old_line(place: Place) -> None:
    deadline = correct(served(place), place, "2026-09-22")
    assert (deadline.started_on, deadline.due_on) == (date(2026, 9, 22), date(2026, 11, 23))
    assert [(event.kind, event.on.day) for event in deadline.events.all()] == [
        ("started", 24), ("corrected", 22),
    ]  # fmt: skip


def test_what_begins_at_its_end_goes_with_it(place: Place) -> None:
    first, then = chained(place, on="2026-08-07")
    first = correct(first, place, "2026-08-10")
    then.refresh_from_db()
    assert (first.due_on, then.started_on, then.due_on) == (
        date(2026, 10, 10), date(2026, 10, 10), date(2026, 11, 10),
    )  # fmt: skip
    assert kinds(then) == ["started", "carried"] and walked(then) == then.due_on


def test_an_extension_travels_with_the_review_that_was_carried(place: Place) -> None:
    first, then = chained(place, on="2026-07-22")  # ends 22 September
    services.extend(then.pk, months=1, reason="案情复杂", by=place.chief, at=AT)
    correct(first, place, "2026-07-21")
    then.refresh_from_db()
    assert (then.started_on, then.due_on) == (date(2026, 9, 21), date(2026, 11, 23)) == (
        then.started_on, walked(then),
    )  # fmt: skip


def test_a_review_to_come_may_be_corrected_to_a_day_to_come_and_keeps_it(place: Place) -> None:
    first, then = chained(place)
    then = correct(then, place, "2026-11-20", reason="整改期限另有约定")
    assert then.started_on == date(2026, 11, 20)
    services.meet(first, on=date(2026, 10, 9), by=None, at=moment("2026-10-09"))
    then.refresh_from_db()
    assert (then.started_on, kinds(then)) == (date(2026, 11, 20), ["started", "corrected"])


def test_a_suspended_clock_is_corrected_and_its_followers_still_wait(place: Place) -> None:
    first, then = chained(place)
    at = moment("2026-10-12")
    services.suspend_all(
        case=place.case, on=date(2026, 10, 9), grounds="停业，附证明", by=place.handler, at=at
    )
    correct(first, place, "2026-09-22", at=at)
    then.refresh_from_db()
    assert (then.started_on, then.next_check) == (date(2026, 11, 23), None)
    (first,) = services.resume_all(case=place.case, on=date(2026, 10, 12), by=place.handler, at=at)
    then.refresh_from_db()
    assert first.due_on == then.started_on == date(2026, 11, 25)
    assert then.next_check is not None


def test_days_that_stood_still_before_the_new_start_fall_away(place: Place) -> None:
    deadline = review(place)
    at = moment("2026-10-30")
    services.exclude(
        deadline.pk,
        start=date(2026, 10, 9),
        until=date(2026, 10, 16),
        reason="委托鉴定",
        by=place.handler,
        at=at,
    )
    assert correct(deadline, place, "2026-10-14", at=at).due_on == date(2026, 11, 16)


def test_a_hearing_put_elsewhere_moves_the_day_to_tell_of_it(place: Place) -> None:
    deadline = start(place, "T27", "2026-10-15", at=AT)
    assert deadline.due_on == date(2026, 10, 12)
    assert correct(deadline, place, "2026-10-20").due_on == date(2026, 10, 16)  # the 17th is a Saturday


def test_an_agreed_day_is_put_right_as_agreed(place: Place) -> None:
    deadline = start(place, "N06", "2026-09-01", until=date(2026, 10, 30))
    deadline = correct(deadline, place, "2026-09-01", until=date(2026, 10, 31))
    assert deadline.due_on == date(2026, 10, 31) == walked(deadline)
    for until in (date(2026, 8, 31), date(2066, 1, 1)):
        with pytest.raises(Refused) as refused:
            correct(deadline, place, "2026-09-01", until=until)
        assert articles(refused) == ["约定期限"]


@pytest.mark.parametrize(
    ("on", "more", "article"),
    [
        ("2026-09-22", {"reason": " "}, "司法解释第二十一条"),
        ("2026-09-25", {}, "司法解释第二十一条"),
        ("2026-06-01", {}, "民事诉讼法第八十五条"),
        ("1026-09-22", {}, "司法解释第二十一条"),
        ("2026-09-24", {}, "司法解释第二十一条"),
        ("2026-09-22", {"until": date(2026, 12, 1)}, "司法解释第二十一条"),
    ],
    ids=["no reason", "tomorrow", "before filing", "mistyped year", "no change", "an agreed end of its own"],
)  # fmt: skip
def test_what_cannot_be_is_no_correction(place: Place, on: str, more: dict[str, Any], article: str) -> None:
    with pytest.raises(Refused) as refused:
        correct(served(place), place, on, **more)
    assert articles(refused) == [article]


def test_a_review_does_not_begin_before_the_agencys_time(place: Place) -> None:
    _first, then = chained(place)
    with pytest.raises(Refused) as refused:
        correct(then, place, "2026-09-23")
    assert articles(refused) == ["民事诉讼法第八十五条"]


@pytest.mark.parametrize("end", ["meet", "cancel"])
def test_what_has_ended_is_not_corrected(place: Place, end: str) -> None:
    deadline = served(place)
    getattr(services, end)(deadline, on=date(2026, 9, 24), by=None, at=AT)
    with pytest.raises(Refused) as refused:
        correct(deadline, place, "2026-09-22")
    assert articles(refused) == ["司法解释第二十一条"]


def test_who_only_sees_a_clock_corrects_nothing(place: Place) -> None:
    with pytest.raises(PermissionDenied):
        correct(served(place), place, "2026-09-22", by=place.chief)
