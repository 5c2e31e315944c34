"""Entering a year's holidays: who may, what it writes, and what becomes of the deadlines that run."""

import threading
from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.http import Http404

from accounts.models import User
from audit.flow import Refused
from audit.models import Entry
from deadlines import selectors, services
from deadlines.models import Deadline, Event, Holiday, HolidayNotice, Notice
from deadlines.services import CalendarDay, book
from tests.services.deadlines.clocks import review, served, walked
from tests.services.deadlines.conftest import Place, make_place, moment

AT = moment("2026-12-20")
NUMBER = "国办发明电〔2026〕1号"


def rest(*days: str) -> list[CalendarDay]:
    return [CalendarDay(date.fromisoformat(day), True, "假") for day in days]


def work(*days: str) -> list[CalendarDay]:
    return [CalendarDay(date.fromisoformat(day), False, "假") for day in days]


NEW_YEAR = rest("2027-01-01", "2027-01-02", "2027-01-03")


def enter(
    place: Place, days: list[CalendarDay], year: int = 2027, *, seen: str = "", by: User | None = None,
    at: datetime = AT,
) -> services.Entered:  # fmt: skip
    who = by or place.top_casemgr
    return services.enter_notice(year=year, number=NUMBER, days=days, by=who, at=at, seen=seen)


def kinds(deadline: Deadline) -> list[str]:
    return [event.kind for event in deadline.events.all()]


def test_deadlines_move_later_and_it_is_recorded(place: Place) -> None:
    deadline = review(place, "2026-12-01")
    assert (deadline.due_on, deadline.uncertain) == (date(2027, 1, 1), True)
    entered = enter(place, NEW_YEAR)
    deadline.refresh_from_db()
    assert (deadline.due_on, deadline.uncertain, deadline.round) == (date(2027, 1, 4), False, 2)
    assert kinds(deadline)[-1] == "recounted" and deadline.events.last().article == NUMBER
    assert walked(deadline) == deadline.due_on
    assert (entered.shifted, entered.notice.moved, entered.notice.entered_by) == (1, 1, place.top_casemgr)
    entry = Entry.objects.get(action="calendar.edit")
    assert (entry.by, entry.data["number"], entry.data["moved"]) == (place.top_casemgr, NUMBER, 1)


def test_a_later_notice_moves_them_earlier(place: Place) -> None:
    deadline = review(place, "2026-12-01")
    enter(place, NEW_YEAR)
    enter(place, rest("2027-01-02"))
    deadline.refresh_from_db()
    assert (deadline.due_on, walked(deadline)) == (date(2027, 1, 1), date(2027, 1, 1))


def test_a_make_up_workday_is_a_last_day(place: Place) -> None:
    deadline = review(place, "2026-12-09")
    enter(place, [*NEW_YEAR, *work("2027-01-09")])
    deadline.refresh_from_db()
    assert deadline.due_on == date(2027, 1, 9)


def test_an_uncertain_date_that_stays_becomes_certain(place: Place) -> None:
    deadline = review(place, "2026-12-05")
    assert (deadline.due_on, deadline.uncertain) == (date(2027, 1, 5), True)
    entered = enter(place, NEW_YEAR)
    deadline.refresh_from_db()
    assert (deadline.due_on, deadline.uncertain, deadline.round) == (date(2027, 1, 5), False, 1)
    assert (entered.shifted, entered.made_certain) == (0, 1)


def test_a_deadline_that_follows_another_goes_with_it(place: Place) -> None:
    leader = served(place, on="2026-11-01")
    follower = services.start(
        rule="T10", case=place.case, respondent=place.respondent, follows=leader, duty_office=place.office,
        duty_user=place.handler, by=None, at=moment("2026-11-01"),
    )  # fmt: skip
    assert (leader.due_on, follower.started_on, follower.due_on) == (
        date(2027, 1, 1), date(2027, 1, 1), date(2027, 2, 1),
    )  # fmt: skip
    enter(place, NEW_YEAR)
    leader.refresh_from_db()
    follower.refresh_from_db()
    assert (leader.due_on, follower.started_on, follower.due_on) == (
        date(2027, 1, 4), date(2027, 1, 4), date(2027, 2, 4),
    )  # fmt: skip
    assert kinds(follower)[-2:] == ["carried", "recounted"] and walked(follower) == follower.due_on


def test_a_follower_goes_with_one_that_has_ended(place: Place) -> None:
    leader = served(place, on="2026-11-01")
    follower = services.start(
        rule="T10", case=place.case, respondent=place.respondent, follows=leader, duty_office=place.office,
        duty_user=place.handler, by=None, at=moment("2026-11-01"),
    )  # fmt: skip
    services.meet(leader, on=date(2026, 12, 10), by=None, at=moment("2026-12-10"))
    for days, start in ((NEW_YEAR, 4), ([*NEW_YEAR, *rest("2027-01-04")], 5), (rest("2027-01-02"), 1)):
        enter(place, days)
        follower.refresh_from_db()
        assert follower.started_on == date(2027, 1, start) and walked(follower) == follower.due_on
    leader.refresh_from_db()
    assert leader.due_on == date(2027, 1, 1) and kinds(leader)[-1] == "met"


