"""The pages printed from tables say what the tables say."""

from pathlib import Path

import pytest
from django.conf import settings

from desk.management.commands.docs import PAGES


@pytest.mark.parametrize("name", PAGES)
def test_a_printed_page_is_as_fresh_as_its_table(name: str) -> None:
    page = Path(settings.BASE_DIR) / "docs" / name
    assert page.read_text() == PAGES[name](), "run `make docs`"
