"""A chief puts a request before the committee or the office above; the committee's resolution is written down."""

import pytest

from audit.flow import Stale
from audit.models import Entry
from cases import selectors, services
from cases.models import Case, Decision
from tests.refusals import invalid, refused
from tests.world import World

ASKED = "60 register 55 evaluate 50 file 48 serve_filing 45 investigate 2 recommend:asked"
MEETING = "2026年第8次检委会会议"


@pytest.fixture
def asked(world: World) -> Decision:
    return world.pending(world.told(ASKED).case)


@pytest.fixture
def reviewed(world: World, asked: Decision) -> Decision:
    return services.approve(asked.pk, text="拟同意", by=world.yiwu_head, at=world.now)


def forward(world: World, decision: Decision, to: str = "committee", **changes: object) -> Decision:
    said = {"to": to, "text": "案情重大，提请讨论", "by": world.yiwu_chief, "at": world.now}
    return services.forward(decision.pk, **{**said, **changes})


def waiting(world: World, who: str) -> list[int]:
    user = world.fresh(getattr(world, who))
    return [row.pk for row in selectors.decisions_waiting(by=user, at=world.now)]


def test_the_committee_is_asked_and_its_resolution_makes_the_step(world: World, reviewed: Decision) -> None:
    asked = forward(world, reviewed)
    assert (asked.chain, asked.waits_for) == (["head", "chief", "committee"], "committee")
    assert waiting(world, "yiwu_chief") == waiting(world, "yiwu_casemgr") == [asked.pk]
    assert waiting(world, "yiwu_head") == []
    done = services.approve(asked.pk, text="同意提出", meeting=MEETING, by=world.yiwu_casemgr, at=world.now)
    assert (done.state, Case.objects.get(pk=asked.case_id).state) == ("approved", "recommended")
    opinion = done.opinions.last()
    assert (opinion.post, opinion.meeting) == ("committee", MEETING)
    assert MEETING in Entry.objects.get(subject_id=asked.pk, to_state="approved").note


def test_a_resolution_names_its_meeting(world: World, reviewed: Decision) -> None:
    asked = forward(world, reviewed)
    with invalid("meeting"):
        services.approve(asked.pk, by=world.yiwu_chief, at=world.now)
    services.send_back(asked.pk, text="证据不足", meeting=MEETING, by=world.yiwu_chief, at=world.now)
    asked.refresh_from_db()
    assert asked.state == "returned"


def test_the_chief_above_decides_what_is_put_before_them(world: World, reviewed: Decision) -> None:
    asked = forward(world, reviewed, "upper")
    assert asked.waits_for == "upper"
    assert waiting(world, "jinhua_chief") == [asked.pk]
    assert waiting(world, "zhejiang_chief") == waiting(world, "dongyang_chief") == []
    services.approve(asked.pk, by=world.jinhua_chief, at=world.now)
    assert Case.objects.get(pk=asked.case_id).state == "recommended"


def test_only_the_chief_forwards(world: World, asked: Decision) -> None:
    with refused("办案规则第五条、第八条", "只有检察长"):
        forward(world, asked, by=world.yiwu_head)
    with refused("办案规则第十八条", "只有检察长"):
        forward(world, asked, "upper", by=world.yiwu_head)
    assert not asked.opinions.exists()


def test_nothing_is_put_twice_before_the_same(world: World, reviewed: Decision) -> None:
    asked = forward(world, reviewed)
    Decision.objects.filter(pk=asked.pk).update(step=1)
    asked.opinions.filter(post="chief").delete()
    with refused("办案规则第五条、第八条", "不再重复提交"):
        forward(world, asked)


def test_forwarding_needs_a_place_and_reasons(world: World, reviewed: Decision) -> None:
    with invalid("to"):
        forward(world, reviewed, "province")
    with invalid("text"):
        forward(world, reviewed, text=" ")
    with pytest.raises(Stale):
        forward(world, reviewed, version=reviewed.version - 1)


def test_the_head_of_all_offices_has_nobody_above(world: World, reviewed: Decision) -> None:
    Decision.objects.filter(pk=reviewed.pk).update(office=world.spp, municipal=None, provincial=None)
    with refused("办案规则第十八条", "没有上一级院"):
        forward(world, reviewed, "upper", by=world.spp_chief)
