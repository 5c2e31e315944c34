"""How far a suit is proved: the handler's finding on each element, and the gate of suing that asks for all of them."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from accounts.access import Unseen
from audit.flow import day
from audit.models import Entry
from cases import guards, services
from cases.models import Case, Proof
from desk.demo.paths import FAILED, OPEN
from tests.refusals import invalid, refused
from tests.world import CIVIL, World

UNPROVEN = FAILED.replace(" 18 prove", "")
ADMINISTRATIVE = ("harm", "law", "duty", "failure", "link")
SUIT = {"court": "义乌市人民法院", "claims": "确认违法", "facts": "事实"}


def assess(
    world: World, case: Case, element: str = "harm", by: str = "yiwu_handler", **changes: Any
) -> Proof:
    said = {"standing": "proven", "reasons": "勘查笔录证实", **changes}
    return services.assess_element(case.pk, element=element, **said, by=getattr(world, by), at=world.now)


def sue(world: World, case: Case) -> Any:
    return services.make_case_move(case.pk, "sue", data=SUIT, by=world.yiwu_handler, at=world.now)


def test_no_suit_before_every_element_is_proven(world: World) -> None:
    case = world.told(UNPROVEN).case
    with refused("办案规则第七十一条", "公益损害（尚缺证据）、法律适用（尚缺证据）"):
        sue(world, case)
    world.proven(case, "law", "duty", "link")
    world.proven(case, "harm", standing="partly")
    with refused("办案规则第七十一条", "尚未全部认定：公益损害（部分证明）、未依法履职（尚缺证据）"):
        sue(world, case)
    world.proven(case, "harm", "failure")
    assert sue(world, case).decision.state == "pending"


def test_nor_is_the_suing_handed_over(world: World) -> None:
    case = world.told(UNPROVEN).case
    data = {"office": world.dongyang.pk, "court": "东阳市人民法院", "reason": "集中管辖"}
    with refused("办案规则第七十一条"):
        services.make_case_move(case.pk, "transfer_suit", data=data, by=world.yiwu_handler, at=world.now)


def test_a_civil_suit_asks_for_harm_law_and_link_alone(world: World) -> None:
    case = world.told(f"{OPEN} 100 investigate 90 announce", CIVIL).case
    missing = guards.elements_proven(case, day(world.now))
    assert missing is not None and missing.source == "办案规则第八十六条"
    world.proven(case, "harm", "law", "link")
    assert guards.elements_proven(Case.objects.get(pk=case.pk), day(world.now)) is None
    with invalid("element"):
        assess(world, case, "duty")


def test_a_finding_stands_in_the_place_of_the_one_before_and_both_are_on_record(world: World) -> None:
    case = world.case("investigating")
    assess(world, case, standing="partly", reasons="尚缺鉴定意见", by="yiwu_assistant")
    assess(world, case)
    proof = case.proofs.get()
    assert (proof.standing, proof.reasons, proof.judged_by) == ("proven", "勘查笔录证实", world.yiwu_handler)
    notes = Entry.objects.filter(action="evidence.prove").order_by("id").values_list("note", flat=True)
    assert list(notes) == ["公益损害：部分证明。尚缺鉴定意见", "公益损害：已经证明。勘查笔录证实"]


def test_it_has_reasons_and_is_said_by_the_team_while_the_case_runs(world: World) -> None:
    case = world.case("investigating")
    for field, changes in (("reasons", {"reasons": " "}), ("standing", {"standing": "sure"})):
        with invalid(field):
            assess(world, case, **changes)
    with invalid("element"):
        assess(world, case, "rumour")
    with pytest.raises(PermissionDenied):
        assess(world, case, by="yiwu_head")
    for stranger in ("dongyang_handler", "yiwu_post_liaison"):
        with pytest.raises(Unseen):
            assess(world, case, by=stranger)
    with refused("办案规则第七十一条", "已经办结"):
        assess(world, world.case("closed"))
