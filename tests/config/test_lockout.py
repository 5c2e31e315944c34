"""Five wrong passwords from one address, or twenty from anywhere, close the door for a quarter of an hour."""

from typing import Any

import pytest
from django.test import Client
from rest_framework.authtoken.models import Token

from accounts.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def locks(settings: Any) -> None:
    settings.AXES_ENABLED = True
    User.objects.create_user("wang", password="right-and-long")


def attempts(path: str, password: str, count: int = 1) -> int:
    client = Client()
    for _ in range(count):
        response = client.post(path, {"username": "wang", "password": password})
    return response.status_code


@pytest.mark.parametrize("path", ["/login/", "/api/v1/token/"])
def test_the_right_password_no_longer_helps_after_five_wrong_ones(path: str) -> None:
    assert attempts(path, "wrong", 4) in {200, 400, 422}
    assert attempts(path, "wrong", 1) == 429
    assert attempts(path, "right-and-long") == 429


def test_the_right_password_forgives_the_wrong_ones() -> None:
    attempts("/login/", "wrong", 4)
    assert attempts("/login/", "right-and-long") == 302
    assert attempts("/login/", "wrong", 4) in {200, 422}


def test_twenty_wrong_passwords_from_anywhere_close_it_for_everybody() -> None:
    for n in range(20):
        wrong = Client(REMOTE_ADDR=f"10.0.0.{n}").post("/login/", {"username": "wang", "password": "wrong"})
        assert wrong.status_code == (429 if n == 19 else 200), n
    right = {"username": "wang", "password": "right-and-long"}
    answer = Client(REMOTE_ADDR="10.0.1.1").post("/login/", right)
    assert answer.status_code == 429 and "账号已暂时锁定" in answer.content.decode()


def test_wrong_passwords_for_somebody_else_are_counted_though_one_has_a_key() -> None:
    """A token of one's own and an Idempotency-Key must not undo the count."""
    own = Token.objects.create(user=User.objects.create_user("li", password="right-and-long"))
    client = Client(headers={"Authorization": f"Token {own.key}"})
    said = {"username": "wang", "password": "wrong"}
    codes = [
        client.post("/api/v1/token/", said, headers={"Idempotency-Key": f"k{n}"}).status_code
        for n in range(5)
    ]
    assert codes == [400] * 4 + [429]
