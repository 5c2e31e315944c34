"""One agency learns of another's report where the handler of the case shares it, and no longer than that."""

from collections.abc import Sequence
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts import access
from accounts.models import User
from audit.flow import day, record
from cases.models import Respondent, Sharing, Submission
from cases.services import people


@transaction.atomic
def share_submission(
    submission_id: int, *, respondent_ids: Sequence[int], by: User, at: datetime
) -> list[Respondent]:
    """Let exactly these other agencies of the case read one report with its files: those with whom it is shared then.

    Who is left out no longer sees it from this moment. Both are recorded; who was added is told. ValidationError for
    an agency that is not of this case, and for the one that sent it.
    """
    submission = access.take(by, "submission.share", Submission, submission_id, at=at, lock=True)
    wanted = _others(submission, respondent_ids)
    shared = {row.respondent_id: row for row in submission.sharings.select_related("respondent__agency")}
    for pk, row in shared.items():
        if pk not in wanted:
            row.delete()
            _write_down(submission, "收回材料共享", row.respondent, by=by, at=at)
    for pk, respondent in wanted.items():
        if pk not in shared:
            row = Sharing.objects.create(submission=submission, respondent=respondent, by=by, at=at)
            _write_down(submission, "共享整改材料", respondent, by=by, at=at)
            _tell(row)
    return list(wanted.values())


def _others(submission: Submission, ids: Sequence[int]) -> dict[int, Respondent]:
    """The chosen agencies of the case, save the one that sent the report."""
    rows = Respondent.objects.filter(case=submission.case_id, pk__in=ids).select_related("agency", "case")
    found = {row.pk: row for row in rows if row.pk != submission.obligation.respondent_id}
    if len(found) != len(set(ids)):
        raise ValidationError({"respondent_ids": _("请选择本案的其他行政机关")})
    return found


def _write_down(
    submission: Submission, label: str, respondent: Respondent, *, by: User, at: datetime
) -> None:
    note = f"{submission.obligation.respondent} → {respondent}：{submission.obligation.measure}"
    record(by=by, at=at, action="submission.share", label=label, obj=submission, note=note)


def _tell(row: Sharing) -> None:
    """The notice says nothing that would be too much once the sharing is taken back."""
    people.tell(
        people.agency_people(row.respondent, on=day(row.at)),
        title="检察机关与贵单位共享了一份整改材料",
        body=row.respondent.case.title,
        url=f"/portal/shared/{row.submission_id}/",
        key=f"shared:{row.pk}",
        at=row.at,
    )
