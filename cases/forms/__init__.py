"""Forms of clues and cases: which one a step asks for. A step that is not listed asks for nothing."""

from cases.forms.base import SubjectForm
from cases.forms.case import (
    Announce,
    Close,
    Empty,
    Investigate,
    Judge,
    Note,
    Recommend,
    Resume,
    Sue,
    Transfer,
    TransferSuit,
    Withdraw,
)
from cases.forms.clue import CLUE_FORMS

CASE_FORMS: dict[str, type[SubjectForm]] = {
    "investigate": Investigate,
    "recommend": Recommend,
    "rectify": Note,
    "resume": Resume,
    "announce": Announce,
    "review": Note,
    "review_civil": Note,
    "close": Close,
    "sue": Sue,
    "judge": Judge,
    "withdraw": Withdraw,
    "transfer": Transfer,
    "transfer_suit": TransferSuit,
}

__all__ = ["CASE_FORMS", "CLUE_FORMS", "Empty", "SubjectForm"]
