"""Twenty-three years of last days. The dates are worked out by hand from the State Council's yearly notices."""

from datetime import date, timedelta

import chinese_calendar
import pytest

from deadlines import limits
from deadlines.calendar import add_months, count, packaged

DAY = timedelta(days=1)
FIRST, LAST = date(2004, 1, 1), date(2026, 12, 31)

# fmt: off
HISTORY = [
    # starts       length        last day       because
    ("2004-01-15",  3, "day",   "2004-01-18"),  # Sunday worked before Spring Festival
    ("2004-04-27",  5, "day",   "2004-05-08"),  # May week 1-7, the Saturday after it was worked
    ("2004-08-31",  1, "month", "2004-09-30"),  # no 31 September
    ("2005-01-26", 15, "day",   "2005-02-16"),  # Spring Festival 9-15 February
    ("2005-03-31",  1, "month", "2005-04-30"),  # month end on a Saturday worked before the May week
    ("2005-12-31",  1, "month", "2006-02-05"),  # Spring Festival 29 January - 4 February, then a Sunday worked
    ("2006-07-31",  2, "month", "2006-09-30"),  # month end on a Saturday worked before National Day
    ("2007-02-12",  5, "day",   "2007-02-17"),  # Saturday worked
    ("2007-03-01",  2, "month", "2007-05-08"),  # the last May week: 1-7
    ("2007-04-05",  1, "month", "2007-05-08"),  # the same
    ("2008-04-05",  1, "month", "2008-05-05"),  # from 2008 on May has three days: the 5th is a workday
    ("2007-12-24",  7, "day",   "2008-01-02"),  # New Year 30 December - 1 January
    ("2008-03-04",  1, "month", "2008-04-07"),  # Tomb-Sweeping, a holiday since 2008: 4-6 April
    ("2008-05-01",  3, "day",   "2008-05-04"),  # Sunday worked
    ("2008-05-07",  1, "month", "2008-06-10"),  # Dragon Boat, a holiday since 2008: 7-9 June
    ("2008-08-13",  1, "month", "2008-09-16"),  # Mid-Autumn, a holiday since 2008: 13-15 September
    ("2008-07-29",  2, "month", "2008-10-06"),  # National Day 29 September - 5 October
    ("2009-01-17", 15, "day",   "2009-02-01"),  # Sunday worked after Spring Festival
    ("2009-08-27",  1, "month", "2009-09-27"),  # Sunday worked
    ("2009-10-01",  7, "day",   "2009-10-09"),  # National Day with Mid-Autumn: eight days
    ("2010-02-14",  5, "day",   "2010-02-20"),  # Spring Festival to the 19th, Saturday worked
    ("2010-09-19",  3, "day",   "2010-09-25"),  # Mid-Autumn 22-24, Saturday worked
    ("2011-01-20", 10, "day",   "2011-01-30"),  # Sunday worked before Spring Festival
    ("2011-08-05",  2, "month", "2011-10-08"),  # National Day, Saturday worked
    ("2011-11-30",  3, "month", "2012-02-29"),  # month end of a leap year
    ("2012-03-17", 15, "day",   "2012-04-01"),  # Sunday worked before Tomb-Sweeping
    ("2012-08-30",  1, "month", "2012-10-08"),  # Mid-Autumn and National Day 30 September - 7 October
    ("2013-02-09",  7, "day",   "2013-02-16"),  # Saturday worked after Spring Festival
    ("2013-06-07",  5, "day",   "2013-06-13"),  # Dragon Boat 10-12 June
    ("2013-11-30",  2, "month", "2014-01-30"),  # the eve of Spring Festival was no holiday that year
    ("2013-12-01",  2, "month", "2014-02-07"),  # Spring Festival 31 January - 6 February
    ("2015-02-18", 10, "day",   "2015-02-28"),  # Saturday worked
    ("2015-09-01",  3, "day",   "2015-09-06"),  # seventy years of victory: 3-5 September, Sunday worked
    ("2016-02-11",  3, "day",   "2016-02-14"),  # Sunday worked
    ("2016-10-02",  5, "day",   "2016-10-08"),  # National Day to the 7th, Saturday worked
    ("2017-04-27", 30, "day",   "2017-05-27"),  # Saturday worked before Dragon Boat
    ("2017-08-02",  2, "month", "2017-10-09"),  # National Day with Mid-Autumn 1-8 October
    ("2017-11-15",  3, "month", "2018-02-22"),  # Spring Festival 15-21 February
    ("2018-04-05",  3, "day",   "2018-04-08"),  # Sunday worked
    ("2018-12-22",  7, "day",   "2018-12-29"),  # Saturday worked before New Year
    ("2019-01-24", 10, "day",   "2019-02-03"),  # Sunday worked before Spring Festival
    ("2019-04-28",  5, "day",   "2019-05-05"),  # 1-4 May, Sunday worked
    ("2020-01-11", 15, "day",   "2020-02-03"),  # Spring Festival prolonged to 2 February
    ("2020-01-01",  1, "month", "2020-02-03"),  # 1 February was to be worked and then was not
    ("2020-08-08",  2, "month", "2020-10-09"),  # National Day with Mid-Autumn 1-8 October
    ("2020-09-10",  1, "month", "2020-10-10"),  # Saturday worked
    ("2021-02-05", 15, "day",   "2021-02-20"),  # Saturday worked
    ("2021-08-21",  1, "month", "2021-09-22"),  # Mid-Autumn 19-21 September
    ("2022-01-15", 15, "day",   "2022-01-30"),  # Sunday worked before Spring Festival
    ("2022-04-27",  7, "day",   "2022-05-05"),  # 30 April - 4 May
    ("2022-12-24",  7, "day",   "2023-01-03"),  # New Year 31 December - 2 January
    ("2023-06-22",  3, "day",   "2023-06-25"),  # Sunday worked
    ("2023-07-31",  2, "month", "2023-10-07"),  # month end in the holiday of 29 September - 6 October, Saturday worked
    ("2023-12-31",  2, "month", "2024-02-29"),  # month end of a leap year
    ("2024-02-12",  5, "day",   "2024-02-18"),  # Spring Festival 10-17 February, Sunday worked
    ("2025-01-21",  7, "day",   "2025-02-05"),  # Spring Festival 28 January - 4 February
    ("2025-08-08",  2, "month", "2025-10-09"),  # National Day with Mid-Autumn 1-8 October
    ("2025-10-06",  5, "day",   "2025-10-11"),  # Saturday worked
]
HEARINGS = [
    # held on       tell by
    ("2007-05-10", "2007-04-30"),  # the 7th lies in the May week
    ("2010-02-23", "2010-02-20"),  # Saturday worked
    ("2019-10-10", "2019-09-30"),  # the 7th lies in National Day
    ("2020-02-05", "2020-01-23"),  # the prolonged Spring Festival began on the 24th
    ("2023-10-09", "2023-09-28"),  # Mid-Autumn and National Day 29 September - 6 October
    ("2024-05-08", "2024-04-30"),  # 1-5 May
]
# fmt: on


