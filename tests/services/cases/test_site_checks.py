"""Somebody went and looked: two people at least, on the spot while the case runs, and again after its end."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from accounts.access import Unseen
from audit.models import Entry
from cases import services
from cases.models import Case, SiteCheck
from desk.demo import files
from evidence import services as evidence
from tests.refusals import invalid, refused
from tests.world import World


def went(world: World, case: Case, **said: Any) -> SiteCheck:
    said = {
        "kind": "site", "on": world.now.date(), "place": "稠城驿站", "findings": "抽查二十单，均已隐去",
        "result": "done", "team": [world.yiwu_handler.pk, world.yiwu_assistant.pk], "by": world.yiwu_handler,
        **said,
    }  # fmt: skip
    return evidence.record_check(case.pk, **said, at=world.now)


def test_a_look_is_written_down_with_its_photos(world: World) -> None:
    case = world.case("rectifying")
    photos = [files.png("门口.png", share=40), files.png("面单.png", share=70)]
    check = went(world, case, obligation_id=world.obligation(case).pk, files=photos)
    assert set(check.people.all()) == {world.yiwu_handler, world.yiwu_assistant}
    item = check.evidence.get()
    assert (item.kind, item.files.count(), item.collected_on) == ("audiovisual", 2, check.on)
    assert item.respondent is None and world.yiwu_handler.name in item.source
    assert Entry.objects.get(action="site_check.enter").label == "现场核查：整改到位"


def test_the_agency_does_not_see_our_photos(world: World) -> None:
    case = world.case("rectifying")
    check = went(world, case, obligation_id=world.obligation(case).pk, files=[files.png("a.png", share=9)])
    evidence.check_waiting(at=world.now)
    with pytest.raises(Unseen):
        evidence.hand_out(check.evidence.get().files.get().pk, by=world.yiwu_post_liaison, at=world.now)


def test_two_people_of_the_case_go(world: World) -> None:
    case = world.case("rectifying")
    for team in ([world.yiwu_handler.pk], [], [world.yiwu_handler.pk, world.dongyang_handler.pk]):
        with invalid("team"):
            went(world, case, team=team)
    assert not SiteCheck.objects.exists()


def test_days_and_rows_are_of_the_case(world: World) -> None:
    case, other = world.case("rectifying"), world.case("rectifying", title="另一案")
    for name, said in (
        ("on", {"on": world.now.date() + timedelta(days=1)}),
        ("on", {"on": case.filed_on - timedelta(days=1)}),
        ("obligation_id", {"obligation_id": world.obligation(other).pk}),
        ("kind", {"kind": "look_back"}),
        ("result", {"result": "relapsed"}),
    ):
        with invalid(name):
            went(world, case, **said)


def test_a_bad_file_leaves_no_look_behind(world: World) -> None:
    with invalid("files"):
        went(world, world.case("rectifying"), files=[files.png("a.exe", share=9)])
    assert not SiteCheck.objects.exists()


def test_what_relapsed_while_the_case_runs_is_asked_for_again(world: World) -> None:
    case = world.case("reviewing")
    obligation = world.obligation(case)
    check = went(world, case, kind="look_back", obligation_id=obligation.pk, result="relapsed")
    with refused("办案规则第七十七条", "重新整改"):
        services.register_relapse(check.pk, title="反弹", facts="事实", by=world.yiwu_handler, at=world.now)
    due = world.now.date() + timedelta(days=20)
    services.reopen(obligation.pk, reasons="回头看发现反弹", due_on=due, by=world.yiwu_handler, at=world.now)
    obligation.refresh_from_db()
    assert obligation.state == "open"


def test_after_the_end_one_looks_back_and_a_relapse_is_a_new_clue(world: World) -> None:
    case = world.case("closed")
    obligation = world.obligation(case)
    with invalid("kind"):
        went(world, case)
    check = went(world, case, kind="look_back", obligation_id=obligation.pk, result="relapsed")
    said = {"title": "隐私面单停用", "facts": "又见明文面单"}
    clue = services.register_relapse(check.pk, **said, by=world.yiwu_handler, at=world.now)
    check.refresh_from_db()
    assert check.clue == clue
    assert (clue.source, clue.office, clue.field, clue.place) == (
        "casework", case.office, case.field, "稠城驿站",
    )  # fmt: skip
    assert case.number in clue.source_note
    with refused(text="已经登记"):
        services.register_relapse(check.pk, **said, by=world.yiwu_handler, at=world.now)


def test_what_stayed_in_order_is_no_clue(world: World) -> None:
    check = went(world, world.case("closed"), kind="look_back")
    with refused(text="反弹"):
        services.register_relapse(check.pk, title="甲", facts="乙", by=world.yiwu_handler, at=world.now)


def test_a_case_that_went_elsewhere_is_not_looked_at(world: World) -> None:
    with refused(text="不再核查"):
        went(world, world.case("transferred"))


def test_the_handler_hears_of_what_others_found(world: World) -> None:
    case = world.case("rectifying")
    check = went(world, case, by=world.yiwu_assistant)
    assert world.yiwu_handler.notices.filter(key=f"check:{check.pk}").exists()
    for who, refusal in (("yiwu_head", PermissionDenied), ("yiwu_post_liaison", Unseen)):
        with pytest.raises(refusal):
            went(world, case, by=getattr(world, who))
