"""The month calendar through its page: what ends on which day, rest days and make-up workdays, and odd months."""

import re
from datetime import date, timedelta

import pytest

from accounts.models import User
from deadlines import services
from tests.services.deadlines.conftest import Place, moment, person
from tests.web.deadlines.test_board import began, due, lines, paused, today
from tests.web.deadlines.test_clock_page import agreed, filing
from tests.web.people import cost, page


def month(user: User, query: str = "") -> str:
    return page(user, f"/deadlines/month/?{query}")


def cell(text: str, on: date) -> str:
    """What stands in one day."""
    found = re.search(rf'<td class="([^"]*)"(?:(?!<td).)*?<time datetime="{on}".*?</td>', text, re.DOTALL)
    assert found, on
    return found.group(0)


def marked(text: str, mark: str, month: str) -> list[str]:
    """The days of that month with the mark."""
    cells = re.findall(r"<td .*?</td>", text, re.DOTALL)
    days = [
        re.search(r'<time datetime="([\d-]+)"', one)
        for one in cells
        if re.search(rf"<b [^>]*>{mark}</b>", one)
    ]
    return [day.group(1) for day in days if day.group(1).startswith(month)]


def test_a_day_shows_what_ends_on_it(place: Place) -> None:
    due(place, 2, "加装隐私面单")
    on = today() + timedelta(days=2)
    text = month(place.handler, f"month={on:%Y-%m}")
    shown = cell(text, on)
    assert "加装隐私面单" in shown and place.case.title in shown
    assert ">近</b>" in shown and "被监督机关办理" in shown
    assert "加装隐私面单" not in cell(text, on.replace(day=28 if on.day != 28 else 27))


def test_rolled_days_and_not_the_days_they_were_rolled_from(place: Place) -> None:
    filing(place, date(2026, 9, 26))  # seven days on lies the third day of the National Day holiday
    text = month(place.handler, "month=2026-10")
    assert "送达立案决定书" in cell(text, date(2026, 10, 8)) and "送达立案决定书" not in cell(
        text, date(2026, 10, 3)
    )
    assert ">逾</b>" in cell(text, date(2026, 10, 8))


@pytest.mark.parametrize(
    ("said", "work", "festival"),
    [
        ("2026-10", ["2026-10-10"], "国庆节"),
        ("2026-02", ["2026-02-14", "2026-02-28"], "春节"),
    ],
)
def test_rest_days_and_make_up_workdays(place: Place, said: str, work: list[str], festival: str) -> None:
    text = month(place.handler, f"month={said}")
    assert marked(text, "班", said) == work
    resting = marked(text, "休", said)
    assert len(set(resting)) == len(resting) and not set(resting) & set(work)
    days = [date.fromisoformat(f"{said}-{n:02}") for n in range(1, 29)]
    plain = [str(on) for on in days if on.weekday() >= 5 and str(on) not in work]
    assert set(plain) <= set(resting) and len(resting) > len(plain)
    assert festival in text


def test_today_is_marked_in_its_month_only(place: Place) -> None:
    assert 'aria-current="date"' in cell(month(place.handler), today())
    assert 'aria-current="date"' not in month(place.handler, "month=2024-05")


@pytest.mark.parametrize(
    "said", ["2026-13", "abc", "0000-01", "9999-12", "2026-1", "2026-00", "-1-01", "２０２６-10", "%00"]
)
def test_a_month_that_there_is_not_becomes_this_one(place: Place, said: str) -> None:
    text = month(place.handler, f"month={said}")
    assert "没有这个月份" in text and f"<h1>{today().year}年{today().month}月</h1>" in text


def test_the_ends_of_the_calendar_lead_no_further(place: Place) -> None:
    assert 'rel="prev"' not in month(place.handler, "month=2000-01")
    assert 'rel="next"' not in month(place.handler, "month=2100-12")
    text = month(place.handler, "month=2026-12&kind=agreed")
    assert "?kind=agreed&amp;month=2026-11" in text and "?kind=agreed&amp;month=2027-01" in text


