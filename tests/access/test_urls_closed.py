"""Every address of the site is closed without a login. Who gets what after that: tests/access/test_every_url.py."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

OPEN = {
    "login", "logout", "set_language", "api-token", "health", "set-password", "invitation", "invitation-accept",
}  # fmt: skip
WORDS = {
    "model": "cases.clue",
    "field": "facts",
    "name": "investigate",
    "kind": "recommendation",
    "act": "accepted",
    "element": "harm",
    "upload_id": "00000000-0000-4000-8000-000000000000",
    "held_id": "00000000-0000-4000-8000-000000000000",
}


@dataclass(frozen=True)
class Address:
    """One named pattern and the parts that it takes."""

    name: str
    parts: tuple[str, ...]

    def at(self, ids: dict[str, Any]) -> str:
        """The path with these ids; a word for each part that is not an id."""
        words = {**WORDS, "name": "evaluate"} if "clue_id" in self.parts else WORDS
        words = {**words, "kind": "supervise"} if "order" in self.name else words
        words = {**words, "act": "disable"} if "user_id" in self.parts else words
        words = {**words, "act": "return"} if "draft_id" in self.parts else words
        return reverse(self.name, kwargs={part: ids.get(part, words.get(part, 1)) for part in self.parts})

    @property
    def api(self) -> bool:
        """Whether programs come here."""
        return reverse(self.name, kwargs={part: WORDS.get(part, 1) for part in self.parts}).startswith(
            "/api/"
        )


def walk(patterns: list[URLPattern | URLResolver], before: tuple[str, ...] = ()) -> Iterator[Address]:
    for entry in patterns:
        parts = (*before, *entry.pattern.converters)
        if isinstance(entry, URLResolver):
            yield from walk(entry.url_patterns, parts)
        else:
            assert entry.name, f"{entry} has no name"
            yield Address(entry.name, parts)


ADDRESSES = sorted(walk(get_resolver().url_patterns), key=lambda address: address.name)


def test_names_are_given_once() -> None:
    names = [address.name for address in ADDRESSES]
    assert sorted(set(names)) == sorted(names)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address", [a for a in ADDRESSES if a.name not in OPEN], ids=lambda address: address.name
)
def test_nobody_comes_in_without_a_login(client: Client, address: Address) -> None:
    for answer in (client.get(address.at({})), client.post(address.at({}))):
        if address.api:
            assert answer.status_code in (401, 403), answer.status_code
        else:
            assert answer.status_code == 302
            assert answer["Location"].startswith("/login/")
