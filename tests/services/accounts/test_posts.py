"""Posts are given, bounded and ended by the security administrator; the three administrators stay apart."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from accounts import access, services
from accounts.models import Post, Secrecy, User
from audit.models import Entry
from tests.refusals import invalid, refused
from tests.web.people import browser
from tests.world import World


def appoint(world: World, user: User, post: str, by: User | None = None, **changes: Any) -> Post:
    said = {"office_id": world.yiwu.pk, "starts_on": world.now.date(), **changes}
    return services.appoint(user.pk, post=post, **said, by=by or world.yiwu_secadmin, at=world.now)


def newcomer(world: World) -> User:
    return services.enter_person(
        office_id=world.yiwu.pk, username="yiwu.new", name="新来的", email="new@yisu.invalid", by=world.yiwu_sysadmin,
        at=world.now,
    )  # fmt: skip


def test_a_post_opens_at_once_and_ends_at_once(world: World) -> None:
    user = world.yiwu_clerk
    post = appoint(world, user, "handler")
    assert access.holds(world.fresh(user), "clue.evaluate", at=world.now)
    services.end_post(post.pk, by=world.yiwu_secadmin, at=world.now)
    assert not access.holds(world.fresh(user), "clue.evaluate", at=world.now)
    assert Entry.objects.filter(action="post.edit", label__startswith="止任").exists()
    with refused(text="已经结束"):
        services.end_post(post.pk, by=world.yiwu_secadmin, at=world.now)


def test_an_open_page_finds_the_post_ended(world: World) -> None:
    user, page = world.yiwu_clerk, browser(world.yiwu_clerk)
    assert page.get("/clues/").status_code == 200
    services.end_post(user.posts.get().pk, by=world.yiwu_secadmin, at=world.now)
    assert page.get("/clues/").status_code in (403, 404)


def test_what_others_hold_on_its_behalf_ends_with_the_post(world: World) -> None:
    chief, head, on = world.yiwu_chief, world.yiwu_head, world.now.date()
    acting = Post.objects.create(
        user=head,
        post="chief",
        office=world.yiwu,
        starts_on=on,
        ends_on=on + timedelta(days=9),
        acting_for=chief,
    )
    services.end_post(chief.posts.get().pk, by=world.yiwu_secadmin, at=world.now)
    acting.refresh_from_db()
    assert acting.ends_on == on - timedelta(days=1)


def test_only_the_security_administrator_of_the_office_gives_posts(world: World) -> None:
    for by in (world.yiwu_sysadmin, world.yiwu_auditor, world.yiwu_chief, world.jinhua_secadmin):
        with pytest.raises(PermissionDenied):
            appoint(world, world.yiwu_clerk, "handler", by)
    post = world.yiwu_clerk.posts.get()
    with pytest.raises(PermissionDenied):
        services.end_post(post.pk, by=world.yiwu_sysadmin, at=world.now)
    with pytest.raises(access.Unseen):
        services.end_post(post.pk, by=world.jinhua_secadmin, at=world.now)


def test_nobody_gives_themselves_a_post_or_touches_their_own(world: World) -> None:
    by = world.yiwu_secadmin
    with refused("8.1.5"):
        appoint(world, by, "handler")
    with refused("8.1.5"):
        services.end_post(by.posts.get().pk, by=by, at=world.now)
    with refused("8.1.5"):
        services.set_clearance(by.posts.get().pk, clearance=Secrecy.SECRET, by=by, at=world.now)


@pytest.mark.parametrize(
    ("held", "post"),
    [("sysadmin", "auditor"), ("auditor", "handler"), ("chief", "auditor"), ("clerk", "sysadmin")],
)
def test_administrators_are_apart_from_each_other_and_from_casework(
    world: World, held: str, post: str
) -> None:
    with refused("GB/T 22239"):
        appoint(world, world.cast.of("yiwu", held), post)
    assert world.cast.of("yiwu", held).posts.count() == 1


def test_one_after_the_other_is_no_clash(world: World) -> None:
    user, on = newcomer(world), world.now.date()
    appoint(world, user, "auditor", ends_on=on + timedelta(days=9))
    with refused("8.1.5"):
        appoint(world, user, "handler", starts_on=on + timedelta(days=9))
    appoint(world, user, "handler", starts_on=on + timedelta(days=10))
    with refused("8.1.5"):
        appoint(world, user, "sysadmin", starts_on=on, ends_on=on)


def test_a_post_is_within_the_office_from_today_on_and_ends_after_it_begins(world: World) -> None:
    on, clerk = world.now.date(), world.yiwu_clerk
    with invalid("ends_on"):
        appoint(world, clerk, "handler", ends_on=on - timedelta(days=1))
    with invalid("starts_on"):
        appoint(world, clerk, "handler", starts_on=on - timedelta(days=1))
    with invalid("post"):
        appoint(world, clerk, "clerk")
    for post in ("liaison", "nonsense"):
        with invalid("post"):
            appoint(world, clerk, post)
    with invalid():
        appoint(world, world.dongyang_clerk, "handler")


def test_the_same_post_may_follow_itself(world: World) -> None:
    on: date = world.now.date()
    user = newcomer(world)
    appoint(world, user, "clerk", ends_on=on + timedelta(days=9))
    assert appoint(world, user, "clerk", starts_on=on + timedelta(days=10)).pk


def test_clearance_is_said_on_appointment_and_changed_with_record(world: World) -> None:
    post = appoint(world, world.yiwu_clerk, "handler", clearance=Secrecy.SECRET)
    assert post.clearance == Secrecy.SECRET
    services.set_clearance(post.pk, clearance=Secrecy.ORDINARY, by=world.yiwu_secadmin, at=world.now)
    post.refresh_from_db()
    assert post.clearance == Secrecy.ORDINARY
    assert Entry.objects.filter(label__contains="秘密→一般").exists()
    for clearance in (7, None):
        with invalid("clearance"):
            services.set_clearance(post.pk, clearance=clearance, by=world.yiwu_secadmin, at=world.now)
