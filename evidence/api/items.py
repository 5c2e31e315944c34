"""Door for programs: evidence and what comes in with files — an agency's reports and replies."""

import json
from typing import Any

import django_filters
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import exceptions, serializers
from rest_framework.decorators import api_view
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.answers import values_of
from accounts.api import schema
from accounts.api.asking import Form, agency_groups, filled, person
from accounts.api.pages import Rows
from accounts.api.people import PersonName
from cases import commission_picture
from cases import reading as cases
from cases import services as case_services
from cases.api.acts import respondent_answer
from cases.api.filters import SubmissionFilter
from cases.api.objections import ObjectionOut, objection_answer
from cases.api.shapes import AgencyName, RespondentOut, SubmissionOut
from cases.api.upward import CommissionOut, commission_answer
from cases.forms.respondent import Reply
from cases.models import Obligation, Respondent, Submission
from evidence import reading, selectors, services
from evidence.api import uploads
from evidence.api.drafts import DraftOut, draft_answer
from evidence.drafting import Subject
from evidence.forms import FIGURE, Answer, Findings, NewItem, Objects, Report
from evidence.models import PROVES, Draft, EvidenceKind, File, Item

FILES = {
    "type": "array",
    "items": {"type": "string", "format": "binary"},
    "description": "files, or the ids of uploads that are whole",
}


class FileOut(serializers.ModelSerializer[File]):
    """The bytes of a piece of evidence, by their hashes."""

    class Meta:
        model = File
        fields = ("id", "name", "size", "media_type", "sha256", "sm3", "state", "revision", "replaces",
                  "verified_at", "uploaded_at")  # fmt: skip
        read_only_fields = fields


class ItemOut(serializers.ModelSerializer[Item]):
    """A piece of evidence with its files."""

    agency = AgencyName(source="respondent.agency", default=None, allow_null=True)
    added_by = PersonName()
    files = FileOut(many=True)

    class Meta:
        model = Item
        fields = (
            "id", "case", "respondent", "agency", "submission", "reply", "kind", "title", "source", "collected_on",
            "proves", "element", "added_by", "added_at", "files",
        )  # fmt: skip
        read_only_fields = fields


class CheckedOut(serializers.Serializer[Any]):
    """Whether one file still is what was received."""

    file = serializers.IntegerField()
    unchanged = serializers.BooleanField()


class VerifiedOut(serializers.Serializer[Any]):
    """What became of a verification."""

    unchanged = serializers.BooleanField(help_text="every file is what was received")
    files = CheckedOut(many=True)


class ItemFilter(django_filters.FilterSet):
    """What a list of evidence can be narrowed to."""

    case = django_filters.NumberFilter(field_name="case_id")
    respondent = django_filters.NumberFilter(field_name="respondent_id")
    submission = django_filters.NumberFilter(field_name="submission_id")
    kind = django_filters.ChoiceFilter(choices=EvidenceKind.choices)
    element = django_filters.ChoiceFilter(choices=PROVES)


class Items(Rows):
    """The evidence that the person may see, newest first; for an agency what it sent itself."""

    serializer_class = ItemOut
    filterset_class = ItemFilter
    ordering = ("-added_at", "-id")

    def rows(self) -> QuerySet[Item]:
        """In scope only."""
        return selectors.evidence(by=person(self.request), at=timezone.now())


@extend_schema(responses=ItemOut)
@api_view(["GET"])
def item(request: Request, item_id: int) -> Response:
    """One piece of evidence with its files and their hashes."""
    return Response(ItemOut(reading.item(item_id, by=person(request), at=timezone.now())).data)


@extend_schema(request=None, responses=VerifiedOut)
@api_view(["POST"])
def verify(request: Request, item_id: int) -> Response:
    """Hash the files again and say whether they still are what was received; recorded in custody."""
    by, at = person(request), timezone.now()
    found = services.verify(selectors.item(item_id, by=by, at=at).pk, by=by, at=at)
    files = [{"file": pk, "unchanged": same} for pk, same in found.items()]
    return Response(VerifiedOut({"unchanged": all(found.values()), "files": files}).data)


@extend_schema(request={schema.MULTIPART: schema.form_schema(NewItem, files=FILES)}, responses={201: ItemOut})
@api_view(["POST"])
def add(request: Request, case_id: int) -> Response:
    """Enter a piece of evidence that the team collected (rules 34, 35), with its files."""
    by, at = person(request), timezone.now()
    form = with_files(NewItem, request, selectors.case_to_add_to(case_id, by=by, at=at))
    made = services.add_item(case_id, **values_of(form), by=by, at=at)
    return Response(ItemOut(reading.item(made.pk, by=by, at=at)).data, status=201)


