"""Passwords, links and locks: an administrator opens and closes, and never sees or sets a password."""

from typing import Any

import pytest
from axes.models import AccessAttempt
from django.core import mail
from django.test import Client
from rest_framework.authtoken.models import Token

from accounts import access, services
from accounts.models import User
from audit.models import Entry
from deadlines.services import deliver
from tests.refusals import invalid, refused
from tests.web.people import browser
from tests.world import World

NEW = "rather-long-2026"


def newcomer(world: World) -> User:
    return services.enter_person(
        office_id=world.yiwu.pk, username="yiwu.new", name="新来的", email="new@yisu.invalid", by=world.yiwu_sysadmin,
        at=world.now,
    )  # fmt: skip


def link_in_mail() -> str:
    return next(line for line in mail.outbox[-1].body.splitlines() if "/set-password/" in line).partition(
        "8000"
    )[2]


def test_the_link_sets_a_password_once(world: World) -> None:
    user = newcomer(world)
    deliver(at=world.now)
    link, page = link_in_mail(), Client()
    form = page.get(link)
    assert form.status_code == 302 and page.get(form["Location"]).status_code == 200
    sent = page.post(form["Location"], {"new_password1": NEW, "new_password2": NEW})
    assert sent.status_code == 302 and sent["Location"] == "/login/"
    assert User.objects.get(pk=user.pk).check_password(NEW)
    assert "已失效" in Client().get(link).content.decode()


def test_the_link_of_somebody_disabled_meanwhile_is_neither_sent_nor_taken(world: World) -> None:
    user = newcomer(world)
    deliver(at=world.now)
    link = link_in_mail()
    services.send_password_link(user.pk, by=world.yiwu_sysadmin, at=world.now)
    services.disable_person(user.pk, reason="", by=world.yiwu_sysadmin, at=world.now)
    assert deliver(at=world.now).sent == 0 and len(mail.outbox) == 1
    assert "已失效" in Client().get(link).content.decode()


def test_a_link_needs_an_address_and_goes_to_others_only(world: World) -> None:
    with refused(text="邮箱"):
        services.send_password_link(world.yiwu_clerk.pk, by=world.yiwu_sysadmin, at=world.now)
    with refused("8.1.5"):
        services.send_password_link(world.yiwu_sysadmin.pk, by=world.yiwu_sysadmin, at=world.now)


def test_a_new_password_ends_what_was_opened_with_the_old_one(world: World) -> None:
    user = world.yiwu_clerk
    page, token = browser(user), Token.objects.create(user=user)
    services.set_password(user.pk, password=NEW, by=user, at=world.now)
    assert page.get("/").status_code == 302
    assert not Token.objects.filter(pk=token.pk).exists()
    with pytest.raises(access.Unseen):
        services.set_password(user.pk, password=NEW, by=world.yiwu_sysadmin, at=world.now)
    for weak in ("short", "12345678901", "yiwu.clerk12"):
        with invalid("new_password1"):
            services.set_password(user.pk, password=weak, by=user, at=world.now)


def test_all_sessions_and_tokens_of_a_person_are_ended(world: World) -> None:
    user = world.yiwu_clerk
    page, token = browser(user), Token.objects.create(user=user)
    services.end_sessions(user.pk, by=world.yiwu_sysadmin, at=world.now)
    assert page.get("/").status_code == 302 and not Token.objects.filter(pk=token.pk).exists()
    assert browser(user).get("/").status_code == 200


def test_a_locked_account_is_unlocked_by_the_system_administrator(world: World, settings: Any) -> None:
    from django.utils import timezone

    settings.AXES_ENABLED = True
    user, at = world.yiwu_clerk, timezone.now()
    for _n in range(5):
        Client().post("/login/", {"username": user.username, "password": "wrong"})
    right = {"username": user.username, "password": "yisu-demo"}
    assert Client().post("/login/", right).status_code == 429
    services.unlock(user.pk, by=world.yiwu_sysadmin, at=at)
    assert not AccessAttempt.objects.exists() and Client().post("/login/", right).status_code == 302
    assert Entry.objects.filter(label=f"解除锁定：{user}").exists()
    with refused(text="没有锁定"):
        services.unlock(user.pk, by=world.yiwu_sysadmin, at=at)
