"""A suspended case is looked at regularly (rule 78)."""

import pytest
from django.core.exceptions import PermissionDenied

from audit.flow import day
from audit.models import Entry
from cases import services
from cases.models import Case
from tests.refusals import invalid, refused
from tests.world import World


def look(
    world: World, case: Case, *, days: int = 0, found: str = "仍在汛期", by: str = "yiwu_handler"
) -> Case:
    return services.record_recheck(
        case.pk, checked_on=day(world.ago(days)), found=found, persists=True, by=getattr(world, by), at=world.now
    )  # fmt: skip


def targets(case: Case) -> list[str]:
    return list(case.deadlines.filter(rule="N04").order_by("id").values_list("state", flat=True))


def test_each_look_sets_the_day_of_the_next(world: World) -> None:
    case = world.case("suspended")
    look(world, case, days=5)
    assert targets(case) == ["met", "open"]
    clock = case.deadlines.get(rule="N04", state="open")
    assert (clock.started_on, clock.duty_user) == (day(world.ago(5)), world.yiwu_handler)
    assert Entry.objects.filter(case_ref=case.pk, label__startswith="中止审查复查", note="仍在汛期").exists()
    look(world, case)
    assert targets(case) == ["met", "met", "open"]


def test_a_late_look_is_kept_as_late_and_the_next_one_is_due_again(world: World) -> None:
    case = world.told(
        "120 register 115 evaluate 110 file 100 investigate 90 recommend 80 serve 60 suspend"
    ).case
    look(world, case)
    assert targets(case) == ["missed", "open"]


def test_the_review_that_goes_on_needs_no_more_looks(world: World) -> None:
    case = world.told(
        "90 register 85 evaluate 80 file 75 investigate 50 recommend 48 serve 20 suspend 10 recheck 5 resume"
    ).case
    assert targets(case) == ["met", "met"]


def test_only_a_suspended_case_is_looked_at_so(world: World) -> None:
    case = world.case("rectifying")
    with refused("办案规则第七十八条", "没有中止审查"):
        look(world, case)


@pytest.mark.parametrize("days", [-1, 21])
def test_a_look_was_not_before_the_suspension_and_is_not_to_come(world: World, days: int) -> None:
    case = world.case("suspended")
    with invalid("checked_on"):
        look(world, case, days=days)


def test_a_look_says_what_was_found(world: World) -> None:
    case = world.case("suspended")
    with invalid("found"):
        look(world, case, found=" ")


def test_who_does_not_work_on_the_case_records_no_look(world: World) -> None:
    case = world.case("suspended")
    for name in ("yiwu_head", "yiwu_clerk", "jinhua_chief"):
        with pytest.raises(PermissionDenied):
            look(world, case, by=name)
