"""What an agency must put right: set, reported, accepted or returned, reopened when it relapses."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts import access
from accounts.models import User
from audit.flow import Reason, Refused, day, official, record
from cases.flow import ENDED, OBLIGATION_FLOW, SUBMISSION_FLOW, SubmissionState
from cases.models import Case, Indicator, IndicatorValue, Obligation, Respondent, Submission
from cases.services import clocks, people
from deadlines.models import NoticeKind

FOLLOWING_UP = "办案规则第七十七条"


@dataclass(frozen=True)
class Figure:
    """An indicator as it is agreed: what is counted, in which unit, from where to where."""

    name: str
    unit: str
    target: Decimal
    baseline: Decimal | None = None


@transaction.atomic
def set_obligation(
    case_id: int,
    *,
    respondent_id: int,
    measure: str,
    category: str,
    due_on: date,
    figures: Sequence[Figure] = (),
    enterprise_id: int | None = None,
    by: User,
    at: datetime,
) -> Obligation:
    """Set one thing an agency is to put right by a day, and start chasing it (rules 70, 77).

    What an enterprise of the case carries out (`enterprise_id`), its agency supervises and reports. Refuses an agency or
    an enterprise that is not of this case, a day that has passed, and a case that has ended.
    """
    case = access.take(by, "obligation.set", Case, case_id, at=at, lock=True)
    if case.state in ENDED:
        raise Refused([Reason(_("案件已经办结"))])
    respondent = _asked(case, respondent_id, enterprise_id)
    _check_last_day(due_on, at)
    obligation = Obligation.objects.create(
        case=case,
        respondent=respondent,
        measure=measure,
        category=category,
        due_on=due_on,
        enterprise_id=enterprise_id,
    )
    Indicator.objects.bulk_create([Indicator(obligation=obligation, **vars(figure)) for figure in figures])
    label = f"确定整改事项：{respondent}"
    record(by=by, at=at, action="obligation.set", label=label, obj=obligation, note=measure)
    clocks.start_for_obligation(obligation, started_on=day(at), by=by, at=at)
    _tell_agency(obligation, f"新的整改事项：{measure}", key=f"obligation:{obligation.pk}", at=at)
    return obligation


@transaction.atomic
def submit(
    obligation_id: int,
    *,
    text: str,
    values: Mapping[int, Decimal] | None = None,
    written_by: User | None = None,
    by: User,
    at: datetime,
) -> Submission:
    """Report on an obligation as its agency: what was done, with the figures reached (rule 77).

    `values` maps indicator ids of this obligation to today's figures; `written_by` is who wrote what `by` sends.
    """
    obligation = access.take(by, "obligation.submit", Obligation, obligation_id, at=at, lock=True)
    OBLIGATION_FLOW.move(obligation, "submit", by=by, at=at)
    submission = Submission.objects.create(
        obligation=obligation,
        case_id=obligation.case_id,
        text=text,
        written_by=written_by,
        sent_by=by,
        sent_at=at,
    )
    _keep_values(obligation, submission, values or {}, on=day(at))
    clocks.meet_obligation(obligation, on=day(at), by=by, at=at)
    people.tell(
        [obligation.case.handler],
        title=f"{obligation.respondent}提交整改材料",
        body=obligation.measure,
        url=f"/obligations/{obligation.pk}/",
        key=f"submission:{submission.pk}",
        kind=NoticeKind.TASK,
        at=at,
    )
    return submission


@transaction.atomic
def accept(submission_id: int, *, reasons: str = "", by: User, at: datetime) -> Submission:
    """Accept what the agency reports: the thing is put right."""
    return _judge(submission_id, "accept", reasons=reasons, by=by, at=at)


@transaction.atomic
def send_back(
    submission_id: int, *, reasons: str, due_on: date | None = None, by: User, at: datetime
) -> Submission:
    """Return a report with what is still missing; the agency is chased again until the day set."""
    if not reasons:
        raise ValidationError({"reasons": _("请写明退回理由")})
    _check_due(due_on, at)
    submission = _judge(submission_id, "return", reasons=reasons, by=by, at=at)
    _chase_again(submission.obligation, due_on, by=by, at=at)
    return submission


@transaction.atomic
def accept_part(
    submission_id: int,
    *,
    accepted_part: str,
    reasons: str,
    due_on: date | None = None,
    by: User,
    at: datetime,
) -> Submission:
    """Accept one part of what was asked and say what is still missing; the agency is chased again until the day set.

    The obligation stays unsettled: neither its agency nor the case is through with it (rules 74, 77).
    """
    if not accepted_part:
        raise ValidationError({"accepted_part": _("请写明哪一部分已经到位")})
    if not reasons:
        raise ValidationError({"reasons": _("请写明还差什么")})
    _check_due(due_on, at)
    submission = _judge(
        submission_id, "accept_part", accepted_part=accepted_part, reasons=reasons, by=by, at=at
    )
    _chase_again(submission.obligation, due_on, by=by, at=at)
    return submission


@transaction.atomic
def reopen(obligation_id: int, *, reasons: str, due_on: date, by: User, at: datetime) -> Obligation:
    """Ask again for something that was accepted and has relapsed (rule 77).

    Refused once the case has ended: what relapses then is registered as a new clue (services.register_relapse).
    """
    obligation = access.take(by, "obligation.judge", Obligation, obligation_id, at=at, lock=True)
    if obligation.case.state in ENDED:
        raise Refused([Reason(_("案件已经办结，反弹的问题请在“回头看”中登记为新线索"), FOLLOWING_UP)])
    _check_last_day(due_on, at)
    OBLIGATION_FLOW.move(obligation, "reopen", by=by, at=at, note=reasons)
    _chase_again(obligation, due_on, by=by, at=at)
    key = f"reopen:{obligation.pk}:{obligation.version}"
    _tell_agency(obligation, f"要求重新整改：{obligation.measure}", body=reasons, key=key, at=at)
    return obligation


def _asked(case: Case, respondent_id: int, enterprise_id: int | None) -> Respondent:
    respondent = case.respondents.filter(pk=respondent_id).select_related("agency__group").first()
    if respondent is None:
        raise ValidationError({"respondent_id": _("请选择本案的行政机关")})
    if enterprise_id is not None and not case.involvements.filter(enterprise=enterprise_id).exists():
        raise ValidationError({"enterprise_id": _("请选择本案的涉案企业")})
    return respondent


def _check_last_day(due_on: date, at: datetime) -> None:
    if due_on < day(at):
        raise ValidationError({"due_on": _("完成期限不能早于今天")})


def _check_due(due_on: date | None, at: datetime) -> None:
    if due_on and due_on < day(at):
        raise ValidationError({"due_on": _("补充期限不能早于今天")})


def _judge(
    submission_id: int, verdict: str, *, accepted_part: str = "", reasons: str, by: User, at: datetime
) -> Submission:
    submission = access.take(by, "obligation.judge", Submission, submission_id, at=at, lock=True)
    obligation = Obligation.objects.select_for_update(of=("self",)).get(pk=submission.obligation_id)
    said = f"已到位：{accepted_part}\n还差：{reasons}" if accepted_part else reasons
    SUBMISSION_FLOW.move(submission, verdict, by=by, at=at, note=said)
    OBLIGATION_FLOW.move(obligation, verdict, by=by, at=at, note=said)
    submission.accepted_part, submission.reasons = accepted_part, reasons
    submission.judged_by, submission.judged_at = by, at
    submission.save(update_fields=["accepted_part", "reasons", "judged_by", "judged_at"])
    title = f"整改材料{official(SubmissionState(submission.state).label)}：{obligation.measure}"
    _tell_agency(obligation, title, body=said, key=f"verdict:{submission.pk}", at=at)
    submission.obligation = obligation
    return submission


def _tell_agency(obligation: Obligation, title: str, *, body: str = "", key: str, at: datetime) -> None:
    people.tell(
        people.agency_people(obligation.respondent, on=day(at)),
        title=title,
        body=body or obligation.case.title,
        url=f"/portal/obligations/{obligation.pk}/",
        key=key,
        kind=NoticeKind.TASK,
        at=at,
    )


def _chase_again(obligation: Obligation, due_on: date | None, *, by: User, at: datetime) -> None:
    last = max(due_on or obligation.due_on, day(at))
    if last != obligation.due_on:
        obligation.due_on = last
        obligation.save(update_fields=["due_on"])
    clocks.start_for_obligation(obligation, started_on=day(at), by=by, at=at)


def _keep_values(
    obligation: Obligation, submission: Submission, values: Mapping[int, Decimal], *, on: date
) -> None:
    known = set(obligation.indicators.values_list("pk", flat=True))
    if not set(values) <= known:
        raise ValidationError(_("指标不属于该整改事项"))
    IndicatorValue.objects.bulk_create(
        IndicatorValue(
            indicator_id=pk, on=on, value=value, source=str(obligation.respondent), submission=submission
        )
        for pk, value in values.items()
    )
