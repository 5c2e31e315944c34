"""The clocks of a case on one time axis, and one clock's page: every date shows where it stands and how it was reached."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from audit.flow import day
from deadlines import selectors, services
from deadlines.models import Deadline, Reminder
from deadlines.services import Cause
from deadlines.timeline import Chart, Course
from tests.services.deadlines.clocks import review, served
from tests.services.deadlines.conftest import Place, moment
from tests.web.people import cost, page

AUTUMN = moment("2026-10-15")


def agreed(place: Place, on: date, until: date, title: str = "加装隐私面单") -> Deadline:
    """Something an agency is to put right by a day."""
    return services.start(
        rule="N06", case=place.case, respondent=place.respondent, started_on=on, until=until, title=title,
        duty_office=place.office, duty_user=place.handler, duty_group=place.agency.group, by=None,
        at=moment(on.isoformat()),
    )  # fmt: skip


def filing(place: Place, on: date) -> Deadline:
    """The seven days for serving the decision to file."""
    return services.start(
        rule="T04", case=place.case, started_on=on, duty_office=place.office, duty_user=place.handler, by=None,
        at=moment(on.isoformat()),
    )  # fmt: skip


def running(place: Place, at: Any = AUTUMN) -> Chart:
    chart = selectors.timeline_of_case(place.case.pk, by=place.handler, at=at).running
    assert chart is not None
    return chart


def row(chart: Chart, deadline: Deadline) -> Course:
    return next(course for course in chart.courses if course.clock.deadline.pk == deadline.pk)


def pieces(course: Course) -> dict[str, tuple[float, float]]:
    return {piece.kind: (piece.x, piece.end) for piece in course.pieces}


def hundred_days(place: Place) -> tuple[Deadline, Deadline, Deadline]:
    """Three clocks on an axis from 16 August to 24 November: one day is one per cent."""
    promise = agreed(place, date(2026, 8, 16), date(2026, 11, 14))
    services.suspend(
        promise,
        on=date(2026, 9, 15),
        cause=Cause.REVIEW,
        grounds="台风致停业",
        by=None,
        at=moment("2026-09-15"),
    )
    services.resume(promise, on=date(2026, 9, 25), by=None, at=moment("2026-09-25"))
    late, longer = filing(place, date(2026, 8, 26)), review(place, date(2026, 9, 15))
    services.extend(longer.pk, months=1, reason="案情复杂", by=place.chief, at=moment("2026-10-10"))
    return promise, late, longer


def test_every_start_pause_extension_delay_and_today_stands_at_its_day(place: Place) -> None:
    promise, late, longer = hundred_days(place)
    chart = running(place)
    assert (chart.axis.first, chart.axis.last) == (date(2026, 8, 16), date(2026, 11, 24))
    assert chart.today is not None and chart.today.x == 60
    first = row(chart, promise)
    assert (first.start, first.due) == (0, 100)
    assert pieces(first) == {"left": (0, 100), "run": (0, 60), "paused": (30, 40)}
    assert (row(chart, late).start, row(chart, late).due) == (10, 17)
    assert pieces(row(chart, late)) == {"left": (10, 17), "run": (10, 17), "over": (17, 60)}
    assert pieces(row(chart, longer)) == {"left": (30, 92), "run": (30, 60), "extended": (60, 92)}
    assert [tick.text for tick in chart.ticks] == ["9月", "10月", "11月"]
    assert [tick.x for tick in chart.ticks] == [16, 46, 77]


def test_a_clock_that_begins_later_hangs_from_the_end_of_the_one_before_it(place: Place) -> None:
    other = agreed(place, date(2026, 9, 1), date(2026, 11, 1))
    first = served(place, on=date(2026, 8, 26))
    later = services.start(
        rule="T10", case=place.case, respondent=place.respondent, follows=first, duty_office=place.office,
        duty_user=place.handler, by=None, at=moment("2026-08-26"),
    )  # fmt: skip
    chart = running(place)
    assert [course.clock.deadline.pk for course in chart.courses] == [first.pk, later.pk, other.pk]
    above, below = row(chart, first), row(chart, later)
    assert below.clock.ahead and set(pieces(below)) == {"left"}
    assert above.down == above.due == below.up == below.start


def test_a_delay_of_two_years_leaves_the_others_readable(place: Place) -> None:
    old = agreed(place, date(2024, 10, 1), date(2024, 10, 20), "加装回收箱")
    short, long = filing(place, date(2026, 10, 12)), served(place, on=date(2026, 10, 12))
    chart = running(place)
    lost = row(chart, old)
    assert lost.cut and lost.start is None and lost.due is None
    assert chart.today is not None and pieces(lost) == {"over": (0, chart.today.x)}
    widths = [row(chart, clock).due - row(chart, clock).start for clock in (short, long)]  # type: ignore[operator]
    assert widths[1] > widths[0] > 1


def test_a_single_clock_of_three_days_has_its_days_named(place: Place) -> None:
    clock = services.start(
        rule="T06", case=place.case, started_on=date(2026, 10, 14), duty_office=place.office, by=None,
        at=moment("2026-10-14"),
    )  # fmt: skip
    chart = running(place, moment("2026-10-15"))
    assert (row(chart, clock).start, row(chart, clock).due) == (0, 100)
    assert [tick.text for tick in chart.ticks] == ["10月14日", "10月16日", "10月18日"]


def test_what_counts_back_from_a_day_runs_from_where_it_was_set(place: Place) -> None:
    notice = services.start(
        rule="T27", case=place.case, started_on=date(2026, 10, 30), duty_office=place.office, by=None,
        at=moment("2026-10-07"),
    )  # fmt: skip
    course = row(running(place), notice)
    assert (course.clock.start, course.clock.due) == (date(2026, 10, 7), date(2026, 10, 27))
    assert not course.clock.ahead and set(pieces(course)) == {"left", "run"}
    assert "听证日期为2026年10月30日" in course.clock.start_text


def test_what_ended_is_folded_and_says_how(place: Place) -> None:
    services.meet(filing(place, date(2026, 8, 26)), on=date(2026, 9, 4), by=None, at=moment("2026-09-04"))
    services.cancel(served(place, on=date(2026, 9, 1)), on=date(2026, 9, 4), by=None, at=moment("2026-09-04"))
    line = selectors.timeline_of_case(place.case.pk, by=place.handler, at=AUTUMN)
    assert line.running is None and line.folded is not None and len(line.folded.courses) == 2
    said = page(place.handler, f"/cases/{place.case.pk}/")
    assert "逾期 2 天完成" in said and "已终止计算" in said


def test_the_case_page_draws_it_without_styles_and_says_the_same_in_words(place: Place) -> None:
    on = day(timezone.now()) - timedelta(days=5)
    deadline = review(place, on)
    said = page(place.handler, f"/cases/{place.case.pk}/")
    picture = said[said.index('class="tl"') : said.index('class="tl-keys"')]
    for mark in ("tl-run", "tl-left", "tl-start", "tl-due", "tl-now", "tl-tick"):
        assert f'class="{mark}"' in picture, mark
    assert " style=" not in picture
    for words in (
        "审查起诉（行政）",
        "市邮政管理局",
        "办案规则第四十七条",
        "还有",
        f'href="/deadlines/{deadline.pk}/"',
    ):
        assert words in picture, words


def test_ten_clocks_cost_no_more_than_one(place: Place) -> None:
    on = day(timezone.now()) - timedelta(days=5)
    review(place, on)
    few = cost(place.handler, f"/cases/{place.case.pk}/")
    for _ in range(9):
        served(place, on=on)
    assert cost(place.handler, f"/cases/{place.case.pk}/") == few


def test_the_chain_of_steps_ends_at_the_due_day(place: Place) -> None:
    deadline = served(place, on=date(2026, 8, 7))
    said = page(place.handler, f"/deadlines/{deadline.pk}/")
    chain = said[said.index('class="chain"') :]
    for words in (
        "2026年8月7日行政机关收到检察建议书，当日不计入",
        "对应日为2026年10月7日",
        "是休息日，顺延至2026年10月8日",
    ):
        assert words in chain, words
    assert (
        chain.index('datetime="2026-08-07"')
        < chain.index('datetime="2026-10-07"')
        < chain.index('datetime="2026-10-08"')
    )
    assert "民法典第二百零三条" in chain and "期限届满后" in said


def test_an_extension_is_striped_and_its_steps_say_who_let_it(place: Place) -> None:
    longer = hundred_days(place)[2]
    said = page(place.handler, f"/deadlines/{longer.pk}/")
    assert "clock-more" in said and "延长 32 天" in said and "经批准延长1个月" in said
    assert "案情复杂" in said and "chief" in said


def test_a_date_in_an_unknown_year_is_marked_on_the_page_and_in_the_picture(place: Place) -> None:
    sure = agreed(place, day(timezone.now()), day(timezone.now()) + timedelta(days=5))
    assert "待定" not in page(place.handler, f"/deadlines/{sure.pk}/")
    far = services.start(
        rule="T29", case=place.case, started_on=day(timezone.now()) - timedelta(days=1), duty_office=place.office,
        by=None, at=timezone.now(),
    )  # fmt: skip
    far.refresh_from_db()
    assert far.uncertain
    assert "放假安排尚未录入" in page(place.handler, f"/deadlines/{far.pk}/")
    assert "待定" in page(place.handler, f"/cases/{place.case.pk}/")


def test_the_chase_is_told_with_names_here_and_without_to_the_agency(place: Place) -> None:
    deadline = served(place, on=day(timezone.now()) - timedelta(days=20))
    for rung, who in ((-15, place.liaison), (-3, place.handler)):
        Reminder.objects.create(
            deadline=deadline,
            round=1,
            rung=rung,
            recipient=who,
            due_on=deadline.due_on,
            created_at=timezone.now(),
        )
    ours, theirs = (page(who, f"/deadlines/{deadline.pk}/") for who in (place.handler, place.liaison))
    assert "届满前 15 日" in ours and "liaison（机关）" in ours and "届满前 3 日 · handler" in ours
    assert "届满前 15 日 · 贵单位 1 人" in theirs
    assert "届满前 3 日" not in theirs and "handler" not in theirs


def test_the_next_reminder_names_its_day_and_whom(place: Place) -> None:
    deadline = served(place, on=day(timezone.now()) - timedelta(days=2))
    deadline.refresh_from_db()
    assert deadline.next_check is not None
    said = page(place.handler, f"/deadlines/{deadline.pk}/")
    assert "下一次" in said and "届满前 15 日 · 机关联络人" in said
    assert "届满前 15 日 · 贵单位联络人" in page(place.liaison, f"/deadlines/{deadline.pk}/")
    services.suspend_all(case=place.case, on=day(timezone.now()), grounds="停业", by=None, at=timezone.now())
    assert "停止计算期间不发提醒" in page(place.handler, f"/deadlines/{deadline.pk}/")
