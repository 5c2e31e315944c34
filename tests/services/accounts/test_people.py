"""People are entered and appointed by the administrators of their own office; demo accounts stay at home."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth import authenticate
from django.contrib.auth.hashers import make_password
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from accounts import access, services
from accounts.models import Level
from accounts.services import NewPerson
from audit.models import Entry
from tests.refusals import invalid
from tests.world import World


def test_the_system_administrator_enters_people_of_the_own_office(world: World) -> None:
    new = [NewPerson("yiwu.new", "新来的", "clerk")]
    on = world.now.date()
    (user,) = services.enter_people(
        world.yiwu, new, password="!", starts_on=on, by=world.yiwu_sysadmin, at=world.now
    )
    assert access.holds(user, "clue.register", at=world.now)
    assert Entry.objects.filter(action="person.edit", by=world.yiwu_sysadmin).exists()
    for by in (world.yiwu_secadmin, world.dongyang_sysadmin, world.yiwu_chief):
        with pytest.raises(PermissionDenied):
            services.enter_people(world.yiwu, new, password="!", starts_on=on, by=by, at=world.now)


def test_posts_are_given_and_ended_by_the_security_administrator(world: World) -> None:
    user, on = world.yiwu_clerk, world.now.date()
    post = services.appoint(
        user.pk, post="handler", office_id=world.yiwu.pk, starts_on=on, by=world.yiwu_secadmin, at=world.now
    )
    assert access.holds(world.fresh(user), "clue.evaluate", at=world.now)
    services.end_post(post.pk, by=world.yiwu_secadmin, at=world.now)
    assert not access.holds(world.fresh(user), "clue.evaluate", at=world.now + timedelta(days=1))
    with pytest.raises(PermissionDenied):
        services.end_post(post.pk, by=world.yiwu_sysadmin, at=world.now)


def test_a_post_ends_after_it_begins(world: World) -> None:
    on = world.now.date()
    with invalid("ends_on"):
        services.appoint(
            world.yiwu_clerk.pk, post="handler", office_id=world.yiwu.pk, starts_on=on, ends_on=on - timedelta(days=1),
            by=world.yiwu_secadmin, at=world.now,
        )  # fmt: skip


def test_offices_are_opened_only_while_the_site_is_set_up(world: World) -> None:
    with pytest.raises(PermissionDenied):
        services.open_office(
            code="330784", name="永康市人民检察院", short_name="永康市检察院", mark="永", level=Level.COUNTY,
            parent=world.jinhua, by=world.yiwu_sysadmin, at=world.now,
        )  # fmt: skip


def test_demo_accounts_log_in_only_where_debug_is_on(world: World, settings: Any) -> None:
    user = world.yiwu_handler
    user.demo, user.password = True, make_password("yisu-demo")
    user.save()
    asked = HttpRequest()
    settings.DEBUG = False
    assert authenticate(asked, username=user.username, password="yisu-demo") is None
    settings.DEBUG = True
    assert authenticate(asked, username=user.username, password="yisu-demo") == user
    assert authenticate(asked, username=user.username, password="wrong") is None