@pytest.mark.parametrize(("start", "length", "unit", "due"), HISTORY)
def test_last_days_of_the_past(start: str, length: int, unit: str, due: str) -> None:
    assert count(date.fromisoformat(start), length, unit, packaged()).due.isoformat() == due


@pytest.mark.parametrize(("held", "tell_by"), HEARINGS)
def test_last_days_to_tell_of_a_hearing(held: str, tell_by: str) -> None:
    counted = count(date.fromisoformat(held), 3, "day", packaged(), direction="backward")
    assert counted.due.isoformat() == tell_by


LENGTHS = sorted(
    {
        (limit.length, limit.unit, limit.direction)
        for limit in limits.known().values()
        if limit.length is not None
    }
)


@pytest.mark.parametrize(("length", "unit", "direction"), LENGTHS)
def test_every_day_of_these_years_for_every_length_in_the_table(
    length: int, unit: str, direction: str
) -> None:
    calendar, back, seen = packaged(), direction == "backward", 0
    step = -DAY if back else DAY
    for number in range((LAST - FIRST).days + 1):
        start = FIRST + number * DAY
        counted = count(start, length, unit, calendar, direction=direction)
        raw = add_months(start, length)[0] if unit == "month" else start + length * step
        assert counted.raw_end == raw
        assert counted.uncertain == (not FIRST <= counted.due <= LAST)
        if counted.uncertain:
            continue
        due, seen = raw, seen + 1
        while not chinese_calendar.is_workday(due):
            due += step
        assert counted.due == due
    assert seen > 7800


def test_a_month_keeps_its_day_or_ends_with_the_month() -> None:
    for number in range((LAST - FIRST).days + 1):
        start = FIRST + number * DAY
        for months in (1, 2, 3, 6, 7):
            end, short = add_months(start, months)
            assert (end.year * 12 + end.month) - (start.year * 12 + start.month) == months
            assert (end + DAY).day == 1 and end.day < start.day if short else end.day == start.day
