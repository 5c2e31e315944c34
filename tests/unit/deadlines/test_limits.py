"""The table of limits is complete, cites itself, and is versioned by date."""

from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.test import override_settings

from deadlines import ladder, limits, limits_page
from deadlines.calendar import packaged

RULES = limits.rules_on(date(2026, 1, 1))
SHANGHAI = ZoneInfo("Asia/Shanghai")


def test_every_limit_of_the_law_is_there() -> None:
    assert {f"T{number:02}" for number in range(1, 30)} <= set(RULES.limits)


@pytest.mark.parametrize("limit", RULES.limits.values(), ids=lambda limit: limit.id)
def test_every_limit_says_what_it_rests_on(limit: limits.Limit) -> None:
    assert limit.article and str(limit.name) and str(limit.trigger)
    assert limit.ladder in ladder.LADDERS
    assert (limit.unit == "none") == (limit.length is None)
    assert limit.statutory or limit.extension is None


def test_lengths_are_those_of_the_law() -> None:
    lengths = {limit.id: (limit.length, limit.unit) for limit in RULES.limits.values()}
    assert lengths["T04"] == (7, "day")
    assert lengths["T06"] == (3, "day")
    assert lengths["T07"] == (5, "day")
    assert lengths["T08"] == (2, "month")
    assert lengths["T09"] == (15, "day")
    assert lengths["T10"] == (1, "month")
    assert lengths["T11"] == (3, "month")
    assert lengths["T15"] == (30, "day")


def test_only_reviews_may_be_lengthened_by_us_and_only_trials_by_the_courts() -> None:
    by = {limit.id: limit.extension.decided_by for limit in RULES.limits.values() if limit.extension}
    reviews = dict.fromkeys(("T10", "T11", "T12", "T12B"), "office")
    assert by == {**reviews, "T29": "court", "T29B": "court"}


def test_an_earlier_case_gets_the_first_set() -> None:
    assert limits.rules_on(date(2004, 1, 1)).name == "2021"
    assert limits.rule_set("2021") is RULES


def test_unknown_limits_and_sets_are_refused() -> None:
    with pytest.raises(limits.UnknownLimit):
        limits.find("T99", RULES)
    with pytest.raises(limits.UnknownLimit):
        limits.rule_set("1990")


@override_settings(DEADLINE_TARGETS={"N01": 20, "T08": 1})
def test_settings_change_internal_targets_and_never_the_law() -> None:
    assert limits.find("N01", RULES).length == 20
    assert limits.find("T08", RULES).length == 2


def test_the_docs_page_is_what_the_table_prints() -> None:
    page = Path(__file__).parents[3] / "docs" / "limits.md"
    assert page.read_text(encoding="utf-8") == limits_page.as_markdown(), "run `make docs`"


def at(day: date, hour: int = 9) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=SHANGHAI)


def test_rungs_fall_on_workdays() -> None:
    due = date(2026, 10, 8)
    assert ladder.chase_day(-1, due, packaged()) == date(2026, 9, 30)
    assert ladder.chase_day(1, date(2026, 10, 30), packaged()) == date(2026, 11, 2)
    assert ladder.next_rung("agency", due, packaged(), at(date(2026, 9, 30))) == at(due)


def test_the_day_itself_on_a_rest_day_is_spoken_of_the_workday_before() -> None:
    agreed = date(2026, 11, 28)  # a Saturday: agreed dates are not rolled
    assert ladder.chase_day(0, agreed, packaged()) == date(2026, 11, 27)
    assert ladder.chase_day(0, date(2026, 10, 10), packaged()) == date(2026, 10, 10)  # a make-up workday


@pytest.mark.parametrize(
    ("moment", "working"),
    [
        (datetime(2026, 11, 25, 8, 59, tzinfo=SHANGHAI), False),
        (datetime(2026, 11, 25, 9, 0, tzinfo=SHANGHAI), True),
        (datetime(2026, 11, 25, 17, 59, tzinfo=SHANGHAI), True),
        (datetime(2026, 11, 25, 18, 0, tzinfo=SHANGHAI), False),
        (datetime(2026, 11, 28, 10, 0, tzinfo=SHANGHAI), False),
        (datetime(2026, 10, 1, 10, 0, tzinfo=SHANGHAI), False),
        (datetime(2026, 10, 10, 10, 0, tzinfo=SHANGHAI), True),
    ],
)
def test_people_are_at_work_from_nine_to_six_on_workdays(moment: datetime, working: bool) -> None:
    assert ladder.at_work(moment, packaged()) is working
    assert ladder.at_work(ladder.next_at_work(moment, packaged()), packaged())
    assert (ladder.next_at_work(moment, packaged()) == moment) is working


def test_after_a_long_holiday_the_morning_is_the_first_workdays() -> None:
    eve = datetime(2026, 9, 30, 20, 0, tzinfo=SHANGHAI)
    assert ladder.next_at_work(eve, packaged()) == at(date(2026, 10, 8))
    assert ladder.morning_after(eve, packaged()) == at(date(2026, 10, 8))


def test_rungs_missed_in_an_outage_collapse_to_the_nearest() -> None:
    due = date(2026, 11, 25)
    assert ladder.rungs_due("office", due, packaged(), at(due - timedelta(days=2))) == {
        "duty": (-3, "early3")
    }
    late = ladder.rungs_due("office", due, packaged(), at(due + timedelta(days=5)))
    assert late == {"duty": (3, ""), "head": (3, "")}


def test_a_spent_ladder_has_no_next_rung() -> None:
    assert ladder.next_rung("office", date(2026, 1, 5), packaged(), at(date(2026, 11, 23))) is None
    assert ladder.next_rung("silent", date(2026, 12, 5), packaged(), at(date(2026, 11, 23))) is None
