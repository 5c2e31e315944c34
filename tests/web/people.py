"""Browsers of the people of the small world, and what their pages cost."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from django.contrib import auth
from django.contrib.auth import middleware
from django.db import connection
from django.http import HttpRequest
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User

BACKEND = "accounts.backends.People"
HEARTBEAT = "deadlines_sweeprun"
AWAKE = 2**33  # seconds; a session is written again only when it was last seen a minute ago


def browser(user: User) -> Client:
    """The browser of somebody who has logged in."""
    client = Client()
    client.force_login(User.objects.get(pk=user.pk), backend=BACKEND)
    return client


def awake(user: User) -> Client:
    """A browser for thousands of requests: its session never falls asleep, and what breaks is an answer 500."""
    client = browser(user)
    client.raise_request_exception = False
    session = client.session
    session["seen"] = AWAKE
    session.save()
    return client


def hasty(user: User) -> Client:
    """The same, asking for what a dialog shows: the same views, with less around their answers."""
    client = awake(user)
    client.defaults["HTTP_HX_REQUEST"] = "true"
    return client


@contextmanager
def known(users: Iterable[User]) -> Iterator[None]:
    """Within it these people are not looked up anew for each of thousands of requests; the way in has its own tests."""
    found = {str(user.pk): User.objects.get(pk=user.pk) for user in users}
    look_up = middleware.get_user

    def get_user(request: HttpRequest) -> Any:
        return found.get(request.session.get(auth.SESSION_KEY, "")) or look_up(request)

    with patch.object(middleware, "get_user", get_user):
        yield


def page(user: User, url: str, status: int = 200) -> str:
    """What somebody reads at an address."""
    answer = browser(user).get(url)
    assert answer.status_code == status, answer.content.decode()[:400]
    return answer.content.decode()


def send(user: User, url: str, status: int = 302, **values: Any) -> str:
    """What somebody reads after sending a form; where it led when it went well."""
    answer = browser(user).post(url, values)
    assert answer.status_code == status, answer.content.decode()[:2000]
    return answer["Location"] if status == 302 else answer.content.decode()


def cost(user: User, url: str) -> int:
    """How many queries a page takes. The chase's heartbeat is asked every few seconds for everybody, by no page."""
    client = browser(user)
    client.get(url)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(url).status_code == 200
    return sum(HEARTBEAT not in query["sql"] for query in asked)


@contextmanager
def nothing_changes(*rows: Any) -> Iterator[None]:
    """The block leaves the state and the version of these rows alone."""
    before = [(row.state, row.version) for row in rows]
    yield
    for row in rows:
        row.refresh_from_db()
    assert [(row.state, row.version) for row in rows] == before
