"""Changing a draft that waits, on the step's own form; and what the deciders then see."""

import pytest

from cases.models import Decision
from tests.web.decisions.test_decision_page import asked
from tests.web.people import cost, page, send
from tests.world import World


@pytest.mark.parametrize("move", ["file", "recommend", "suspend", "sue", "hear"])
def test_the_form_is_filled_with_the_draft_and_sent_back_as_it_is_changes_nothing(
    world: World, move: str
) -> None:
    decision = asked(world, move)
    said = page(world.yiwu_handler, f"/decisions/{decision.pk}/redraft/")
    for value in decision.draft.values():
        if isinstance(value, str) and not value.isascii():
            assert value.splitlines()[0] in said
    assert "修改并重新提请" in said


def test_who_decided_sees_what_was_changed_and_their_opinion_struck(world: World) -> None:
    decision = asked(world, "decline")
    url = f"/decisions/{decision.pk}/"
    send(world.yiwu_head, f"{url}approve/", text="拟同意", version=decision.version)
    assert "修改拟稿" in page(world.yiwu_handler, url)
    old = decision.draft["reason"]
    stale = decision.version
    decision.refresh_from_db()
    send(world.yiwu_handler, f"{url}redraft/", reason="另查明无违法事实", version=decision.version)
    said = page(world.yiwu_head, url)
    for words in ("已失效：拟稿已修改", "第 2 稿的改动", old, "另查明无违法事实", "<s>"):
        assert words in said
    assert "他人刚刚更新" in send(world.yiwu_head, f"{url}approve/", 409, version=stale)
    send(world.yiwu_head, f"{url}approve/", version=decision.version + 1)
    assert cost(world.yiwu_chief, url) <= 20


def test_a_hearing_is_planned_anew_with_its_officers(world: World) -> None:
    decision = asked(world, "hear")
    url = f"/decisions/{decision.pk}/redraft/"
    names = {f"officer_{n}_name": f"听证员{n}" for n in range(1, 4)}
    plan = {**decision.draft, "public": "true", "place": "新听证室", "version": decision.version, **names}
    send(world.yiwu_handler, url, **{key: value for key, value in plan.items() if key != "officers"})
    decision = Decision.objects.get(pk=decision.pk)
    hearing = decision.case.hearings.get(decision=decision)
    assert (hearing.place, hearing.officers.count(), decision.revision) == ("新听证室", 3, 2)
    assert decision.draft["officers"] == ["听证员1", "听证员2", "听证员3"]


def test_others_do_not_change_it(world: World) -> None:
    decision = asked(world, "decline")
    url = f"/decisions/{decision.pk}/redraft/"
    for who, status in (
        (world.yiwu_head, 403),
        (world.dongyang_handler, 404),
        (world.yiwu_post_liaison, 404),
    ):
        page(who, url, status)
    assert "没有改动" in send(world.yiwu_handler, url, 422, reason=decision.draft["reason"])
