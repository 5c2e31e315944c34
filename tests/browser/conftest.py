"""A desk in front of a running site, and a calendar that can be turned."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from tests.browser.desk import Desk
from tests.world import NOW, World


class Days:
    """The day the site believes it is: it starts at the world's and moves only forward."""

    def __init__(self) -> None:
        self.now = NOW
        self._real: Callable[[], datetime] = timezone.now
        self._start = self._real()

    def __call__(self) -> datetime:
        """The moment now."""
        return self.now + (self._real() - self._start)

    def forward(self, days: int) -> None:
        """Some days pass."""
        self.now += timedelta(days=days)

    def after(self, days: int) -> str:
        """The day so many days from now, as a date field takes it."""
        return timezone.localdate(self() + timedelta(days=days)).isoformat()

    @property
    def today(self) -> str:
        """Today, as a date field takes it."""
        return self.after(0)


@pytest.fixture
def days(monkeypatch: pytest.MonkeyPatch) -> Days:
    """The site's calendar. A case takes months, a test seconds."""
    calendar = Days()
    monkeypatch.setattr(timezone, "now", calendar)
    return calendar


@pytest.fixture
def world(transactional_db: None) -> World:
    """The world, where another thread, the site's, sees it too."""
    return World()


@pytest.fixture
def desk(page: Page, live_server: LiveServer, days: Days, world: World) -> Iterator[Desk]:
    """A browser at the site."""
    yield Desk(page, live_server.url)
