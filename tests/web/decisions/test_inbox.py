"""The inbox: what waits for whom, what was asked, what was decided."""

from cases import services
from tests.web.people import cost, page
from tests.world import World

URL = "/decisions/"


def test_a_request_waits_for_the_head_and_then_for_the_chief(world: World) -> None:
    story = world.told("20 register 15 evaluate 10 file:asked", title="面单外泄")
    assert "去审批" in page(world.yiwu_head, URL)
    assert "去审批" not in page(world.yiwu_chief, URL)
    services.approve(world.pending(story.clue).pk, by=world.yiwu_head, at=world.now)
    assert "去审批" not in page(world.yiwu_head, URL)
    said = page(world.yiwu_chief, URL)
    assert "去审批" in said and "1 件等您审批" in said
    assert "面单外泄" in page(world.yiwu_head, f"{URL}?tab=decided")


def test_who_asked_finds_it_among_the_own(world: World) -> None:
    world.told("20 register 15 evaluate 10 file:asked", title="面单外泄")
    said = page(world.yiwu_handler, URL)
    assert "面单外泄" in said and "待部门负责人审批" in said and "?tab=waiting" not in said
    assert "面单外泄" in page(world.yiwu_casemgr, f"{URL}?tab=all")
    assert "面单外泄" not in page(world.dongyang_head, f"{URL}?tab=all")


def test_empty_tabs_say_what_will_stand_there(world: World) -> None:
    assert "都办完了" in page(world.yiwu_head, URL)
    assert "您还没有提请过审批" in page(world.yiwu_handler, f"{URL}?tab=nonsense")


def test_agencies_find_no_inbox_and_administrators_may_not(world: World) -> None:
    page(world.yiwu_post_liaison, URL, 404)
    page(world.yiwu_auditor, URL, 403)


def test_the_inbox_costs_the_same_however_full(world: World) -> None:
    world.told("20 register 15 evaluate 10 file:asked")
    tabs = [f"{URL}?tab={tab}" for tab in ("waiting", "asked", "decided", "all")]
    few = [cost(world.yiwu_head, tab) for tab in tabs]
    for _ in range(4):
        world.told("20 register 15 evaluate 10 file:asked")
    assert [cost(world.yiwu_head, tab) for tab in tabs] == few
    assert max(few) <= 12


def test_nothing_is_ticked_beforehand(world: World) -> None:
    for title in ("甲案", "乙案"):
        world.told("20 register 15 evaluate 5 file:asked", title=title)
    said = page(world.yiwu_head, "/decisions/")
    assert said.count('name="pick"') == 2 and " checked" not in said
