"""The strict floor under every test: no network, no quiet skips; a browser where there is one.

Warnings are errors (pyproject.toml) and an undefined template variable fails (config/settings/test.py). PostgreSQL and
Redis are started by config/services.py, one pair per run, with a database for each worker.
"""

import os
import re
import socket
from collections.abc import Generator, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from playwright.sync_api import Browser, Page, sync_playwright
from pytest_django.plugin import DjangoDbBlocker

from config import messages
from tests import chromium, clamav, template

pytest_plugins = ["tests.world"]
ROOT = Path(__file__).resolve().parent.parent
ARTIFACTS = ROOT / ".artifacts"
NO_BROWSER = "no Chromium"
PHONE = {"width": 390, "height": 844}
WAITING = {"faults", "browser"}
DESKTOP = {"width": 1440, "height": 900}

_connect = socket.socket.connect


def _only_here(self: socket.socket, address: Any) -> None:
    if self.family != socket.AF_UNIX and address[0] not in {"127.0.0.1", "::1", "localhost"}:
        raise PermissionError(f"a test tried to reach {address}")
    _connect(self, address)


def pytest_configure(config: pytest.Config) -> None:
    """Nothing leaves this machine; what people read is compiled once, before anybody reads it."""
    socket.socket.connect = _only_here  # type: ignore[method-assign, assignment]
    if not hasattr(config, "workerinput"):
        messages.compile_all([ROOT / "config" / "locale"])


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """One worker more than there are cores: whoever kills servers mostly waits for them."""
    return (os.cpu_count() or 1) + 1


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What waits comes first and what is long next, so that nobody waits for one long test at the end."""
    items.sort(key=lambda item: (not WAITING & {*item.path.parts}, not item.get_closest_marker("slow")))


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings: None, django_db_blocker: DjangoDbBlocker
) -> ExitStack:
    """How the test database is made; closed once it is there."""
    making = ExitStack()
    with django_db_blocker.unblock():
        making.enter_context(template.copied())
    return making


@pytest.fixture(scope="session")
def django_db_setup(
    django_db_setup: None, django_db_modify_db_settings: ExitStack, django_db_blocker: DjangoDbBlocker
) -> Iterator[None]:
    """The test database, which a browser's last open connection must not keep from being dropped."""
    with django_db_blocker.unblock():
        django_db_modify_db_settings.close()
    yield
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium without a window. Without Chromium the test is skipped, and the end of the run says so loudly."""
    program = chromium.find()
    if program is None:
        if os.environ.get("CI"):
            pytest.fail("Chromium is missing, and CI must run the browser tests.")
        pytest.skip(NO_BROWSER)
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # playwright keeps an event loop in this thread
    with sync_playwright() as playwright:
        flags = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--font-render-hinting=none"]
        running = playwright.chromium.launch(executable_path=program, args=flags)
        yield running
        running.close()


@pytest.fixture
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A fresh tab that speaks Chinese. What goes wrong inside the page fails the test."""
    context = browser.new_context(viewport=DESKTOP, locale="zh-CN", timezone_id="Asia/Shanghai")
    context.set_default_timeout(10_000)
    tab = context.new_page()
    wrong: list[str] = []
    tab.on("pageerror", lambda error: wrong.append(str(error)))
    tab.on(
        "console", lambda message: wrong.append(message.text) if "Content Security" in message.text else None
    )
    yield tab
    if getattr(request.node, "went_wrong", False):
        picture(tab, "failed-" + re.sub(r"\W+", "-", request.node.name))
    context.close()
    assert not wrong, f"errors in the page: {wrong}"


def keep(tab: Page, name: str) -> None:
    """Keep a picture of the page for who wants to look at it: `make browser` does."""
    if os.environ.get("PICTURES"):
        picture(tab, name)


def picture(tab: Page, name: str) -> None:
    """The whole page as .artifacts/<name>.png."""
    ARTIFACTS.mkdir(exist_ok=True)
    tab.screenshot(path=ARTIFACTS / f"{name}.png", full_page=True)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Generator[None, Any, Any]:
    """Let the page fixture know that its test failed."""
    report = yield
    if call.when == "call" and report.failed:
        item.went_wrong = True  # type: ignore[attr-defined]
    return report


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Say what did not run for want of a browser, where nobody can miss it."""
    skipped = terminalreporter.stats.get("skipped", [])
    for missing, advice in ((NO_BROWSER, chromium.ADVICE), (clamav.MISSING, clamav.ADVICE)):
        lost = [report.nodeid for report in skipped if missing in str(report.longrepr)]
        if lost:
            terminalreporter.section("NOT RUN", sep="!", red=True, bold=True)
            terminalreporter.write_line(f"{len(lost)} tests did not run: {advice}")
            for name in lost:
                terminalreporter.write_line(f"  {name}")
