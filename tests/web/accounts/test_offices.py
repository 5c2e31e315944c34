"""The procuratorates of the country as pages: looked up by everyone of a procuratorate, put right at the top."""

import re

import pytest

from accounts import office_lists
from accounts.models import Procuratorate
from accounts.services import load_procuratorates
from tests.web.people import browser, cost, page, send
from tests.world import NOW, World


def names(text: str) -> list[str]:
    return re.findall(r'class="row-link" href="/offices/\d+/">([^<]+)</a>', text)


@pytest.mark.parametrize(
    "who", ["yiwu_handler", "yiwu_sysadmin", "jinhua_secadmin", "zhejiang_auditor", "spp_chief"]
)
def test_everyone_of_a_procuratorate_looks_them_up(world: World, who: str) -> None:
    user = getattr(world, who)
    assert len(names(page(user, "/offices/"))) == 8
    assert "金华市人民检察院" in page(user, f"/offices/{world.jinhua.pk}/")
    assert "义乌市人民检察院" in page(user, "/offices/suggest/?q=义乌")


def test_for_an_agency_they_are_not_there(world: World) -> None:
    for path in (
        "/offices/",
        f"/offices/{world.jinhua.pk}/",
        "/offices/suggest/?q=义",
        f"/offices/{world.jinhua.pk}/edit/",
    ):
        assert browser(world.yiwu_post_liaison).get(path).status_code == 404, path
    assert browser(world.yiwu_handler).get("/offices/987654/").status_code == 404


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("text=义乌", ["义乌市人民检察院"]),
        ("text=3307", ["金华市人民检察院", "义乌市人民检察院", "东阳市人民检察院"]),
        ("text=浙江+检察院", ["浙江省人民检察院"]),
        ("level=municipal", ["宁波市人民检察院", "金华市人民检察院"]),
        ("level=county&text=余姚市检察院", ["余姚市人民检察院"]),
        ("text=甬", ["宁波市人民检察院"]),
        ("text=没有这个", []),
    ],
)
def test_they_are_found(world: World, query: str, found: list[str]) -> None:
    assert names(page(world.yiwu_handler, f"/offices/?{query}")) == found


def test_pages_lead_to_every_office_once_and_back(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office_lists, "SIZE", 3)
    text, seen = page(world.yiwu_handler, "/offices/"), []
    while True:
        seen.append(names(text))
        following = re.search(r'rel="next" href="([^"]+)"', text)
        if not following:
            break
        text = page(world.yiwu_handler, f"/offices/{following[1]}")
    assert [len(one) for one in seen] == [3, 3, 2]
    back = re.search(r'rel="prev" href="([^"]+)"', text)
    assert back
    assert names(page(world.yiwu_handler, f"/offices/{back[1]}")) == seen[1]
    assert 'rel="prev"' not in page(world.yiwu_handler, "/offices/")


def test_an_office_says_who_leads_it_whom_it_leads_and_who_decides(world: World) -> None:
    text = page(world.yiwu_handler, f"/offices/{world.jinhua.pk}/")
    for said in (
        "最高检",
        "浙江省检察院",
        "义乌市检察院",
        "东阳市检察院",
        world.jinhua_chief.name,
        world.jinhua_head.name,
    ):
        assert said in text
    assert "余姚市检察院" not in text
    assert world.jinhua_handler.name not in text
    assert "/edit/" not in text


def test_with_the_whole_country_a_page_costs_the_same(world: World) -> None:
    paths = ("/offices/", "/offices/?text=区", f"/offices/{world.zhejiang.pk}/", "/offices/suggest/?q=市")
    before = [cost(world.yiwu_handler, path) for path in paths]
    load_procuratorates(at=NOW)
    assert [cost(world.yiwu_handler, path) for path in paths] == before
    assert max(before) <= 12


def test_names_and_marks_are_put_right_at_the_top_only(world: World) -> None:
    path = f"/offices/{world.yiwu.pk}/edit/"
    form = {"name": "浙江省义乌市人民检察院", "short_name": "义乌检察院", "mark": "浙义"}
    for who in (world.yiwu_sysadmin, world.spp_chief, world.yiwu_chief):
        assert browser(who).get(path).status_code == 403
        assert browser(who).post(path, form).status_code == 403
    assert "修改名称" in page(world.spp_sysadmin, f"/offices/{world.yiwu.pk}/")
    assert send(world.spp_sysadmin, path, **form) == f"/offices/{world.yiwu.pk}/"
    world.yiwu.refresh_from_db()
    assert (world.yiwu.name, world.yiwu.short_name, world.yiwu.mark) == tuple(form.values())


def test_a_name_or_mark_of_another_office_is_refused_at_its_field(world: World) -> None:
    form = {"name": "东阳市人民检察院", "short_name": " ", "mark": "甬"}
    text = send(world.spp_sysadmin, f"/offices/{world.yiwu.pk}/edit/", status=422, **form)
    assert "必填" in text
    text = send(
        world.spp_sysadmin, f"/offices/{world.yiwu.pk}/edit/", status=422, **form | {"short_name": "义乌"}
    )
    assert text.count("已有其他检察院使用") == 2
    assert Procuratorate.objects.filter(mark="甬").count() == 1


@pytest.mark.parametrize(
    "query",
    [
        "before=%00",
        "after=%00x",
        "text=%00",
        "level=x",
        "before=zzz&after=000",
        "text=" + "长" * 500,
        "after=%F0%9F%A6%86",
    ],
)
def test_nonsense_gives_a_page(world: World, query: str) -> None:
    page(world.yiwu_handler, f"/offices/?{query}")


@pytest.mark.parametrize(
    "query",
    ["", "q=%00", "field=%00&q=x", "field=level&level=county", "field=office&office=义&level=county&level=x", "under=x&q=1",
     "but=99999999999999999999&q=1", "under=987654&q=义", "field=a&a=1&a=2", "q=" + "9" * 400],
)  # fmt: skip
def test_nonsense_gives_proposals_or_none(world: World, query: str) -> None:
    page(world.yiwu_handler, f"/offices/suggest/?{query}")
