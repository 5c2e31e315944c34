"""Questions about the calendar, clocks, the board, notices and the chase."""

from deadlines.selectors.board import Board, Group, board
from deadlines.selectors.calendar import Moved, Plan, calendar, missing_years, moved_by, plan
from deadlines.selectors.clocks import (
    Preview,
    clock,
    clocks,
    clocks_of_clue,
    countable,
    due_for,
    preview,
    rules_in_use,
    timeline_of_case,
    visible,
)
from deadlines.selectors.heartbeat import (
    Outage,
    chase_is_dead,
    keepers,
    keeps_the_chase,
    last_sweep,
    outage,
    outage_since,
)
from deadlines.selectors.holidays import (
    NoticePreview,
    YearPicture,
    holiday_days,
    holiday_year,
    holiday_years,
    may_have_notice,
    preview_notice,
)
from deadlines.selectors.kinds import owed_by_office, waited
from deadlines.selectors.notices import Told, notices_of, told, unread_count, ways_of

__all__ = [
    "Board",
    "Group",
    "Moved",
    "NoticePreview",
    "Plan",
    "Outage",
    "Preview",
    "Told",
    "YearPicture",
    "board",
    "calendar",
    "chase_is_dead",
    "clock",
    "clocks",
    "clocks_of_clue",
    "countable",
    "due_for",
    "keepers",
    "keeps_the_chase",
    "holiday_days",
    "holiday_year",
    "holiday_years",
    "last_sweep",
    "may_have_notice",
    "missing_years",
    "moved_by",
    "notices_of",
    "outage",
    "outage_since",
    "owed_by_office",
    "plan",
    "preview",
    "preview_notice",
    "rules_in_use",
    "timeline_of_case",
    "told",
    "unread_count",
    "visible",
    "waited",
    "ways_of",
]
