"""The board through its page: each tab holds what it should, narrowed as asked, page by page, within one's reach."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from accounts import paging
from accounts.models import Level, PostName, Procuratorate, User
from cases.models import Case, Respondent
from cases.models.places import columns
from deadlines import services
from deadlines.models import Deadline, Reminder
from deadlines.services import Cause
from tests.services.deadlines.conftest import Place, moment, person
from tests.web.deadlines.test_clock_page import agreed
from tests.web.people import browser, cost, page

TABS = ("overdue", "today", "week", "later", "paused", "over")


def today() -> date:
    return timezone.localdate()


def due(place: Place, days: int, title: str, **changes: Any) -> Deadline:
    """Something that an agency is to put right so many days from today; `changes` are of who owes it."""
    made = agreed(place, today() - timedelta(days=90), today() + timedelta(days=days), title)
    if changes:
        Deadline.objects.filter(pk=made.pk).update(**changes)
    return made


def began(place: Place, rule: str, days: int) -> Deadline:
    """A clock of the office that began so many days ago."""
    on = today() - timedelta(days=days)
    return services.start(
        rule=rule, case=place.case, started_on=on, duty_office=place.office, duty_user=place.handler, by=None,
        at=moment(on.isoformat()),
    )  # fmt: skip


def lines(text: str) -> list[str]:
    """The headings of the lines on a page, without the agency before the matter."""
    found = re.findall(r'class="todo-what">\s*<b>([^<]+)</b>', text)
    return [heading.rpartition(" · ")[2] for heading in found]


def shown(user: User, query: str = "") -> list[str]:
    return lines(page(user, f"/deadlines/?{query}"))


def everything(user: User, query: str = "") -> set[str]:
    """What stands in any tab."""
    return {line for tab in TABS for line in shown(user, f"{query}&tab={tab}")}


def counts(text: str) -> list[str]:
    return re.findall(r'<span class="count">([^<]+)</span></a>', text.partition("board-tabs")[2])


def paused(place: Place, days: int, title: str) -> Deadline:
    clock, on = due(place, days, title), today() - timedelta(days=20)
    return services.suspend(
        clock,
        on=on,
        cause=Cause.REVIEW,
        grounds="台风致停业，见应急管理局通报",
        by=None,
        at=moment(on.isoformat()),
    )


@pytest.fixture
def all_kinds(place: Place) -> Place:
    """One clock for every tab, and two that ended."""
    for days, title in ((-1, "昨天"), (0, "今日"), (1, "明天"), (7, "第七天"), (8, "第八天")):
        due(place, days, title)
    paused(place, -3, "停着的")
    began(place, "T15", 60)
    services.meet(due(place, 3, "办完的"), on=today(), by=None, at=timezone.now())
    services.cancel(due(place, -3, "不办的"), on=today(), by=None, at=timezone.now())
    return place


def test_each_tab_holds_exactly_its_own(all_kinds: Place) -> None:
    expected = {
        "overdue": ["昨天"],
        "today": ["今日"],
        "week": ["明天", "第七天"],
        "later": ["第八天"],
        "paused": ["停着的"],
        "over": ["诉前公告"],
    }
    found = {tab: shown(all_kinds.handler, f"tab={tab}") for tab in TABS}
    assert found == expected
    assert counts(page(all_kinds.handler, "/deadlines/")) == ["1", "1", "2", "1", "1", "1"]


def test_a_first_look_opens_the_first_tab_that_holds_anything(place: Place) -> None:
    due(place, 20, "还早")
    assert shown(place.handler) == ["还早"]
    due(place, 0, "今日")
    assert shown(place.handler) == ["今日"] == shown(place.handler, "tab=nonsense")


def test_what_stands_still_says_since_when(all_kinds: Place) -> None:
    text = page(all_kinds.handler, "/deadlines/?tab=paused")
    since = today() - timedelta(days=20)
    assert f"自{since.year}年{since.month}月{since.day}日起停止计算" in text and not re.search(
        r"逾期 \d", text
    )


def test_a_handler_begins_with_the_own_ones_and_others_with_the_office(place: Place) -> None:
    due(place, 1, "我的")
    due(place, 2, "同事的", duty_user=place.head)
    assert shown(place.handler) == ["我的"]
    assert "以下为由您负责的期限" in page(place.handler, "/deadlines/")
    assert shown(place.handler, "whose=office") == ["我的", "同事的"] == shown(place.head)
    assert "以下为本院的期限" in page(place.casemgr, "/deadlines/")
    assert shown(place.head, f"whose={place.handler.pk}") == ["我的"]
    assert shown(place.head, "whose=mine") == ["同事的"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("kind=statutory", {"诉前公告", "送达立案决定书"}),
        ("kind=internal", {"调查"}),
        ("kind=agreed", {"整改"}),
        ("duty=agency", {"整改"}),
        ("duty=office", {"送达立案决定书", "调查"}),
        ("duty=awaited", {"诉前公告"}),
        ("rule=T04", {"送达立案决定书"}),
        ("text=邮政管理局", {"整改"}),
        ("text=面单案", {"诉前公告", "送达立案决定书", "调查", "整改"}),
        ("text=没有这个", set()),
        ("kind=statutory&duty=office", {"送达立案决定书"}),
        ("kind=internal&duty=agency", set()),
        ("rule=N06&text=邮政&whose=mine&kind=agreed", {"整改"}),
        ("kind=nonsense", set()),
        ("rule=T99", set()),
        ("on=not-a-day", set()),
    ],
)
def test_filters_alone_and_together(place: Place, query: str, found: set[str]) -> None:
    due(place, 5, "整改")
    for rule, days in (("T04", 1), ("N02", 1), ("T15", 60)):
        began(place, rule, days)
    assert everything(place.handler, query) == found


def test_filters_stay_over_tabs_and_can_be_taken_away(place: Place) -> None:
    due(place, -5, "整改")
    began(place, "N02", 1)
    text = page(place.handler, "/deadlines/?kind=agreed&duty=agency&tab=overdue")
    assert "?kind=agreed&amp;duty=agency&amp;tab=later" in text
    assert "性质：约定期限" in text and 'href="/deadlines/?duty=agency&amp;tab=overdue"' in text
    assert 'href="/deadlines/month/?kind=agreed&amp;duty=agency"' in text
    assert "清除筛选" in text and "清除筛选" not in page(place.handler, "/deadlines/")


def test_one_day_alone(place: Place) -> None:
    due(place, 3, "三天后")
    due(place, 4, "四天后")
    on = today() + timedelta(days=3)
    text = page(place.handler, f"/deadlines/?on={on}")
    assert lines(text) == ["三天后"] and f"届满日：{on.year}年{on.month}月{on.day}日" in text


def test_pages_lead_to_every_row_once_while_new_ones_come(place: Place, monkeypatch) -> None:
    monkeypatch.setattr(paging.page, "__kwdefaults__", {**(paging.page.__kwdefaults__ or {}), "size": 2})
    for n in range(5):
        due(place, 10 + n // 2, f"第{n}项")
    client, url, seen = browser(place.handler), "/deadlines/?tab=later", []
    while url:
        answer = client.get(url)
        seen += lines(answer.content.decode())
        due(place, 9, "插进来的")
        url = "/deadlines/" + answer.context["older"] if answer.context["older"] else ""
    assert seen == [f"第{n}项" for n in range(5)]
    back = client.get("/deadlines/" + answer.context["newer"])
    assert lines(back.content.decode()) == ["第2项", "第3项"]
    assert shown(place.handler, "tab=later&older=rubbish") == ["插进来的"] * 2


def test_counts_stop_at_the_cap(place: Place, monkeypatch) -> None:
    monkeypatch.setattr(paging, "CAP", 3)
    for n in range(5):
        due(place, 30 + n, f"第{n}项")
    assert counts(page(place.handler, "/deadlines/"))[3] == "3+"


def test_agencies_of_one_case_and_day_are_one_line(place: Place) -> None:
    on = today() - timedelta(days=10)
    for _agency in range(2):
        services.start(
            rule="T08", case=place.case, respondent=place.respondent, started_on=on, duty_office=place.office,
            duty_user=place.handler, duty_group=place.agency.group, by=None, at=moment(on.isoformat()),
        )  # fmt: skip
    text = page(place.handler, "/deadlines/")
    assert len(lines(text)) == 1 and "逐家查看（2 家）" in text and "2" in counts(text)


def test_a_row_says_what_one_wants_to_know(place: Place) -> None:
    clock = began(place, "T04", 30)
    for rung in (-1, 0):
        for who in (place.handler, place.head):
            Reminder.objects.create(
                deadline=clock,
                round=1,
                rung=rung,
                recipient=who,
                due_on=clock.due_on,
                created_at=timezone.now(),
            )
    Deadline.objects.filter(pk=clock.pk).update(uncertain=True)
    text = page(place.head, "/deadlines/")
    late = (today() - clock.due_on).days
    for said in (
        f"逾期 {late} 天", "送达立案决定书", "办案规则第七十条", place.case.title, "handler",
        "已催办 2 次，最近为届满当日", "待定", f"{clock.due_on.year}年放假安排尚未录入，可能顺延",
        f'href="/deadlines/{clock.pk}/" data-dialog', f'href="/cases/{place.case.pk}/"',
    ):  # fmt: skip
        assert said in text, said


def elsewhere(place: Place, office: Procuratorate, title: str, handler: User) -> Deadline:
    """A clock of another office's case."""
    case = Case.objects.create(
        number=title, title=f"{title}案", track=place.case.track, field=place.case.field, facts="事实",
        handler=handler, filed_on=place.case.filed_on, **columns(office),
    )  # fmt: skip
    on = today() + timedelta(days=3)
    return services.start(
        rule="N06", case=case, respondent=Respondent.objects.create(case=case, agency=place.agency), title=title,
        started_on=today(), until=on, duty_office=office, duty_user=handler, duty_group=None, by=None,
        at=timezone.now(),
    )  # fmt: skip


