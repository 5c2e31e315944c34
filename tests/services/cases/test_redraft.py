"""A draft changed while it waits: what was said on the earlier one is void, and everybody starts anew (rule 7)."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from audit.flow import Stale
from audit.models import Entry
from cases import services
from cases.models import Case, Decision
from deadlines.models import Deadline
from tests.refusals import invalid, refused
from tests.world import World

REVIEWED = "60 register 55 evaluate 50 file 48 serve_filing 45 investigate 2 recommend:reviewed"


@pytest.fixture
def reviewed(world: World) -> Decision:
    return world.pending(world.told(REVIEWED).case)


def redraft(world: World, decision: Decision, **changes: Any) -> Decision:
    said: dict[str, Any] = {"by": world.yiwu_handler, "at": world.now}
    new = {**decision.draft, "requests": "全面推广隐私面单", **changes.pop("draft", {})}
    return services.redraft(decision.pk, data=new, **{**said, **changes})


def test_signatures_are_void_and_the_chain_begins_anew(world: World, reviewed: Decision) -> None:
    seen = reviewed.version
    changed = redraft(world, reviewed)
    assert (changed.revision, changed.step, changed.waits_for) == (2, 0, "head")
    assert [(one.revision, one.voided_at) for one in changed.opinions.all()] == [(1, world.now)]
    assert world.yiwu_head.notices.filter(key=f"decision:{changed.pk}:void:2").exists()
    assert world.yiwu_head.notices.filter(key=f"decision:{changed.pk}:2.0").exists()
    clock = Deadline.objects.filter(case=changed.case_id, rule="N07", state="open").get()
    assert clock.duty_user == world.yiwu_head
    with pytest.raises(Stale):
        services.approve(changed.pk, version=seen, by=world.yiwu_head, at=world.now)
    services.approve(changed.pk, by=world.yiwu_head, at=world.now)
    services.approve(changed.pk, by=world.yiwu_chief, at=world.now)
    paper = Case.objects.get(pk=changed.case_id).documents.filter(kind="recommendation")[0]
    assert paper.contents["requests"] == "全面推广隐私面单"


def test_what_was_changed_from_what_to_what_is_kept(world: World, reviewed: Decision) -> None:
    was = reviewed.draft["requests"]
    redraft(world, reviewed)
    kept = Entry.objects.get(action="decision.redraft", subject_id=reviewed.pk)
    assert kept.data == {"revision": 2, "was": {"requests": was}, "now": {"requests": "全面推广隐私面单"}}


def test_a_forwarded_request_goes_back_to_its_first_seats(world: World, reviewed: Decision) -> None:
    services.forward(reviewed.pk, to="committee", text="讨论", by=world.yiwu_chief, at=world.now)
    assert redraft(world, reviewed).chain == ["head", "chief"]


def test_only_who_asked_changes_it(world: World, reviewed: Decision) -> None:
    Decision.objects.filter(pk=reviewed.pk).update(requested_by=world.yiwu_assistant)
    with refused("办案规则第七条", "本人提请"):
        redraft(world, reviewed)
    with pytest.raises(PermissionDenied):
        redraft(world, reviewed, by=world.yiwu_head)


def test_a_draft_is_judged_like_a_new_one(world: World, reviewed: Decision) -> None:
    with refused("第七十五条第三项"):
        redraft(world, reviewed, draft={"harm": ""})
    with invalid():
        redraft(world, reviewed, draft={"requests": reviewed.draft["requests"]})
    with pytest.raises(Stale):
        redraft(world, reviewed, version=reviewed.version - 1)
    reviewed.refresh_from_db()
    assert (reviewed.revision, reviewed.step) == (1, 1)


def test_what_is_decided_is_not_changed_any_more(world: World, reviewed: Decision) -> None:
    services.approve(reviewed.pk, by=world.yiwu_chief, at=world.now)
    with refused(text="已批准".removeprefix("已")):
        redraft(world, reviewed)


def test_more_time_is_asked_for_with_other_reasons(world: World) -> None:
    story = (
        "120 register 115 evaluate 110 file 108 serve_filing 105 investigate 92 recommend 80 serve 15 review"
    )
    clock = world.told(story).case.deadlines.filter(rule="T10")[0]
    asked = services.ask_extension(clock.pk, reason="案情复杂", by=world.yiwu_handler, at=world.now)
    new = {"reason": "等待鉴定意见", "months": 9}
    changed = services.redraft(asked.pk, data=new, by=world.yiwu_handler, at=world.now)
    assert changed.draft == {"reason": "等待鉴定意见", "months": 1}
