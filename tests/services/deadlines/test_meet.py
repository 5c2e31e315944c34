"""Clocks end: met in time, missed when late, dropped when they no longer matter or never ran."""

from datetime import date

import pytest

from audit.flow import Refused
from deadlines import services
from deadlines.models import Deadline
from tests.services.deadlines.clocks import articles, chained, kinds, review, served
from tests.services.deadlines.conftest import Place, moment


def test_done_in_time_is_met_and_done_late_is_missed(place: Place) -> None:
    met = services.meet(served(place), on=date(2026, 11, 24), by=None, at=moment("2026-11-24"))
    late = services.meet(served(place), on=date(2026, 11, 27), by=None, at=moment("2026-11-27"))
    assert (met.state, late.state) == ("met", "missed")
    last = late.events.last()
    assert last is not None and last.days == 3
    assert met.next_check is None and met.ended_on == date(2026, 11, 24)


@pytest.mark.parametrize(
    ("on", "article"), [("2026-09-23", "民事诉讼法第八十五条"), ("2026-10-02", "司法解释第二十一条")]
)
def test_nothing_is_done_before_it_began_or_tomorrow(place: Place, on: str, article: str) -> None:
    deadline = served(place)
    with pytest.raises(Refused) as refused:
        services.meet(deadline, on=date.fromisoformat(on), by=None, at=moment("2026-10-01"))
    assert articles(refused) == [article]


def test_nothing_is_dropped_as_of_tomorrow(place: Place) -> None:
    with pytest.raises(Refused):
        services.cancel(served(place), on=date(2026, 10, 2), by=None, at=moment("2026-10-01"))


def test_what_has_ended_does_not_end_again(place: Place) -> None:
    deadline = services.cancel(served(place), on=date(2026, 10, 1), by=None, at=moment("2026-10-01"))
    with pytest.raises(Refused):
        services.meet(deadline, on=date(2026, 10, 1), by=None, at=moment("2026-10-01"))


def test_what_stood_still_is_met_however_late(place: Place) -> None:
    deadline = review(place)
    services.exclude(
        deadline.pk,
        start=date(2026, 10, 12),
        until=None,
        reason="委托鉴定",
        by=place.handler,
        at=moment("2026-10-12"),
    )
    deadline = services.meet(deadline, on=date(2026, 12, 1), by=None, at=moment("2026-12-01"))
    assert deadline.state == "met"


def test_stop_ends_the_clocks_of_its_rules_only(place: Place) -> None:
    served(place)
    review(place)
    at = moment("2026-10-09")
    stopped = services.stop(
        rules=("T08", "T09"), respondent=place.respondent, on=date(2026, 10, 9), by=None, at=at
    )
    assert [deadline.rule for deadline in stopped] == ["T08"]
    services.cancel_all(case=place.case, on=date(2026, 10, 9), by=None, at=at)
    assert not Deadline.objects.filter(state="open").exists()


def test_an_agency_done_early_leaves_the_review_to_begin_at_the_end_of_its_time(place: Place) -> None:
    first, then = chained(place)
    services.meet(first, on=date(2026, 10, 9), by=None, at=moment("2026-10-09"))
    then.refresh_from_db()
    assert (then.state, then.started_on, kinds(then)) == ("open", date(2026, 11, 24), ["started"])


def test_a_review_that_never_began_is_dropped_and_not_kept(place: Place) -> None:
    _first, then = chained(place)
    (then,) = services.stop(
        rules=("T10",), case=place.case, on=date(2026, 10, 9), by=None, at=moment("2026-10-09")
    )
    assert (then.state, then.ended_on, kinds(then)) == (
        "cancelled",
        date(2026, 10, 9),
        ["started", "cancelled"],
    )


def test_a_case_closed_early_drops_a_review_that_never_began(place: Place) -> None:
    chained(place)
    services.cancel_all(case=place.case, on=date(2026, 10, 9), by=None, at=moment("2026-10-09"))
    assert set(Deadline.objects.values_list("state", flat=True)) == {"cancelled"}


def test_a_new_handler_takes_the_clocks(place: Place) -> None:
    deadline = review(place)
    assert services.reassign(case=place.case, duty_user=place.head) == 1
    deadline.refresh_from_db()
    assert deadline.duty_user == place.head
