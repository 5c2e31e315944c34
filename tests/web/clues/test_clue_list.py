"""The list of clues: whose they are, how it narrows, how it pages, what it costs."""

import re

from django.urls import reverse

from tests.web.people import browser, cost, page
from tests.world import World

URL = "/clues/"


def test_one_sees_the_clues_of_the_own_office_and_of_those_below(world: World) -> None:
    world.clue(title="快递面单外泄")
    assert "快递面单外泄" in page(world.yiwu_handler, URL)
    assert "快递面单外泄" in page(world.zhejiang_handler, URL)
    assert "快递面单外泄" not in page(world.dongyang_handler, URL)


def test_an_empty_list_says_what_to_do(world: World) -> None:
    said = page(world.yiwu_handler, URL)
    assert "还没有线索" in said and reverse("clue-new") in said
    assert reverse("clue-new") not in page(world.yiwu_chief, URL)


def test_agencies_find_no_such_page_and_administrators_may_not(world: World) -> None:
    page(world.yiwu_post_liaison, URL, 404)
    page(world.yiwu_sysadmin, URL, 403)


def test_filters_narrow_and_are_kept_by_the_pager(world: World) -> None:
    world.clue(title="甲处线索")
    world.clue("evaluating", title="乙处线索")
    said = page(world.yiwu_handler, f"{URL}?state=evaluating")
    assert "乙处线索" in said and "甲处线索" not in said and "清除" in said
    assert "没有符合条件的线索" in page(world.yiwu_handler, f"{URL}?text=没有这个")
    assert "甲处线索" in page(world.yiwu_handler, f"{URL}?text=甲处&field=personal_data&source=casework")


def test_bad_filters_and_keys_are_no_error(world: World) -> None:
    world.clue(title="甲处线索")
    for query in (
        "state=nowhere",
        "older=x",
        "older=2026-13-01_1",
        "newer=2026-01-01_９",
        "text=" + "长" * 99,
    ):
        page(world.yiwu_handler, f"{URL}?{query}")


def test_pages_follow_each_other_without_gap_or_repeat(world: World) -> None:
    for n in range(30):
        world.clue(title=f"线索{n:02}号")
    client, seen = browser(world.yiwu_handler), []
    said = client.get(URL).content.decode()
    seen += re.findall(r"线索\d\d号", said)
    assert "共 30 条" in said
    older = re.search(r'rel="next" href="([^"]+)"', said)
    assert older
    second = client.get(URL + older[1].replace("&amp;", "&")).content.decode()
    seen += re.findall(r"线索\d\d号", second)
    assert len(seen) == len(set(seen)) == 30
    newer = re.search(r'rel="prev" href="([^"]+)"', second)
    assert newer and 'rel="next"' not in second
    again = client.get(URL + newer[1].replace("&amp;", "&")).content.decode()
    assert re.findall(r"线索\d\d号", again) == seen[:25]


def test_the_list_costs_the_same_however_long(world: World) -> None:
    world.clue("evaluating")
    few = cost(world.yiwu_handler, URL)
    for _ in range(6):
        world.clue("evaluating")
    assert cost(world.yiwu_handler, URL) == few <= 12
