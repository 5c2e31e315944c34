"""One clue: what is shown to whom, what may be done next, what is missing."""

import pytest

from cases.flow import ClueState
from tests.web.people import cost, page
from tests.world import World


@pytest.mark.parametrize("state", ClueState.values)
def test_every_state_has_its_page(world: World, state: str) -> None:
    clue = world.clue(state)
    said = page(world.zhejiang_handler, f"/clues/{clue.pk}/")
    assert clue.number in said and str(clue.get_state_display()) in said


def test_strangers_and_agencies_find_nothing(world: World) -> None:
    clue = world.clue()
    for who in (world.dongyang_handler, world.jiangsu_chief, world.yiwu_post_liaison, world.yiwu_sysadmin):
        page(who, f"/clues/{clue.pk}/", 404)
    page(world.yiwu_handler, "/clues/999999/", 404)


def test_who_gave_the_clue_is_for_few(world: World) -> None:
    clue = world.clue("evaluating", giver="匿名甲")
    url = f"/clues/{clue.pk}/"
    for who in (world.yiwu_handler, world.yiwu_head, world.yiwu_chief):
        assert "匿名甲" in page(who, url)
    for who in (world.yiwu_clerk, world.yiwu_casemgr, world.jinhua_chief, world.zhejiang_handler):
        said = page(who, url)
        assert "匿名甲" not in said and "已隐去" in said


def test_a_blocked_step_says_what_is_missing_and_the_article(world: World) -> None:
    clue = world.told("20 register 15 evaluate 9 instruct:zhejiang 8 forward").clue
    said = page(world.yiwu_handler, f"/clues/{clue.pk}/")
    assert "请示尚待浙江省检察院答复" in said and "办案规则第一百零四条" in said
    assert f"/clues/{clue.pk}/moves/file/" not in said
    above = page(world.zhejiang_chief, f"/clues/{clue.pk}/")
    assert "办理请示" in above and "由义乌市检察院的承办检察官办理" in above
    assert "办理请示" not in page(world.jinhua_chief, f"/clues/{clue.pk}/")


def test_a_clue_received_by_transfer_is_not_passed_on(world: World) -> None:
    sent = world.clue("transferred")
    received = type(sent).objects.get(office=world.dongyang)
    said = page(world.dongyang_handler, f"/clues/{received.pk}/")
    assert "移送来的线索应当受理" in said and "办案规则第二十六条" in said
    assert "移送至东阳市检察院" in page(world.yiwu_handler, f"/clues/{sent.pk}/")


def test_where_it_came_from_and_what_it_led_to(world: World) -> None:
    received = world.clue("reported")
    assert "义乌市人民检察院报请" in page(world.jinhua_handler, f"/clues/{received.pk}/")
    below = received.reported_from.clue
    assert "报请金华市人民检察院" in page(world.yiwu_handler, f"/clues/{below.pk}/")
    case = world.case("filed")
    assert f"/cases/{case.pk}/" in page(world.yiwu_handler, f"/clues/{case.clue_id}/")


def test_one_primary_action(world: World) -> None:
    clue = world.clue("evaluating")
    said = page(world.yiwu_handler, f"/clues/{clue.pk}/")
    assert said.count("btn-primary") == 1 and f"/clues/{clue.pk}/moves/file/" in said


def test_a_page_costs_at_most_twenty_queries(world: World) -> None:
    story = world.told("40 register 35 evaluate 30 instruct:zhejiang 25 forward 20 answer")
    story.tell("18 file:asked 17 send_back_filing 10 file:asked")
    for who in (world.yiwu_handler, world.yiwu_chief):
        assert cost(who, f"/clues/{story.clue.pk}/") <= 20
