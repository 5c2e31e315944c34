"""Deciding in another's place: both names on the record, and never on what either of the two asked for or said (rule 7)."""

from datetime import timedelta

import pytest

from accounts import services as accounts
from accounts.models import Post, User
from audit.flow import day
from audit.models import Entry
from cases import paper_page, selectors, services
from cases.models import Decision, Document
from deadlines import services as deadlines
from deadlines.models import Deadline, Reminder
from tests.refusals import refused
from tests.world import World

ASKED = "60 register 55 evaluate 50 file 48 serve_filing 45 investigate 2 recommend:asked"


@pytest.fixture
def reviewed(world: World) -> Decision:
    asked = world.pending(world.told(ASKED).case)
    return services.approve(asked.pk, by=world.yiwu_head, at=world.now)


def stand_in(world: World, who: str, to: User, days: int = 5) -> Post:
    office, _, post = who.rpartition("_")
    held = Post.objects.get(
        user=getattr(world, who), post=post, office=getattr(world, office), acting_for=None
    )
    today = day(world.now)
    return accounts.delegate(
        post_id=held.pk, user_id=to.pk, starts_on=today, ends_on=today + timedelta(days=days), reason="休假",
        by=getattr(world, who), at=world.now,
    )  # fmt: skip


@pytest.fixture
def other(world: World) -> User:
    """A procurator of Yiwu who asked for nothing."""
    Post.objects.create(
        user=world.yiwu_clerk, post="handler", office=world.yiwu, starts_on=day(world.ago(90))
    )
    return world.fresh(world.yiwu_clerk)


def test_an_opinion_carries_both_names_wherever_it_is_kept(
    world: World, reviewed: Decision, other: User
) -> None:
    stand_in(world, "yiwu_chief", other)
    deputy = world.fresh(other)
    assert [row.pk for row in selectors.decisions_waiting(by=deputy, at=world.now)] == [reviewed.pk]
    done = services.approve(reviewed.pk, text="同意", by=deputy, at=world.now)
    opinion = done.opinions.last()
    both = f"{world.yiwu_chief}（检察长），由{deputy}代行"
    assert (opinion.by, opinion.acting_for, opinion.signed) == (deputy, world.yiwu_chief, both)
    notes = Entry.objects.filter(by=deputy).exclude(to_state="").values_list("subject_type", "note")
    assert {(kind, both in note) for kind, note in notes} >= {("cases.decision", True), ("cases.case", True)}
    paper = Document.objects.get(case=reviewed.case_id, kind="recommendation", title__contains="邮政")
    assert paper_page.paper(paper.pk, by=deputy, at=world.now).signed == both


def test_who_asked_does_not_decide_in_anothers_place(world: World, reviewed: Decision) -> None:
    stand_in(world, "yiwu_chief", world.yiwu_handler)
    handler = world.fresh(world.yiwu_handler)
    with refused("办案规则第七条", "本人提请"):
        services.approve(reviewed.pk, by=handler, at=world.now)
    assert not selectors.decisions_waiting(by=handler, at=world.now).exists()


def test_who_reviewed_does_not_decide_as_well(world: World, reviewed: Decision) -> None:
    stand_in(world, "yiwu_chief", world.yiwu_head)
    head = world.fresh(world.yiwu_head)
    for work in (services.approve, services.send_back):
        with refused("办案规则第七条", "先后发表两次"):
            work(reviewed.pk, text="同意", by=head, at=world.now)
    assert not selectors.decisions_waiting(by=head, at=world.now).exists()


def test_a_delegate_does_not_decide_what_the_principal_asked_for(
    world: World, reviewed: Decision, other: User
) -> None:
    Decision.objects.filter(pk=reviewed.pk).update(requested_by=world.yiwu_chief)
    stand_in(world, "yiwu_chief", other)
    deputy = world.fresh(other)
    with refused("办案规则第七条", str(world.yiwu_chief)):
        services.approve(reviewed.pk, by=deputy, at=world.now)
    assert not selectors.decisions_waiting(by=deputy, at=world.now).exists()


def test_a_delegation_that_ended_opens_nothing_and_says_so(
    world: World, reviewed: Decision, other: User
) -> None:
    made = stand_in(world, "yiwu_chief", other, days=1)
    with refused("办案规则第七条", "不在有效期内"):
        services.approve(reviewed.pk, by=world.fresh(other), at=world.now + timedelta(days=2))
    accounts.end_delegation(made.pk, by=world.yiwu_chief, at=world.now)
    with refused("办案规则第七条", "不在有效期内"):
        services.approve(reviewed.pk, by=world.fresh(other), at=world.now)
    services.approve(reviewed.pk, by=world.yiwu_chief, at=world.now)


def test_who_is_away_and_who_stands_in_are_both_reminded(
    world: World, reviewed: Decision, other: User
) -> None:
    stand_in(world, "yiwu_chief", other)
    clock = Deadline.objects.get(case=reviewed.case_id, rule="N07", state="open")
    late = world.now + timedelta(days=4)
    Deadline.objects.exclude(pk=clock.pk).update(next_check=None)
    Deadline.objects.filter(pk=clock.pk).update(next_check=late)
    deadlines.sweep(at=late)
    told = set(Reminder.objects.filter(deadline=clock).values_list("recipient", flat=True))
    assert {world.yiwu_chief.pk, other.pk} <= told
