"""Door for programs: enterprises and associations."""

import django_filters
from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import extend_schema, extend_schema_field
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
from agencies import bands, lists, selectors, services
from agencies.api.agencies import AreaFilter
from agencies.forms.enterprises import EnterpriseForm
from agencies.models import Association, Enterprise, Incident, ScaleClass


class IncidentOut(serializers.ModelSerializer[Incident]):
    """A leak at an enterprise."""

    class Meta:
        model = Incident
        fields = ("id", "on", "kind", "records", "note")
        read_only_fields = fields


class EnterpriseOut(serializers.ModelSerializer[Enterprise]):
    """An enterprise as the register has it; volumes are in ten thousand records, `band` says in which range that is."""

    area = OfficeName()
    band = serializers.SerializerMethodField()

    class Meta:
        model = Enterprise
        fields = (
            "id", "name", "credit_code", "sector", "area", "scale", "personal_data_volume", "band", "protection_level",
            "systems", "supervisor",
        )  # fmt: skip
        read_only_fields = fields

    @extend_schema_field(serializers.ChoiceField(choices=bands.NAMES, allow_null=True))
    def get_band(self, enterprise: Enterprise) -> str | None:
        """The name of its band; null when nobody knows how much it handles."""
        band = bands.band_of(enterprise.personal_data_volume)
        return band.name if band else None


class EnterpriseWhole(EnterpriseOut):
    """An enterprise with its incidents."""

    incidents = IncidentOut(many=True)

    class Meta(EnterpriseOut.Meta):
        fields = (*EnterpriseOut.Meta.fields, "incidents")  # type: ignore[assignment]
        read_only_fields = fields  # type: ignore[assignment]


class AssociationOut(serializers.ModelSerializer[Association]):
    """An association of a trade."""

    area = OfficeName()

    class Meta:
        model = Association
        fields = ("id", "name", "sector", "area", "founded_on", "guided_by", "members", "rules")
        read_only_fields = fields


class EnterpriseFilter(AreaFilter):
    """What the list of enterprises can be narrowed to."""

    sector = django_filters.CharFilter(lookup_expr="contains")
    scale = django_filters.ChoiceFilter(choices=ScaleClass.choices)
    protection_level = django_filters.NumberFilter()
    band = django_filters.ChoiceFilter(choices=[(name, name) for name in bands.NAMES], method="in_band")

    def in_band(self, rows: QuerySet[Enterprise], _name: str, value: str) -> QuerySet[Enterprise]:
        """The enterprises whose volume of personal data is in that band."""
        return lists.in_band(rows, value)


class Enterprises(Rows):
    """The enterprises of the register; empty for who may not look them up."""

    serializer_class = EnterpriseOut
    filterset_class = EnterpriseFilter
    ordering = ("name", "id")

    def rows(self) -> QuerySet[Enterprise]:
        """In scope only."""
        return selectors.enterprises(by=person(self.request), at=timezone.now())

    @extend_schema(request=body(EnterpriseForm), responses={201: EnterpriseOut})
    def post(self, request: Request) -> Response:
        """Enter an enterprise of the own area."""
        by, at = person(request), timezone.now()
        access.demand(by, "enterprise.edit", at=at)
        form = filled(EnterpriseForm, request, subject=None)
        made = services.register_enterprise(**values_of(form), by=by, at=at)
        return Response(EnterpriseOut(made).data, status=201)


@extend_schema(responses=EnterpriseWhole)
@api_view(["GET"])
def enterprise(request: Request, enterprise_id: int) -> Response:
    """One enterprise with its incidents."""
    found = selectors.enterprise(enterprise_id, by=person(request), at=timezone.now())
    return Response(EnterpriseWhole(found).data)


class AssociationFilter(AreaFilter):
    """What the list of associations can be narrowed to."""

    sector = django_filters.CharFilter(lookup_expr="contains")


class Associations(Rows):
    """The associations of the register; empty for who may not look them up."""

    serializer_class = AssociationOut
    filterset_class = AssociationFilter
    ordering = ("name", "id")

    def rows(self) -> QuerySet[Association]:
        """In scope only."""
        return selectors.associations(by=person(self.request), at=timezone.now())


@extend_schema(responses=AssociationOut)
@api_view(["GET"])
def association(request: Request, association_id: int) -> Response:
    """One association."""
    return Response(
        AssociationOut(selectors.association(association_id, by=person(request), at=timezone.now())).data
    )
