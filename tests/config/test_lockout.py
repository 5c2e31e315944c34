"""Five wrong passwords close the door for a quarter of an hour, at the page and at the API."""

from typing import Any

import pytest
from django.test import Client

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
