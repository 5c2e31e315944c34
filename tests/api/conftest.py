"""Programs of the people of the small world, talking to the API as it is."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from rest_framework.test import APIClient

from accounts.models import User
from tests.world import World, this_moment

Program = Callable[[User], APIClient]
BACKEND = "accounts.backends.People"


@pytest.fixture
def world(db: None) -> World:
    """The world as of this moment: the API looks at the real clock."""
    return World(this_moment())


@pytest.fixture
def of() -> Program:
    """A program that acts for somebody."""

    def program(user: User) -> APIClient:
        client = APIClient()
        client.force_authenticate(User.objects.get(pk=user.pk))
        return client

    return program


@pytest.fixture
def browser_of() -> Callable[[User], Client]:
    """A program with a session, through every middleware."""

    def program(user: User) -> Client:
        client = Client()
        client.force_login(user, backend=BACKEND)
        return client

    return program


def refusal(response: Any, status: int) -> dict[str, Any]:
    """The problem+json of a refusal."""
    assert response.status_code == status, response.content.decode()
    assert response["Content-Type"].startswith("application/problem+json")
    body: dict[str, Any] = response.json()
    assert body["status"] == status
    assert body["title"]
    return body
