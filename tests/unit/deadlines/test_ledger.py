"""A due date is a pure function of what happened: each kind of line does its part and no more."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deadlines import ledger, limits
from deadlines.calendar import packaged
from deadlines.ledger import Kind

DAY = timedelta(days=1)
RULES = limits.rules_on(date(2026, 1, 1))
T08, T10, N06 = (limits.find(name, RULES) for name in ("T08", "T10", "N06"))


@dataclass
class Line:
    kind: str
    on: date
    until: date | None = None
    months: int | None = None
    days: int | None = None
    article: str = ""


def started(on: date, months: int | None = 2, until: date | None = None) -> Line:
    return Line(Kind.STARTED, on, until=until, months=None if until else months)


def test_a_ledger_without_a_start_has_no_date() -> None:
    with pytest.raises(ledger.NotStarted):
        ledger.due([], T08, packaged())


def test_ten_days_of_suspension_move_the_end_by_ten_days() -> None:
    start = started(date(2026, 4, 1))
    lines = [start, Line(Kind.SUSPENDED, date(2026, 4, 10)), Line(Kind.RESUMED, date(2026, 4, 20))]
    counted = ledger.due(lines, T08, packaged())
    assert counted.raw_end == date(2026, 6, 11)
    assert "10日不计入" in counted.steps[2].text
    assert counted.steps[2].article == limits.SUSPENSION


def test_a_clock_that_still_stands_keeps_its_date_and_says_so() -> None:
    lines = [started(date(2026, 4, 1)), Line(Kind.SUSPENDED, date(2026, 4, 10))]
    counted = ledger.due(lines, T08, packaged())
    assert counted.due == date(2026, 6, 1)
    assert "尚未恢复" in counted.steps[-1].text


def test_an_appraisal_is_taken_out_and_shared_days_count_once() -> None:
    lines = [
        started(date(2026, 4, 1), 1),
        Line(Kind.EXCLUDED, date(2026, 4, 8), until=date(2026, 4, 18)),
        Line(Kind.SUSPENDED, date(2026, 4, 13)),
        Line(Kind.RESUMED, date(2026, 4, 23)),
    ]
    assert ledger.due(lines, T10, packaged()).raw_end == date(2026, 5, 1) + 15 * DAY


def test_an_extension_lengthens_the_limit_and_only_the_last_day_rolls() -> None:
    lines = [
        started(date(2026, 8, 7), 1),
        Line(Kind.EXTENDED, date(2026, 9, 1), months=1, article="办案规则第四十七条"),
    ]
    counted = ledger.due(lines, T10, packaged())
    assert (counted.raw_end, counted.due) == (date(2026, 10, 7), date(2026, 10, 8))
    assert any(step.article == "办案规则第四十七条" and "延长1个月" in step.text for step in counted.steps)


def test_a_month_end_survives_an_extension() -> None:
    lines = [started(date(2026, 1, 31), 1), Line(Kind.EXTENDED, date(2026, 2, 20), months=1)]
    assert ledger.due(lines, T10, packaged()).raw_end == date(2026, 3, 31)


def test_a_correction_moves_the_start_and_keeps_the_rest() -> None:
    lines = [
        started(date(2026, 4, 1)),
        Line(Kind.EXCLUDED, date(2026, 4, 10), until=date(2026, 4, 15)),
        Line(Kind.CORRECTED, date(2026, 4, 3)),
    ]
    counted = ledger.due(lines, T08, packaged())
    assert (counted.start, counted.raw_end) == (date(2026, 4, 3), date(2026, 6, 8))


def test_an_agreed_date_is_kept_as_agreed() -> None:
    saturday = date(2026, 10, 31)
    assert ledger.due([started(date(2026, 8, 1), until=saturday)], N06, packaged()).due == saturday


def test_ends_do_not_move_the_date() -> None:
    lines = [started(date(2026, 4, 1))]
    before = ledger.due(lines, T08, packaged())
    for kind in (Kind.MET, Kind.MISSED, Kind.CANCELLED, Kind.RECOUNTED):
        assert ledger.due([*lines, Line(kind, date(2026, 5, 1))], T08, packaged()) == before


@given(st.dates(date(2021, 7, 1), date(2025, 6, 1)), st.integers(0, 55), st.integers(0, 90))
def test_suspend_then_resume_shifts_exactly(start: date, after: int, length: int) -> None:
    plain = ledger.due([started(start)], T08, packaged())
    on = start + after * DAY
    lines = [started(start), Line(Kind.SUSPENDED, on), Line(Kind.RESUMED, on + length * DAY)]
    assert ledger.due(lines, T08, packaged()).raw_end == plain.raw_end + length * DAY


spans = st.lists(st.tuples(st.integers(1, 25), st.integers(1, 30)), max_size=5)


@given(st.dates(date(2021, 7, 1), date(2025, 1, 1)), spans)
def test_excluded_days_shift_the_end_by_their_union(start: date, found: list[tuple[int, int]]) -> None:
    days = {start + (first + n) * DAY for first, length in found for n in range(length)}
    lines = [
        Line(Kind.EXCLUDED, start + first * DAY, until=start + (first + length) * DAY)
        for first, length in found
    ]
    plain = ledger.due([started(start, 1)], T10, packaged()).raw_end
    assert ledger.due([started(start, 1), *lines], T10, packaged()).raw_end == plain + len(days) * DAY
