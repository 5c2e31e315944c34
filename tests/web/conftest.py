"""The world as of this moment: the pages look at the real clock."""

import pytest

from tests.world import World, this_moment


@pytest.fixture
def world(db: None) -> World:
    """A new world, now."""
    return World(this_moment())
