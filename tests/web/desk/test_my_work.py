"""My work: what is due and what waits, for each post; truthful numbers; a bounded number of queries."""

import pytest
from django.test import Client
from django.utils import timezone

from cases import services
from deadlines.models import Deadline
from tests.web.people import browser, cost, page
from tests.world import World


def test_nothing_to_do_is_said_kindly(world: World) -> None:
    said = page(world.yiwu_handler, "/")
    assert "今天 0 件到期，0 件等您处理" in said and "眼下没有要赶的事" in said and "还没有在办案件" in said
    assert said.count("btn-primary") == 1 and "/clues/new/" in said and "本院时限合规率" not in said


def test_a_clue_to_evaluate_stands_first_for_the_handlers_of_its_office(world: World) -> None:
    clue = world.told("29 register", title="面单外泄").clue
    said = page(world.yiwu_handler, "/")
    assert "面单外泄" in said and f"/clues/{clue.pk}/moves/evaluate/" in said and "内部目标" in said
    for other in (world.dongyang_handler, world.jinhua_handler):
        assert "面单外泄" not in page(other, "/")


def test_what_comes_by_transfer_is_work_of_who_received_it(world: World) -> None:
    sent = world.told("40 register 35 evaluate 25 pass_to:dongyang", title="面单外泄").clue
    received = type(sent).objects.get(office=world.dongyang)
    assert f"/clues/{received.pk}/moves/evaluate/" in page(world.dongyang_handler, "/")
    assert f"/clues/{received.pk}/" not in page(world.yiwu_handler, "/")


def test_recommendations_to_serve_stand_there_for_handler_and_clerk(world: World) -> None:
    case = world.case("recommended")
    url = f"/respondents/{world.respondent(case).pk}/serve/recommendation/"
    for who in (world.yiwu_handler, world.yiwu_clerk):
        said = page(who, "/")
        assert "送达检察建议书 · " in said and url in said and "办案规则第七十六条" in said


def test_reports_to_judge_show_their_figures(world: World) -> None:
    story = world.told(
        "90 register 85 evaluate 80 file 78 serve_filing 75 investigate 60 recommend 58 serve 57 oblige:30 2 submit"
    )
    said = page(world.yiwu_handler, "/")
    obligation = world.obligation(story.case)
    assert (
        f"核验整改：{obligation.measure}" in said
        and f"/obligations/{obligation.pk}/" in said
        and "去核验" in said
    )
    assert "核验 2 项整改" in said


def test_heads_and_chiefs_find_their_inbox_first(world: World) -> None:
    story = world.told("20 register 15 evaluate 10 file:asked", title="面单外泄")
    decision = world.pending(story.clue)
    said = page(world.yiwu_head, "/")
    assert f"/decisions/{decision.pk}/" in said and "去审批" in said and "1 件等您处理" in said
    handler = page(world.yiwu_handler, "/")
    assert "部门负责人 <b>提请立案</b>" in handler
    services.approve(decision.pk, by=world.yiwu_head, at=world.now)
    assert f"/decisions/{decision.pk}/" in page(world.yiwu_chief, "/")
    assert "待我审批" not in page(world.yiwu_handler, "/")


def test_a_question_from_below_waits_for_the_chief_asked(world: World) -> None:
    clue = world.told("20 register 15 evaluate 10 instruct:zhejiang").clue
    asked = clue.instructions.get()
    assert f"/instructions/{asked.pk}/" in page(world.jinhua_chief, "/")
    assert f"/instructions/{asked.pk}/" not in page(world.zhejiang_chief, "/")
    assert "金华市检察院 <b>办理请示</b>" in page(world.yiwu_handler, "/")


def test_what_agencies_owe_stands_beside(world: World) -> None:
    world.case("rectifying")
    said = page(world.yiwu_handler, "/")
    assert "履行职责并书面回复" in said and "已提醒 0 次" in said and "等待行政机关整改" in said


def test_the_figure_is_counted_from_the_ledger(world: World) -> None:
    world.case("rectifying")
    office = Deadline.objects.filter(duty_office=world.yiwu, duty_group=None, internal=False)
    met = office.filter(state="met").count()
    assert met and "100%" in page(world.yiwu_handler, "/")
    Deadline.objects.filter(pk__in=office.filter(ended_on=None).values("pk")[:1]).update(
        due_on=timezone.localdate(world.ago(1)), started_on=timezone.localdate(world.ago(9))
    )
    said = page(world.yiwu_handler, "/")
    assert f"按期 {met}" in said and "逾期 1" in said


@pytest.mark.parametrize(
    ("who", "duty"), [("sysadmin", "登记本院人员"), ("secadmin", "任命职务"), ("auditor", "今天有")]
)
def test_administrators_see_no_case(world: World, who: str, duty: str) -> None:
    world.case("filed", title="快递驿站泄露收件人信息")
    said = page(getattr(world, f"yiwu_{who}"), "/")
    assert "看不到案件" in said and duty in said and "快递驿站" not in said
    assert '/cases/"' not in said and '/clues/"' not in said and "/decisions/" not in said


def test_agencies_have_a_first_page_of_their_own(world: World) -> None:
    answer = browser(world.yiwu_post_liaison).get("/")
    assert (answer.status_code, answer["Location"]) == (302, "/portal/")


def test_every_page_is_closed_without_login(world: World) -> None:
    for url in (
        "/",
        "/clues/",
        "/clues/new/",
        "/clues/1/",
        "/decisions/",
        "/decisions/1/",
        "/instructions/1/answer/",
    ):
        assert Client().get(url)["Location"].startswith("/login/")


@pytest.mark.parametrize("who", ["handler", "assistant", "clerk", "head", "chief", "casemgr"])
def test_it_costs_at_most_twenty_queries_whatever_the_rows(world: World, who: str) -> None:
    person = getattr(world, f"yiwu_{who}")
    scripts = ("60 register 55 evaluate 50 file 48 serve_filing 45 investigate 30 recommend 28 serve 27 oblige:45 2 submit",
               "29 register", "20 register 15 evaluate 10 file:asked")  # fmt: skip
    for script in scripts:
        world.told(script)
    few = cost(person, "/")
    for script in scripts:
        world.told(script)
    assert cost(person, "/") == few <= 20
