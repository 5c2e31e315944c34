"""A step of a case in the browser: its form, what a rule or a field refuses, twice sent and once done."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from cases.flow import CASE_FLOW, CaseState
from cases.models import Case, Decision
from tests.web.cases.conftest import Browser
from tests.world import CIVIL, World

CLOSING = {"ground": "protected", "facts": "废弃面单已全部销毁，公共利益得到有效保护。"}
EIGHT = {
    "origin": "履职中发现",
    "harm": "收件人信息外泄",
    "failure": "未履行监管职责",
    "basis": "个人信息保护法第六十条",
    "requests": "一、推广隐私面单\n二、开展执法检查",
    "urgent": "false",
    "other": "无",
}
POSSIBLE = [
    (state, move.name)
    for move in CASE_FLOW.moves
    for state in sorted(move.sources)
    if move.name != "all_served" and not move.ordered
]


def url(case: Case, name: str) -> str:
    return f"/cases/{case.pk}/moves/{name}/"


def said(answer) -> str:
    return str(answer.content.decode())


@pytest.mark.parametrize("state", CaseState.values)
def test_every_step_shows_its_form(world: World, of: Browser, state: str) -> None:
    case = world.case(state)
    browser = of(world.yiwu_handler)
    for _state, name in (pair for pair in POSSIBLE if pair[0] == state):
        answer = browser.get(url(case, name))
        assert answer.status_code == 200, name
        assert 'id="sheet"' in said(answer) and 'name="_key"' in said(answer)


def test_a_step_is_made_and_said(world: World, of: Browser) -> None:
    case = world.told("20 register 15 evaluate 10 file 8 serve_filing").case
    answer = of(world.yiwu_handler).post(
        url(case, "investigate"), {"plan": "勘验驿站，调取台账"}, follow=True
    )
    assert "已办理：开展调查" in said(answer)
    case.refresh_from_db()
    assert case.state == "investigating"


def test_what_must_be_decided_is_asked_for(world: World, of: Browser) -> None:
    case = world.case("investigating")
    answer = of(world.yiwu_handler).post(url(case, "close"), CLOSING, follow=True)
    assert "已提请审批：终结案件" in said(answer)
    assert world.pending(case).move == "close"


def test_a_recommendation_asks_for_its_eight_contents(world: World, of: Browser) -> None:
    case = world.case("investigating")
    browser = of(world.yiwu_handler)
    form = said(browser.get(url(case, "recommend")))
    assert all(f"办案规则第七十五条第{n}项" in form for n in "一二三四五六七八")
    chosen = [row.pk for row in case.respondents.all()]
    answer = browser.post(url(case, "recommend"), {**EIGHT, "respondents": chosen, "basis": ""})
    assert answer.status_code == 409
    assert "收件人信息外泄" in said(answer) and "检察建议应当写明提出检察建议的法律依据" in said(answer)
    assert browser.post(url(case, "recommend"), {**EIGHT, "respondents": chosen}).status_code == 302
    assert world.pending(case).draft["urgent"] is False


def test_a_refused_step_says_the_article_and_keeps_the_text(world: World, of: Browser) -> None:
    case = world.case("rectifying")
    answer = of(world.yiwu_handler).post(url(case, "close"), CLOSING)
    assert answer.status_code == 409
    page = said(answer)
    assert "2 项整改尚未验收" in page and "办案规则第七十四条" in page
    assert CLOSING["facts"] in page
    assert not Decision.objects.filter(case=case, move="close").exists()


@pytest.mark.parametrize(
    ("name", "data", "field"),
    [
        ("close", {"ground": "protected", "facts": ""}, "facts"),
        ("close", {"ground": "nonsense", "facts": "x"}, "ground"),
        ("close", {"ground": "protected", "facts": "长" * 8001}, "facts"),
        ("transfer", {"office": "不存在的院", "reason": "管辖"}, "office"),
        ("recommend", {**EIGHT, "respondents": ["999999"]}, "respondents"),
        ("recommend", {**EIGHT, "respondents": ["abc"]}, "respondents"),
        ("consult", {"form": "meeting", "held_on": "2020-01-01", "place": "院", "agenda": "整改"}, "held_on"),
        ("consult", {"form": "meeting", "held_on": "不是日期", "place": "院", "agenda": "整改"}, "held_on"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(
    world: World, of: Browser, name: str, data: dict[str, object], field: str
) -> None:
    case = world.case("investigating")
    answer = of(world.yiwu_handler).post(url(case, name), data)
    assert answer.status_code == 422
    found = re.search(rf'data-field="{field}".*?</(?:div|fieldset)>', said(answer), re.S)
    assert found and "field-errors" in said(answer)
    assert field in answer.context["form"].errors
    assert not case.decisions.filter(state="pending").exists()


def test_an_announcement_cannot_lie_ahead(world: World, of: Browser) -> None:
    case = world.told("60 register 55 evaluate 50 file 45 investigate", matter=CIVIL).case
    tomorrow = timezone.localdate() + timedelta(days=1)
    data = {"media": "检察日报", "published_on": tomorrow.isoformat(), "content": "请适格主体起诉"}
    answer = of(world.yiwu_handler).post(url(case, "announce"), data)
    assert answer.status_code == 422 and "日期不能晚于今天" in said(answer)
    assert "请适格主体起诉" in said(answer)


def test_two_submits_of_one_form_do_it_once(world: World, of: Browser) -> None:
    case = world.case("investigating")
    browser = of(world.yiwu_handler)
    form = browser.get(url(case, "close"))
    key = re.search(r'name="_key" value="(\w+)"', said(form))
    assert key
    data = {**CLOSING, "_key": key[1], "version": case.version}
    answers = [browser.post(url(case, "close"), data) for _time in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert case.decisions.filter(move="close").count() == 1


def test_a_page_that_is_no_longer_true_is_refused(world: World, of: Browser) -> None:
    case = world.case("investigating")
    answer = of(world.yiwu_handler).post(url(case, "close"), {**CLOSING, "version": case.version - 1})
    assert answer.status_code == 409
    assert "请刷新后再办理" in said(answer) and CLOSING["facts"] in said(answer)


def test_only_the_handler_takes_a_step(world: World, of: Browser) -> None:
    case = world.case("investigating")
    for person in (world.yiwu_head, world.yiwu_chief, world.yiwu_clerk):
        assert of(person).get(url(case, "close")).status_code == 403
        assert of(person).post(url(case, "close"), CLOSING).status_code == 403


def test_an_unknown_step_is_not_there(world: World, of: Browser) -> None:
    case = world.case("investigating")
    assert of(world.yiwu_handler).get(url(case, "nonsense")).status_code == 404


def test_a_hearing_is_planned_with_its_officers(world: World, of: Browser) -> None:
    case = world.case("reviewing")
    day = timezone.localdate() + timedelta(days=14)
    data = {"purpose": "effect", "held_on": day.isoformat(), "place": "听证室", "public": "true"}
    for n, name in enumerate(("陈一", "林二", "周三"), start=1):
        data |= {f"officer_{n}_name": name, f"officer_{n}_kind": "deputy"}
    browser = of(world.yiwu_handler)
    assert browser.post(url(case, "hear"), {**data, "officer_3_name": "陈一"}).status_code == 422
    assert browser.post(url(case, "hear"), data).status_code == 302
    assert world.pending(case).move == "hear"
