"""Several requests decided in one sitting: each by itself, so that one that is refused keeps no other from its end."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.utils.translation import gettext as _

from accounts.models import User
from audit.flow import Reason, Refused
from cases.models import Decision
from cases.services import decisions

MOST = 20


@dataclass(frozen=True)
class Verdict:
    """What is said on one request: agreed or returned, seen at which version."""

    decision_id: int
    agreed: bool
    text: str = ""
    meeting: str = ""
    version: int | None = None


@dataclass(frozen=True)
class Decided:
    """What became of one: decided, or refused with the reasons."""

    decision_id: int
    decision: Decision | None = None
    reasons: list[Reason] = field(default_factory=list)


def decide_sitting(verdicts: Sequence[Verdict], *, by: User, at: datetime) -> list[Decided]:
    """Decide on up to twenty requests, each in a transaction of its own, in the order given.

    Raises nothing for one that is refused: what it lacks, with the article, is told in its place.
    """
    if len(verdicts) > MOST:
        raise ValidationError(_("一次最多审批 %(most)d 件") % {"most": MOST})
    return [_decide(verdict, by=by, at=at) for verdict in verdicts]


def _decide(verdict: Verdict, *, by: User, at: datetime) -> Decided:
    if not verdict.agreed and not verdict.text.strip():
        return Decided(verdict.decision_id, reasons=[Reason(_("退回必须说明理由"))])
    work = decisions.approve if verdict.agreed else decisions.send_back
    text, meeting, version = verdict.text, verdict.meeting, verdict.version
    try:
        done = work(verdict.decision_id, text=text, meeting=meeting, version=version, by=by, at=at)
        return Decided(verdict.decision_id, done)
    except Refused as refused:
        return Decided(verdict.decision_id, reasons=refused.reasons)
    except ValidationError as error:
        return Decided(verdict.decision_id, reasons=[Reason(text) for text in error.messages])
    except PermissionDenied:
        return Decided(verdict.decision_id, reasons=[Reason(_("现在不由您审批"), "办案规则第七条")])
    except Http404:
        return Decided(verdict.decision_id, reasons=[Reason(_("没有找到这个事项"))])
