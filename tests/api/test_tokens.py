"""Tokens: for people in use, not for demo accounts outside a demo, not by trying; and how much is too much."""

from typing import Any

import pytest
from django.test import Client
from rest_framework.authtoken.models import Token
from rest_framework.throttling import AnonRateThrottle, UserRateThrottle

from accounts.models import User
from tests.api.conftest import refusal

pytestmark = pytest.mark.django_db
PASSWORD = "right-and-long"


@pytest.fixture
def wang() -> User:
    return User.objects.create_user("wang", password=PASSWORD)


def ask(password: Any = PASSWORD, username: Any = "wang") -> Any:
    sent = {"username": username, "password": password}
    return Client().post("/api/v1/token/", sent, content_type="application/json")


def test_a_password_gives_a_token_and_the_token_opens(wang: User) -> None:
    token = ask().json()
    assert set(token) == {"token"}
    found = Client().get("/api/v1/me/", headers={"Authorization": f"Token {token['token']}"})
    assert found.json()["username"] == "wang"


def test_wrong_passwords_are_refused_at_the_field_and_then_shut_out(wang: User, settings: Any) -> None:
    settings.AXES_ENABLED = True
    for _ in range(4):
        refusal(ask("wrong"), 400)
    assert ask().status_code == 200
    for _ in range(4):
        refusal(ask("wrong"), 400)
    refusal(ask("wrong"), 429)
    refusal(ask(), 429)


@pytest.mark.parametrize("change", [{"is_active": False}, {"demo": True}])
def test_who_may_not_log_in_gets_no_token_and_loses_the_one_they_had(
    wang: User, change: dict[str, bool]
) -> None:
    had = Token.objects.create(user=wang)
    User.objects.filter(pk=wang.pk).update(**change)
    refusal(ask(), 400)
    refusal(Client().get("/api/v1/me/", headers={"Authorization": f"Token {had.key}"}), 401)


def test_demo_people_come_in_where_there_is_a_demo(wang: User, settings: Any) -> None:
    settings.DEBUG = True
    User.objects.filter(pk=wang.pk).update(demo=True)
    assert ask().status_code == 200


@pytest.mark.parametrize(
    "header", ["Token", "Token x y", "Token 0000", "Token \x7f", "Bearer 好".encode().decode("latin1")]
)
def test_a_token_nobody_has_is_refused(db: None, header: str) -> None:
    refusal(Client().get("/api/v1/me/", headers={"Authorization": header}), 401)


@pytest.mark.parametrize("odd", [None, "", "\x00", [], {}, 7, "x" * 100_000, "\ud800", True])
def test_odd_credentials_are_no_fault(wang: User, odd: Any) -> None:
    for answer in (ask(odd), ask(username=odd)):
        refusal(answer, 400)


def test_people_work_on_while_the_cache_is_away(wang: User, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*args: Any, **kwargs: Any) -> None:
        raise ConnectionError("away")

    monkeypatch.setattr(UserRateThrottle, "THROTTLE_RATES", {"user": "3/min"})
    monkeypatch.setattr(UserRateThrottle.cache, "get", away)
    client = Client()
    client.force_login(wang, backend="accounts.backends.People")
    assert client.get("/api/v1/me/").status_code == 200


def test_too_many_requests_are_told_to_wait(
    wang: User, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    rates = {"anon": "2/min", "user": "3/min"}
    for throttle in (AnonRateThrottle, UserRateThrottle):
        monkeypatch.setattr(throttle, "THROTTLE_RATES", rates)
    client = Client()
    client.force_login(wang, backend="accounts.backends.People")
    for _ in range(3):
        assert client.get("/api/v1/me/").status_code == 200
    waiting = client.get("/api/v1/me/")
    refusal(waiting, 429)
    assert int(waiting["Retry-After"]) > 0
    answers = [ask("wrong").status_code for _ in range(3)]
    assert answers[-1] == 429
