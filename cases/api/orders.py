"""Written orders for programs: listed, drafted, signed for, objected to, reported on."""

from typing import Any

import django_filters
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
from accounts.api.people import OfficeName, PersonName
from cases import order_picture, services
from cases.api.shapes import Label
from cases.between import OrderKind, OrderState
from cases.forms.order import FORMS, Finish, Object, Receive
from cases.models import Order


class OrderRow(serializers.ModelSerializer[Order]):
    """A written order in a list."""

    kind_label = Label("kind")
    state_label = Label("state")
    office = OfficeName(help_text="who orders")
    from_office = OfficeName(help_text="who had the matter")
    to_office = OfficeName(help_text="who must act")
    number = serializers.CharField(
        source="document.number", default=None, help_text="null before it is signed"
    )

    class Meta:
        model = Order
        fields: tuple[str, ...] = (
            "id", "kind", "kind_label", "state", "state_label", "case", "clue", "office", "from_office", "to_office",
            "number", "issued_on", "report_by", "version",
        )  # fmt: skip
        read_only_fields: tuple[str, ...] = fields


class OrderOut(OrderRow):
    """A written order and what came of it."""

    drafted_by = PersonName()
    handler = PersonName(allow_null=True)
    received_by = PersonName(allow_null=True)
    target = serializers.CharField(
        source="target.number", default=None, help_text="the paper revoked or changed"
    )

    class Meta(OrderRow.Meta):
        fields = (
            *OrderRow.Meta.fields, "reason", "demands", "target", "handler", "given", "drafted_by", "drafted_at",
            "received_by", "received_at", "objection", "result", "finished_at",
        )  # fmt: skip
        read_only_fields = fields


class OrderFilter(django_filters.FilterSet):
    """Written orders."""

    kind = django_filters.ChoiceFilter(choices=OrderKind.choices)
    state = django_filters.ChoiceFilter(choices=OrderState.choices)
    case = django_filters.NumberFilter(field_name="case_id")
    clue = django_filters.NumberFilter(field_name="clue_id")
    office = django_filters.NumberFilter(field_name="office_id")
    to_office = django_filters.NumberFilter(field_name="to_office_id")


class Orders(Rows):
    """The written orders that the person may see, newest first; those of other offices once they were signed."""

    serializer_class = OrderRow
    filterset_class = OrderFilter
    ordering = ("-drafted_at", "-id")

    def rows(self) -> QuerySet[Order]:
        """In scope only."""
        return order_picture.listed(by=person(self.request), at=timezone.now())


@extend_schema(responses=OrderOut)
@api_view(["GET"])
def order(request: Request, order_id: int) -> Response:
    """One written order and what came of it."""
    return _answer(request, order_id)


@extend_schema(request=schema.one_of(FORMS), responses={201: OrderOut})
@api_view(["POST"])
def case_order(request: Request, case_id: int, kind: str) -> Response:
    """Draft an order about a case and put it before those who decide (rules 10, 11, 17, 18)."""
    return _draft(request, kind, case_id=case_id)


@extend_schema(request=schema.one_of(FORMS), responses={201: OrderOut})
@api_view(["POST"])
def clue_order(request: Request, clue_id: int, kind: str) -> Response:
    """Draft an order about a clue and put it before those who decide (rules 10, 11, 17, 18)."""
    return _draft(request, kind, clue_id=clue_id)


@extend_schema(request=schema.body(Receive), responses=OrderOut)
@api_view(["POST"])
def order_receive(request: Request, order_id: int) -> Response:
    """Sign for an order; who was given a matter names its handler (rules 6, 10)."""
    by, at = person(request), timezone.now()
    subject = order_picture.to_act_on(order_id, "receive", by=by, at=at)
    services.receive_order(order_id, **values_of(filled(Receive, request, subject=subject)), by=by, at=at)
    return _answer(request, order_id)


@extend_schema(request=schema.body(Object), responses=OrderOut)
@api_view(["POST"])
def order_object(request: Request, order_id: int) -> Response:
    """State disagreement in writing; the order is carried out all the same (rules 8, 10)."""
    by, at = person(request), timezone.now()
    subject = order_picture.to_act_on(order_id, "", by=by, at=at)
    services.object_to_order(order_id, **values_of(filled(Object, request, subject=subject)), by=by, at=at)
    return _answer(request, order_id)


@extend_schema(request=schema.body(Finish), responses=OrderOut)
@api_view(["POST"])
def order_finish(request: Request, order_id: int) -> Response:
    """Report to the office above what came of its order (rules 10, 11)."""
    by, at = person(request), timezone.now()
    subject = order_picture.to_act_on(order_id, "finish", by=by, at=at)
    services.finish_order(order_id, **values_of(filled(Finish, request, subject=subject)), by=by, at=at)
    return _answer(request, order_id)


def _draft(
    request: Request, kind: str, *, case_id: int | None = None, clue_id: int | None = None
) -> Response:
    by, at = person(request), timezone.now()
    about: dict[str, Any] = {"case_id": case_id, "clue_id": clue_id}
    subject = order_picture.to_draft(kind, **about, by=by, at=at)
    values = values_of(filled(FORMS[kind], request, subject=subject))
    made = services.draft_order(**values, **about, by=by, at=at)
    return _answer(request, made.pk, status=201)


def _answer(request: Request, order_id: int, *, status: int = 200) -> Response:
    found = order_picture.order(order_id, by=person(request), at=timezone.now())
    return tagged(Response(OrderOut(found).data, status=status), found)
