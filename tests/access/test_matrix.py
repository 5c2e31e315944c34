"""The policy table against the demo world: who reaches what, and the list says the same as the object."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db.models import Model

from accounts import access
from accounts.models import Procuratorate, User
from accounts.policy import ANY, BELOW, OFFICE, OWN, POLICY
from accounts.selectors import leads
from cases import services as cases
from desk.demo.people import POSTS
from evidence.models import Item
from tests.world import World

OUTSIDE = ("jinhua", "dongyang", "zhejiang", "jiangsu", "spp")
PREFIXES = (
    "clue", "case", "decision", "recommendation", "respondent", "obligation", "submission", "evidence", "consultation",
    "hearing", "deadline",
)  # fmt: skip


@dataclass
class Target:
    """One row, where it belongs, and who was given something on its case."""

    row: Model
    office: Procuratorate
    group: int | None = None
    assigned: set[int] = field(default_factory=set)
    members: set[int] = field(default_factory=set)


def people(world: World) -> Iterator[User]:
    """Everybody of Yiwu, the working posts of the others, and agencies."""
    yield from (world.cast.of("yiwu", post) for post in POSTS)
    yield from (
        world.cast.of(office, post) for office in OUTSIDE for post in ("handler", "clerk", "head", "chief")
    )
    yield from (world.cast[name] for name in ("yiwu-post.liaison", "yiwu-post.leader", "yiwu-samr.liaison"))
    yield world.cast["dongyang-env.liaison"]


def targets(world: World) -> dict[str, list[Target]]:
    """A row of every kind on a case of Yiwu that went all the way, and some elsewhere."""
    hearing = world.case("hearing")
    story = world.told("60 register 55 evaluate 50 file 48 serve_filing 45 investigate 40 find 30 consult:5")
    far = world.case(
        "recommended", office="dongyang", agencies=("dongyang-env",), measures=(), title="邻市粉尘污染"
    )
    cases.call_up(
        hearing.pk, user_id=world.jiangsu_handler.pk, duty="技术支持", starts_on=world.ago(5).date(), order="高检调1号",
        by=world.spp_chief, at=world.ago(5),
    )  # fmt: skip
    evidence_row = story.case.evidence.all()[0]
    post = world.agency("yiwu-post").group_id
    team = {"assigned": {world.yiwu_handler.pk}, "members": {world.yiwu_assistant.pk}}
    lent = {**team, "members": {world.yiwu_assistant.pk, world.jiangsu_handler.pk}}
    there = {"assigned": {world.dongyang_handler.pk}, "members": {world.dongyang_assistant.pk}}
    yiwu, dongyang = world.yiwu, world.dongyang
    mine = world.respondent(hearing)
    duty = hearing.deadlines.filter(duty_group=post)[0]
    return {
        "clue": [Target(hearing.clue, yiwu), Target(far.clue, dongyang)],
        "case": [Target(hearing, yiwu, **lent), Target(far, dongyang, **there)],
        "decision": [Target(hearing.decisions.all()[0], yiwu, **lent), Target(far.clue.decisions.all()[0], dongyang)],
        "recommendation": [Target(mine.recommendation, yiwu, post, **lent),
                           Target(far.recommendations.all()[0], dongyang, None, **there)],
        "respondent": [Target(mine, yiwu, post, **lent),
                       Target(far.respondents.all()[0], dongyang, world.agency("dongyang-env").group_id, **there)],
        "obligation": [Target(world.obligation(hearing), yiwu, post, **lent)],
        "submission": [Target(mine.obligations.all()[0].submissions.all()[0], yiwu, post, **lent)],
        "evidence": [Target(evidence_row, yiwu, None, **team), Target(mine.evidence.all()[0], yiwu, post, **lent)],
        "consultation": [Target(story.case.consultations.get(), yiwu, post, **team)],
        "hearing": [Target(hearing.hearings.get(), yiwu, None, **lent)],
        "deadline": [Target(duty, yiwu, post, **lent)],
    }  # fmt: skip


def deep(world: World) -> dict[str, list[Target]]:
    """Rows that hang two or three rows below their case."""
    case = world.case("reviewing")
    mine = world.respondent(case)
    team = {"assigned": {world.yiwu_handler.pk}, "members": {world.yiwu_assistant.pk}}
    post = world.agency("yiwu-post").group_id
    found = Item.objects.filter(submission__obligation__respondent=mine)[0]
    return {
        "evidence.view": [Target(found.files.all()[0], world.yiwu, post, **team)],
        "obligation.view": [Target(world.obligation(case).indicators.get(), world.yiwu, post, **team)],
        "respondent.view": [Target(mine.replies.all()[0], world.yiwu, post, **team)],
    }  # fmt: skip


def expected(user: User, action: str, target: Target) -> bool:
    """What the table says, worked out apart from accounts/access.py."""
    row = POLICY[action]
    if (user.pk in target.assigned and row["assigned"]) or (user.pk in target.members and row["member"]):
        return True
    return any(_by_post(post, row[post.post], target) for post in user.posts.all())


def _by_post(post: Any, reach: str, target: Target) -> bool:
    if reach == OFFICE:
        return bool(post.office == target.office)
    if reach == BELOW:
        return leads(post.office, target.office)
    if reach == OWN:
        return target.group is not None and post.group_id == target.group
    return reach == ANY


def test_everyone_reaches_exactly_what_the_table_says(world: World) -> None:
    rows = targets(world)
    wrong = []
    for action in (action for action in POLICY if action.split(".")[0] in rows):
        here = rows[action.split(".")[0]]
        for user in people(world):
            listed = access.allowed(user, action, type(here[0].row), at=world.now)
            found = set(listed.filter(pk__in=[t.row.pk for t in here]).values_list("pk", flat=True))
            wanted = {t.row.pk for t in here if expected(user, action, t)}
            if found != wanted:
                wrong.append(f"{action} {user.username}: {found} instead of {wanted}")
    assert not wrong


def test_what_hangs_deeper_is_reached_the_same(world: World) -> None:
    for action, here in deep(world).items():
        for user in people(world):
            assert access.can(user, action, here[0].row, at=world.now) == expected(user, action, here[0]), (
                action, user.username,
            )  # fmt: skip


def test_the_list_and_the_object_agree(world: World) -> None:
    case, clue = world.case("investigating"), world.clue("evaluating")
    for user in people(world):
        for action, row in (
            ("case.view", case),
            ("case.work", case),
            ("clue.view", clue),
            ("clue.file", clue),
        ):
            in_list = access.allowed(user, action, type(row), at=world.now).filter(pk=row.pk).exists()
            assert access.can(user, action, row, at=world.now) == in_list
            assert _taken(user, action, row, world) == in_list, (user.username, action)


def _taken(user: User, action: str, row: Model, world: World) -> bool:
    try:
        return access.take(user, action, type(row), row.pk, at=world.now) == row
    except (PermissionDenied, access.Unseen):
        return False


def test_every_action_on_rows_is_covered_by_the_matrix() -> None:
    lists_of_nobody = {"calendar", "agency", "person", "post", "policy", "record", "office"}
    lists_of_nobody |= {
        "order",
        "commission",
        "record_up",
    }  # between offices: tests/access/test_every_route.py
    lists_of_nobody |= {
        "objection",
        "draft",
        "site_check",
        "duty",
        "enterprise",
    }  # asked by address, there as well
    assert {action.split(".")[0] for action in POLICY} <= set(PREFIXES) | lists_of_nobody


def test_who_may_only_see_is_told_so_and_a_stranger_is_not(world: World) -> None:
    case = world.case("investigating")
    with pytest.raises(PermissionDenied):
        access.take(world.yiwu_head, "case.advance", type(case), case.pk, at=world.now)
    for stranger in (
        world.dongyang_handler,
        world.jiangsu_chief,
        world.yiwu_sysadmin,
        world.yiwu_post_liaison,
    ):
        with pytest.raises(access.Unseen):
            access.take(stranger, "case.advance", type(case), case.pk, at=world.now)


def test_administrators_see_no_case_content(world: World) -> None:
    rows = [target for kind in targets(world).values() for target in kind]
    for post in ("sysadmin", "secadmin", "auditor"):
        user = world.cast.of("yiwu", post)
        for target in rows:
            scope: Any = target.row
            assert not access.can(user, scope.SCOPE.view, target.row, at=world.now), (post, target.row)


def test_a_post_opens_nothing_before_it_begins_or_after_it_ends(world: World) -> None:
    case = world.case("filed")
    post = world.yiwu_head.posts.get()
    post.ends_on = world.ago(2).date()
    post.save()
    head = world.fresh(world.yiwu_head)
    assert not access.can(head, "case.view", case, at=world.now)
    assert access.can(world.fresh(head), "case.view", case, at=world.ago(2))


def test_an_inactive_person_reaches_nothing(world: World) -> None:
    case = world.case("filed")
    world.yiwu_chief.is_active = False
    assert not access.can(world.yiwu_chief, "case.view", case, at=world.now)


def test_a_grant_opens_one_case_for_its_days_only(world: World) -> None:
    lent, other = world.case("investigating"), world.case("investigating", title="另一案")
    cases.call_up(
        lent.pk, user_id=world.dongyang_handler.pk, duty="协助", starts_on=world.ago(10).date(),
        ends_on=world.ago(5).date(), order="金检调〔2026〕3号", by=world.jinhua_chief, at=world.ago(10),
    )  # fmt: skip
    assert access.can(world.dongyang_handler, "case.work", lent, at=world.ago(7))
    assert not access.can(world.dongyang_handler, "case.view", lent, at=world.ago(2))
    assert not access.can(world.dongyang_handler, "case.view", other, at=world.ago(7))


def test_an_agency_sees_a_recommendation_only_once_it_was_served(world: World) -> None:
    case = world.case("recommended")
    paper = world.respondent(case).recommendation
    assert not access.can(world.yiwu_post_liaison, "recommendation.view", paper, at=world.now)
    cases.serve(
        paper.respondent_id, kind="recommendation", method="direct", served_on=world.now.date(), recipient="季",
        by=world.yiwu_clerk, at=world.now,
    )  # fmt: skip
    assert access.can(world.yiwu_post_liaison, "recommendation.view", paper, at=world.now)
    assert not access.can(world.yiwu_cac_liaison, "recommendation.view", paper, at=world.now)
