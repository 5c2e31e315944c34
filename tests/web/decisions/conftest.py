"""The small world as of this moment: the pages look at the real clock."""

import pytest
from django.utils import timezone

from tests.world import World


@pytest.fixture
def world(db: None) -> World:
    """A new world, now."""
    return World(timezone.now())
