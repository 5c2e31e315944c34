"""Clues, cases and decisions in somebody's view, for lists that grow for ever: in parts, of which a page reads a few.

The same rows as the questions of the same names in cases/selectors.py. Office and people of a page are fetched once
for the page, and not row by row.
"""

from datetime import datetime

from accounts import access
from accounts.models import User
from accounts.paging import Parts
from cases.models import Case, Clue, Decision
from cases.selectors import SHOWN_WITH_A_DECISION


def clues(*, by: User, at: datetime) -> Parts[Clue]:
    """The clues this person may see."""
    return Parts(tuple(access.parts(by, "clue.view", Clue, at=at)), ("office", "handler"))


def cases(*, by: User, at: datetime) -> Parts[Case]:
    """The cases this person may see."""
    return Parts(tuple(access.parts(by, "case.view", Case, at=at)), ("office", "handler"))


def decisions(*, by: User, at: datetime) -> Parts[Decision]:
    """The requests for decisions this person may see."""
    rows = Parts(tuple(access.parts(by, "decision.view", Decision, at=at)))
    return rows.each(lambda part: part.select_related(*SHOWN_WITH_A_DECISION))
