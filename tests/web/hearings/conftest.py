"""A case in rectification with two agencies."""

import pytest

from tests.web.portal.place import Place, rectifying


@pytest.fixture
def place(db: None) -> Place:
    return rectifying()
