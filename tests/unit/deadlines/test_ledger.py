"""A due date is a pure function of what happened: each kind of line does its part and no more."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deadlines import ledger, limits
from deadlines.calendar import packaged
from deadlines.ledger import Kind
from deadlines.services import CalendarDay

DAY = timedelta(days=1)
RULES = limits.rules_on(date(2026, 1, 1))
T08, T10, T27, N06 = (limits.find(name, RULES) for name in ("T08", "T10", "T27", "N06"))


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


def stopped(on: str, article: str = limits.SUSPENSION) -> Line:
    return Line(Kind.SUSPENDED, date.fromisoformat(on), article=article)


def resumed(on: str, article: str = limits.SUSPENSION) -> Line:
    return Line(Kind.RESUMED, date.fromisoformat(on), article=article)


def raw(*lines: Line, rule: limits.Limit = T10) -> str:
    return ledger.due(lines, rule, packaged()).raw_end.isoformat()


def last(*lines: Line, rule: limits.Limit = T10) -> str:
    return ledger.due(lines, rule, packaged()).due.isoformat()


REVIEW = started(date(2026, 4, 1), 1)


def test_two_causes_begin_and_end_by_themselves_and_their_days_count_once() -> None:
    lines = [REVIEW, stopped("2026-04-10"), stopped("2026-04-15", limits.EXCLUSION)]
    assert [span.article for span in ledger.standing(lines)] == [limits.SUSPENSION, limits.EXCLUSION]
    lines.append(resumed("2026-04-20"))
    assert [span.article for span in ledger.standing(lines)] == [limits.EXCLUSION]
    lines.append(resumed("2026-04-25", limits.EXCLUSION))
    assert ledger.standing(lines) == []
    assert raw(*lines) == "2026-05-16"  # 10-25 April: fifteen days once
    assert [(span.start.day, span.until and span.until.day) for span in ledger.spans(lines)] == [
        (10, 20),
        (20, 25),
    ]


def test_the_inner_cause_ends_first_and_adds_nothing() -> None:
    outer = [REVIEW, stopped("2026-04-10", limits.EXCLUSION), resumed("2026-04-25", limits.EXCLUSION)]
    inner = [REVIEW, outer[1], stopped("2026-04-12"), resumed("2026-04-20"), outer[2]]
    assert raw(*inner) == raw(*outer) == "2026-05-16"


def test_an_extension_and_an_exclusion_give_the_same_date_in_both_orders() -> None:
    longer = Line(Kind.EXTENDED, date(2026, 4, 20), months=1)
    out = Line(Kind.EXCLUDED, date(2026, 4, 8), until=date(2026, 4, 18))
    assert raw(REVIEW, longer, out) == raw(REVIEW, out, longer) == "2026-06-11"


def test_days_taken_out_of_the_time_that_an_extension_added_count() -> None:
    longer = Line(Kind.EXTENDED, date(2026, 4, 20), months=1)
    out = Line(Kind.EXCLUDED, date(2026, 5, 20), until=date(2026, 5, 30))
    assert raw(REVIEW, longer, out) == "2026-06-11"


def test_a_clock_stopped_on_its_last_day_has_that_day_left() -> None:
    start = started(date(2026, 4, 10), 1)  # ends on Sunday 10 May, hence on Monday
    assert last(start) == "2026-05-11"
    assert raw(start, stopped("2026-05-10"), resumed("2026-05-13")) == "2026-05-13"
    monday = [start, stopped("2026-05-11"), resumed("2026-05-21")]
    assert (raw(*monday), last(*monday)) == ("2026-05-21", "2026-05-21")


def test_what_stops_after_the_last_day_stops_nothing_and_is_said() -> None:
    lines = [REVIEW, Line(Kind.EXCLUDED, date(2026, 5, 20), until=date(2026, 5, 30))]
    counted = ledger.due(lines, T10, packaged())
    assert counted.due == ledger.due([REVIEW], T10, packaged()).due
    assert any("已于" in step.text and step.article == limits.EXCLUSION for step in counted.steps)


def test_days_before_a_corrected_start_fall_away() -> None:
    out = Line(Kind.EXCLUDED, date(2026, 4, 3), until=date(2026, 4, 10))
    assert raw(REVIEW, out) == "2026-05-08"
    assert raw(REVIEW, out, Line(Kind.CORRECTED, date(2026, 4, 8))) == "2026-05-10"
    assert raw(REVIEW, out, Line(Kind.CORRECTED, date(2026, 4, 13))) == "2026-05-13"


def test_month_ends_are_kept_through_two_extensions() -> None:
    start = started(date(2026, 1, 31), 1)
    first = Line(Kind.EXTENDED, date(2026, 2, 20), months=1)
    assert [raw(start), raw(start, first), raw(start, first, first)] == [
        "2026-02-28",
        "2026-03-31",
        "2026-04-30",
    ]


def test_a_corrected_hearing_date_moves_the_day_to_tell_of_it() -> None:
    told = Line(Kind.STARTED, date(2026, 6, 25), days=3)
    assert last(told, rule=T27) == "2026-06-22"
    assert last(told, Line(Kind.CORRECTED, date(2026, 6, 24)), rule=T27) == "2026-06-18"  # Dragon Boat 19-21


def test_an_agreed_date_is_put_off_by_a_suspension_and_still_not_rolled() -> None:
    lines = [started(date(2026, 4, 1), until=date(2026, 5, 29)), stopped("2026-04-10"), resumed("2026-04-11")]
    assert last(*lines, rule=N06) == "2026-05-30"  # a Saturday
    corrected = Line(Kind.CORRECTED, date(2026, 4, 1), until=date(2026, 6, 6))
    assert last(*lines, corrected, rule=N06) == "2026-06-07"


def test_a_new_calendar_finds_extensions_and_spans_in_place() -> None:
    lines = [
        REVIEW,
        Line(Kind.EXTENDED, date(2026, 4, 20), months=1),
        Line(Kind.EXCLUDED, date(2026, 4, 8), until=date(2026, 4, 18)),
        Line(Kind.RECOUNTED, date(2026, 5, 4)),
    ]
    more = packaged().with_rows([CalendarDay(date(2026, 6, 11), True), CalendarDay(date(2026, 6, 12), True)])
    assert last(*lines) == "2026-06-11"
    assert ledger.due(lines, T10, more).due == date(2026, 6, 15)


days = st.dates(date(2021, 7, 1), date(2025, 1, 1))
ledgers = st.lists(
    st.tuples(st.sampled_from([Kind.EXCLUDED, Kind.EXTENDED]), st.integers(1, 80), st.integers(1, 30)),
    max_size=5,
)


def written(start: date, found: list[tuple[Kind, int, int]]) -> list[Line]:
    lines = [started(start, 1)]
    for kind, first, length in found:
        on = start + first * DAY
        out = kind == Kind.EXCLUDED
        lines.append(Line(kind, on, until=on + length * DAY) if out else Line(kind, on, months=1))
    return lines


@given(days, ledgers, st.randoms())
def test_the_order_of_the_lines_does_not_matter(
    start: date, found: list[tuple[Kind, int, int]], random: Random
) -> None:
    first, *rest = written(start, found)
    before = ledger.due([first, *rest], T10, packaged())
    random.shuffle(rest)
    assert ledger.due([first, *rest], T10, packaged()).due == before.due


@given(days, ledgers, st.integers(-3, 12))
def test_a_holiday_more_never_makes_it_earlier(
    start: date, found: list[tuple[Kind, int, int]], offset: int
) -> None:
    lines = written(start, found)
    before = ledger.due(lines, T10, packaged())
    more = packaged().with_rows([CalendarDay(before.raw_end + offset * DAY, True)])
    fewer = packaged().with_rows([CalendarDay(before.raw_end + offset * DAY, False)])
    assert ledger.due(lines, T10, more).due >= before.due >= ledger.due(lines, T10, fewer).due
