"""A suspended review (rule 78): nobody is chased, the days are added, and an appraisal (48) goes its own way."""

from datetime import date

import pytest

from audit.flow import Refused, day
from deadlines import selectors, services
from deadlines.models import Deadline
from deadlines.selectors.wanted import Wanted
from deadlines.services import Cause
from tests.services.deadlines.clocks import articles, chained, kinds, review, served, start, walked
from tests.services.deadlines.conftest import Place, moment

GROUNDS = "台风致仓库停业，附应急局证明"


def suspend(place: Place, on: str) -> list[Deadline]:
    return services.suspend_all(
        case=place.case, on=date.fromisoformat(on), grounds=GROUNDS, by=place.handler, at=moment(on)
    )


def resume(place: Place, on: str) -> list[Deadline]:
    return services.resume_all(case=place.case, on=date.fromisoformat(on), by=place.handler, at=moment(on))


def appraise(deadline: Deadline, place: Place, on: str) -> Deadline:
    return services.exclude(
        deadline.pk,
        start=date.fromisoformat(on),
        until=None,
        reason="委托鉴定",
        by=place.handler,
        at=moment(on),
    )


def go_on(deadline: Deadline, place: Place, on: str) -> Deadline:
    return services.go_on(deadline.pk, on=date.fromisoformat(on), by=place.handler, at=moment(on))


def chased(deadline: Deadline) -> bool:
    return Deadline.objects.filter(pk=deadline.pk, next_check__isnull=False).exists()


def test_suspension_stops_the_chase_and_shifts_the_end(place: Place) -> None:
    served(place)
    (deadline,) = suspend(place, "2026-10-09")
    assert (deadline.state, deadline.next_check) == ("suspended", None)
    (deadline,) = resume(place, "2026-10-19")
    assert (deadline.state, deadline.due_on) == ("open", date(2026, 12, 4))
    assert deadline.round == 2 and deadline.next_check == moment("2026-11-19", 9)
    assert walked(deadline) == deadline.due_on


def test_an_agreed_day_is_put_off_by_as_many_days(place: Place) -> None:
    start(place, "N06", "2026-09-24", until=date(2026, 10, 30), respondent=place.respondent)
    suspend(place, "2026-10-09")
    (deadline,) = resume(place, "2026-10-10")
    assert (
        deadline.due_on == date(2026, 10, 31) == walked(deadline)
    )  # a Saturday, as agreed dates are not rolled


def test_what_has_run_out_is_not_suspended_with_the_rest(place: Place) -> None:
    start(place, "N06", "2026-09-01", until=date(2026, 9, 20), respondent=place.respondent)
    served(place)
    assert [deadline.rule for deadline in suspend(place, "2026-10-09")] == ["T08"]


@pytest.mark.parametrize(
    ("grounds", "on", "article"),
    [
        ("", "2026-10-09", "办案规则第七十八条"),
        (GROUNDS, "2026-09-23", "民事诉讼法第八十五条"),
        (GROUNDS, "2026-11-25", "办案规则第七十八条"),
        (GROUNDS, "2026-12-01", "办案规则第七十八条"),
    ],
    ids=["without grounds", "before the start", "after the end", "tomorrow"],
)  # fmt: skip
def test_suspension_asks_for_its_cause_and_its_time(
    place: Place, grounds: str, on: str, article: str
) -> None:
    deadline, at = served(place), moment("2026-11-30")
    with pytest.raises(Refused) as refused:
        services.suspend(
            deadline, on=date.fromisoformat(on), cause=Cause.REVIEW, grounds=grounds, by=None, at=at
        )
    assert articles(refused) == [article]


def test_what_stands_still_is_not_suspended_again_for_the_same_cause(place: Place) -> None:
    deadline = served(place)
    suspend(place, "2026-10-09")
    with pytest.raises(Refused) as refused:
        services.suspend(
            deadline,
            on=date(2026, 10, 9),
            cause=Cause.REVIEW,
            grounds=GROUNDS,
            by=None,
            at=moment("2026-10-10"),
        )
    assert articles(refused) == ["办案规则第七十八条"]


def test_suspending_the_case_leaves_alone_what_stands_for_that_already(place: Place) -> None:
    deadline, at = served(place), moment("2026-10-09")
    services.suspend(deadline, on=date(2026, 10, 9), cause=Cause.REVIEW, grounds=GROUNDS, by=None, at=at)
    review(place)
    assert [clock.rule for clock in suspend(place, "2026-10-12")] == ["T10"]
    assert {clock.rule for clock in resume(place, "2026-10-13")} == {"T08", "T10"}


