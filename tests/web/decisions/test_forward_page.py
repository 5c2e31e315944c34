"""The chief's page with its second way, and the page on which the committee's resolution is written down."""

from cases import services
from tests.web.decisions.test_decision_page import asked
from tests.web.people import cost, page, send
from tests.world import World

MEETING = "2026年第8次检委会会议"


def test_a_chief_puts_it_before_the_committee_and_the_case_manager_writes_the_resolution_down(
    world: World,
) -> None:
    decision = asked(world, "recommend")
    url = f"/decisions/{decision.pk}/"
    assert "提交检察委员会" not in page(world.yiwu_head, url)
    services.approve(decision.pk, by=world.yiwu_head, at=world.now)
    assert "提交检察委员会" in page(world.yiwu_chief, url)
    send(world.yiwu_chief, f"{url}forward/", 422, **{"forward-to": "committee"})
    send(world.yiwu_chief, f"{url}forward/", **{"forward-to": "committee", "forward-text": "案情重大"})
    assert "等您审批" in page(world.yiwu_casemgr, "/decisions/")
    said = page(world.yiwu_casemgr, url)
    assert "登记检察委员会决议" in said and "案情重大" in said and 'name="meeting"' in said
    assert cost(world.yiwu_casemgr, url) <= 20
    send(world.yiwu_casemgr, f"{url}approve/", 422, text="同意")
    send(world.yiwu_casemgr, f"{url}approve/", text="同意", meeting=MEETING)
    assert MEETING in page(world.yiwu_handler, url)


def test_a_head_is_refused_with_the_article(world: World) -> None:
    decision = asked(world, "recommend")
    form = {"forward-to": "upper", "forward-text": "报请决定"}
    said = send(world.yiwu_head, f"/decisions/{decision.pk}/forward/", 409, **form)
    assert "只有检察长" in said and "办案规则第十八条" in said and "报请决定" in said


def test_evidence_paper_and_conditions_stand_on_the_page(world: World) -> None:
    said = page(world.yiwu_head, f"/decisions/{asked(world, 'recommend').pk}/")
    for words in ("公益损害", "监管职责", "未依法履职", "文书预览：检察建议书", "（签发时编号）", "法定条件"):
        assert words in said
