"""Door for programs: agencies and their duties."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import api_view
from rest_framework.request import Request
from rest_framework.response import Response

from accounts import access
from accounts.answers import values_of
from accounts.api.asking import filled, person
from accounts.api.pages import Rows
from accounts.api.people import OfficeName
from accounts.api.schema import body
from accounts.models import Level
from agencies import selectors, services
from agencies.forms.agencies import AgencyForm, DutyForm
from agencies.models import Agency, AgencyKind, Duty


class DutyOut(serializers.ModelSerializer[Duty]):
    """What an agency must do by law, with the text that says so and where else it is written."""

    class Meta:
        model = Duty
        fields = ("id", "matter", "basis", "source_kind", "source")
        read_only_fields = fields


class AgencyOut(serializers.ModelSerializer[Agency]):
    """An agency with its duties."""

    area = OfficeName()
    duties = DutyOut(many=True)

    class Meta:
        model = Agency
        fields = (
            "id", "name", "short_name", "kind", "area", "address", "superior", "leader_confirms", "duties",
        )  # fmt: skip
        read_only_fields = fields


class AreaFilter(django_filters.FilterSet):
    """What every register can be narrowed to: one area, one area with all below it, one level, words of the name."""

    area = django_filters.NumberFilter(field_name="area_id")
    within = django_filters.NumberFilter(method="below", label="area with all below it")
    level = django_filters.ChoiceFilter(field_name="area__level", choices=Level.choices)
    name = django_filters.CharFilter(lookup_expr="contains")

    def below(self, rows: QuerySet[Any], _name: str, value: Any) -> QuerySet[Any]:
        """The entries of an area and of every area below it."""
        return rows.filter(selectors.within(value))


class AgencyFilter(AreaFilter):
    """What the list of agencies can be narrowed to."""

    kind = django_filters.ChoiceFilter(choices=AgencyKind.choices)
    matter = django_filters.CharFilter(method="about", label="words of a duty")

    def about(self, rows: QuerySet[Agency], _name: str, value: str) -> QuerySet[Agency]:
        """The agencies with a duty that has these words."""
        return rows.filter(pk__in=selectors.claiming(value))


class Agencies(Rows):
    """The agencies that the person may look up; an agency finds itself."""

    serializer_class = AgencyOut
    filterset_class = AgencyFilter
    ordering = ("name", "id")

    def rows(self) -> QuerySet[Agency]:
        """In scope only."""
        return selectors.agencies(by=person(self.request), at=timezone.now())

    @extend_schema(request=body(AgencyForm), responses={201: AgencyOut})
    def post(self, request: Request) -> Response:
        """Enter an agency of the own area."""
        by, at = person(request), timezone.now()
        access.demand(by, "agency.edit", at=at)
        made = services.register_agency(**values_of(filled(AgencyForm, request, subject=None)), by=by, at=at)
        return Response(AgencyOut(made).data, status=201)


@extend_schema(responses=AgencyOut)
@api_view(["GET"])
def agency(request: Request, agency_id: int) -> Response:
    """One agency with its duties."""
    return Response(AgencyOut(selectors.agency(agency_id, by=person(request), at=timezone.now())).data)


@extend_schema(request=body(DutyForm), responses={201: DutyOut})
@api_view(["POST"])
def duty_new(request: Request, agency_id: int) -> Response:
    """Write down a duty of an agency of the own area."""
    by, at = person(request), timezone.now()
    found = access.take(by, "agency.edit", Agency, agency_id, at=at)
    made = services.add_duty(agency_id, **values_of(filled(DutyForm, request, subject=found)), by=by, at=at)
    return Response(DutyOut(made).data, status=201)
