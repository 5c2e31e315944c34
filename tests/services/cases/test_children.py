"""Cases below a case: linked by the office above, seen as far as one may, counted once (rules 11, 15)."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from accounts.access import Unseen
from audit.models import Entry
from cases import children, services
from cases.in_view import cases
from cases.models import Case
from tests.refusals import invalid, refused
from tests.web.people import cost, page
from tests.world import World

ABOVE = {"office": "zhejiang", "agencies": (), "measures": ()}


def above(world: World, **changes: Any) -> Case:
    """A case of the province without an agency of its own."""
    return world.case("filed", **{**ABOVE, **changes})


def link(
    world: World, child: Case, parent: Case, by: str = "zhejiang_handler", reason: str = "同一事项"
) -> Case:
    return services.link_child(
        child.pk, parent_id=parent.pk, reason=reason, by=getattr(world, by), at=world.now
    )


def test_the_office_above_links_a_case_below_and_both_records_say_so(world: World) -> None:
    parent, child = above(world), world.case("rectifying")
    link(world, child, parent)
    assert Case.objects.get(pk=child.pk).parent == parent
    said = dict(Entry.objects.filter(action="case.link").values_list("case_ref", "label"))
    assert said == {
        child.pk: f"列为浙江省检察院案件{parent.number}的子案件",
        parent.pk: f"义乌市检察院案件{child.number}列为子案件",
    }
    assert world.yiwu_handler.notices.filter(key__startswith=f"child:{child.pk}").exists()
    services.unlink_child(child.pk, reason="另案处理", by=world.zhejiang_chief, at=world.now)
    assert Case.objects.get(pk=child.pk).parent is None
    assert Entry.objects.filter(action="case.link", case_ref=child.pk).count() == 2


def test_only_handler_head_and_chief_of_the_upper_case_link(world: World) -> None:
    parent, child = above(world), world.case("filed")
    for who, refusal in (("zhejiang_assistant", PermissionDenied), ("yiwu_chief", Unseen)):
        with pytest.raises(refusal):
            link(world, child, parent, by=who)
    link(world, child, parent, by="zhejiang_head")
    with pytest.raises(Unseen):
        services.unlink_child(child.pk, reason="x", by=world.yiwu_head, at=world.now)


def test_what_cannot_be_linked(world: World) -> None:
    parent, child = above(world), world.case("filed")
    with invalid("reason"):
        link(world, child, parent, reason=" ")
    with invalid("case_id"):
        link(world, above(world), parent)
    with pytest.raises(Unseen):
        link(world, world.case("filed", office="jiangsu", agencies=()), parent)
    with refused("第十一条", "没有共同的领域"):
        link(world, world.case("filed", field="food_drug"), parent)
    link(world, child, parent)
    with refused("第十一条", child.number):
        link(world, child, above(world))


def test_an_ended_case_takes_in_no_other(world: World) -> None:
    parent = above(world)
    Case.objects.filter(pk=parent.pk).update(ended_on=world.now.date())
    parent = world.told("40 register 35 evaluate 30 file 20 investigate 10 close", **ABOVE).case
    with refused("第十一条", "已经办结"):
        link(world, world.case("filed"), parent)


def test_the_page_of_the_upper_case_sums_up_those_below(world: World) -> None:
    parent = above(world)
    for state in ("rectifying", "closed"):
        link(world, world.case(state), parent)
    shown = page(world.zhejiang_handler, f"/cases/{parent.pk}/")
    assert "2 件 · 2 / 4 项已验收" in shown
    assert "整改 1" in shown and "已终结 1" in shown
    listed = page(world.zhejiang_handler, f"/cases/{parent.pk}/children/")
    assert listed.count("移出</a>") == 2


def test_a_person_lent_to_the_upper_case_sees_only_what_they_may(world: World) -> None:
    parent = above(world)
    mine, foreign = world.case("filed"), world.case("filed", office="yuyao", agencies=())
    for child in (mine, foreign):
        link(world, child, parent)
    services.call_up(
        parent.pk, user_id=world.yiwu_handler.pk, duty="属地调查", starts_on=world.now.date(),
        order="浙检调〔2026〕1号", by=world.zhejiang_chief, at=world.now,
    )  # fmt: skip
    shown = page(world.yiwu_handler, f"/cases/{parent.pk}/children/")
    assert mine.number in shown and foreign.number not in shown
    assert "列入下级院案件" not in shown


def test_below_the_upper_case_has_a_name_only_for_who_may_see_it(world: World) -> None:
    parent, child = above(world, title="全省云仓专案"), world.case("filed")
    link(world, child, parent)
    assert "全省云仓专案" not in page(world.yiwu_handler, f"/cases/{child.pk}/")
    assert "全省云仓专案" in page(world.zhejiang_handler, f"/cases/{child.pk}/")


def test_one_matter_counts_once_where_both_are_seen(world: World) -> None:
    parent = above(world)
    for _n in range(2):
        link(world, world.case("filed"), parent)

    def counted(who: str) -> int:
        rows = children.counted_once(cases(by=getattr(world, who), at=world.now))
        return sum(part.count() for part in rows.querysets)

    assert (counted("zhejiang_chief"), counted("yiwu_chief")) == (1, 2)
    assert "共 1 件" in page(world.zhejiang_chief, "/cases/")
    assert "共 2 件" in page(world.yiwu_chief, "/cases/")
    assert "2 件在办" in page(world.yiwu_chief, "/")


def test_the_pages_cost_the_same_however_many_there_are(world: World) -> None:
    parent = above(world)
    paths = (f"/cases/{parent.pk}/", f"/cases/{parent.pk}/children/")
    none = [cost(world.zhejiang_handler, path) for path in paths]
    for _n in range(3):
        link(world, world.case("rectifying"), parent)
    assert [cost(world.zhejiang_handler, path) for path in paths] == none
    assert none[1] <= 12, none
