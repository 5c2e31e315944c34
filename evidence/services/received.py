"""What others hand in: an agency's report and reply, a commissioned office's findings. Their files become evidence."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from audit.flow import day
from cases import services as cases
from cases.models import Commission, Objection, Obligation, Reply, Respondent, Submission
from evidence import intake
from evidence.intake import Upload
from evidence.models import EvidenceKind, Item
from evidence.services import keeping


@transaction.atomic
def receive_submission(
    obligation_id: int,
    *,
    text: str,
    files: Sequence[Upload] = (),
    values: Mapping[int, Decimal] | None = None,
    written_by: User | None = None,
    by: User,
    at: datetime,
) -> Submission:
    """Take in an agency's report on one obligation with its files, each kept as evidence of the case."""
    submission = cases.submit(obligation_id, text=text, values=values, written_by=written_by, by=by, at=at)
    obligation = Obligation.objects.select_related("respondent__agency").get(pk=obligation_id)
    _take_in(obligation.respondent, obligation.measure, files, submission=submission, by=by, at=at)
    return submission


@transaction.atomic
def receive_reply(
    respondent_id: int,
    *,
    text: str,
    received_on: date,
    files: Sequence[Upload] = (),
    written_by: User | None = None,
    by: User,
    at: datetime,
) -> Reply:
    """Take in an agency's written reply with its files (interpretation 21)."""
    answer = cases.reply(
        respondent_id, text=text, received_on=received_on, written_by=written_by, by=by, at=at
    )
    respondent = Respondent.objects.select_related("agency").get(pk=respondent_id)
    _take_in(respondent, _("书面回复"), files, reply=answer, by=by, at=at)
    return answer


@transaction.atomic
def receive_objection(
    respondent_id: int,
    *,
    obligation_id: int | None = None,
    text: str,
    files: Sequence[Upload] = (),
    written_by: User | None = None,
    by: User,
    at: datetime,
) -> Objection:
    """Take in an agency's objection to a recommendation, or to one obligation, with its files."""
    raised = cases.raise_objection(
        respondent_id, obligation_id=obligation_id, text=text, written_by=written_by, by=by, at=at
    )
    _take_in(raised.respondent, _("异议"), files, objection=raised, by=by, at=at)
    return raised


@transaction.atomic
def receive_findings(
    commission_id: int, *, result: str, files: Sequence[Upload] = (), by: User, at: datetime
) -> Commission:
    """Take in what a commissioned office found (rule 43); its files become evidence of the case that asked."""
    commission = cases.finish_commission(commission_id, result=result, by=by, at=at)
    intake.check(files)
    with keeping.all_or_none() as keys:
        for upload in files:
            item = Item.objects.create(
                case_id=commission.case_id,
                kind=EvidenceKind.DOCUMENTARY,
                title=intake.name_of(upload),
                source=f"委托调查：{commission.to_office}（{commission.document.number}）",
                collected_on=day(at),
                proves=commission.matters[:300],
                added_by=by,
                added_at=at,
            )
            keeping.keep_all(item, [upload], keys, by=by, at=at)
    return commission


def _take_in(
    respondent: Respondent,
    proves: str,
    files: Sequence[Upload],
    *,
    submission: Submission | None = None,
    reply: Reply | None = None,
    objection: Objection | None = None,
    by: User,
    at: datetime,
) -> None:
    intake.check(files)
    with keeping.all_or_none() as keys:
        for upload in files:
            item = Item.objects.create(
                case_id=respondent.case_id,
                respondent=respondent,
                submission=submission,
                reply=reply,
                objection=objection,
                kind=EvidenceKind.ELECTRONIC,
                title=intake.name_of(upload),
                source=respondent.agency.name,
                collected_on=day(at),
                proves=proves[:300],
                added_by=by,
                added_at=at,
            )
            keeping.keep_all(item, [upload], keys, by=by, at=at)
