"""Papers and major clues are recorded with the office above after the fact; it takes them in or says what it thinks."""

from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts import access
from accounts import selectors as accounts
from accounts.models import Procuratorate, User
from audit.flow import Reason, Refused, day, record
from cases import guards
from cases.between import RECORD_FLOW
from cases.models import Case, Clue, Document, RecordUp
from cases.services import clocks, papers, people
from cases.statutory import DocumentKind
from deadlines.models import NoticeKind

RECEIVERS = ("head", "casemgr")


@transaction.atomic
def record_up(document_id: int, *, sent_on: date, by: User, at: datetime) -> RecordUp:
    """Record a served recommendation, a delivered complaint or a suspension with the office above (rules 46, 75, 78).

    Refused for other papers, for one that has not reached whom it is for, and a second time.
    """
    document = access.take(by, "case.view", Document, document_id, at=at, lock=True)
    case = access.take(by, "case.work", Case, document.case_id, at=at)
    upper = _upper(case)
    if RecordUp.objects.filter(document=document).exists():
        raise Refused([Reason(_("该文书已经备案"), "办案规则第七十五条")])
    if reasons := guards.cannot_record(document):
        raise Refused(reasons)
    if not document.signed_on <= sent_on <= day(at):
        raise ValidationError({"sent_on": _("备案日期应在签发之后、今天以前")})
    made = _send(document, upper, case=case, sent_on=sent_on, by=by, at=at)
    _meet_clock(document, case, sent_on=sent_on, by=by, at=at)
    return made


@transaction.atomic
def record_major_clue(clue_id: int, *, reason: str, own_opinion: str, by: User, at: datetime) -> RecordUp:
    """Record a major clue with the office above: a numbered report, which ends the clock for it (rule 25).

    Refused for a clue that is not major, a second time, and where no office stands above.
    """
    clue = access.take(by, "clue.instruct", Clue, clue_id, at=at, lock=True)
    upper = _upper(clue)
    if reasons := guards.cannot_record_clue(clue):
        raise Refused(reasons)
    contents = {"to_office": upper.name, "facts": clue.facts, "reason": reason, "own_opinion": own_opinion}
    paper = papers.sign(DocumentKind.MAJOR_CLUE, clue=clue, title=clue.title, contents=contents, by=by, at=at)
    made = _send(paper, upper, clue=clue, sent_on=day(at), by=by, at=at)
    clocks.end_for_clue(clue, "T03", by=by, at=at)
    return made


@transaction.atomic
def receive_record(record_id: int, *, remark: str = "", by: User, at: datetime) -> RecordUp:
    """Take a record in, as the office above; a remark goes to who handles the matter and may lead to an order (rule 10)."""
    found = access.take(by, "record_up.receive", RecordUp, record_id, at=at, lock=True)
    RECORD_FLOW.move(found, "question" if remark else "receive", by=by, at=at, note=remark)
    found.received_on = found.received_on or day(at)
    found.received_by, found.remark = by, remark
    found.save(update_fields=["received_on", "received_by", "remark"])
    if remark:
        subject = found.case or found.clue
        assert subject is not None
        people.tell(
            sorted({found.by, subject.handler or found.by}, key=lambda user: user.pk),
            title=f"{found.office}对备案提出审查意见：{found.document}",
            body=remark,
            url=f"/documents/{found.document_id}/",
            key=f"record:{found.pk}:remark",
            kind=NoticeKind.TASK,
            at=at,
        )
    return found


def _upper(row: Case | Clue) -> Procuratorate:
    if row.office.parent is None:
        raise Refused([Reason(_("本院没有上级院"))])
    return row.office.parent


def _send(
    document: Document, upper: Procuratorate, *, sent_on: date, by: User, at: datetime, **about: Any
) -> RecordUp:
    made = RecordUp.objects.create(**about, document=document, office=upper, sent_on=sent_on, by=by)
    action = "case.work" if made.case_id else "clue.instruct"
    record(by=by, at=at, action=action, label=f"向{upper}备案", obj=made, note=document.number)
    receivers = {user for post in RECEIVERS for user in accounts.holders(upper, post, on=day(at))}
    people.tell(
        sorted(receivers, key=lambda user: user.pk),
        title=f"收到备案：{document}",
        body=document.title,
        url=f"/documents/{document.pk}/",
        key=f"record:{made.pk}",
        at=at,
    )
    return made


def _meet_clock(document: Document, case: Case, *, sent_on: date, by: User, at: datetime) -> None:
    if document.kind == DocumentKind.RECOMMENDATION:
        clocks.meet(case, "T07", on=sent_on, by=by, at=at, respondent=document.recommendation.respondent)
    if document.kind == DocumentKind.LAWSUIT:
        clocks.meet(case, "T16", on=sent_on, by=by, at=at)
