"""Between the password and everything else stands the second factor, where a post demands it."""

from typing import Any

import pytest
from django.test import Client
from django_otp import devices_for_user
from django_otp.oath import totp
from rest_framework.authtoken.models import Token

from accounts import second_factor, services
from accounts.models import User
from tests.web.people import browser, page, send
from tests.world import World

PASSWORD = "yisu-demo"


@pytest.fixture
def demanded(world: World) -> User:
    """A handler of an office that demands it of handlers."""
    services.demand_factor(world.yiwu.pk, rules={"handler": True}, by=world.yiwu_secadmin, at=world.now)
    user: User = world.yiwu_handler
    return user


def code(user: User, steps: int = 0) -> str:
    (device,) = (each for each in devices_for_user(user, confirmed=None) if hasattr(each, "bin_key"))
    return f"{totp(device.bin_key, t0=-30 * steps):06d}"


def set_up(user: User, client: Client) -> list[str]:
    assert client.get("/second-factor/").status_code == 200
    answer = client.post("/second-factor/", {"code": code(user, -1), "next": "/cases/"})
    assert answer["Location"] == "/second-factor/codes/?next=/cases/"
    shown = client.get(answer["Location"])
    assert client.get(answer["Location"]).status_code == 302, "shown once"
    return list(shown.context["codes"])


def test_until_verified_every_page_leads_to_the_code(demanded: User) -> None:
    client = browser(demanded)
    for path in ("/", "/cases/", "/people/", "/password/", "/why/", "/api/docs/"):
        answer = client.get(path)
        if path.startswith("/api/"):
            assert answer.status_code == 403
        else:
            assert answer.status_code == 302 and answer["Location"].startswith("/second-factor/?next="), path
    refused = client.get("/api/v1/me/")
    assert refused.status_code == 403 and refused["Content-Type"] == "application/problem+json"
    assert "二次验证" in refused.json()["detail"]
    assert client.post("/cases/1/moves/close/").status_code == 302
    part = client.get("/cases/", headers={"HX-Request": "true"})
    assert part["HX-Redirect"].startswith("/second-factor/")
    assert client.post("/language/", {"language": "en"}).status_code == 302
    assert client.post("/logout/").status_code == 302 and client.get("/")["Location"].startswith("/login/")


def test_the_first_login_sets_it_up_and_the_next_asks_for_it(demanded: User) -> None:
    client = browser(demanded)
    assert "data:image/svg+xml" in client.get("/second-factor/").content.decode()
    codes = set_up(demanded, client)
    assert client.get("/cases/").status_code == 200
    again = browser(demanded)
    asked = again.get("/second-factor/").content.decode()
    assert "data:image" not in asked and "验证并进入" in asked
    assert again.post("/second-factor/", {"code": code(demanded)}).status_code == 302
    assert again.get("/cases/").status_code == 200
    third = browser(demanded)
    assert third.post("/second-factor/", {"code": codes[0], "next": "//evil.invalid/"})["Location"] == "/"
    assert third.get("/cases/").status_code == 200


def test_switched_on_it_reaches_an_open_page_at_the_next_click(world: World) -> None:
    client = browser(world.yiwu_handler)
    assert client.get("/cases/").status_code == 200
    token = Token.objects.create(user=world.yiwu_handler)
    program = Client(headers={"Authorization": f"Token {token.key}"})
    assert program.get("/api/v1/me/").status_code == 200
    send(world.yiwu_secadmin, "/people/second-factor/", posts=["handler"])
    assert client.get("/cases/")["Location"].startswith("/second-factor/")
    assert program.get("/api/v1/me/").status_code == 401
    page(world.yiwu_clerk, "/cases/")
    page(world.yiwu_sysadmin, "/people/second-factor/", 403)


def test_a_wrong_code_is_counted_even_when_the_form_carries_a_key(demanded: User, settings: Any) -> None:
    settings.AXES_ENABLED = True
    set_up(demanded, browser(demanded))
    client = browser(demanded)
    for n in range(4):
        answer = client.post("/second-factor/", {"code": "000000", "_key": f"k{n}"})
        assert answer.status_code == 422
    assert second_factor.waits_until(demanded) is not None
    assert client.post("/second-factor/", {"code": "000000"}).status_code == 429
    assert client.get("/")["Location"].startswith("/login/")
    closed = Client().post("/login/", {"username": demanded.username, "password": PASSWORD})
    assert closed.status_code == 429 and "系统管理员" in closed.content.decode()


def test_a_program_gives_the_code_with_the_password(demanded: User) -> None:
    def ask(**said: str) -> Any:
        body = {"username": demanded.username, "password": PASSWORD, **said}
        return Client().post("/api/v1/token/", body, content_type="application/json")

    assert "设置二次验证" in str(ask().json()["errors"])
    codes = set_up(demanded, browser(demanded))
    assert ask().status_code == 400 and "otp" in ask().json()["errors"]
    assert ask(otp="000000").status_code == 400
    for device in devices_for_user(demanded):
        device.throttle_reset()
    token = ask(otp=codes[0]).json()["token"]
    assert Client(headers={"Authorization": f"Token {token}"}).get("/api/v1/me/").status_code == 200
    assert ask(otp=codes[0]).status_code == 400, "a code counts once"


def test_who_is_asked_for_nothing_is_led_on(world: World) -> None:
    assert browser(world.yiwu_clerk).get("/second-factor/")["Location"] == "/"
    assert browser(world.yiwu_clerk).get("/second-factor/codes/")["Location"] == "/"


def test_agencies_people_are_asked_as_well(world: World, settings: Any) -> None:
    settings.SECOND_FACTOR = True
    client = browser(world.yiwu_post_liaison)
    assert client.get("/portal/")["Location"].startswith("/second-factor/")
    set_up(world.yiwu_post_liaison, client)
    assert client.get("/portal/").status_code == 200
