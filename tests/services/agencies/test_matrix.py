"""Who must act: matters against the agencies of an area, with overlaps and gaps."""

import pytest
from django.core.exceptions import PermissionDenied

from accounts import access
from agencies import services
from agencies.matrix import Matrix, area, matrix, parts
from agencies.overlaps import Holding
from tests.world import World


def drawn(world: World, matters: str = "", *slugs: str) -> Matrix:
    chosen = [world.agency(slug).pk for slug in slugs]
    return matrix(area(world.yiwu.pk, by=world.yiwu_handler, at=world.now), matters, chosen)


def holdings(found: Matrix) -> dict[str, Holding]:
    return {row.line.matter: row.line.holding for row in found.rows}


def test_overlaps_and_gaps_are_marked(world: World) -> None:
    found = drawn(world, "隐私面单；等级保护;远洋渔业；隐私面单")
    assert holdings(found) == {
        "隐私面单": Holding.OVERLAP, "等级保护": Holding.SOLE, "远洋渔业": Holding.GAP,
    }  # fmt: skip
    assert (found.overlaps, found.gaps) == (1, 1)
    assert {agency.kind for agency in found.columns} == {"post", "samr", "police"}


def test_a_gap_names_who_has_it_above(world: World) -> None:
    upper = services.register_agency(
        name="金华市渔业局", short_name="金华市渔业局", kind="agriculture", by=world.jinhua_head, at=world.now
    )
    said = {"matter": "远洋渔业监督管理", "basis": "《渔业法》第七条"}
    services.add_duty(upper.pk, **said, by=world.jinhua_head, at=world.now)
    [row] = drawn(world, "远洋渔业").rows
    assert [agency for agency, _duty in row.above] == [upper]


def test_chosen_agencies_are_laid_beside_each_other_with_all_they_have(world: World) -> None:
    found = drawn(world, "", "yiwu-cac", "yiwu-police")
    assert len(found.columns) == 2
    assert len(found.rows) == sum(a.duties.count() for a in found.columns)
    assert [one.articles for one in found.shared if one.law == "网络安全法"] == [["第二十一条", "第八条"]]


def test_what_is_typed_comes_apart_at_semicolons() -> None:
    assert parts(" 个人信息  快递；；等级保护\n个人信息 快递;") == ["个人信息 快递", "等级保护"]


def test_it_is_there_for_those_who_work_on_cases(world: World) -> None:
    with pytest.raises(PermissionDenied):
        area(world.yiwu.pk, by=world.yiwu_sysadmin, at=world.now)
    with pytest.raises(access.Unseen):
        area(world.yiwu.pk, by=world.yiwu_post_liaison, at=world.now)
