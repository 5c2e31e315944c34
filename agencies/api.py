"""Door for programs: agencies and their duties."""

import django_filters
from django.db.models import QuerySet
from django.urls import path
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import api_view
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api.asking import person
from accounts.api.pages import Rows
from accounts.api.people import OfficeName
from agencies import selectors
from agencies.models import Agency, AgencyKind, Duty


class DutyOut(serializers.ModelSerializer[Duty]):
    """What an agency must do by law, with the text that says so."""

    class Meta:
        model = Duty
        fields = ("id", "matter", "basis", "source")
        read_only_fields = fields


class AgencyOut(serializers.ModelSerializer[Agency]):
    """An agency with its duties."""

    area = OfficeName()
    duties = DutyOut(many=True)

    class Meta:
        model = Agency
        fields = ("id", "name", "short_name", "kind", "area", "address", "duties")
        read_only_fields = fields


class AgencyFilter(django_filters.FilterSet):
    """What the list of agencies can be narrowed to."""

    kind = django_filters.ChoiceFilter(choices=AgencyKind.choices)
    area = django_filters.NumberFilter(field_name="area_id")
    name = django_filters.CharFilter(lookup_expr="contains")


class Agencies(Rows):
    """The agencies that the person may look up; an agency finds itself."""

    serializer_class = AgencyOut
    filterset_class = AgencyFilter
    ordering = ("name", "id")

    def rows(self) -> QuerySet[Agency]:
        """In scope only."""
        return selectors.agencies(by=person(self.request), at=timezone.now())


@extend_schema(responses=AgencyOut)
@api_view(["GET"])
def agency(request: Request, agency_id: int) -> Response:
    """One agency with its duties."""
    return Response(AgencyOut(selectors.agency(agency_id, by=person(request), at=timezone.now())).data)


urlpatterns = [
    path("agencies/", Agencies.as_view(), name="api-agencies"),
    path("agencies/<int:agency_id>/", agency, name="api-agency"),
]
