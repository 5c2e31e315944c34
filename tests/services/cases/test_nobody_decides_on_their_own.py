"""Nobody ever decides on their own request, whatever posts, delegations and secrets there are; what was said beforehand is what happens."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts import access
from accounts.models import Post, User
from audit.flow import Refused, day
from cases import decision_picture, selectors, services
from cases.chains import in_words, seats_for
from cases.models import Case, Decision
from tests.world import World

NAMES = ("甲", "乙", "丙")
OFFICES = ("yiwu", "jinhua")
CLOSE = {"ground": "lawful", "facts": "事实"}

seat = st.tuples(
    st.sampled_from(NAMES), st.sampled_from(["head", "chief", "casemgr"]), st.sampled_from(OFFICES),
    st.none() | st.sampled_from(NAMES), st.sampled_from([0, 1, 1, 2]),
)  # fmt: skip
doings = st.lists(
    st.tuples(st.sampled_from(NAMES), st.sampled_from(["approve", "committee", "upper", "redraft"])),
    max_size=12,
)


@pytest.fixture
def case(world: World) -> Case:
    """A case under investigation, in offices where nobody decides anything yet."""
    found = world.case("investigating")
    Post.objects.filter(post__in=["head", "chief", "casemgr"], office__in=[world.yiwu, world.jinhua]).delete()
    return found


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(posts=st.lists(seat, max_size=6), secret=st.sampled_from([0, 0, 0, 2]), does=doings)
def test_whoever_asks_never_speaks_on_it(
    world: World, case: Case, posts: Any, secret: int, does: Any
) -> None:
    with transaction.atomic():
        people = seated(world, case, posts, secret)
        decision = asked(world, case, people["甲"])
        for name, how in does:
            act(world, decision, people[name], how)
        judged(decision, people["甲"])
        transaction.set_rollback(True)


def seated(world: World, case: Case, posts: Any, secret: int) -> dict[str, User]:
    """Three people with these posts and delegations; the first of them handles the case."""
    first = day(world.ago(30))
    people = {name: User.objects.create(username=f"u{name}", name=name) for name in NAMES}
    for name, post, office, for_whom, cleared in posts:
        principal = people[for_whom] if for_whom and for_whom != name else None
        Post.objects.get_or_create(
            user=people[name], post=post, office=getattr(world, office), starts_on=first,
            defaults={"acting_for": principal, "clearance": cleared},
        )  # fmt: skip
    handler = people["甲"]
    Post.objects.create(user=handler, post="handler", office=world.yiwu, starts_on=first, clearance=3)
    Case.objects.filter(pk=case.pk).update(handler=handler, secrecy=secret)
    case.grants.filter(permission__codename="as_assigned").update(user=handler, secrecy=secret)
    return {name: User.objects.get(pk=user.pk) for name, user in people.items()}


def asked(world: World, case: Case, by: User) -> Decision:
    """The request, with the chain that was shown before it was made."""
    shown = selectors.step(selectors.case(case.pk, by=by, at=world.now), "close", by=by, at=world.now)
    outcome = services.make_case_move(case.pk, "close", data=CLOSE, by=by, at=world.now)
    assert outcome.decision is not None
    assert in_words(tuple(outcome.decision.chain)) == shown.decided_by
    return outcome.decision


def act(world: World, decision: Decision, by: User, how: str) -> None:
    """Somebody tries something; a refusal is an answer, too."""
    by = User.objects.get(pk=by.pk)
    try:
        with transaction.atomic():
            if how == "redraft":
                changed = {**CLOSE, "facts": f"第{decision.opinions.count()}次改"}
                services.redraft(decision.pk, data=changed, by=by, at=world.now)
                assert by.pk == decision.requested_by_id, "only who asked changes the draft"
            elif how in ("committee", "upper"):
                services.forward(decision.pk, to=how, text="提交", by=by, at=world.now)
            else:
                services.approve(decision.pk, text="同意", meeting="第1次会议", by=by, at=world.now)
    except (Refused, PermissionDenied, ValidationError, access.Unseen):
        pass


def judged(decision: Decision, asker: User) -> None:
    """No opinion is the asker's or given for them; on one draft nobody spoke twice, in whoever's name."""
    spoken = decision.opinions.filter(voided_at=None).exclude(post="committee")
    voices = [pk for one in spoken for pk in {one.by_id, one.acting_for_id} - {None}]
    assert len(voices) == len(set(voices))
    for one in decision.opinions.all():
        assert asker.pk not in (one.by_id, one.acting_for_id)


def post_of(user: User, post: str) -> Post:
    return user.posts.get(post=post, acting_for=None)


def test_a_stand_in_for_the_asker_is_nobody_else(world: World) -> None:
    """The head handles the case and is away; whoever stands in for the head may not review it either: the chief decides."""
    head, on = world.yiwu_head, day(world.now)
    Post.objects.create(user=world.yiwu_clerk, post="head", office=world.yiwu, acting_for=head, starts_on=on)
    case = world.case("investigating")
    assert chain(world, case, head) == ["chief"]


def test_who_holds_both_posts_speaks_once_and_last(world: World) -> None:
    Post.objects.filter(user=world.yiwu_head).update(user=world.yiwu_chief)
    case = world.case("investigating")
    decision = asked(world, case, world.yiwu_handler)
    assert decision.chain == ["chief"]
    services.approve(decision.pk, text="同意", by=world.fresh(world.yiwu_chief), at=world.now)
    case.refresh_from_db()
    assert case.state == "closed"


def test_above_the_highest_chief_stands_their_committee(world: World) -> None:
    """Rule 5: nobody stands above; what the chief asks for, the committee resolves, and somebody else writes it down."""
    case = world.case("investigating")
    case.office = world.spp
    assert chain(world, case, world.spp_chief) == ["head", "committee"]


def test_nothing_is_put_before_who_asked_for_it(world: World) -> None:
    """The handler is also chief of the office above: the request stays below."""
    Post.objects.filter(post="chief", office=world.jinhua).update(user=world.yiwu_handler)
    decision = asked(world, world.case("investigating"), world.fresh(world.yiwu_handler))
    services.approve(decision.pk, text="同意", by=world.yiwu_head, at=world.now)
    with pytest.raises(Refused, match="提请人本人"):
        services.forward(decision.pk, to="upper", text="提交", by=world.yiwu_chief, at=world.now)


def chain(world: World, case: Case, by: User) -> list[str]:
    return list(seats_for("close", case, by=world.fresh(by), on=day(world.now)))


def test_a_seat_that_emptied_since_says_so_to_who_asked(world: World) -> None:
    decision = asked(world, world.case("investigating"), world.yiwu_handler)
    Post.objects.filter(user=world.yiwu_chief).update(ends_on=day(world.now) - timedelta(days=1))
    services.approve(decision.pk, text="同意", by=world.yiwu_head, at=world.now)
    told = world.yiwu_handler.notices.get(key__endswith="nobody")
    assert "检察长：此环节现无人在任" in told.body


def test_who_is_not_cleared_is_neither_told_nor_waited_for(world: World) -> None:
    """A secret case: the page says who could stand in for the head; only then somebody is told, and decides."""
    case = world.case("investigating")
    Post.objects.filter(user=world.yiwu_head).update(clearance=1)
    services.classify(
        case_id=case.pk, secrecy=2, reason="定密", by=world.fresh(world.yiwu_chief), at=world.now
    )
    before = world.yiwu_head.notices.count()
    decision = asked(world, case, world.fresh(world.yiwu_handler))
    assert decision.chain == ["head", "chief"]
    assert world.yiwu_head.notices.count() == before
    assert decision.clock.duty_user is None
    assert "涉密等级不够" in world.yiwu_handler.notices.get(key__endswith="nobody").body
    chief = world.fresh(world.yiwu_chief)
    waits = decision_picture.look(decision.pk, by=chief, at=world.now).chain[0]
    assert waits.people == "" and str(world.yiwu_chief) in waits.hindered
    with pytest.raises(access.Unseen):
        services.approve(decision.pk, by=world.fresh(world.yiwu_head), at=world.now)
    assert not selectors.decisions_waiting(by=world.fresh(world.yiwu_head), at=world.now).exists()