def test_resuming_before_the_suspension_or_what_never_stood_is_refused(place: Place) -> None:
    deadline = served(place)
    with pytest.raises(Refused) as refused:
        services.resume(deadline, on=date(2026, 10, 9), by=None, at=moment("2026-10-09"))
    assert articles(refused) == ["办案规则第七十八条"]
    suspend(place, "2026-10-09")
    with pytest.raises(Refused):
        services.resume(deadline, on=date(2026, 10, 8), by=None, at=moment("2026-10-09"))


def test_a_resumed_review_still_waits_for_its_appraisal(place: Place) -> None:
    deadline = appraise(review(place), place, "2026-10-12")
    suspend(place, "2026-10-15")
    (deadline,) = resume(place, "2026-10-20")
    assert (deadline.state, deadline.next_check) == ("suspended", None)
    deadline = go_on(deadline, place, "2026-10-22")
    assert (deadline.state, deadline.due_on) == ("open", date(2026, 11, 18)) == ("open", walked(deadline))
    assert kinds(deadline) == ["started", "suspended", "suspended", "resumed", "resumed"]
    assert [event.article for event in deadline.events.all()][1:] == [
        "办案规则第四十八条", "办案规则第七十八条", "办案规则第七十八条", "办案规则第四十八条",
    ]  # fmt: skip


def test_an_appraisal_that_is_over_leaves_the_review_suspended(place: Place) -> None:
    deadline = review(place)
    suspend(place, "2026-10-12")
    appraise(deadline, place, "2026-10-15")
    deadline = go_on(deadline, place, "2026-10-20")
    assert deadline.state == "suspended"
    (deadline,) = resume(place, "2026-10-22")
    assert (deadline.state, deadline.due_on) == ("open", date(2026, 11, 18))


def test_days_between_two_causes_count_for_the_clock(place: Place) -> None:
    deadline = appraise(review(place), place, "2026-10-12")
    go_on(deadline, place, "2026-10-14")
    suspend(place, "2026-10-20")
    (deadline,) = resume(place, "2026-10-23")
    assert deadline.due_on == date(2026, 11, 13) == walked(deadline)  # two days and three


def test_a_review_is_not_resumed_by_ending_an_appraisal_nor_the_reverse(place: Place) -> None:
    deadline = review(place)
    suspend(place, "2026-10-12")
    with pytest.raises(Refused) as refused:
        go_on(deadline, place, "2026-10-13")
    assert articles(refused) == ["办案规则第四十八条"]
    resume(place, "2026-10-13")
    appraise(deadline, place, "2026-10-14")
    assert resume(place, "2026-10-15") == []


def test_a_suspended_review_stands_beyond_its_old_end_for_a_further_cause(place: Place) -> None:
    deadline = appraise(review(place), place, "2026-11-09")
    suspend(place, "2026-11-20")
    go_on(deadline, place, "2026-11-21")
    (deadline,) = resume(place, "2026-11-24")
    assert deadline.due_on == date(
        2026, 11, 24
    )  # its last day was the 9th: the day on which it goes on is the last


def test_the_review_to_follow_waits_unchased_while_the_agency_stands_still(place: Place) -> None:
    first, then = chained(place)
    assert chased(then)
    suspend(place, "2026-10-09")
    assert not chased(then)
    resume(place, "2026-10-09")
    assert chased(then)
    suspend(place, "2026-10-12")
    assert not chased(then)
    resume(place, "2026-10-22")
    assert chased(then)
    first.refresh_from_db()
    then.refresh_from_db()
    assert first.due_on == then.started_on == date(2026, 12, 4)
    assert kinds(then) == ["started", "carried"]


def test_the_review_to_follow_is_neither_lengthened_nor_done_before_anyone_knows_when_it_begins(
    place: Place,
) -> None:
    _first, then = chained(place)
    suspend(place, "2026-10-09")
    late = moment("2026-12-01")
    with pytest.raises(Refused) as refused:
        services.extend(then.pk, months=1, reason="案情复杂", by=place.chief, at=late)
    assert articles(refused) == ["民事诉讼法第八十五条"]
    assert services.meet(then, on=date(2026, 12, 1), by=None, at=late).state == "cancelled"


def test_nobody_is_late_with_a_review_that_is_put_off(place: Place) -> None:
    _first, then = chained(place)
    suspend(place, "2026-10-08")
    at = moment("2027-03-01")
    then.refresh_from_db()
    assert then.due_on < day(at) and not then.overdue_on(day(at))
    assert not Deadline.objects.filter(selectors.overdue(day(at))).exists()
    board = selectors.board(place.handler, Wanted(), at=at)
    assert {tab.key: tab.count for tab in board.tabs if tab.count} == {"paused": 2}
    assert selectors.clock(then.pk, by=place.handler, at=at).late == 0