def test_a_year_without_its_notice_says_so(place: Place) -> None:
    assert "2027年的放假安排尚未录入" in month(place.handler, "month=2027-05")
    assert "尚未录入" not in month(place.handler, "month=2026-05")


def test_three_are_shown_and_the_rest_counted_and_one_click_away(place: Place) -> None:
    on = today() + timedelta(days=40)
    for n in range(5):
        due(place, 40, f"第{n}项")
    text = month(place.handler, f"month={on:%Y-%m}&kind=agreed")
    assert "还有 2 项" in cell(text, on)
    url = f"/deadlines/?kind=agreed&amp;on={on}"
    assert f'href="{url}"' in text
    assert len(lines(page(place.handler, url.replace("&amp;", "&")))) == 5


def test_the_law_comes_before_internal_targets(place: Place) -> None:
    clock = began(place, "N02", 1)
    for n in range(3):
        agreed(place, today(), clock.due_on, f"第{n}项")
    shown = cell(month(place.handler, f"month={clock.due_on:%Y-%m}"), clock.due_on)
    assert "调查" not in shown and "还有 1 项" in shown


def test_agencies_of_one_case_are_one_line(place: Place) -> None:
    on = date(2026, 9, 24)
    for _agency in range(2):
        services.start(
            rule="T08", case=place.case, respondent=place.respondent, started_on=on, duty_office=place.office,
            duty_user=place.handler, duty_group=place.agency.group, by=None, at=moment(on.isoformat()),
        )  # fmt: skip
    shown = cell(month(place.handler, "month=2026-11"), date(2026, 11, 24))
    assert shown.count("履行职责并书面回复</span>") == 1 and "2家机关" in shown


def test_what_stands_still_or_ended_or_is_waited_for(place: Place) -> None:
    on = today() + timedelta(days=3)
    paused(place, 3, "停着的")
    services.cancel(due(place, 3, "不办的"), on=today(), by=None, at=moment(today().isoformat()))
    text = month(place.handler, f"month={on:%Y-%m}")
    assert "停着的" not in text and "不办的" not in text
    notice = began(place, "T15", 60)
    shown = cell(month(place.handler, f"month={notice.due_on:%Y-%m}"), notice.due_on)
    assert ">候</b>" in shown and ">逾</b>" not in shown


def test_filters_and_reach_are_those_of_the_board(place: Place) -> None:
    due(place, 2, "甲事")
    due(place, 2, "乙事", duty_user=place.head)
    said = f"month={today() + timedelta(days=2):%Y-%m}"
    assert "乙事" not in month(place.handler, said) and "乙事" in month(place.handler, f"{said}&whose=office")
    assert "甲事" not in month(place.handler, f"{said}&kind=statutory")
    assert "甲事" not in month(place.stranger, f"{said}&whose=all")
    text = month(place.head, f"{said}&whose={place.stranger.pk}")
    assert "请从列表中选择" in text and "甲事" not in text and "stranger" not in text


def test_an_agency_sees_its_own_and_no_case(place: Place) -> None:
    due(place, 2, "自己的")
    began(place, "N02", 1)
    text = month(place.liaison, f"month={today() + timedelta(days=2):%Y-%m}")
    assert "自己的" in text and place.case.title not in text and "调查" not in text
    page(person("sysadmin", "sysadmin", office=place.office), "/deadlines/month/", 403)


@pytest.mark.parametrize("who", ["head", "upper_head", "liaison"])
def test_no_row_costs_a_query(place: Place, who: str) -> None:
    user, url = getattr(place, who), "/deadlines/month/?month=2026-12"
    first = cost(user, url)
    for n in range(8):
        agreed(place, date(2026, 11, 20), date(2026, 12, 1 + n), f"第{n}项")
    again = cost(user, url)
    assert first == again <= 12
