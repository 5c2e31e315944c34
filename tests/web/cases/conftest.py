"""Browsers of the people of the small world; the pages look at the real clock."""

from collections.abc import Callable

import pytest
from django.test import Client

from accounts.models import User
from tests.world import World, this_moment

Browser = Callable[[User], Client]
BACKEND = "accounts.backends.People"


@pytest.fixture
def world(db: None) -> World:
    """The world as of this moment."""
    return World(this_moment())


@pytest.fixture
def of() -> Browser:
    """The browser of somebody who has logged in."""

    def browser(user: User) -> Client:
        client = Client()
        client.force_login(User.objects.get(pk=user.pk), backend=BACKEND)
        return client

    return browser
