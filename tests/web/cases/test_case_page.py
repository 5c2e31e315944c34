"""The page of a case answers in every state, shows what is missing with its article, and is closed to strangers."""

import pytest

from cases.flow import CaseState
from desk.demo.matter import Measure
from tests.web.cases.conftest import Browser
from tests.world import World


def page(browser: Browser, user, case) -> str:
    answer = browser(user).get(f"/cases/{case.pk}/")
    assert answer.status_code == 200
    return str(answer.content.decode())


@pytest.mark.parametrize("state", CaseState.values)
def test_every_state_has_its_page(world: World, of: Browser, state: str) -> None:
    case = world.case(state)
    said = page(of, world.yiwu_handler, case)
    assert case.number in said and str(case.get_state_display()) in said


def test_a_blocked_step_says_what_is_missing_and_the_article(world: World, of: Browser) -> None:
    said = page(of, world.yiwu_handler, world.case("rectifying"))
    assert "整改期至" in said and "办案规则第七十七条" in said
    assert "2 项整改尚未验收" in said and "办案规则第七十四条" in said


def test_the_next_step_is_the_one_primary_action(world: World, of: Browser) -> None:
    case = world.case("filed")
    said = page(of, world.yiwu_handler, case)
    assert said.count("btn-primary") == 1 and "下一步：" in said


def test_who_only_looks_is_told_whose_step_it_is(world: World, of: Browser) -> None:
    said = page(of, world.yiwu_chief, world.case("investigating"))
    assert f"下列步骤由承办检察官{world.yiwu_handler}办理" in said
    assert "由承办检察官办理" not in said


def test_a_pending_decision_is_said_once_and_offered_to_its_decider(world: World, of: Browser) -> None:
    case = world.told("40 register 35 evaluate 30 file 28 serve_filing 25 investigate 1 close:asked").case
    decision = world.pending(case)
    head, handler = page(of, world.yiwu_head, case), page(of, world.yiwu_handler, case)
    assert f'href="/decisions/{decision.pk}/"' in head and "下一步：审批" in head
    assert "等待部门负责人审批" in handler and handler.count("正在审批") == 0


def test_agencies_clocks_obligations_and_papers_are_shown(world: World, of: Browser) -> None:
    case = world.case("rectifying")
    said = page(of, world.yiwu_handler, case)
    respondent, obligation = world.respondent(case), world.obligation(case)
    assert respondent.agency.name in said and obligation.measure in said
    assert respondent.recommendation.document.number in said
    assert f'href="/respondents/{respondent.pk}/reply/"' in said
    assert "这个日期怎么来的" in said and "隐私面单应用率" in said


def test_a_civil_case_has_no_agencies(world: World, of: Browser) -> None:
    said = page(of, world.yiwu_handler, world.case("announced"))
    assert "诉前公告" in said and "被监督机关" not in said and "整改事项" not in said


def test_the_record_says_who_and_which_states(world: World, of: Browser) -> None:
    said = page(of, world.yiwu_handler, world.case("investigating"))
    assert "已立案 → 调查" in said and "开展调查" in said


@pytest.mark.parametrize("who", ["dongyang_handler", "ningbo_chief", "yiwu_post_liaison"])
def test_a_stranger_finds_nothing(world: World, of: Browser, who: str) -> None:
    case = world.case("investigating")
    browser = of(getattr(world, who))
    for url in (
        f"/cases/{case.pk}/",
        f"/cases/{case.pk}/moves/close/",
        f"/documents/{case.documents.first().pk}/",
    ):
        assert browser.get(url).status_code == 404, url
    assert browser.get("/cases/999999/").status_code == 404


def test_the_office_above_sees_the_case_and_may_not_act(world: World, of: Browser) -> None:
    case = world.case("investigating")
    browser = of(world.zhejiang_handler)
    assert browser.get(f"/cases/{case.pk}/").status_code == 200
    assert browser.get(f"/cases/{case.pk}/moves/close/").status_code == 403


def test_no_row_costs_a_query(world: World, of: Browser, django_assert_max_num_queries) -> None:
    few = world.case("rectifying")
    many = world.case(
        "rectifying",
        title="多机关案件",
        agencies=("yiwu-post", "yiwu-cac", "yiwu-police", "yiwu-samr"),
        measures=tuple(
            Measure(agency, f"整改措施{n}", "rules", ("检查家数", "家", "0", "60"))
            for agency in ("yiwu-post", "yiwu-cac", "yiwu-police", "yiwu-samr")
            for n in (1, 2)
        ),
    )
    browser = of(world.yiwu_handler)
    browser.get("/notices/")  # the first page of a session also writes the session
    counts = []
    for case in (few, many):
        with django_assert_max_num_queries(20) as queries:
            assert browser.get(f"/cases/{case.pk}/").status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]
