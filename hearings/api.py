"""Door for programs: public hearings. One is planned by the move `hear` of its case."""

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
from hearings import reading, services
from hearings.flow import HearingState
from hearings.forms import Conclude, Notice
from hearings.models import Hearing, HearingOfficer


class OfficerOut(serializers.ModelSerializer[HearingOfficer]):
    """A citizen who listens, and what they said."""

    class Meta:
        model = HearingOfficer
        fields = ("id", "name", "kind", "supports", "opinion")
        read_only_fields = fields


class HearingOut(serializers.ModelSerializer[Hearing]):
    """A hearing. An agency is told when, where, what for and the result; not the record nor each officer's opinion."""

    planned_by = PersonName()
    record = serializers.SerializerMethodField()
    officers = serializers.SerializerMethodField()

    class Meta:
        model = Hearing
        fields = (
            "id", "case", "decision", "purpose", "public", "closed_reason", "held_on", "place", "co_organiser",
            "site_visit", "noticed_on", "record", "result", "state", "officers", "planned_by", "planned_at", "version",
        )  # fmt: skip
        read_only_fields = fields

    def get_record(self, hearing: Hearing) -> str | None:
        """The record; null for an agency."""
        return None if agency_groups(self.context["request"]) else hearing.record

    @extend_schema_field(OfficerOut(many=True))
    def get_officers(self, hearing: Hearing) -> Any:
        """Who listens; to an agency without opinions."""
        rows = OfficerOut(hearing.officers.all(), many=True).data
        hidden = {"supports": None, "opinion": ""} if agency_groups(self.context["request"]) else {}
        return [{**row, **hidden} for row in rows]


class HearingFilter(django_filters.FilterSet):
    """What a list of hearings can be narrowed to."""

    state = django_filters.ChoiceFilter(choices=HearingState.choices)
    case = django_filters.NumberFilter(field_name="case_id")
    held_after = django_filters.DateFilter(field_name="held_on", lookup_expr="gte")
    held_before = django_filters.DateFilter(field_name="held_on", lookup_expr="lte")


class Hearings(Rows):
    """The hearings that the person may see, the latest first."""

    serializer_class = HearingOut
    filterset_class = HearingFilter
    ordering = ("-held_on", "-id")

    def rows(self) -> QuerySet[Hearing]:
        """In scope only."""
        return reading.hearings(by=person(self.request), at=timezone.now())


@extend_schema(responses=HearingOut)
@api_view(["GET"])
def hearing(request: Request, hearing_id: int) -> Response:
    """One hearing with its officers."""
    return _answer(request, hearing_id)


@extend_schema(request=schema.body(Notice), responses=HearingOut)
@api_view(["POST"])
def notice(request: Request, hearing_id: int) -> Response:
    """Record that those who take part were told, at least three days before (article 10)."""
    by, at = person(request), timezone.now()
    form = filled(Notice, request, subject=reading.hearing_to_run(hearing_id, by=by, at=at))
    services.give_notice(hearing_id, **values_of(form), by=by, at=at)
    return _answer(request, hearing_id)


@extend_schema(request=schema.body(Conclude), responses=HearingOut)
@api_view(["POST"])
def conclude(request: Request, hearing_id: int) -> Response:
    """Write the record, the result, and per officer `officer_<id>_supports` and `officer_<id>_opinion`."""
    by, at = person(request), timezone.now()
    form = filled(Conclude, request, subject=reading.hearing_to_run(hearing_id, by=by, at=at))
    services.conclude_hearing(hearing_id, **values_of(form), by=by, at=at)
    return _answer(request, hearing_id)


def _answer(request: Request, hearing_id: int) -> Response:
    found = reading.hearing(hearing_id, by=person(request), at=timezone.now())
    return tagged(Response(HearingOut(found, context={"request": request}).data), found)


urlpatterns = [
    path("hearings/", Hearings.as_view(), name="api-hearings"),
    path("hearings/<int:hearing_id>/", hearing, name="api-hearing"),
    path("hearings/<int:hearing_id>/notice/", notice, name="api-hearing-notice"),
    path("hearings/<int:hearing_id>/conclude/", conclude, name="api-hearing-conclude"),
]
