"""Counting: the vectors of the law, and what must hold for every date from 2004 to 2026."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deadlines import calendar as counting
from deadlines.calendar import Calendar, count, packaged
from deadlines.services import CalendarDay

DAY = timedelta(days=1)
known_days = st.dates(date(2004, 1, 1), date(2025, 12, 1))
lengths = st.tuples(st.integers(1, 60), st.just("day")) | st.tuples(st.integers(1, 12), st.just("month"))

# fmt: off
VECTORS = {  # start, length, unit, raw end, last day
    "2 months of a recommendation from 31 December: no 31 February":  ("2022-12-31",  2, "month", "2023-02-28", "2023-02-28"),
    "2 months of a recommendation into National Day":                 ("2026-08-07",  2, "month", "2026-10-07", "2026-10-08"),
    "2 months of a recommendation onto a weekend":                    ("2026-08-31",  2, "month", "2026-10-31", "2026-11-02"),
    "15 urgent days onto a make-up workday":                          ("2026-09-05", 15, "day",   "2026-09-20", "2026-09-20"),
    "7 days to serve into Spring Festival":                           ("2026-02-09",  7, "day",   "2026-02-16", "2026-02-24"),
    "30 days of announcement into Spring Festival":                   ("2026-01-16", 30, "day",   "2026-02-15", "2026-02-24"),
    "3 days to serve a recommendation into Labour Day":               ("2026-04-30",  3, "day",   "2026-05-03", "2026-05-06"),
    "5 days of record onto a make-up workday":                        ("2026-05-04",  5, "day",   "2026-05-09", "2026-05-09"),
    "1 month of review: month end on a make-up workday":              ("2026-01-31",  1, "month", "2026-02-28", "2026-02-28"),
    "3 months of review: month end on a make-up workday":             ("2025-11-30",  3, "month", "2026-02-28", "2026-02-28"),
}
# fmt: on


@pytest.mark.parametrize(("start", "length", "unit", "raw_end", "due"), VECTORS.values(), ids=VECTORS)
def test_vectors_of_the_law(start: str, length: int, unit: str, raw_end: str, due: str) -> None:
    counted = count(date.fromisoformat(start), length, unit, packaged())
    assert (counted.raw_end.isoformat(), counted.due.isoformat()) == (raw_end, due)
    assert not counted.uncertain


def test_the_steps_say_how_the_date_was_reached() -> None:
    counted = count(
        date(2026, 8, 7), 2, "month", packaged(), article="司法解释第二十一条", trigger="收到建议书"
    )
    assert [step.date for step in counted.steps] == [date(2026, 8, 7), date(2026, 10, 7), date(2026, 10, 8)]
    assert "收到建议书" in counted.steps[0].text
    assert counted.steps[1].article == "司法解释第二十一条"
    assert "顺延" in counted.steps[2].text


def test_a_short_month_and_a_make_up_workday_are_explained() -> None:
    counted = count(date(2026, 1, 31), 1, "month", packaged())
    assert "月末" in counted.steps[2].text
    assert "调休上班日" in counted.steps[3].text


def test_a_hearing_notice_moves_earlier_never_later() -> None:
    counted = count(date(2026, 10, 10), 3, "day", packaged(), direction="backward")
    assert (counted.raw_end, counted.due) == (date(2026, 10, 7), date(2026, 9, 30))
    assert "提前" in counted.steps[-1].text


def test_a_year_without_a_notice_is_said_and_not_guessed() -> None:
    saturday = date(2027, 3, 6)
    counted = count(saturday - 15 * DAY, 15, "day", packaged())
    assert counted.uncertain
    assert counted.due == saturday
    assert "2027" in counted.warning
    assert counted.steps[-1].text == counted.warning


def test_a_year_is_known_once_its_notice_is_in() -> None:
    rows = [CalendarDay(date(2027, 3, 8), True, "调休")]
    counted = count(date(2027, 2, 19), 15, "day", packaged().with_rows(rows, [2027]))
    assert (counted.due, counted.uncertain) == (date(2027, 3, 9), False)


def test_days_alone_do_not_make_a_year_known() -> None:
    calendar = packaged().with_rows([CalendarDay(date(2027, 12, 31), True)], [2028])
    assert not calendar.knows(date(2027, 5, 1)) and calendar.knows(date(2028, 5, 1))


def test_rows_override_the_package() -> None:
    rest, work = date(2026, 9, 20), date(2026, 10, 1)
    calendar = packaged().with_rows([CalendarDay(rest, True), CalendarDay(work, False)])
    assert calendar.is_rest(rest)
    assert not calendar.is_rest(work)


@given(known_days, lengths)
def test_a_limit_never_ends_on_a_rest_day_nor_before_its_raw_end(
    start: date, length: tuple[int, str]
) -> None:
    counted = count(start, *length, packaged())
    if not counted.uncertain:
        assert not packaged().is_rest(counted.due)
    assert counted.raw_end <= counted.due <= counted.raw_end + 12 * DAY


@given(known_days, lengths, st.integers(-3, 12))
def test_adding_a_holiday_never_makes_a_date_earlier(
    start: date, length: tuple[int, str], offset: int
) -> None:
    before = count(start, *length, packaged())
    holiday = CalendarDay(before.raw_end + offset * DAY, True, "节")
    assert count(start, *length, packaged().with_rows([holiday])).due >= before.due


@given(known_days, lengths, st.integers(-3, 12))
def test_removing_a_holiday_never_makes_a_date_later(
    start: date, length: tuple[int, str], offset: int
) -> None:
    before = count(start, *length, packaged())
    workday = CalendarDay(before.raw_end + offset * DAY, False, "上班")
    assert count(start, *length, packaged().with_rows([workday])).due <= before.due


@given(known_days, st.integers(1, 60), st.integers(-12, 3))
def test_a_holiday_more_never_lets_a_backward_limit_end_later(start: date, length: int, offset: int) -> None:
    before = count(start, length, "day", packaged(), direction="backward")
    holiday = CalendarDay(before.raw_end + offset * DAY, True, "节")
    after = count(start, length, "day", packaged().with_rows([holiday]), direction="backward")
    assert after.due <= before.due


@given(known_days, st.integers(1, 60))
def test_a_backward_limit_ends_on_a_workday_before_the_event(start: date, length: int) -> None:
    counted = count(start, length, "day", packaged(), direction="backward")
    if not counted.uncertain:
        assert not packaged().is_rest(counted.due)
    assert counted.due <= start - length * DAY


@given(st.dates(date(2004, 1, 1), date(2026, 12, 31)), st.integers(1, 36))
def test_months_end_on_the_corresponding_day_or_the_last(start: date, number: int) -> None:
    end, short = counting.add_months(start, number)
    assert (end.year * 12 + end.month) - (start.year * 12 + start.month) == number
    assert (end + DAY).day == 1 if short else end.day == start.day


@settings(max_examples=50)
@given(known_days)
def test_longer_limits_never_end_earlier(start: date) -> None:
    ends = [count(start, length, "day", packaged()).due for length in range(1, 40)]
    assert ends == sorted(ends)


def test_a_bare_calendar_knows_weekends_only() -> None:
    calendar = Calendar(years=frozenset({2026}))
    assert count(date(2026, 9, 5), 15, "day", calendar).due == date(2026, 9, 21)
