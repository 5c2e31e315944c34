"""All models of a case, by what they are about."""

from cases.models.case import Case, CaseUserGrant, Lawsuit, Member, Step
from cases.models.clue import Clue, Instruction, ReportUp
from cases.models.decision import Decision, Opinion
from cases.models.document import Document, NumberCounter
from cases.models.obligation import Indicator, IndicatorValue, Obligation, Submission
from cases.models.respondent import Recommendation, RecordUp, Reply, Respondent, Service

__all__ = [
    "Case",
    "CaseUserGrant",
    "Clue",
    "Decision",
    "Document",
    "Indicator",
    "IndicatorValue",
    "Instruction",
    "Lawsuit",
    "Member",
    "NumberCounter",
    "Obligation",
    "Opinion",
    "Recommendation",
    "RecordUp",
    "Reply",
    "ReportUp",
    "Respondent",
    "Service",
    "Step",
    "Submission",
]
