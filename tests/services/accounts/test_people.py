"""People are entered and shut out by the system administrator of their own office, who gives nobody a post."""

from typing import Any

import pytest
from django.contrib.auth import authenticate
from django.contrib.auth.hashers import make_password
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.test import Client
from rest_framework.authtoken.models import Token

from accounts import access, services
from accounts.models import Level, User
from accounts.services import NewPerson
from audit.models import Entry, Outbox
from tests.refusals import invalid, refused
from tests.web.people import browser
from tests.world import World


def enter(world: World, by: User, **changes: Any) -> User:
    said = {"username": "yiwu.new", "name": "新来的", "email": "new@yisu.invalid", "office_id": world.yiwu.pk}
    return services.enter_person(**{**said, **changes}, by=by, at=world.now)


def test_the_system_administrator_enters_people_of_the_own_office_without_any_post(world: World) -> None:
    user = enter(world, world.yiwu_sysadmin)
    assert user.office == world.yiwu and not user.posts.exists() and not user.has_usable_password()
    assert Entry.objects.filter(action="person.edit", by=world.yiwu_sysadmin, subject_id=user.pk).exists()
    assert Outbox.objects.get(topic="password").payload == {"user": user.pk}
    for by in (world.yiwu_secadmin, world.dongyang_sysadmin, world.jinhua_sysadmin, world.yiwu_chief):
        with pytest.raises(PermissionDenied):
            enter(world, by, username="other")


def test_a_user_name_is_given_once_whatever_its_case(world: World) -> None:
    with invalid("username"):
        enter(world, world.yiwu_sysadmin, username="YIWU.Handler")


def test_people_with_posts_are_entered_only_while_the_site_is_set_up(world: World) -> None:
    new = [NewPerson("yiwu.new", "新来的", "clerk")]
    with pytest.raises(PermissionDenied):
        services.enter_people(
            world.yiwu, new, password="!", starts_on=world.now.date(), by=world.yiwu_sysadmin, at=world.now
        )


def test_who_is_disabled_is_out_at_the_next_request_and_stays_out_when_enabled(world: World) -> None:
    user, by, at = world.yiwu_handler, world.yiwu_sysadmin, world.now
    open_page, token = browser(user), Token.objects.create(user=user)
    program = Client(headers={"Authorization": f"Token {token.key}"})
    assert open_page.get("/cases/").status_code == 200 and program.get("/api/v1/me/").status_code == 200
    services.disable_person(user.pk, reason="调离", by=by, at=at)
    assert open_page.get("/cases/").status_code == 302 and program.get("/api/v1/me/").status_code == 401
    services.enable_person(user.pk, by=by, at=at)
    assert open_page.get("/cases/").status_code == 302 and program.get("/api/v1/me/").status_code == 401
    assert browser(user).get("/cases/").status_code == 200
    assert Entry.objects.get(label=f"停用账号：{user}").note == "调离"


def test_only_the_system_administrator_of_the_office_disables_and_nobody_themselves(world: World) -> None:
    user = world.yiwu_clerk
    for by in (world.yiwu_secadmin, world.yiwu_auditor):
        with pytest.raises(PermissionDenied):
            services.disable_person(user.pk, reason="", by=by, at=world.now)
    for by in (world.jinhua_sysadmin, world.dongyang_sysadmin, world.spp_sysadmin, world.yiwu_chief):
        with pytest.raises(access.Unseen):
            services.disable_person(user.pk, reason="", by=by, at=world.now)
    with refused("8.1.5"):
        services.disable_person(world.yiwu_sysadmin.pk, reason="", by=world.yiwu_sysadmin, at=world.now)
    with refused(text="正在使用"):
        services.enable_person(user.pk, by=world.yiwu_sysadmin, at=world.now)


def test_a_changed_address_is_told_to_the_old_one(world: World) -> None:
    user = world.yiwu_clerk
    said = {"name": user.name, "phone": "", "by": world.yiwu_sysadmin, "at": world.now}
    services.correct_person(user.pk, email="old@yisu.invalid", **said)
    services.correct_person(user.pk, email="new@yisu.invalid", **said)
    assert Outbox.objects.get(topic="mail").payload["to"] == "old@yisu.invalid"
    with refused(text="没有改动"):
        services.correct_person(user.pk, email="new@yisu.invalid", **said)


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
