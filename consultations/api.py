"""Door for programs: consultations (rule 70). One is called by the move `consult` of its case."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.urls import path
from django.utils import timezone
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.decorators import api_view
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.answers import values_of
from accounts.api import schema
from accounts.api.asking import agency_groups, filled, person, tagged
from accounts.api.pages import Rows
from accounts.api.people import PersonName
from consultations import reading, services
from consultations.flow import ConsultationState
from consultations.forms import Conclude
from consultations.models import Consultation, Invitee


class InviteeOut(serializers.ModelSerializer[Invitee]):
    """A unit invited, whether it came, and what it said."""

    class Meta:
        model = Invitee
        fields = ("id", "kind", "agency", "name", "attended", "position")
        read_only_fields = fields


class ConsultationOut(serializers.ModelSerializer[Consultation]):
    """A consultation. An agency is told what was agreed and its own position, not the minutes nor what others said."""

    called_by = PersonName()
    minutes = serializers.SerializerMethodField()
    invitees = serializers.SerializerMethodField()

    class Meta:
        model = Consultation
        fields = (
            "id", "case", "form", "held_on", "place", "agenda", "minutes", "agreed", "state", "invitees", "called_by",
            "called_at", "version",
        )  # fmt: skip
        read_only_fields = fields

    def get_minutes(self, consultation: Consultation) -> str | None:
        """The minutes; null for an agency."""
        return None if agency_groups(self.context["request"]) else consultation.minutes

    @extend_schema_field(InviteeOut(many=True))
    def get_invitees(self, consultation: Consultation) -> Any:
        """Everybody invited; for an agency itself."""
        own = agency_groups(self.context["request"])
        rows = [
            row
            for row in consultation.invitees.all()
            if not own or (row.agency and row.agency.group_id in own)
        ]
        return InviteeOut(rows, many=True).data


class ConsultationFilter(django_filters.FilterSet):
    """What a list of consultations can be narrowed to."""

    state = django_filters.ChoiceFilter(choices=ConsultationState.choices)
    case = django_filters.NumberFilter(field_name="case_id")
    held_after = django_filters.DateFilter(field_name="held_on", lookup_expr="gte")
    held_before = django_filters.DateFilter(field_name="held_on", lookup_expr="lte")


class Consultations(Rows):
    """The consultations that the person may see, the latest first."""

    serializer_class = ConsultationOut
    filterset_class = ConsultationFilter
    ordering = ("-held_on", "-id")

    def rows(self) -> QuerySet[Consultation]:
        """In scope only."""
        return reading.consultations(by=person(self.request), at=timezone.now())


@extend_schema(responses=ConsultationOut)
@api_view(["GET"])
def consultation(request: Request, consultation_id: int) -> Response:
    """One consultation with who was invited."""
    found = reading.consultation(consultation_id, by=person(request), at=timezone.now())
    return tagged(Response(ConsultationOut(found, context={"request": request}).data), found)


@extend_schema(request=schema.body(Conclude), responses=ConsultationOut)
@api_view(["POST"])
def conclude(request: Request, consultation_id: int) -> Response:
    """Write the minutes: who came (`attended`: ids of invitees), what each said (`position_<id>`), what was agreed."""
    by, at = person(request), timezone.now()
    form = filled(Conclude, request, subject=reading.consultation_to_run(consultation_id, by=by, at=at))
    services.conclude_consultation(consultation_id, **values_of(form), by=by, at=at)
    found = reading.consultation(consultation_id, by=by, at=at)
    return tagged(Response(ConsultationOut(found, context={"request": request}).data), found)


urlpatterns = [
    path("consultations/", Consultations.as_view(), name="api-consultations"),
    path("consultations/<int:consultation_id>/", consultation, name="api-consultation"),
    path("consultations/<int:consultation_id>/conclude/", conclude, name="api-consultation-conclude"),
]