@pytest.fixture
def three(place: Place) -> dict[str, Procuratorate]:
    """Clocks in Yiwu and Dongyang below Jinhua, in Jinhua itself, and in Hangzhou beside it."""
    offices = {name: Procuratorate.objects.get(name=name) for name in ("义乌", "东阳", "金华", "最高检")}
    offices["杭州"] = Procuratorate.objects.create(
        code="3301",
        name="杭州",
        short_name="杭州",
        mark="杭",
        level=Level.MUNICIPAL,
        parent=place.upper.parent,
    )
    hangzhou = person("hangzhou", PostName.HANDLER, office=offices["杭州"])
    who = {"义乌": place.handler, "东阳": place.stranger, "金华": place.upper_head, "杭州": hangzhou}
    for name, handler in who.items():
        elsewhere(place, offices[name], f"{name}的", handler)
    return offices


def test_an_office_above_sees_those_below_and_may_choose_one(place: Place, three: dict[str, Any]) -> None:
    assert set(shown(place.upper_head)) == {"义乌的", "东阳的", "金华的"}
    assert shown(place.upper_head, f"office={three['东阳'].pk}") == ["东阳的"]
    assert set(shown(place.upper_head, f"office={three['金华'].pk}")) == {"义乌的", "东阳的", "金华的"}
    chief = person("supreme", PostName.CHIEF, office=three["最高检"])
    assert len(shown(chief)) == 4
    assert shown(chief, f"office={three['杭州'].pk}") == ["杭州的"]
    assert f'value="{three["东阳"].pk}"' not in page(chief, "/deadlines/")
    assert f'value="{three["东阳"].pk}"' in page(chief, f"/deadlines/?office={three['金华'].pk}")


