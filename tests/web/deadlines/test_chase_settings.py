"""The page on which people choose how they are reminded, and what it does not let them choose."""

import pytest

from deadlines import selectors
from deadlines.models import ChaseMatter, ChaseWay
from tests.web.people import cost, page, send
from tests.world import World

URL = "/notices/settings/"
BOTH = dict.fromkeys(ChaseMatter.values, "both")


def test_everything_comes_both_ways_until_somebody_chooses(world: World) -> None:
    wished = selectors.wishes(world.yiwu_handler, at=world.now)
    assert set(wished.ways.values()) == {ChaseWay.BOTH}
    assert page(world.yiwu_handler, URL).count("selected") == len(ChaseMatter)


def test_a_choice_is_kept_and_shown(world: World) -> None:
    assert send(world.yiwu_handler, URL, **BOTH | {"early15": "none", "early7": "notice"}) == URL
    ways = selectors.wishes(world.yiwu_handler, at=world.now).ways
    assert (ways["early15"], ways["early7"], ways["early3"]) == ("none", "notice", "both")
    shown = page(world.yiwu_handler, URL)
    assert '<option value="none" selected>' in shown and '<option value="notice" selected>' in shown
    assert set(selectors.wishes(world.yiwu_head, at=world.now).ways.values()) == {"both"}


def test_what_always_comes_stands_locked_and_says_why(world: World) -> None:
    shown = page(world.yiwu_handler, URL)
    assert "法定期限届满前一日起的提醒不能关闭" in shown and "逾期须由负责人督促，不能关闭" in shown
    assert shown.count("<select") == len(ChaseMatter)


def test_an_agencys_people_choose_for_themselves(world: World) -> None:
    liaison = world.yiwu_post_liaison
    shown = page(liaison, URL)
    assert "内部目标" not in shown and shown.count("<select") == 3
    assert send(liaison, URL, early15="none", early7="none", early3="none") == URL
    ways = selectors.wishes(liaison, at=world.now).ways
    assert (ways["early3"], ways["internal"]) == ("none", "both")


@pytest.mark.parametrize("way", ["", "never", "NONE"])
def test_a_way_that_is_none_is_refused_at_its_field(world: World, way: str) -> None:
    assert 'id="id_early7_error"' in send(world.yiwu_handler, URL, status=422, **BOTH | {"early7": way})
    assert set(selectors.wishes(world.yiwu_handler, at=world.now).ways.values()) == {"both"}


def test_the_page_is_found_from_the_notices_and_the_menu(world: World) -> None:
    for user in (world.yiwu_handler, world.yiwu_post_liaison):
        assert page(user, "/notices/").count(f'href="{URL}"') == 2


def test_the_page_costs_little(world: World) -> None:
    assert cost(world.yiwu_handler, URL) <= 12
