"""Door for programs: whether evidence holds, its versions and custody, what it proves, and what left the house."""

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import api_view
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.answers import values_of
from accounts.api import schema
from accounts.api.asking import filled, person
from accounts.api.pages import Rows
from accounts.api.people import PersonName
from cases import services as cases
from cases.statutory import Element, Standing
from evidence import board, departures, reading, selectors, services
from evidence.api.items import FILES, FileOut, ItemOut, with_files
from evidence.forms import Assess, NewVersion, Proves, Seal
from evidence.models import Custody, Export


class CaseVerifiedOut(serializers.Serializer[Any]):
    """What a verification of a case found; ask again while `left` is not 0."""

    same = serializers.IntegerField(help_text="files that are what was received")
    different = serializers.ListField(child=serializers.IntegerField(), help_text="ids of files that are not")
    unread = serializers.ListField(
        child=serializers.IntegerField(), help_text="ids that could not be read now"
    )
    left = serializers.IntegerField(help_text="files that were not reached in time")


class CustodyOut(serializers.ModelSerializer[Custody]):
    """One link of the chain of custody."""

    by = PersonName(allow_null=True)

    class Meta:
        model = Custody
        fields = ("id", "event", "by", "at", "note")
        read_only_fields = fields


class ProofOut(serializers.Serializer[Any]):
    """How far one element of a suit is proved."""

    element = serializers.ChoiceField(choices=Element.choices)
    standing = serializers.ChoiceField(choices=Standing.choices)
    reasons = serializers.CharField()
    evidence = serializers.IntegerField(source="count", help_text="pieces of evidence that stand for it")
    judged_by = PersonName(source="proof.judged_by", default=None, allow_null=True)
    judged_at = serializers.DateTimeField(source="proof.judged_at", default=None, allow_null=True)


class ExportOut(serializers.ModelSerializer[Export]):
    """One sealed archive: what for, how many files are in it, how many are only listed, and the seal on its list."""

    by = PersonName()
    packed = serializers.IntegerField()
    listed = serializers.IntegerField()

    class Meta:
        model = Export
        fields = ("id", "case", "purpose", "by", "at", "packed", "listed", "digest", "signature", "key_id")
        read_only_fields = fields


@extend_schema(request=None, responses=CaseVerifiedOut)
@api_view(["POST"])
def verify_case(request: Request, case_id: int) -> Response:
    """Hash the files of a case again, those first that were verified longest ago; recorded in custody."""
    found = services.verify_case(case_id, by=person(request), at=timezone.now())
    said = {
        "same": found.same,
        "different": [file.pk for file in found.different],
        "unread": [file.pk for file in found.unread],
        "left": found.left,
    }
    return Response(CaseVerifiedOut(said).data)


class Links(Rows):
    """The custody of one file, oldest first."""

    serializer_class = CustodyOut
    ordering = ("id",)

    def rows(self) -> QuerySet[Custody]:
        """For who may see the file."""
        return reading.custody(self.kwargs["file_id"], by=person(self.request), at=timezone.now())


@extend_schema(
    request={schema.MULTIPART: schema.form_schema(NewVersion, files=FILES)}, responses={201: FileOut}
)
@api_view(["POST"])
def version(request: Request, file_id: int) -> Response:
    """Add the next version of a file; the one before stays as it is."""
    by, at = person(request), timezone.now()
    form = with_files(NewVersion, request, selectors.file_to_replace(file_id, by=by, at=at))
    made = services.replace_file(file_id, **values_of(form), by=by, at=at)
    return Response(FileOut(made).data, status=201)


@extend_schema(request=schema.body(Proves), responses=ItemOut)
@api_view(["POST"])
def proves(request: Request, item_id: int) -> Response:
    """Say anew what a piece of evidence proves; what was said before stays on record."""
    by, at = person(request), timezone.now()
    form = filled(Proves, request, subject=selectors.item_to_amend(item_id, by=by, at=at))
    services.amend_item(item_id, **values_of(form), by=by, at=at)
    return Response(ItemOut(reading.item(item_id, by=by, at=at)).data)


@extend_schema(responses=ProofOut(many=True))
@api_view(["GET"])
def proofs(request: Request, case_id: int) -> Response:
    """Each element that a suit of this case must prove, and how far it is proved (rules 71, 86)."""
    return _proofs(request, case_id)


@extend_schema(request=schema.body(Assess), responses=ProofOut(many=True))
@api_view(["POST"])
def assess(request: Request, case_id: int, element: str) -> Response:
    """Say how far one element is proved, and why; the gate of suing asks for every one of them."""
    by, at = person(request), timezone.now()
    form = filled(Assess, request, subject=board.line_to_assess(case_id, element, by=by, at=at))
    cases.assess_element(case_id, element=element, **values_of(form), by=by, at=at)
    return _proofs(request, case_id)


def _proofs(request: Request, case_id: int) -> Response:
    found = board.board(case_id, by=person(request), at=timezone.now())
    return Response(ProofOut(found.lines, many=True).data)


class Exports(Rows):
    """The sealed archives of a case's evidence, newest first."""

    serializer_class = ExportOut
    ordering = ("-at", "-id")

    def rows(self) -> QuerySet[Export]:
        """For who may export."""
        return departures.exports(self.kwargs["case_id"], by=person(self.request), at=timezone.now())

    @extend_schema(request=schema.body(Seal), responses={201: ExportOut})
    def post(self, request: Request, case_id: int) -> Response:
        """List and sign the evidence of a case; the archive is fetched at /evidence/exports/{id}/ for a day."""
        by, at = person(request), timezone.now()
        form = filled(Seal, request, subject=departures.case_to_export(case_id, by=by, at=at))
        made = services.export_evidence(case_id, **values_of(form), by=by, at=at)
        return Response(ExportOut(made).data, status=201)
