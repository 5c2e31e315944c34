"""Decisions by API: forwarded, written down, stale, in another's place; each refusal with its article."""

from typing import Any

import pytest

from accounts.models import Post
from cases.models import Decision
from tests.api.conftest import Program, refusal
from tests.world import World

pytestmark = pytest.mark.django_db

ASKED = "60 register 55 evaluate 50 file 48 serve_filing 45 investigate 2 recommend:asked"


def decide(client: Any, decision: Decision, verb: str, data: Any = None, **headers: str) -> Any:
    path = f"/api/v1/decisions/{decision.pk}/{verb}/"
    return client.post(path, data or {}, format="json", headers=headers)


def test_a_chief_forwards_and_the_resolution_is_written_down(world: World, of: Program) -> None:
    decision = world.pending(world.told(ASKED).case)
    early = refusal(decide(of(world.yiwu_head), decision, "forward", {"to": "upper", "text": "请示"}), 409)
    assert early["reasons"][0]["source"] == "办案规则第十八条"
    decide(of(world.yiwu_head), decision, "approve", {"text": "拟同意"})
    refusal(decide(of(world.yiwu_chief), decision, "forward", {"to": "moon", "text": "请示"}), 400)
    sent = decide(of(world.yiwu_chief), decision, "forward", {"to": "committee", "text": "提请讨论"})
    assert sent.status_code == 200, sent.content.decode()
    assert (sent.json()["waits_for"], sent.json()["opinions"][-1]["outcome"]) == ("committee", "forward")
    refusal(decide(of(world.yiwu_casemgr), decision, "approve"), 400)
    meeting = {"meeting": "2026年第8次检委会会议"}
    done = decide(of(world.yiwu_casemgr), decision, "approve", meeting).json()
    assert (done["state"], done["opinions"][-1]["meeting"]) == ("approved", meeting["meeting"])


def test_a_page_gone_stale_is_told_apart_by_how_it_was_said(world: World, of: Program) -> None:
    decision = world.pending(world.told(ASKED).case)
    head, seen = of(world.yiwu_head), decision.version
    refusal(decide(head, decision, "approve", {"version": seen + 1}), 409)
    refusal(decide(head, decision, "approve", **{"If-Match": f'"{seen + 1}"'}), 412)
    done = decide(head, decision, "approve", **{"If-Match": f'"{seen}"'})
    assert done["ETag"] == f'"{seen + 1}"'
    refusal(decide(of(world.yiwu_chief), decision, "return", {"text": "补充", "version": seen}), 409)


def test_in_anothers_place_both_names_are_told_and_never_on_ones_own(world: World, of: Program) -> None:
    decision = world.pending(world.told(ASKED).case)
    decide(of(world.yiwu_head), decision, "approve")
    today = {"starts_on": world.now.date(), "ends_on": world.now.date()}
    chief = {"post": "chief", "office": world.yiwu, "acting_for": world.yiwu_chief, **today}
    for who in (world.yiwu_handler, world.yiwu_head, world.yiwu_clerk):
        Post.objects.create(user=who, **chief)
    for who in (world.yiwu_handler, world.yiwu_head):
        told = refusal(decide(of(who), decision, "approve"), 409)
        assert told["reasons"][0]["source"] == "办案规则第七条"
    done = decide(of(world.yiwu_clerk), decision, "approve", {"text": "同意"}).json()["opinions"][-1]
    both = f"{world.yiwu_chief}（检察长），由{world.yiwu_clerk}代行"
    assert (done["by"]["name"], done["acting_for"]["name"], done["signed"]) == (
        str(world.yiwu_clerk), str(world.yiwu_chief), both,
    )  # fmt: skip