def test_what_lies_outside_ones_reach_cannot_be_named(place: Place, three: dict[str, Any]) -> None:
    hangzhou = User.objects.get(username="hangzhou")
    for who, query in (
        (place.upper_head, f"office={three['杭州'].pk}"),
        (place.upper_head, f"office={three['最高检'].pk}"),
        (place.upper_head, "office=987654321"),
        (place.upper_head, f"whose={hangzhou.pk}"),
        (place.head, f"whose={place.stranger.pk}"),
        (place.head, "whose=987654321"),
    ):
        text = page(who, f"/deadlines/?{query}")
        assert lines(text) == [] and "请从列表中选择" in text, query
        assert "杭州" not in text and "hangzhou" not in text
        assert who == place.upper_head or "stranger" not in text
    assert shown(place.head, f"office={three['东阳'].pk}&whose=all") == ["义乌的"]
    assert everything(place.stranger, "whose=all") == {"东阳的"}


def test_an_agency_sees_its_own_duties_and_no_case(place: Place) -> None:
    due(place, 2, "自己的")
    began(place, "T04", 3)
    text = page(place.liaison, "/deadlines/")
    assert lines(text) == ["自己的"] and place.case.title not in text and "handler" not in text
    assert everything(place.liaison, f"text={place.case.title}") == {"自己的"}
    assert everything(place.liaison, "text=没有这个") == {"自己的"}
    assert everything(place.liaison, "duty=office&whose=all") == {"自己的"}
    other = person("else", PostName.LIAISON, group=type(place.agency.group).objects.create(name="别的机关"))
    assert everything(other) == set()


def test_who_keeps_the_system_sees_no_board(place: Place) -> None:
    page(person("sysadmin", PostName.SYSADMIN, office=place.office), "/deadlines/", 403)


@pytest.mark.parametrize("who", ["handler", "head", "chief", "upper_head", "casemgr", "liaison"])
def test_no_row_costs_a_query(place: Place, who: str) -> None:
    user = getattr(place, who)
    due(place, 3, "一项")
    paused(place, 2, "停着的")
    for tab in ("week", "paused"):
        first = cost(user, f"/deadlines/?tab={tab}")
        for n in range(6):
            due(place, 3, f"第{n}项")
            paused(place, 2, f"停{n}项")
        again = cost(user, f"/deadlines/?tab={tab}")
        assert first == again <= 12, tab
