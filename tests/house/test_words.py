"""Chinese is written in the source, English stands in one file, and both say the same things."""

import re

from django.apps import apps

from config import messages
from tests.house import tree

ENGLISH = tree.ROOT / "config" / "locale" / "en" / "LC_MESSAGES" / "django.po"
PLACES = re.compile(r"%\((\w+)\)[sd]|\{(\w+)\}")


def own_models() -> list[str]:
    return sorted({model.__name__ for app in tree.APPS for model in apps.get_app_config(app).get_models()})


def test_the_glossary_has_every_model() -> None:
    glossary = (tree.ROOT / "docs" / "glossary.md").read_text()
    assert not [model for model in own_models() if not re.search(rf"\b{model}\b", glossary)]


def test_every_string_is_in_the_english_file() -> None:
    written = {message.id for message in messages.read(ENGLISH) if message.id}
    in_code = {message.id for message in messages.found() if message.id}
    assert {"not in the file": in_code - written, "not in the code": written - in_code} == {
        "not in the file": set(),
        "not in the code": set(),
    }, "make messages"


def test_every_string_has_its_english() -> None:
    assert not messages.missing(messages.read(ENGLISH))


def test_translations_keep_their_places() -> None:
    for message in messages.read(ENGLISH):
        if message.id and isinstance(message.id, str) and isinstance(message.string, str):
            assert set(PLACES.findall(message.id)) == set(PLACES.findall(message.string)), message.id
