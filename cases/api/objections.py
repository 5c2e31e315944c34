"""What programs do about objections of agencies, and about sharing a report. Each calls one service."""

from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import api_view
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.answers import values_of
from accounts.api import schema
from accounts.api.asking import filled, person, tagged
from accounts.api.pages import Rows
from accounts.api.people import PersonName
from cases import reading, services
from cases.api import filters, shapes
from cases.api.shapes import AgencyName, Label
from cases.forms.objection import Review, Share
from cases.models import Objection


class ObjectionOut(serializers.ModelSerializer[Objection]):
    """What an agency objects to, and what was answered."""

    agency = AgencyName(source="respondent.agency")
    state_label = Label("state")
    written_by = PersonName(allow_null=True)
    raised_by = PersonName()
    answered_by = PersonName(allow_null=True)

    class Meta:
        model = Objection
        fields = (
            "id", "case", "respondent", "agency", "obligation", "text", "state", "state_label", "written_by", "raised_by",
            "raised_at", "answer", "answered_by", "answered_at", "version",
        )  # fmt: skip
        read_only_fields = fields


class Objections(Rows):
    """What agencies object to, as far as the person may see it, newest first."""

    serializer_class = ObjectionOut
    filterset_class = filters.ObjectionFilter
    ordering = ("-raised_at", "-id")

    def rows(self) -> QuerySet[Objection]:
        """In scope only."""
        return reading.objections(by=person(self.request), at=timezone.now())


@extend_schema(responses=ObjectionOut)
@api_view(["GET"])
def objection(request: Request, objection_id: int) -> Response:
    """One objection, with its answer when there is one."""
    return objection_answer(request, objection_id)


@extend_schema(request=schema.body(Review), responses=ObjectionOut)
@api_view(["POST"])
def answer(request: Request, objection_id: int) -> Response:
    """Answer an objection after review: upheld or not, with reasons. No clock stops for it."""
    by, at = person(request), timezone.now()
    form = filled(Review, request, subject=reading.objection_to_answer(objection_id, by=by, at=at))
    services.answer_objection(objection_id, **values_of(form), by=by, at=at)
    return objection_answer(request, objection_id)


@extend_schema(request=schema.body(Share), responses=shapes.SubmissionOut)
@api_view(["POST"])
def share(request: Request, submission_id: int) -> Response:
    """Let exactly these other agencies of the case read a report with its files; none takes it back."""
    by, at = person(request), timezone.now()
    form = filled(Share, request, subject=reading.submission_to_share(submission_id, by=by, at=at))
    services.share_submission(submission_id, **values_of(form), by=by, at=at)
    found = reading.submission(submission_id, by=by, at=at)
    return tagged(Response(shapes.SubmissionOut(found).data), found)


def objection_answer(request: Request, objection_id: int, *, status: int = 200) -> Response:
    """One objection as an answer."""
    found = reading.objection(objection_id, by=person(request), at=timezone.now())
    return tagged(Response(ObjectionOut(found).data, status=status), found)
