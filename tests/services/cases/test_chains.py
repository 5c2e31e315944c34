"""Who decides, by the level of the office; what the law leaves open is a setting, what it forbids is refused."""

from typing import Any

import pytest

from accounts.models import Procuratorate
from audit.flow import day
from cases import services
from cases.chains import chain_of, seats_for
from cases.flow import CASE_FLOW
from cases.models import Case
from tests.refusals import refused
from tests.world import MATTER, World

SUE = CASE_FLOW.named("sue")


def case_of(office: Procuratorate, track: str = "administrative") -> Case:
    return Case(office=office, track=track)


@pytest.mark.parametrize(
    ("setting", "county", "city", "province", "supreme"),
    [
        ("", "head chief", "head chief", "head chief", "head chief"),
        ("upper", "head chief upper", "head chief upper", "head chief upper", "head chief"),
        ("province", "head chief upper province", "head chief province", "head chief", "head chief"),
    ],
)
def test_consent_to_an_administrative_suit_is_a_setting(
    world: World, settings: Any, setting: str, county: str, city: str, province: str, supreme: str
) -> None:
    settings.SUIT_APPROVAL = setting
    offices = (world.yiwu, world.jinhua, world.zhejiang, world.spp)
    assert [" ".join(chain_of(SUE, case_of(office))) for office in offices] == [
        county,
        city,
        province,
        supreme,
    ]
    assert chain_of(SUE, case_of(world.yiwu, "civil")) == ("head", "chief")
    assert chain_of("close", case_of(world.yiwu)) == ("head", "chief")


def test_a_seat_that_is_not_there_is_left_out_and_none_is_asked_twice(world: World, settings: Any) -> None:
    assert chain_of("extend_again", case_of(world.yiwu)) == ("head", "chief", "upper")
    assert chain_of("extend_again", case_of(world.spp)) == ("head", "chief")
    settings.SUIT_APPROVAL = "province"
    Procuratorate.objects.filter(pk=world.yiwu.pk).update(parent=world.zhejiang)
    direct = Procuratorate.objects.get(pk=world.yiwu.pk)
    assert chain_of(SUE, case_of(direct)) == ("head", "chief", "upper")


def test_a_suit_goes_up_to_the_province_when_the_house_says_so(world: World, settings: Any) -> None:
    settings.SUIT_APPROVAL = "province"
    script = (
        "200 register 195 evaluate 190 file 188 serve_filing 180 investigate 100 recommend 98 serve 20 review"
        " 19 judge:failing 18 prove 3 sue:asked"
    )
    asked = world.pending(world.told(script).case)
    for who in (world.yiwu_head, world.yiwu_chief, world.jinhua_chief, world.zhejiang_chief):
        assert Case.objects.get(pk=asked.case_id).state == "reviewing"
        services.approve(asked.pk, by=who, at=world.now)
    assert Case.objects.get(pk=asked.case_id).state == "sued"


def test_a_county_does_not_file_a_case_of_monopoly(world: World) -> None:
    clue = world.clue("evaluating", field="antitrust")
    form = {
        "title": "某案",
        "track": "administrative",
        "field": "antitrust",
        "facts": "事实",
        "basis": "依据",
    }
    with refused("反垄断法第六十条", "市级以上"):
        services.make_clue_move(clue.pk, "file", data=form, by=world.yiwu_handler, at=world.now)
    other = world.clue("evaluating")
    with refused("反垄断法第六十条", "市级以上"):
        services.make_clue_move(other.pk, "file", data=form, by=world.yiwu_handler, at=world.now)


def test_a_city_does(world: World) -> None:
    clue = world.told("20 register 15 evaluate", MATTER, office="jinhua", field="antitrust", agencies=()).clue
    form = {"title": "某案", "track": "civil", "field": "antitrust", "facts": "事实", "basis": "依据"}
    asked = services.make_clue_move(clue.pk, "file", data=form, by=world.jinhua_handler, at=world.now)
    assert asked.decision is not None


def test_the_seat_in_which_only_the_asker_sits_is_left_out(world: World) -> None:
    row, on = case_of(world.yiwu), day(world.now)
    assert seats_for("close", row, by=world.yiwu_handler, on=on) == ("head", "chief")
    assert seats_for("close", row, by=world.yiwu_head, on=on) == ("chief",)


def test_who_asks_for_what_only_they_would_decide_is_decided_on_above(world: World) -> None:
    assert seats_for("close", case_of(world.yiwu), by=world.yiwu_chief, on=day(world.now)) == (
        "head",
        "upper",
    )
    assert seats_for("close", case_of(world.spp), by=world.spp_chief, on=day(world.now)) == (
        "head",
        "committee",
    )


def test_an_order_of_the_only_head_is_decided_on_by_the_chief(world: World) -> None:
    case = world.case("investigating")
    order = services.draft_order(
        kind="supervise", case_id=case.pk, reason="久拖不决", demands="报告进展", report_by=day(world.now),
        by=world.jinhua_head, at=world.now,
    )  # fmt: skip
    decision = order.decision
    assert decision.chain == ["chief"]
    services.approve(decision.pk, text="同意", by=world.jinhua_chief, at=world.now)
    order.refresh_from_db()
    assert order.state == "issued"
