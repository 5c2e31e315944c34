"""The registers as pages: lists that stay cheap, one agency, one enterprise, and of cases only the reader's own."""

import re

import pytest

from accounts import paging
from agencies import services
from agencies.models import Enterprise
from cases.models import Involvement
from tests.web.people import browser, cost, page, send
from tests.world import World

LISTS = ("/agencies/", "/agencies/matrix/?q=寄递；网络；渔业", "/enterprises/", "/associations/")


def firm(world: World, name: str = "某云仓") -> Enterprise:
    return services.register_enterprise(
        name=name, sector="电商云仓", scale="small", personal_data_volume=120, by=world.yiwu_handler, at=world.now
    )  # fmt: skip


def names(text: str) -> list[str]:
    return re.findall(r'class="row-link" href="/\w+/\d+/">([^<]+)</a>', text)


def test_lists_begin_with_the_own_area_and_cost_the_same_with_more_rows(world: World) -> None:
    assert len(names(page(world.yiwu_handler, "/agencies/"))) == 5
    assert names(page(world.yiwu_clerk, "/agencies/?area=东阳市检察院"))[0].startswith("东阳市")
    assert len(names(page(world.zhejiang_handler, "/agencies/"))) > 5
    firm(world)
    before = [cost(world.yiwu_handler, path) for path in LISTS]
    for n in range(9):
        leak = {"on": world.ago(n).date(), "kind": "insider", "by": world.yiwu_handler, "at": world.now}
        services.add_incident(firm(world, f"云仓{n}").pk, **leak)
        said = {"name": f"快递局{n}", "short_name": "局", "kind": "other", "at": world.now}
        agency = services.register_agency(**said, by=world.yiwu_handler)
        services.add_duty(
            agency.pk, matter="寄递网络", basis="《某法》第五条", by=world.yiwu_handler, at=world.now
        )
        services.register_association(name=f"协会{n}", sector="电商", by=world.yiwu_handler, at=world.now)
    assert [cost(world.yiwu_handler, path) for path in LISTS] == before
    assert max(before) <= 12


def test_pages_lead_to_every_agency_once_and_back(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paging.sorted_page, "__kwdefaults__", {"older": "", "newer": "", "size": 2})
    text, seen = page(world.yiwu_handler, "/agencies/?area=义乌市检察院"), []
    while True:
        seen.append(names(text))
        following = re.search(r'rel="next" href="([^"]+)"', text)
        if not following:
            break
        text = page(world.yiwu_handler, "/agencies/" + following[1].replace("&amp;", "&"))
    assert [len(one) for one in seen] == [2, 2, 1]
    back = re.search(r'rel="prev" href="([^"]+)"', text)
    assert back
    assert names(page(world.yiwu_handler, "/agencies/" + back[1].replace("&amp;", "&"))) == seen[1]
    assert names(page(world.yiwu_handler, "/agencies/?area=义乌市检察院&older=unfug")) == seen[0]


def test_an_agency_shows_of_its_cases_only_those_in_scope(world: World) -> None:
    case = world.case("rectifying")
    path = f"/agencies/{world.agency('yiwu-post').pk}/"
    for who in (world.yiwu_handler, world.yiwu_casemgr, world.jinhua_head, world.zhejiang_handler):
        assert case.title in page(who, path), who
    for who in (world.dongyang_handler, world.jiangsu_chief, world.zhejiang_clerk):
        text = page(who, path)
        assert case.title not in text and case.number not in text and "没有涉及此机关的案件" in text, who
    assert cost(world.zhejiang_handler, path) <= 20
    assert cost(world.yiwu_handler, path) <= 20


def test_an_agency_shows_duties_people_and_what_may_be_done(world: World) -> None:
    path = f"/agencies/{world.agency('yiwu-mdc').pk}/"
    text = page(world.yiwu_handler, path)
    for said in ("法律依据尚未查明", "三定方案", "陈佩珊", "2020年1月1日起", "登记职责", "邀请联络员"):
        assert said in text
    for who in (world.dongyang_handler, world.yiwu_clerk):
        text = page(who, path)
        assert "陈佩珊" in text and "/edit/" not in text and "/invite/" not in text and "/end/" not in text


def test_who_was_invited_is_seen_by_the_office_of_the_area(world: World) -> None:
    agency = world.agency("yiwu-post").pk
    services.invite(agency, post="leader", name="受邀某", by=world.yiwu_handler, at=world.now)
    assert "受邀某" in page(world.yiwu_casemgr, f"/agencies/{agency}/")
    assert "受邀某" not in page(world.dongyang_handler, f"/agencies/{agency}/")


def test_an_enterprise_shows_its_band_and_the_cases_in_scope(world: World) -> None:
    case, found = world.case("investigating"), firm(world)
    Involvement.objects.create(case=case, enterprise=found, role="leaked")
    path = f"/enterprises/{found.pk}/"
    text = page(world.yiwu_clerk, path)
    for said in (case.title, "信息泄露单位", "个人信息保护法第五十二条", "按人数计"):
        assert said in text
    text = page(world.dongyang_handler, path)
    assert case.title not in text and "没有涉及此企业的案件" in text
    assert cost(world.yiwu_handler, path) <= 20


def test_the_registers_are_not_there_for_agencies_and_administrators(world: World) -> None:
    for path in (*LISTS, f"/agencies/{world.agency('yiwu-post').pk}/"):
        assert browser(world.yiwu_post_liaison).get(path).status_code == 404, path
        assert browser(world.yiwu_sysadmin).get(path).status_code in (403, 404), path
    room = 'href="/agencies/"'
    assert room in page(world.yiwu_handler, "/clues/")
    assert room not in page(world.yiwu_sysadmin, "/people/")


def test_forms_lead_back_to_the_page_they_changed(world: World) -> None:
    names_of = {"name": "义乌市商务局", "short_name": "商务局", "kind": "other", "leader_confirms": "on"}
    url = send(world.yiwu_handler, "/agencies/new/", **names_of)
    duty = {"matter": "直播电商管理", "source_kind": "statute", "basis": "《电子商务法》第六条"}
    assert send(world.yiwu_handler, f"{url}duties/new/", **duty) == url
    assert "直播电商管理" in page(world.yiwu_handler, url)
    wrong = send(world.yiwu_handler, f"{url}duties/new/", 422, **{**duty, "matter": "另一项", "basis": ""})
    assert "请写明法律、法规或者规章" in wrong
    profile = {"name": "某速递", "sector": "快递", "scale": "micro", "credit_code": "1" * 18}
    assert "末位为校验码" in send(world.yiwu_assistant, "/enterprises/new/", 422, **profile)
