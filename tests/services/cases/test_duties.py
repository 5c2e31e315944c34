"""Who must act: matters and parts are entered, settled with what follows, and taken up again with a reason."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from accounts.access import Unseen
from agencies.models import Duty
from audit.models import Entry
from cases import services
from cases.duty_board import board
from cases.models import Case, DutyMatter, DutyShare
from cases.services.duties import Task
from cases.services.obligations import Figure
from tests.refusals import invalid, refused
from tests.world import World

LAW = "《快递暂行条例》第四条"


def matter(world: World, case: Case, name: str = "寄递个人信息监管", by: str = "yiwu_handler") -> DutyMatter:
    return services.enter_matter(case.pk, name=name, by=getattr(world, by), at=world.now)


def share(world: World, row: DutyMatter, slug: str = "yiwu-post", **said: Any) -> DutyShare:
    said = {"part": "leads", "basis": LAW, "by": world.yiwu_handler, **said}
    return services.enter_share(row.pk, agency_id=world.agency(slug).pk, **said, at=world.now)


@pytest.fixture
def case(world: World) -> Case:
    return world.case("investigating")


@pytest.fixture
def clear(world: World, case: Case) -> DutyMatter:
    """A matter that one agency leads and another one helps with."""
    row = matter(world, case)
    share(world, row)
    share(world, row, "yiwu-cac", part="shares", basis="《网络安全法》第八条", position="同意配合")
    return row


def test_the_table_marks_gaps_overlaps_and_disputes(world: World, case: Case, clear: DutyMatter) -> None:
    matter(world, case, "无人管的事")
    for name, parts in (("两家都管", ("leads", "leads")), ("说不清的事", ("leads", "disputed"))):
        row = matter(world, case, name)
        for slug, part in zip(("yiwu-post", "yiwu-mdc"), parts, strict=True):
            share(world, row, slug, part=part)
    found = board(case.pk, by=world.yiwu_handler, at=world.now)
    assert [line.word for line in found.lines] == ["待确认", "无人牵头", "多家牵头", "有争议"]
    named = [str(world.agency(slug)) for slug in ("yiwu-post", "yiwu-cac", "yiwu-mdc")]
    assert [str(agency) for agency in found.agencies] == named
    assert [cell.share is None for cell in found.lines[0].cells] == [False, False, True]


def test_a_duty_of_the_register_brings_its_law_along(world: World, clear: DutyMatter) -> None:
    duty = Duty.objects.create(
        agency=world.agency("yiwu-samr"), matter="电商监管", basis="《电子商务法》第六条", source="权力清单"
    )
    kept = share(world, clear, "yiwu-samr", part="shares", basis="", duty_id=duty.pk)
    assert (kept.basis, kept.source, kept.duty) == ("《电子商务法》第六条", "权力清单", duty)
    duty.basis = "《电子商务法》第七条"
    duty.save()
    kept.refresh_from_db()
    assert kept.basis == "《电子商务法》第六条"
    with invalid("duty_id"):
        share(world, clear, "yiwu-mdc", duty_id=duty.pk)


def test_who_acts_does_so_by_law_and_who_does_not_needs_none(world: World, clear: DutyMatter) -> None:
    for part in ("leads", "shares"):
        with invalid("basis"):
            share(world, clear, "yiwu-mdc", part=part, basis="")
    assert share(world, clear, "yiwu-mdc", part="none", basis="").part == "none"
    with invalid("agency_id"):
        share(world, clear, "dongyang-env")


def test_an_agency_has_one_part_in_a_matter(world: World, clear: DutyMatter) -> None:
    share(world, clear, "yiwu-cac", part="none", basis="")
    assert list(clear.shares.values_list("agency", "part")) == [
        (world.agency("yiwu-post").pk, "leads"),
        (world.agency("yiwu-cac").pk, "none"),
    ]
    with invalid("name"):
        matter(world, clear.case)


def test_what_is_unclear_is_not_settled(world: World, clear: DutyMatter) -> None:
    for slug, part, text in (
        ("yiwu-post", "disputed", "还有争议"),
        ("yiwu-post", "none", "没有机关牵头"),
        ("yiwu-mdc", "leads", ""),
        ("yiwu-post", "leads", "都列为牵头"),
    ):
        share(world, clear, slug, part=part)
        if text:
            with refused(text=text):
                services.settle_matter(clear.pk, by=world.yiwu_handler, at=world.now)


def test_settling_sets_what_follows_from_it(world: World) -> None:
    case = world.case("consulting")
    row = matter(world, case)
    leads, helps = share(world, row), share(world, row, "yiwu-cac", part="shares")
    step, due = case.steps.get(kind="consultation"), world.now.date() + timedelta(days=30)
    tasks = {
        leads.pk: Task(
            "推广隐私面单", "privacy_waybill", due, [Figure("应用率", "%", Decimal(90), Decimal(20))]
        ),
        helps.pk: Task("开展联合检查", "enforcement", due),
    }
    settled = services.settle_matter(
        row.pk, step_id=step.pk, tasks=tasks, by=world.yiwu_handler, at=world.now
    )
    assert (settled.settled_on, settled.settled_in) == (world.now.date(), step)
    made = case.obligations.order_by("id")
    assert [(str(one.respondent), one.measure, one.due_on) for one in made] == [
        (str(world.agency("yiwu-post")), "推广隐私面单", due),
        (str(world.agency("yiwu-cac")), "开展联合检查", due),
    ]
    assert made[0].indicators.get().target == 90
    assert made[0].clock is not None and made[0].clock.rule == "N06"
    entry = Entry.objects.get(action="duty.settle")
    assert "牵头" in entry.note and entry.case_ref == case.pk


def test_nothing_is_settled_when_one_task_is_wrong(world: World, clear: DutyMatter) -> None:
    leads, helps = clear.shares.order_by("id")
    due = world.now.date() + timedelta(days=30)
    past = world.now.date() - timedelta(days=1)
    stranger = share(world, clear, "yiwu-mdc", part="shares")
    for pk, task, field in (
        (helps.pk, Task("整改", "rules", past), f"due_on_{helps.pk}"),
        (stranger.pk, Task("整改", "rules", due), f"measure_{stranger.pk}"),
    ):
        tasks = {leads.pk: Task("整改", "rules", due), pk: task}
        with invalid(field):
            services.settle_matter(clear.pk, tasks=tasks, by=world.yiwu_handler, at=world.now)
    clear.refresh_from_db()
    assert clear.settled_on is None and not clear.case.obligations.exists()


def test_what_is_settled_changes_only_with_a_reason(world: World, clear: DutyMatter) -> None:
    by, at = world.yiwu_handler, world.now
    services.settle_matter(clear.pk, by=by, at=at)
    clear.refresh_from_db()
    assert clear.settled_in is None
    for change in (
        lambda: share(world, clear),
        lambda: services.drop_share(clear.shares.all()[0].pk, by=by, at=at),
        lambda: services.drop_matter(clear.pk, by=by, at=at),
        lambda: services.settle_matter(clear.pk, by=by, at=at),
    ):
        with refused("办案规则第六十九条", "已经确认"):
            change()
    services.reopen_matter(clear.pk, reason="机构改革，职责划转", by=by, at=at)
    assert Entry.objects.filter(action="duty.settle", note__contains="职责划转").exists()
    services.drop_share(clear.shares.all()[1].pk, by=by, at=at)
    services.drop_matter(clear.pk, by=by, at=at)
    assert not DutyMatter.objects.exists() and not DutyShare.objects.exists()


def test_members_enter_and_only_the_handler_settles(world: World, clear: DutyMatter) -> None:
    assert matter(world, clear.case, "另一件事", by="yiwu_assistant").pk
    with pytest.raises(PermissionDenied):
        services.settle_matter(clear.pk, by=world.yiwu_assistant, at=world.now)
    for by, refusal in (("yiwu_head", PermissionDenied), ("yiwu_post_liaison", Unseen)):
        with pytest.raises(refusal):
            matter(world, clear.case, "别人的事", by=by)


def test_nothing_is_entered_after_the_end_or_on_the_civil_track(world: World) -> None:
    with refused(text="办结"):
        matter(world, world.case("closed"))
    with refused(text="民事公益诉讼"):
        matter(world, world.case("announced"))
