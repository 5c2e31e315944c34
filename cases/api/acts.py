"""What programs do for people with agencies of a case, obligations and reports. Each calls one service."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import api_view
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.answers import values_of
from accounts.api import schema
from accounts.api.asking import filled, person, tagged
from cases import reading, selectors, services
from cases.api import shapes
from cases.forms.base import SubjectForm
from cases.forms.obligation import Reopen, Verdict
from cases.forms.people import Member
from cases.forms.respondent import Delivery, Judge, Named, RecordUp, Serve


class ServePaper(Serve):
    """Which paper reached the agency, how and when (rules 70, 76)."""

    kind = forms.ChoiceField(
        label=_("文书"),
        choices=[("recommendation", _("检察建议书")), ("filing", _("立案决定书"))],
        required=False,
    )


class Reasons(SubjectForm):
    """What is said on accepting a report."""

    reasons = forms.CharField(label=_("核验意见"), max_length=4000, required=False)


class Part(Verdict):
    """Which part of a report is accepted, what is still missing, and until when it is to come."""

    verdict = None  # type: ignore[assignment]


class Return(Part):
    """What is still missing in a report, and until when it is to come."""

    accepted_part = None  # type: ignore[assignment]


@extend_schema(responses=shapes.RespondentOut)
@api_view(["GET"])
def respondent(request: Request, respondent_id: int) -> Response:
    """One agency of a case, with what was served on it and what it replied."""
    return respondent_answer(request, respondent_id)


@extend_schema(request=schema.body(ServePaper), responses=shapes.RespondentOut)
@api_view(["POST"])
def respondent_serve(request: Request, respondent_id: int) -> Response:
    """Record that a paper reached the agency; without `kind` it is the recommendation."""
    by, at = person(request), timezone.now()
    subject = reading.respondent(respondent_id, "respondent.serve", by=by, at=at)
    values = values_of(filled(ServePaper, request, subject=subject))
    services.serve(respondent_id, **{**values, "kind": values["kind"] or "recommendation"}, by=by, at=at)
    return respondent_answer(request, respondent_id)


@extend_schema(request=schema.body(Judge), responses=shapes.RespondentOut)
@api_view(["POST"])
def respondent_judge(request: Request, respondent_id: int) -> Response:
    """Judge whether the agency performed its duty by law (rules 74, 82)."""
    by, at = person(request), timezone.now()
    subject = reading.respondent(respondent_id, "respondent.judge", by=by, at=at)
    services.judge(respondent_id, **values_of(filled(Judge, request, subject=subject)), by=by, at=at)
    return respondent_answer(request, respondent_id)


@extend_schema(request=schema.body(Reasons), responses=shapes.SubmissionOut)
@api_view(["POST"])
def submission_accept(request: Request, submission_id: int) -> Response:
    """Accept what the agency reports: the thing is put right."""
    by, at = person(request), timezone.now()
    subject = reading.submission_to_judge(submission_id, by=by, at=at)
    services.accept(submission_id, **values_of(filled(Reasons, request, subject=subject)), by=by, at=at)
    return _submission(request, submission_id)


@extend_schema(request=schema.body(Part), responses=shapes.SubmissionOut)
@api_view(["POST"])
def submission_accept_part(request: Request, submission_id: int) -> Response:
    """Accept a part of what was asked and say what is still missing; the agency is chased again until the day set."""
    by, at = person(request), timezone.now()
    subject = reading.submission_to_judge(submission_id, by=by, at=at)
    values = values_of(filled(Part, request, subject=subject))
    services.accept_part(submission_id, **values, by=by, at=at)
    return _submission(request, submission_id)


@extend_schema(request=schema.body(Return), responses=shapes.SubmissionOut)
@api_view(["POST"])
def submission_return(request: Request, submission_id: int) -> Response:
    """Return a report with what is still missing; the agency is chased again until the day set."""
    by, at = person(request), timezone.now()
    subject = reading.submission_to_judge(submission_id, by=by, at=at)
    values = values_of(filled(Return, request, subject=subject))
    services.return_submission(submission_id, **values, by=by, at=at)
    return _submission(request, submission_id)


@extend_schema(request=schema.body(Reopen), responses=shapes.ObligationOut)
@api_view(["POST"])
def obligation_reopen(request: Request, obligation_id: int) -> Response:
    """Ask again for something that was accepted and has relapsed (rule 77)."""
    by, at = person(request), timezone.now()
    subject = reading.obligation_to_judge(obligation_id, by=by, at=at)
    services.reopen(obligation_id, **values_of(filled(Reopen, request, subject=subject)), by=by, at=at)
    return Response(shapes.ObligationOut(reading.obligation(obligation_id, by=by, at=at)).data)


@extend_schema(request=schema.body(Named), responses={201: shapes.RespondentOut})
@api_view(["POST"])
def case_respondent(request: Request, case_id: int) -> Response:
    """Name an agency that turned out to be responsible (rules 29, 69)."""
    by, at = person(request), timezone.now()
    form = filled(Named, request, subject=reading.case_to_do(case_id, "case.work", by=by, at=at))
    made = services.name_respondent(case_id, **values_of(form), by=by, at=at)
    return respondent_answer(request, made.pk, status=201)


@extend_schema(request=schema.body(Member), responses={201: shapes.MemberOut})
@api_view(["POST"])
def case_member(request: Request, case_id: int) -> Response:
    """Put somebody on the case for a time; staff of another office by a written decision (rule 11)."""
    by, at = person(request), timezone.now()
    form = filled(Member, request, subject=selectors.to_staff(case_id, by=by, at=at))
    made = services.call_up(case_id, **values_of(form), by=by, at=at)
    return Response(shapes.MemberOut(made).data, status=201)


@extend_schema(request=schema.body(Delivery), responses=shapes.LawsuitOut)
@api_view(["POST"])
def case_delivery(request: Request, case_id: int) -> Response:
    """Write down the day the complaint reached the court (rule 46)."""
    by, at = person(request), timezone.now()
    form = filled(Delivery, request, subject=reading.case_to_do(case_id, "case.work", by=by, at=at))
    return Response(
        shapes.LawsuitOut(services.record_delivery(case_id, **values_of(form), by=by, at=at)).data
    )


@extend_schema(request=schema.body(RecordUp), responses={201: shapes.RecordUpOut})
@api_view(["POST"])
def document_record_up(request: Request, document_id: int) -> Response:
    """Record a paper with the office above (rules 46, 75, 78)."""
    by, at = person(request), timezone.now()
    form = filled(RecordUp, request, subject=reading.document_to_record(document_id, by=by, at=at))
    made = services.record_up(document_id, **values_of(form), by=by, at=at)
    return Response(shapes.RecordUpOut(made).data, status=201)


def respondent_answer(request: Request, respondent_id: int, *, status: int = 200) -> Response:
    """One agency of a case as an answer."""
    found = reading.respondent_whole(respondent_id, by=person(request), at=timezone.now())
    return tagged(Response(shapes.RespondentOut(found).data, status=status), found)


def _submission(request: Request, submission_id: int) -> Response:
    found: Any = reading.submission(submission_id, by=person(request), at=timezone.now())
    return tagged(Response(shapes.SubmissionOut(found).data), found)