def test_one_that_stands_still_moves_and_is_not_chased(place: Place) -> None:
    deadline = review(place, "2026-12-01")
    services.suspend(
        deadline, on=date(2026, 12, 10), cause=services.Cause.REVIEW, grounds="洪水", by=None,
        at=moment("2026-12-10"),
    )  # fmt: skip
    enter(place, NEW_YEAR)
    deadline.refresh_from_db()
    assert (deadline.due_on, deadline.state, deadline.next_check) == (date(2027, 1, 4), "suspended", None)
    assert walked(deadline) == deadline.due_on


def test_what_was_agreed_never_moves(place: Place) -> None:
    agreed = services.start(
        rule="N06", case=place.case, respondent=place.respondent, started_on=date(2026, 12, 1),
        until=date(2027, 1, 2), duty_office=place.office, by=None, at=moment("2026-12-01"),
    )  # fmt: skip
    assert enter(place, NEW_YEAR).moved == []
    agreed.refresh_from_db()
    assert agreed.due_on == date(2027, 1, 2) and kinds(agreed) == ["started"]


def test_a_backward_limit_ends_earlier(place: Place) -> None:
    deadline = services.start(
        rule="T27", case=place.case, started_on=date(2027, 1, 5), duty_office=place.office, by=None, at=AT,
    )  # fmt: skip
    enter(place, [*NEW_YEAR, *rest("2026-12-31", "2027-01-04")])
    deadline.refresh_from_db()
    assert deadline.due_on == date(2026, 12, 30) and walked(deadline) == deadline.due_on


def test_what_has_ended_is_left_alone(place: Place) -> None:
    deadline = review(place, "2026-12-01")
    services.meet(deadline, on=date(2026, 12, 10), by=None, at=moment("2026-12-10"))
    assert enter(place, NEW_YEAR).moved == []


def test_the_chase_is_set_as_one_by_one(place: Place) -> None:
    clocks = [review(place, (date(2026, 12, 1) + timedelta(days=number)).isoformat()) for number in range(20)]
    enter(place, [*NEW_YEAR, *work("2027-01-09"), *rest("2027-01-15")])
    for deadline in clocks:
        deadline.refresh_from_db()
        set_at_once = deadline.next_check
        book.chase_anew(deadline, AT, new_round=False)
        assert deadline.next_check == set_at_once


def test_a_notice_holds_for_its_whole_year(place: Place) -> None:
    usual = selectors.calendar()
    assert usual.is_rest(date(2026, 10, 7)) and not usual.is_rest(date(2026, 10, 10))
    enter(place, rest("2026-10-01"), 2026)
    now = selectors.calendar()
    assert now.is_rest(date(2026, 10, 1)) and not now.is_rest(date(2026, 10, 7))
    assert now.is_rest(date(2026, 10, 10)), "no longer a make-up workday"
    assert now.is_rest(date(2025, 10, 1)) and selectors.holiday_days(2026) == rest("2026-10-01")


def test_the_next_years_days_in_december_stay(place: Place) -> None:
    enter(place, [*rest("2026-12-31"), *NEW_YEAR])
    enter(place, rest("2026-10-01"), 2026)
    assert selectors.calendar().is_rest(date(2026, 12, 31))
    enter(place, NEW_YEAR)
    assert not selectors.calendar().is_rest(date(2026, 12, 31))
    enter(place, rest("2019-01-01"), 2019)
    assert not selectors.calendar().is_rest(date(2018, 12, 31)), "the package had it from the notice of 2019"


def test_what_is_planned_is_what_is_written(place: Place) -> None:
    review(place, "2026-12-01"), review(place, "2026-12-05"), served(place, on="2026-11-02")
    plan = selectors.plan(NEW_YEAR, year=2027)
    entered = enter(place, NEW_YEAR, seen=plan.digest)
    assert entered.moved == plan.moved
    assert [(row.date, row.is_rest) for row in Holiday.objects.all()] == [
        (d.date, d.is_rest) for d in plan.rows
    ]
    for row in plan.moved:
        now = Deadline.objects.get(pk=row.pk)
        assert (now.started_on, now.due_on, now.uncertain) == (row.started[1], row.due[1], row.uncertain[1])
        assert Event.objects.filter(deadline=now, kind="recounted").count() == 1
    assert enter(place, NEW_YEAR).moved == []


def test_a_plan_that_changed_is_not_applied(place: Place) -> None:
    plan = selectors.plan(NEW_YEAR, year=2027)
    review(place, "2026-12-01")
    with pytest.raises(Refused, match="新的预览"):
        enter(place, NEW_YEAR, seen=plan.digest)
    with pytest.raises(Refused, match="新的预览"):
        enter(place, NEW_YEAR[:2], seen=selectors.plan(NEW_YEAR, year=2027).digest)
    assert not HolidayNotice.objects.exists() and not Holiday.objects.exists()


@pytest.mark.parametrize("days", [[], rest("2028-01-01"), work("2027-01-04"), NEW_YEAR * 2])
def test_days_that_cannot_be_are_refused(place: Place, days: list[CalendarDay]) -> None:
    with pytest.raises(Refused):
        enter(place, [*rest("2027-05-01"), *days] if days else [])


