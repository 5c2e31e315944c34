"""Days taken out of a clock: an appraisal (rule 48), ended or under way; an obstacle that a court let count (86)."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from audit.flow import Refused
from audit.models import Entry
from deadlines import services
from deadlines.models import Deadline
from deadlines.services import Cause
from tests.services.deadlines.clocks import COURT, articles, review, served, start, walked
from tests.services.deadlines.conftest import Place, moment

AT = moment("2026-10-30")


def exclude(deadline: Deadline, place: Place, since: str, until: str | None, **more: Any) -> Deadline:
    values: dict[str, Any] = {"reason": "委托鉴定", "by": place.handler, "at": AT}
    end = date.fromisoformat(until) if until else None
    return services.exclude(deadline.pk, start=date.fromisoformat(since), until=end, **(values | more))


def test_an_appraisal_is_taken_out_of_a_review_and_put_on_record(place: Place) -> None:
    deadline = exclude(review(place), place, "2026-10-12", "2026-10-22")
    assert deadline.due_on == date(2026, 11, 18) == walked(deadline)
    entry = Entry.objects.get(action="deadline.keep")
    assert entry.data == {"due_before": "2026-11-09", "due_after": "2026-11-18"}


@pytest.mark.parametrize("rule", ["T10", "T11", "T12", "T12B"])
def test_every_review_may_be_appraised(place: Place, rule: str) -> None:
    deadline = start(place, rule, "2026-10-08")
    before = walked(deadline)
    assert exclude(deadline, place, "2026-10-12", "2026-10-22").due_on > before


def test_an_appraisal_under_way_lets_the_clock_stand_until_it_goes_on(place: Place) -> None:
    deadline = exclude(review(place), place, "2026-10-12", None)
    assert (deadline.state, deadline.next_check, deadline.due_on) == ("suspended", None, date(2026, 11, 9))
    services.sweep(at=moment("2026-11-20", 9))
    assert not deadline.reminders.exists()
    deadline = services.go_on(
        deadline.pk, on=date(2026, 11, 20), by=place.handler, at=moment("2026-11-20"), note="收到鉴定意见"
    )
    assert (deadline.state, deadline.due_on) == ("open", date(2026, 12, 17)) == ("open", walked(deadline))
    assert deadline.next_check is not None


def test_under_way_or_ended_the_same_days_give_the_same_date(place: Place) -> None:
    ended = exclude(review(place), place, "2026-10-12", "2026-10-22")
    under_way = exclude(review(place), place, "2026-10-12", None)
    under_way = services.go_on(under_way.pk, on=date(2026, 10, 22), by=place.handler, at=AT)
    assert under_way.due_on == ended.due_on


def test_two_appraisals_at_once_count_their_days_once(place: Place) -> None:
    deadline = exclude(review(place), place, "2026-10-12", "2026-10-22")
    deadline = exclude(deadline, place, "2026-10-20", "2026-10-25")
    assert deadline.due_on == date(2026, 11, 23)  # 8 November and thirteen days: Saturday the 21st


def test_an_appraisal_learned_of_after_the_day_still_moves_it(place: Place) -> None:
    deadline = exclude(review(place), place, "2026-11-05", "2026-11-15", at=moment("2026-11-16"))
    assert deadline.due_on == date(2026, 11, 18)


@pytest.mark.parametrize("rule", ["T20", "T20B"])
def test_an_obstacle_puts_off_an_appeal_by_the_courts_leave(place: Place, rule: str) -> None:
    deadline = start(place, rule, "2026-10-08")
    before = deadline.due_on
    with pytest.raises(Refused) as refused:
        exclude(deadline, place, "2026-10-12", "2026-10-19", cause=Cause.OBSTACLE, reason="台风封路")
    assert articles(refused) == ["民事诉讼法第八十六条"]
    deadline = exclude(deadline, place, "2026-10-12", "2026-10-19", cause=Cause.OBSTACLE, reason=COURT)
    assert (deadline.due_on - before).days == 7
    assert deadline.events.last().article == "民事诉讼法第八十六条"


def test_no_court_lets_an_obstacle_count_before_it_is_over(place: Place) -> None:
    with pytest.raises(Refused) as refused:
        exclude(
            start(place, "T20", "2026-10-08"), place, "2026-10-12", None, cause=Cause.OBSTACLE, reason=COURT
        )
    assert articles(refused) == ["民事诉讼法第八十六条"]


def test_going_on_asks_for_a_day_between_the_start_and_today(place: Place) -> None:
    deadline = exclude(review(place), place, "2026-10-12", None)
    for on in ("2026-10-11", "2026-10-31"):
        with pytest.raises(Refused) as refused:
            services.go_on(deadline.pk, on=date.fromisoformat(on), by=place.handler, at=AT)
        assert articles(refused) == ["办案规则第四十八条"]


def test_what_nothing_holds_does_not_go_on(place: Place) -> None:
    with pytest.raises(Refused) as refused:
        services.go_on(review(place).pk, on=date(2026, 10, 12), by=place.handler, at=AT)
    assert articles(refused) == ["办案规则第四十八条"]


def test_who_only_sees_a_clock_takes_no_days_out_of_it(place: Place) -> None:
    deadline = review(place)
    with pytest.raises(PermissionDenied):
        exclude(deadline, place, "2026-10-12", "2026-10-22", by=place.chief)
    with pytest.raises(PermissionDenied):
        services.go_on(deadline.pk, on=date(2026, 10, 12), by=place.head, at=AT)


def test_the_agencys_time_knows_no_appraisal(place: Place) -> None:
    with pytest.raises(Refused) as refused:
        exclude(served(place), place, "2026-10-12", "2026-10-22")
    assert articles(refused) == ["办案规则第四十八条"]
