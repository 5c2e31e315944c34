"""The list of cases: what one may see, narrowed, page by page, at the same cost."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts import paging
from tests.web.cases.conftest import Browser
from tests.world import CIVIL, World


def titles(answer) -> list[str]:
    assert answer.status_code == 200
    return re.findall(r'class="row-link" href="/cases/\d+/">([^<]+)</a>', answer.content.decode())


def test_one_sees_the_cases_of_the_own_office_and_below(world: World, of: Browser) -> None:
    case = world.case("investigating")
    for who in ("yiwu_handler", "yiwu_clerk", "jinhua_handler", "zhejiang_chief", "spp_handler"):
        assert case.title in titles(of(getattr(world, who)).get("/cases/")), who
    for who in ("dongyang_handler", "ningbo_chief"):
        assert titles(of(getattr(world, who)).get("/cases/")) == [], who


@pytest.mark.parametrize(("who", "code"), [("yiwu_sysadmin", 403), ("yiwu_post_liaison", 404)])
def test_who_has_no_cases_has_no_list(world: World, of: Browser, who: str, code: int) -> None:
    assert of(getattr(world, who)).get("/cases/").status_code == code


def test_an_empty_list_says_what_to_do(world: World, of: Browser) -> None:
    assert "线索评估后提请立案" in of(world.yiwu_handler).get("/cases/").content.decode()


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("stage=rectification", {"整改案"}),
        ("track=civil", {"民事案"}),
        ("field=personal_data", {"整改案"}),
        ("text=民事", {"民事案"}),
        ("text=没有这个", set()),
        ("mine=mine", {"整改案", "民事案"}),
        ("stage=nonsense", {"整改案", "民事案"}),
        ("office=999999", {"整改案", "民事案"}),
    ],
)
def test_filters(world: World, of: Browser, query: str, found: set[str]) -> None:
    world.case("rectifying", title="整改案")
    world.told("60 register 55 evaluate 50 file", CIVIL, title="民事案")
    shown = {
        title.removesuffix("行政公益诉讼案").removesuffix("民事公益诉讼案")
        for title in titles(of(world.yiwu_handler).get(f"/cases/?{query}"))
    }
    assert {title for title in shown if title} == found


def test_pages_lead_to_every_case_once(world: World, of: Browser, monkeypatch) -> None:
    monkeypatch.setattr(paging.page, "__kwdefaults__", {**(paging.page.__kwdefaults__ or {}), "size": 2})
    for n in range(5):
        world.case("filed", title=f"案件{n}")
    browser, url, seen = of(world.yiwu_handler), "/cases/", []
    while url:
        page = browser.get(url)
        seen += titles(page)
        url = "/cases/" + page.context["older"] if page.context["older"] else ""
    assert len(seen) == len(set(seen)) == 5
    assert titles(browser.get("/cases/" + page.context["newer"])) == seen[2:4]
    assert titles(browser.get("/cases/?older=rubbish")) == seen[:2]


def test_no_row_costs_a_query(world: World, of: Browser) -> None:
    browser = of(world.yiwu_handler)
    world.case("rectifying")
    counts = []
    browser.get("/notices/")
    for _round in range(2):
        with CaptureQueriesContext(connection) as queries:
            assert titles(browser.get("/cases/"))
        counts.append(len(queries))
        world.case("rectifying", title="又一案")
        world.case("suspended", title="再一案")
    assert counts[0] == counts[1] <= 12


def test_a_row_says_how_far_and_what_is_due(world: World, of: Browser) -> None:
    world.case("rectifying")
    page = of(world.yiwu_handler).get("/cases/").content.decode()
    assert "0 / 2 项已验收" in page and 'class="due-why is-' in page