def test_only_the_head_of_the_tree_enters_it(place: Place) -> None:
    for user in (place.casemgr, place.handler, place.upper_chief):
        with pytest.raises(PermissionDenied):
            enter(place, NEW_YEAR, by=user)
    with pytest.raises(Http404):
        enter(place, NEW_YEAR, by=place.liaison)


def test_everybody_is_told_once_how_many_of_theirs_moved(place: Place) -> None:
    for first in (1, 2):
        review(place, f"2026-12-0{first}")
    entered = enter(place, NEW_YEAR)
    told = Notice.objects.get(key=f"holidays:{entered.notice.pk}")
    assert (told.user, told.title) == (place.handler, "因2027年放假安排，您的 2 项期限有变动")
    assert told.url == "/deadlines/?whose=mine"


@pytest.mark.django_db(transaction=True)
def test_of_two_who_enter_at_once_one_is_told() -> None:
    place = make_place()
    review(place, "2026-12-01")
    seen = selectors.plan(NEW_YEAR, year=2027).digest
    said: list[str] = []

    def try_it() -> None:
        try:
            enter(place, NEW_YEAR, seen=seen, by=User.objects.get(pk=place.top_casemgr.pk))
            said.append("entered")
        except Refused as refused:
            said.append(str(refused))
        finally:
            connection.close()

    threads = [threading.Thread(target=try_it) for _ in range(2)]
    with transaction.atomic():
        for thread in threads:
            thread.start()
    for thread in threads:
        thread.join()
    assert sorted(word == "entered" for word in said) == [False, True] and HolidayNotice.objects.count() == 1


def elsewhere(work: Callable[[], object]) -> str:
    """What becomes of it on another connection: done, or what it was refused with."""
    said: list[str] = []

    def run() -> None:
        try:
            work()
            said.append("done")
        except Refused as refused:
            said.append(str(refused.reasons[0].text))
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    return said[0]


@pytest.mark.django_db(transaction=True)
def test_nothing_is_counted_by_the_old_days_while_new_ones_are_entered() -> None:
    place = make_place()
    with transaction.atomic():
        enter(place, NEW_YEAR)
        assert elsewhere(lambda: review(place, "2026-12-01")) == "正在录入放假安排，请稍后再试"
    assert elsewhere(lambda: review(place, "2026-12-01")) == "done"
    assert Deadline.objects.get().due_on == date(2027, 1, 4)


@pytest.mark.django_db(transaction=True)
def test_no_clock_ends_while_new_days_are_entered() -> None:
    """Whoever ends several clocks holds rows that the entering waits for, and would wait for rows that it holds."""
    place = make_place()
    clock = review(place)

    def ends() -> None:
        services.cancel(clock, on=date(2026, 11, 1), by=place.head, at=moment("2026-11-25"))

    with transaction.atomic():
        enter(place, NEW_YEAR)
        assert elsewhere(ends) == "正在录入放假安排，请稍后再试"
    assert elsewhere(ends) == "done"


@pytest.mark.django_db(transaction=True)
def test_a_clock_that_is_being_started_moves_with_the_notice() -> None:
    place = make_place()
    entering = threading.Thread(target=elsewhere, args=[lambda: enter(place, NEW_YEAR)])
    with transaction.atomic():
        deadline = review(place, "2026-12-01")
        entering.start()
        entering.join(1)
        assert entering.is_alive() and deadline.due_on == date(2027, 1, 1)
    entering.join()
    deadline.refresh_from_db()
    assert deadline.due_on == date(2027, 1, 4) == walked(deadline)


def test_a_rung_that_falls_on_a_new_rest_day_comes_before_it(place: Place) -> None:
    deadline = review(place, "2026-12-12")  # ends Tuesday 12 January; three days before it is Saturday
    enter(place, NEW_YEAR)
    at = moment("2027-01-05", 9)
    services.sweep(at=at)
    deadline.refresh_from_db()
    assert (deadline.due_on, deadline.next_check) == (date(2027, 1, 12), moment("2027-01-08", 9))
    enter(place, [*NEW_YEAR, *rest("2027-01-08")], at=moment("2027-01-05"))
    deadline.refresh_from_db()
    assert (deadline.round, deadline.next_check) == (1, moment("2027-01-07", 9))
    enter(place, [*NEW_YEAR, *rest("2027-01-07", "2027-01-08", "2027-01-06")], at=moment("2027-01-06"))
    deadline.refresh_from_db()
    assert deadline.next_check == moment("2027-01-06")  # the fifth has passed: at once


def test_a_make_up_workday_hears_of_the_rung_that_waited_for_it(place: Place) -> None:
    deadline = review(place, "2026-12-12")
    enter(place, NEW_YEAR)
    services.sweep(at=moment("2027-01-05", 9))
    enter(place, [*NEW_YEAR, *work("2027-01-09")], at=moment("2027-01-05"))
    deadline.refresh_from_db()
    assert deadline.next_check == moment("2027-01-09", 9)
