"""Several requests in one sitting: each by itself."""

import pytest

from cases import services
from cases.models import Case, Decision, Step
from cases.services import Verdict
from tests.refusals import invalid
from tests.world import World

REVIEWED = "60 register 55 evaluate 50 file 48 serve_filing 45 investigate 2 recommend:reviewed"


@pytest.fixture
def three(world: World) -> list[Decision]:
    return [world.pending(world.told(REVIEWED, title=f"案{n}").case) for n in range(3)]


def test_one_is_made_one_returned_one_refused_and_none_disturbs_another(
    world: World, three: list[Decision]
) -> None:
    made, back, lost = three
    Step.objects.create(case_id=lost.case_id, kind="consultation", opened_at=world.now)
    verdicts = [Verdict(lost.pk, True), Verdict(made.pk, True, "同意"), Verdict(back.pk, False, "补充证据")]
    done = services.decide_sitting(verdicts, by=world.yiwu_chief, at=world.now)
    assert [one.decision_id for one in done] == [lost.pk, made.pk, back.pk]
    assert done[0].decision is None and done[0].reasons[0].source == "办案规则第七十条"
    states = Case.objects.in_bulk([row.case_id for row in three])
    assert [states[row.case_id].state for row in three] == ["recommended", "investigating", "investigating"]
    assert list(Decision.objects.filter(pk__in=[row.pk for row in three]).order_by("pk").values_list("state", flat=True)) == [
        "approved", "returned", "pending",
    ]  # fmt: skip


def test_what_cannot_be_decided_is_told_with_its_reason(world: World, three: list[Decision]) -> None:
    stale, silent, gone = three
    services.send_back(gone.pk, text="退回", by=world.yiwu_chief, at=world.now)
    verdicts = [
        Verdict(stale.pk, True, version=stale.version - 1),
        Verdict(silent.pk, False, " "),
        Verdict(gone.pk, True),
        Verdict(10**9, True),
    ]
    done = services.decide_sitting(verdicts, by=world.yiwu_chief, at=world.now)
    said = [str(one.reasons[0].text) for one in done]
    assert all(one.decision is None for one in done)
    assert ["刚刚更新" in said[0], "必须说明理由" in said[1], "退回" in said[2], "没有找到" in said[3]] == [
        True
    ] * 4
    by_head = services.decide_sitting([Verdict(stale.pk, True)], by=world.yiwu_head, at=world.now)
    assert by_head[0].reasons[0].source == "办案规则第七条"


def test_at_most_twenty(world: World) -> None:
    with invalid():
        services.decide_sitting([Verdict(1, True)] * 21, by=world.yiwu_chief, at=world.now)
