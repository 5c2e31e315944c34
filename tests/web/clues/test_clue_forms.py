"""What is done with clues through the browser: registered, moved, asked about, answered."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cases.models import Case, Clue, Decision
from tests.web.people import browser, nothing_changes, page, send
from tests.world import World

TODAY = timezone.localdate
NEW = {
    "title": "快递驿站面单外泄",
    "source": "report",
    "field": "personal_data",
    "facts": "多家驿站未脱敏。",
    "giver": "匿名甲",
}
FOUND = {"truth": "属实", "checkability": "可查", "opinion": "拟立案"}


def filing(world: World, **changes: object) -> dict[str, object]:
    values = {
        "title": "个人信息保护案",
        "track": "administrative",
        "field": "personal_data",
        "facts": "事实",
        "basis": "依据",
    }
    return values | {"agencies": [world.agency("yiwu-post").pk], "team": [world.yiwu_assistant.pk]} | changes


def test_a_clue_is_registered_and_shown(world: World) -> None:
    page(world.yiwu_handler, "/clues/new/")
    where = send(world.yiwu_handler, "/clues/new/", **NEW, received_on=TODAY())
    clue = Clue.objects.get()
    assert where == f"/clues/{clue.pk}/" and clue.giver == "匿名甲" and clue.office == world.yiwu


def test_who_may_not_register_is_told_so_at_once(world: World) -> None:
    page(world.yiwu_chief, "/clues/new/", 403)
    page(world.yiwu_post_liaison, "/clues/new/", 404)
    send(world.yiwu_chief, "/clues/new/", 403, **NEW, received_on=TODAY())


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", ""),
        ("title", "长" * 121),
        ("source", "nowhere"),
        ("facts", "长" * 8001),
        ("received_on", "昨天"),
        ("received_on", TODAY() + timedelta(days=2)),
        ("field", ""),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_the_rest_is_kept(
    world: World, field: str, value: object
) -> None:
    values = {**NEW, "received_on": TODAY(), "suspected": "某驿站", field: value}
    said = send(world.yiwu_handler, "/clues/new/", 422, **values)
    assert "has-errors" in said and "某驿站" in said and not Clue.objects.exists()


def test_a_form_sent_twice_registers_once(world: World) -> None:
    client = browser(world.yiwu_handler)
    answers = [client.post("/clues/new/", {**NEW, "received_on": TODAY(), "_key": "k1"}) for _ in range(2)]
    assert Clue.objects.count() == 1 and answers[0]["Location"] == answers[1]["Location"]


def test_evaluating_then_asking_to_file(world: World) -> None:
    clue = world.clue()
    url = f"/clues/{clue.pk}/moves"
    send(world.yiwu_handler, f"{url}/evaluate/", **FOUND, version=clue.version)
    assert "个人信息保护案" not in page(world.yiwu_handler, f"{url}/file/")
    send(world.yiwu_handler, f"{url}/file/", **filing(world))
    decision = Decision.objects.get()
    assert decision.draft["agencies"] == [world.agency("yiwu-post").pk] and "version" not in decision.draft
    page(world.yiwu_handler, f"{url}/decline/", 409)


def test_a_case_may_be_filed_without_a_known_agency(world: World) -> None:
    clue = world.clue("evaluating")
    send(world.yiwu_handler, f"/clues/{clue.pk}/moves/file/", **filing(world, agencies=[]))
    decision = world.pending(clue)
    said = page(world.yiwu_head, f"/decisions/{decision.pk}/")
    assert "以事立案" in said and "办案规则第二十九条" in said
    for who in (world.yiwu_head, world.yiwu_chief):
        send(who, f"/decisions/{decision.pk}/approve/")
    assert not Case.objects.get(clue=clue).respondents.exists()


@pytest.mark.parametrize("who", ["yiwu_head", "yiwu_clerk", "jinhua_handler"])
def test_who_only_sees_a_clue_may_not_move_it(world: World, who: str) -> None:
    clue = world.clue()
    with nothing_changes(clue):
        page(getattr(world, who), f"/clues/{clue.pk}/moves/evaluate/", 403)
        send(getattr(world, who), f"/clues/{clue.pk}/moves/evaluate/", 403, **FOUND)


def test_strangers_and_unknown_steps_are_404(world: World) -> None:
    clue = world.clue()
    with nothing_changes(clue):
        send(world.dongyang_handler, f"/clues/{clue.pk}/moves/evaluate/", 404, **FOUND)
        page(world.yiwu_handler, f"/clues/{clue.pk}/moves/explode/", 404)
        page(world.yiwu_post_liaison, f"/clues/{clue.pk}/instruct/", 404)


def test_a_stale_page_is_refused_with_the_text_kept(world: World) -> None:
    clue = world.clue()
    said = send(
        world.yiwu_handler, f"/clues/{clue.pk}/moves/evaluate/", 409, **FOUND, version=clue.version + 1
    )
    assert "他人刚刚更新了此项" in said and "属实" in said
    clue.refresh_from_db()
    assert clue.state == "registered"


def test_a_step_that_is_not_open_is_409_with_its_article(world: World) -> None:
    clue = world.clue()
    assert "办案规则第二十八条" in page(world.yiwu_handler, f"/clues/{clue.pk}/moves/file/", 409)


def test_another_office_is_named_by_its_name(world: World) -> None:
    clue = world.clue("evaluating")
    url = f"/clues/{clue.pk}/moves/transfer/"
    assert f'<option value="{world.dongyang.name}">' in page(world.yiwu_handler, url)
    said = send(world.yiwu_handler, url, 422, office="天上检察院", reason="无管辖权")
    assert "没有找到这个检察院" in said and "天上检察院" in said
    assert "没有找到这个检察院" in send(
        world.yiwu_handler, url, 422, office=world.jinhua.name, reason="同级才行"
    )
    send(world.yiwu_handler, url, office=world.dongyang.name, reason="无管辖权")
    assert Clue.objects.filter(office=world.dongyang, source="transferred").exists()
