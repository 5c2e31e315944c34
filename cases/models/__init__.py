"""All models of a case, by what they are about."""

from cases.models.case import Case, CaseUserGrant, Lawsuit, Member, Step
from cases.models.clue import Clue, ReportUp
from cases.models.decision import Decision, Opinion
from cases.models.document import Document, NumberCounter
from cases.models.obligation import Indicator, IndicatorValue, Obligation, Submission
from cases.models.order import Commission, Order, TaskForce
from cases.models.respondent import Recommendation, Reply, Respondent, Service
from cases.models.upward import Instruction, InstructionLeg, LegOutcome, RecordUp

__all__ = [
    "Case",
    "CaseUserGrant",
    "Clue",
    "Commission",
    "Decision",
    "Document",
    "Indicator",
    "IndicatorValue",
    "Instruction",
    "InstructionLeg",
    "Lawsuit",
    "LegOutcome",
    "Member",
    "NumberCounter",
    "Obligation",
    "Opinion",
    "Order",
    "Recommendation",
    "RecordUp",
    "Reply",
    "ReportUp",
    "Respondent",
    "Service",
    "Step",
    "Submission",
    "TaskForce",
]
