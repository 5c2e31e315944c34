"""What programs do about who must act in the matters of a case (rules 69, 72)."""

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import extend_schema, extend_schema_field, extend_schema_view
from rest_framework import serializers
from rest_framework.decorators import api_view
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.answers import values_of
from accounts.api import schema
from accounts.api.asking import filled, person
from accounts.api.pages import Rows
from accounts.api.schema import ReasonOut
from cases import duty_board, reading, services
from cases.api import shapes
from cases.forms.duty import Matter, Reopen, Settle, Share
from cases.models import DutyMatter, DutyShare
from cases.services.duties import unclear


class ShareOut(serializers.ModelSerializer[DutyShare]):
    """What part one agency has in a matter."""

    agency = shapes.AgencyName()
    part_label = shapes.Label("part")

    class Meta:
        model = DutyShare
        fields = ("id", "agency", "part", "part_label", "duty", "basis", "source", "position")
        read_only_fields = fields


class MatterOut(serializers.ModelSerializer[DutyMatter]):
    """A matter with the part of each agency, and what keeps it from being settled."""

    shares = ShareOut(many=True)
    missing = serializers.SerializerMethodField()

    class Meta:
        model = DutyMatter
        fields = ("id", "case", "name", "note", "settled_on", "settled_in", "shares", "missing")
        read_only_fields = fields

    @extend_schema_field(ReasonOut(many=True))
    def get_missing(self, matter: DutyMatter) -> Any:
        """Nobody leads, several do, or a part is disputed; empty once it is settled."""
        reasons = [] if matter.settled_on else unclear(list(matter.shares.all()))
        return ReasonOut(reasons, many=True).data


@extend_schema_view(get=extend_schema(operation_id="case_duties_list"))
class Matters(Rows):
    """The matters of one case, with who must act in each."""

    serializer_class = MatterOut
    ordering = ("id",)

    def rows(self) -> QuerySet[DutyMatter]:
        """For who may see the case."""
        return duty_board.matters(self.kwargs["case_id"], by=person(self.request), at=timezone.now())

    @extend_schema(request=schema.body(Matter), responses={201: MatterOut})
    def post(self, request: Request, case_id: int) -> Response:
        """Enter a matter for which it must be known who acts."""
        by, at = person(request), timezone.now()
        form = filled(Matter, request, subject=reading.case_to_do(case_id, "duty.enter", by=by, at=at))
        return _matter(
            request, services.enter_matter(case_id, **values_of(form), by=by, at=at).pk, status=201
        )


@extend_schema(responses=MatterOut)
@api_view(["GET"])
def matter(request: Request, matter_id: int) -> Response:
    """One matter with the part of each agency."""
    return _matter(request, matter_id)


@extend_schema(request=schema.body(Share), responses=MatterOut)
@api_view(["POST"])
def share(request: Request, matter_id: int) -> Response:
    """Write down, or change, what part an agency has in a matter."""
    by, at = person(request), timezone.now()
    form = filled(Share, request, subject=duty_board.matter_to("duty.enter", matter_id, by=by, at=at))
    services.enter_share(matter_id, **values_of(form), by=by, at=at)
    return _matter(request, matter_id)


@extend_schema(request=schema.body(Settle), responses=MatterOut)
@api_view(["POST"])
def settle(request: Request, matter_id: int) -> Response:
    """Settle who acts, and set what each is to put right: measure_<share id>, category_<share id>, due_on_<share id> …"""
    by, at = person(request), timezone.now()
    form = filled(Settle, request, subject=duty_board.matter_to("duty.settle", matter_id, by=by, at=at))
    services.settle_matter(matter_id, **values_of(form), by=by, at=at)
    return _matter(request, matter_id)


@extend_schema(request=schema.body(Reopen), responses=MatterOut)
@api_view(["POST"])
def reopen(request: Request, matter_id: int) -> Response:
    """Take up again who acts in a matter that was settled."""
    by, at = person(request), timezone.now()
    form = filled(Reopen, request, subject=duty_board.matter_to("duty.settle", matter_id, by=by, at=at))
    services.reopen_matter(matter_id, **values_of(form), by=by, at=at)
    return _matter(request, matter_id)


@extend_schema(request=None, responses={204: None})
@api_view(["POST"])
def matter_drop(request: Request, matter_id: int) -> Response:
    """Take a matter out that was entered by mistake."""
    services.drop_matter(matter_id, by=person(request), at=timezone.now())
    return Response(status=204)


@extend_schema(request=None, responses=MatterOut)
@api_view(["POST"])
def share_drop(request: Request, share_id: int) -> Response:
    """Take an agency out of a matter."""
    left = services.drop_share(share_id, by=person(request), at=timezone.now())
    return _matter(request, left.pk)


def _matter(request: Request, matter_id: int, *, status: int = 200) -> Response:
    found = duty_board.matter_to("case.view", matter_id, by=person(request), at=timezone.now())
    return Response(MatterOut(found).data, status=status)
