"""A person at the desk: logs in, opens what is written on the page, fills in forms, sends them."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from playwright.sync_api import Locator, Page, expect

from desk.demo import people
from tests.conftest import keep

Value = str | Sequence[str]


class Desk:
    """One browser in which different people work one after the other."""

    def __init__(self, page: Page, address: str) -> None:
        self.page, self.address = page, address

    def sit(self, username: str) -> None:
        """Let somebody else take the chair."""
        self.page.context.clear_cookies()
        self.page.goto(f"{self.address}/login/")
        self.page.fill("[name=username]", username)
        self.page.fill("[name=password]", people.PASSWORD)
        self.page.locator("form:has([name=password]) button[type=submit]").click()
        self.page.wait_for_url(lambda url: "/login/" not in url)

    def open(self, path: str) -> None:
        """Go to an address of the site."""
        self.page.goto(self.address + path)

    def follow(self, name: str) -> None:
        """Click the first link or button of that name; a dialog may open."""
        by_role = self.page.get_by_role("link", name=re.compile(name)).or_(
            self.page.get_by_role("button", name=re.compile(name))
        )
        by_role.first.click()

    def send(self, values: Mapping[str, Value] | None = None, *, verb: str = "") -> None:
        """Fill the form in front (the open dialog, else the page's own) and send it."""
        form = self.form()
        for name, value in (values or {}).items():
            fill(form, name, value)
        button = (
            form.get_by_role("button", name=re.compile(verb)) if verb else form.locator("button[type=submit]")
        )
        button.first.click()

    def form(self) -> Locator:
        """The form in front."""
        sheet = self.page.locator("dialog[open] form, main form:has([name=_key])")
        expect(sheet.first).to_be_visible()
        dialog = self.page.locator("dialog[open] form:has([name=_key])")
        return dialog.first if dialog.count() else self.page.locator("main form:has([name=_key])").last

    def step(self, name: str, values: Mapping[str, Value] | None = None, *, says: str = "") -> None:
        """Open a step by the words on the page, fill its form in, send it, and see what the page says then."""
        self.follow(name)
        self.send(values)
        self.sees(says or "已")
        expect(self.page.locator("dialog[open]")).to_have_count(0)

    def sees(self, text: str) -> None:
        """The page says so."""
        expect(self.page.locator("body")).to_contain_text(text)

    def keep(self, name: str) -> None:
        """Keep a picture of the page."""
        keep(self.page, name)


def fill(form: Locator, name: str, value: Value) -> None:
    """Put a value into a field of whatever kind."""
    field = form.locator(f"[name='{name}']")
    expect(field.first).to_be_attached()
    kind: Any = field.first.evaluate("one => one.tagName === 'INPUT' ? one.type : one.tagName.toLowerCase()")
    if kind in ("radio", "checkbox"):
        for one in [value] if isinstance(value, str) else value:
            choice = form.locator(f"[name='{name}'][value='{one}']")
            if not choice.is_checked():
                form.locator("label").filter(has=choice).or_(choice).first.click()
            expect(choice).to_be_checked()
    elif kind == "select":
        field.select_option(value)
    else:
        field.fill(str(value))
