"""What an agency holds against a recommendation or one thing it is to put right, and what the procuratorate answers.

The rules on public-interest litigation say nothing of objections; the general rules on recommendations ask for a review
at once (建议规定 第二十三条). Neither stops a clock.
"""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts import access
from accounts.models import User
from audit.flow import Reason, Refused, day, official, record
from cases.flow import ENDED, OBJECTION_FLOW, ObjectionState
from cases.models import Objection, Obligation, Respondent
from cases.services import people
from deadlines.models import NoticeKind

ARTICLE = "建议规定第二十三条"


@transaction.atomic
def raise_objection(
    respondent_id: int,
    *,
    obligation_id: int | None = None,
    text: str,
    written_by: User | None = None,
    by: User,
    at: datetime,
) -> Objection:
    """Object, as the agency, to the recommendation served on it, or to one thing it is to put right; the handler is told.

    No clock stops. Refused (409) before the recommendation was served, after the case ended, and while an objection to
    the same still waits for its answer.
    """
    respondent = access.take(by, "objection.raise", Respondent, respondent_id, at=at, lock=True)
    obligation = _obligation(respondent, obligation_id)
    if reasons := cannot_object(respondent, obligation):
        raise Refused(reasons)
    if not text.strip():
        raise ValidationError({"text": _("请写明异议的内容和理由")})
    objection = Objection.objects.create(
        case_id=respondent.case_id,
        respondent=respondent,
        obligation=obligation,
        text=text,
        written_by=written_by,
        raised_by=by,
        raised_at=at,
    )
    _written_down(objection, by=by, at=at)
    return objection


@transaction.atomic
def answer_objection(objection_id: int, *, upheld: bool, answer: str, by: User, at: datetime) -> Objection:
    """Answer an objection after reviewing it: upheld or not, with reasons (建议规定 第二十三条); the agency is told."""
    objection = access.take(by, "objection.answer", Objection, objection_id, at=at, lock=True)
    if not answer.strip():
        raise ValidationError({"answer": _("请写明复核意见和理由")})
    objection.answer, objection.answered_by, objection.answered_at = answer, by, at
    objection.save(update_fields=["answer", "answered_by", "answered_at"])
    OBJECTION_FLOW.move(objection, "uphold" if upheld else "reject", by=by, at=at, note=answer)
    verdict = official(ObjectionState(objection.state).label)
    people.tell(
        people.agency_people(objection.respondent, on=day(at)),
        title=f"贵单位的异议{verdict}：请查看复核意见",
        body=objection.case.title,
        url=f"/portal/objections/{objection.pk}/",
        key=f"objection-answer:{objection.pk}",
        kind=NoticeKind.TASK,
        at=at,
    )
    return objection


def cannot_object(respondent: Respondent, obligation: Obligation | None) -> list[Reason]:
    """What keeps an agency from objecting now; empty when nothing does."""
    if respondent.case.state in ENDED:
        return [Reason(_("案件已经办结"))]
    if obligation is None and respondent.served_on is None:
        return [Reason(_("检察建议尚未送达"), "办案规则第七十六条")]
    waiting = Objection.objects.filter(
        respondent=respondent, obligation=obligation, state=ObjectionState.RAISED
    )
    if waiting.exists():
        return [Reason(_("对同一事项的异议正在复核，请等待复核意见"), ARTICLE)]
    return []


def _written_down(objection: Objection, *, by: User, at: datetime) -> None:
    """Record it and tell the handler."""
    respondent, obligation = objection.respondent, objection.obligation
    note = obligation.measure if obligation else "检察建议"
    record(by=by, at=at, action="objection.raise", label=f"{respondent}提出异议", obj=objection, note=note)
    people.tell(
        [respondent.case.handler],
        title=f"{respondent}提出异议，请及时复核",
        body=f"{respondent.case.title}：{note}",
        url=f"/objections/{objection.pk}/",
        key=f"objection:{objection.pk}",
        kind=NoticeKind.TASK,
        at=at,
    )


def _obligation(respondent: Respondent, obligation_id: int | None) -> Obligation | None:
    if obligation_id is None:
        return None
    found = Obligation.objects.filter(respondent=respondent, pk=obligation_id).first()
    if found is None:
        raise access.Unseen
    return found
