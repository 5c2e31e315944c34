"""Two people, or a person and the chase, at one clock at once: each act is done once, or refused with a reason."""

from collections.abc import Callable
from datetime import date

import pytest

from accounts.models import User
from deadlines import services
from deadlines.models import ChaseChoice, ChaseMatter, ChaseWay, Deadline, Reminder
from tests.services.cases.test_at_once import at_once
from tests.services.deadlines.clocks import kinds, review, served, walked
from tests.services.deadlines.conftest import Place, make_place, moment

pytestmark = pytest.mark.django_db(transaction=True)
ON, AT = date(2026, 10, 20), moment("2026-10-20")


def again(user: User) -> User:
    """The same person at another request."""
    return User.objects.get(pk=user.pk)


def extend(clock: Deadline, by: User) -> Callable[[], Deadline]:
    return lambda: services.extend(clock.pk, months=1, reason="案情复杂", by=again(by), at=AT)


def exclude(clock: Deadline, by: User, until: date | None = None) -> Callable[[], Deadline]:
    return lambda: services.exclude(clock.pk, start=ON, until=until, reason="委托鉴定", by=again(by), at=AT)


def test_one_chief_lengthens_once(place: Place) -> None:
    clock = review(place)
    ended = at_once([extend(clock, place.chief)] * 3)
    assert (ended["done"], ended["Refused"]) == (1, 2)
    assert kinds(clock).count("extended") == 1


def test_a_clock_stands_still_once_and_goes_on_once(place: Place) -> None:
    clock = review(place)
    assert at_once([exclude(clock, place.handler), exclude(clock, place.casemgr)])["done"] == 1
    at = moment("2026-10-27")
    ended = at_once(
        [
            lambda by=by: services.go_on(clock.pk, on=date(2026, 10, 27), by=again(by), at=at)
            for by in (place.handler, place.casemgr)
        ]
    )
    assert (ended["done"], ended["Refused"]) == (1, 1)
    clock.refresh_from_db()
    assert kinds(clock) == ["started", "suspended", "resumed"]
    assert clock.due_on == walked(clock) == date(2026, 11, 16)


def test_an_appraisal_and_a_suspension_both_count(place: Place) -> None:
    clock = review(place)
    ended = at_once(
        [
            exclude(clock, place.handler),
            lambda: services.suspend_all(
                case=place.case, on=ON, grounds="停业，附证明", by=again(place.handler), at=AT
            ),
        ]
    )
    assert ended["done"] == 2
    clock.refresh_from_db()
    assert clock.state == "suspended" and clock.next_check is None
    assert kinds(clock) == ["started", "suspended", "suspended"]


def test_nobody_is_reminded_of_what_was_done_first(place: Place) -> None:
    clock, at = served(place), moment("2026-11-23")
    ended = at_once(
        [
            lambda: services.sweep(at=at),
            lambda: services.meet(clock, on=date(2026, 11, 23), by=None, at=at),
            lambda: services.sweep(at=at),
        ]
    )
    assert ended["done"] == 3
    clock.refresh_from_db()
    assert (clock.state, clock.next_check) == ("met", None)
    told = Reminder.objects.count()
    services.sweep(at=moment("2026-11-25"))
    assert Reminder.objects.count() == told


def test_a_wish_is_kept_once_while_the_chase_runs(place: Place) -> None:
    served(place)
    ways = {ChaseMatter.EARLY_15: ChaseWay.NONE}
    ended = at_once(
        [
            lambda: services.choose(ways=ways, by=again(place.liaison)),
            lambda: services.choose(ways=ways, by=again(place.liaison)),
            lambda: services.sweep(at=moment("2026-11-09")),
        ]
    )
    assert ended["done"] == 3 and ChaseChoice.objects.count() == 1


def test_an_agreed_day_is_corrected_while_its_agency_reports(place: Place) -> None:
    clock = services.start(
        rule="N06", case=place.case, respondent=place.respondent, started_on=date(2026, 10, 8), title="清查",
        until=date(2026, 11, 8), duty_office=place.office, duty_group=place.agency.group, by=place.handler, at=AT,
    )  # fmt: skip
    ended = at_once(
        [
            lambda: services.meet(clock, on=ON, by=None, at=AT),
            lambda: services.correct(
                clock.pk, started_on=date(2026, 10, 8), until=date(2026, 11, 18), reason="笔误",
                by=again(place.handler), at=AT,
            ),
        ]
    )  # fmt: skip
    assert ended["done"] >= 1 and sum(ended.values()) == 2
    clock.refresh_from_db()
    assert clock.state == "met" and clock.due_on == walked(clock)


@pytest.fixture
def place(transactional_db: None) -> Place:
    """The place, as others on other connections see it."""
    return make_place()
