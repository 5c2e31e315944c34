"""A small place for clocks, on pages that look at the real clock."""

from tests.services.deadlines.conftest import place

__all__ = ["place"]
