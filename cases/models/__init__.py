"""All models of a case, by what they are about."""

from cases.models.case import Case, CaseUserGrant, Lawsuit, Member, Step
from cases.models.checks import DutyMatter, DutyShare, Involvement, Proof, SiteCheck
from cases.models.clue import Clue, ReportUp
from cases.models.decision import Decision, Opinion
from cases.models.document import Document, NumberCounter
from cases.models.obligation import Indicator, IndicatorValue, Obligation, Sharing, Submission
from cases.models.order import Commission, Order, TaskForce
from cases.models.respondent import Objection, Recommendation, Reply, Respondent, Service
from cases.models.upward import Instruction, InstructionLeg, LegOutcome, RecordUp

__all__ = [
    "Case",
    "CaseUserGrant",
    "Clue",
    "Commission",
    "Decision",
    "Document",
    "DutyMatter",
    "DutyShare",
    "Indicator",
    "IndicatorValue",
    "Instruction",
    "InstructionLeg",
    "Involvement",
    "Lawsuit",
    "LegOutcome",
    "Member",
    "NumberCounter",
    "Objection",
    "Obligation",
    "Opinion",
    "Order",
    "Proof",
    "Recommendation",
    "RecordUp",
    "Reply",
    "ReportUp",
    "Respondent",
    "Service",
    "Sharing",
    "SiteCheck",
    "Step",
    "Submission",
    "TaskForce",
]
