"""Questions about the calendar, clocks, the board, notices and the chase."""

from deadlines.selectors.board import Board, Group, board
from deadlines.selectors.calendar import Moved, calendar, missing_years, moved_by
from deadlines.selectors.clocks import (
    Preview,
    clock,
    clocks,
    clocks_of_case,
    clocks_of_clue,
    countable,
    due_for,
    preview,
    rules_in_use,
    visible,
)
from deadlines.selectors.kinds import owed_by_office, waited
from deadlines.selectors.notices import Told, chase_is_dead, last_sweep, notices_of, told, unread_count

__all__ = [
    "Board",
    "Group",
    "Moved",
    "Preview",
    "Told",
    "board",
    "calendar",
    "chase_is_dead",
    "clock",
    "clocks",
    "clocks_of_case",
    "clocks_of_clue",
    "countable",
    "due_for",
    "last_sweep",
    "missing_years",
    "moved_by",
    "notices_of",
    "owed_by_office",
    "preview",
    "rules_in_use",
    "told",
    "unread_count",
    "visible",
    "waited",
]