class Reports(Rows):
    """The reports on one obligation, newest first."""

    serializer_class = SubmissionOut
    filterset_class = SubmissionFilter
    ordering = ("-sent_at", "-id")

    def rows(self) -> QuerySet[Submission]:
        """For who may see the obligation."""
        about = self.kwargs["obligation_id"]
        return cases.submissions(by=person(self.request), at=timezone.now(), obligation_id=about)

    @extend_schema(
        request={
            schema.MULTIPART: schema.form_schema(
                Report,
                files=FILES,
                indicators={"type": "string", "description": "JSON: {indicator id: today's value}"},
            )
        },
        responses={201: SubmissionOut, 202: DraftOut},
    )
    def post(self, request: Request, obligation_id: int) -> Response:
        """Report on an obligation as its agency: what was done, the figures of today, files (rule 77).

        201 when it is sent; 202 with the draft when the agency's leader must confirm it first.
        """
        by, at = person(request), timezone.now()
        subject = cases.obligation_to_report(obligation_id, by=by, at=at)
        form = with_files(Report, request, subject, more=_figures(request, subject))
        about = Subject(Draft.Kind.REPORT, subject.respondent_id, obligation_id)
        made = services.hand_in(about, **values_of(form), by=by, at=at)
        if made.submission_id is None:
            return draft_answer(request, made.pk, status=202)
        return Response(SubmissionOut(cases.submission(made.submission_id, by=by, at=at)).data, status=201)


@extend_schema(
    request={**schema.body(Reply), schema.MULTIPART: schema.form_schema(Answer, files=FILES)},
    responses={200: RespondentOut, 202: DraftOut},
)
@api_view(["POST"])
def reply(request: Request, respondent_id: int) -> Response:
    """Take in an agency's written reply: from itself, with files; from the case's handler with the day it came.

    202 with the draft when the agency's leader must confirm it first.
    """
    by, at = person(request), timezone.now()
    subject = cases.respondent(respondent_id, "respondent.reply", by=by, at=at)
    if agency_groups(request):
        values = values_of(with_files(Answer, request, subject))
        made = services.hand_in(Subject(Draft.Kind.REPLY, respondent_id), **values, by=by, at=at)
        if made.reply_id is None:
            return draft_answer(request, made.pk, status=202)
    else:
        values = values_of(filled(Reply, request, subject=subject))
        case_services.reply(respondent_id, **values, by=by, at=at)
    return respondent_answer(request, respondent_id)


OBJECTS: Any = {
    "request": {**schema.body(Objects), schema.MULTIPART: schema.form_schema(Objects, files=FILES)},
    "responses": {201: ObjectionOut, 202: DraftOut},
}


@extend_schema(**OBJECTS)
@api_view(["POST"])
def object_to(request: Request, respondent_id: int) -> Response:
    """Object, as the agency, to the recommendation served on it; 202 when its leader must confirm first."""
    by, at = person(request), timezone.now()
    return _object(request, cases.respondent(respondent_id, "objection.raise", by=by, at=at))


@extend_schema(**OBJECTS)
@api_view(["POST"])
def object_to_obligation(request: Request, obligation_id: int) -> Response:
    """Object, as the agency, to one thing it is to put right; 202 when its leader must confirm first."""
    by, at = person(request), timezone.now()
    row = cases.obligation_to_report(obligation_id, by=by, at=at)
    return _object(request, cases.respondent(row.respondent_id, "objection.raise", by=by, at=at), row)


def _object(request: Request, respondent: Respondent, obligation: Obligation | None = None) -> Response:
    by, at = person(request), timezone.now()
    values = values_of(with_files(Objects, request, obligation or respondent))
    about = Subject(Draft.Kind.OBJECTION, respondent.pk, obligation.pk if obligation else None)
    made = services.hand_in(about, **values, by=by, at=at)
    if made.objection_id is None:
        return draft_answer(request, made.pk, status=202)
    return objection_answer(request, made.objection_id, status=201)


@extend_schema(request={schema.MULTIPART: schema.form_schema(Findings, files=FILES)}, responses=CommissionOut)
@api_view(["POST"])
def commission_finish(request: Request, commission_id: int) -> Response:
    """Report what was found on a commission; its files become evidence of the case that asked (rule 43)."""
    by, at = person(request), timezone.now()
    form = with_files(Findings, request, commission_picture.to_act(commission_id, "finish", by=by, at=at))
    services.receive_findings(commission_id, **values_of(form), by=by, at=at)
    return commission_answer(request, commission_id)


def with_files(form_class: type[Form], request: Request, subject: Any, *, more: Any = None) -> Form:
    """The form, or a refusal whose status says what is wrong with the files: 413 too large, 415 of another kind."""
    try:
        return filled(form_class, request, subject=subject, more=more)
    except ValidationError as error:
        status = _status(error) if set(error.error_dict) == {"files"} else 400
        refused = exceptions.ValidationError(error.message_dict)
        refused.status_code = status
        raise refused from error


def _status(error: ValidationError) -> int:
    codes = {one.code for one in error.error_dict["files"]}
    return next((uploads.STATUS[code] for code in ("too_big", "kind") if code in codes), 400)


def _figures(request: Request, subject: Any) -> dict[str, str]:
    """What was sent as `indicators`, under the names that the form gives its fields."""
    said = request.data.get("indicators") if hasattr(request.data, "get") else None
    if not said:
        return {}
    try:
        found = json.loads(said) if isinstance(said, str) else said
    except (ValueError, RecursionError):
        found = None
    known = {str(indicator.pk) for indicator in subject.indicators.all()}
    if not isinstance(found, dict) or not all(_number(value) for value in found.values()):
        raise ValidationError({"indicators": _("请提交 JSON：{指标编号: 数值}")})
    if not set(found) <= known:
        raise ValidationError({"indicators": _("指标不属于该整改事项")})
    return {f"{FIGURE}{pk}": str(value) for pk, value in found.items()}


def _number(value: Any) -> bool:
    return isinstance(value, str | int | float) and not isinstance(value, bool)
