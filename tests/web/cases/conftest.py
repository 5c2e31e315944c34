"""Browsers of the people of the small world."""

from collections.abc import Callable

import pytest
from django.test import Client

from accounts.models import User

Browser = Callable[[User], Client]
BACKEND = "accounts.backends.People"


@pytest.fixture
def of() -> Browser:
    """The browser of somebody who has logged in."""

    def browser(user: User) -> Client:
        client = Client()
        client.force_login(User.objects.get(pk=user.pk), backend=BACKEND)
        return client

    return browser
