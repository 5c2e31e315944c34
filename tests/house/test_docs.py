"""The pages printed from tables say what the tables say."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from desk.management.commands.docs import PAGES

ONLY_HERE = {"DEBUG", "DATA_DIR"}  # of a developer's machine


@pytest.mark.parametrize("name", PAGES)
def test_a_printed_page_is_as_fresh_as_its_table(name: str) -> None:
    page = Path(settings.BASE_DIR) / "docs" / name
    assert page.read_text() == PAGES[name](), "run `make docs`"


def test_the_production_guide_names_every_setting() -> None:
    root = Path(settings.BASE_DIR)
    source = "".join(path.read_text() for path in (root / "config").rglob("*.py"))
    asked = set(re.findall(r'env\.[a-z_]+\(\s*"([A-Z0-9_]+)"', source)) - ONLY_HERE
    guide = (root / "docs" / "production.md").read_text()
    assert len(asked) > 30
    assert not [name for name in sorted(asked) if name not in guide]
