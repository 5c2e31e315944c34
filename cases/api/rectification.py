"""What programs do with what must be put right: the obligations of a case, figures, enterprises, what relapsed."""

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.decorators import api_view
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.answers import values_of
from accounts.api import schema
from accounts.api.asking import filled, person
from accounts.api.pages import Rows
from cases import reading, selectors, services
from cases.api import shapes
from cases.api.lists import clue_answer
from cases.api.names import EnterpriseName
from cases.forms.enterprise import Involve
from cases.forms.obligation import Correct, Set, Value
from cases.forms.site_check import Relapse
from cases.models import Involvement, Obligation


class InvolvementOut(serializers.ModelSerializer[Involvement]):
    """An enterprise that a case has to do with."""

    enterprise = EnterpriseName()
    role_label = shapes.Label("role")

    class Meta:
        model = Involvement
        fields = ("id", "case", "enterprise", "role", "role_label", "note")
        read_only_fields = fields


@extend_schema_view(get=extend_schema(operation_id="case_obligations_list"))
class CaseObligations(Rows):
    """What must be put right in one case, in the order in which it was set."""

    serializer_class = shapes.ObligationOut
    ordering = ("id",)

    def rows(self) -> QuerySet[Obligation]:
        """For who may see the case."""
        return reading.obligations_of(self.kwargs["case_id"], by=person(self.request), at=timezone.now())

    @extend_schema(request=schema.body(Set), responses={201: shapes.ObligationOut})
    def post(self, request: Request, case_id: int) -> Response:
        """Set one thing an agency is to put right by a day (rules 70, 77)."""
        by, at = person(request), timezone.now()
        form = filled(Set, request, subject=reading.case_to_do(case_id, "obligation.set", by=by, at=at))
        made = services.set_obligation(case_id, **values_of(form), by=by, at=at)
        return Response(shapes.ObligationOut(reading.obligation(made.pk, by=by, at=at)).data, status=201)


@extend_schema(request=schema.body(Value), responses={201: shapes.ValueOut})
@api_view(["POST"])
def value(request: Request, indicator_id: int) -> Response:
    """Write down what a figure was on a day, as the procuratorate found it (rule 77)."""
    by, at = person(request), timezone.now()
    form = filled(Value, request, subject=reading.indicator(indicator_id, by=by, at=at))
    kept = services.enter_value(indicator_id, **values_of(form), by=by, at=at)
    return Response(shapes.ValueOut(kept).data, status=201)


@extend_schema(request=schema.body(Correct), responses=shapes.ValueOut)
@api_view(["POST"])
def correct(request: Request, value_id: int) -> Response:
    """Put a figure right that the procuratorate entered; what it was before stays on record."""
    by, at = person(request), timezone.now()
    form = filled(Correct, request, subject=reading.indicator_value(value_id, by=by, at=at))
    return Response(shapes.ValueOut(services.correct_value(value_id, **values_of(form), by=by, at=at)).data)


@extend_schema(request=schema.body(Relapse), responses={201: shapes.ClueOut})
@api_view(["POST"])
def relapse(request: Request, check_id: int) -> Response:
    """Register what relapsed after the end of a case as a new clue, linked to that case."""
    by, at = person(request), timezone.now()
    form = filled(Relapse, request, subject=reading.site_check(check_id, by=by, at=at))
    made = services.register_relapse(check_id, **values_of(form), by=by, at=at)
    return clue_answer(selectors.clue(made.pk, by=by, at=at), request, status=201)


@extend_schema_view(get=extend_schema(operation_id="case_enterprises_list"))
class Enterprises(Rows):
    """The enterprises that one case has to do with."""

    serializer_class = InvolvementOut
    ordering = ("id",)

    def rows(self) -> QuerySet[Involvement]:
        """For who may see the case."""
        return reading.involvements(self.kwargs["case_id"], by=person(self.request), at=timezone.now())

    @extend_schema(request=schema.body(Involve), responses={201: InvolvementOut})
    def post(self, request: Request, case_id: int) -> Response:
        """Add an enterprise of the register to a case."""
        by, at = person(request), timezone.now()
        form = filled(Involve, request, subject=reading.case_to_do(case_id, "case.work", by=by, at=at))
        made: Any = services.involve(case_id, **values_of(form), by=by, at=at)
        return Response(InvolvementOut(made).data, status=201)


@extend_schema(request=None, responses={204: None})
@api_view(["POST"])
def release(request: Request, involvement_id: int) -> Response:
    """Take an enterprise out of a case."""
    services.release(involvement_id, by=person(request), at=timezone.now())
    return Response(status=204)
