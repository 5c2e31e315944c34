"""Door for programs: what an agency writes before it is sent, and the receipts of what was received."""

from collections.abc import Callable
from typing import Any, Final

from django.db.models import QuerySet
from django.urls import path
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import api_view
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.access import Unseen
from accounts.answers import values_of
from accounts.api import schema
from accounts.api.asking import filled, person, tagged, version_seen
from accounts.api.pages import Rows
from accounts.api.people import PersonName
from audit.masks import Clear, whole
from cases.api.shapes import AgencyName, Label
from cases.forms import Empty
from evidence import drafting, receipts, services
from evidence.forms import Remark
from evidence.models import Draft, Incoming


class HeldOut(serializers.ModelSerializer[Incoming]):
    """A file that a draft holds, and how its check stands; the agency's people open it in the portal."""

    state_label = Label("state")
    reasons = serializers.SerializerMethodField(
        help_text="why it was turned away; a draft with it cannot be sent"
    )

    class Meta:
        model = Incoming
        fields = ("id", "name", "size", "sha256", "sm3", "state", "state_label", "reasons")
        read_only_fields = fields

    def get_reasons(self, file: Incoming) -> list[str]:
        """In words."""
        return [one.text for one in file.told if one.refuses]


class DraftOut(serializers.ModelSerializer[Draft]):
    """What an agency is writing; only its own people see it."""

    agency = AgencyName()
    state_label = Label("state")
    written_by = PersonName()
    offered_by = PersonName(allow_null=True)
    closed_by = PersonName(allow_null=True)
    files = HeldOut(many=True)

    class Meta:
        model = Draft
        fields = (
            "id", "kind", "agency", "respondent", "obligation", "text", "values", "state", "state_label", "written_by",
            "saved_at", "offered_by", "offered_at", "remark", "closed_by", "closed_at", "submission", "reply", "objection",
            "version", "files",
        )  # fmt: skip
        read_only_fields = fields

    def to_representation(self, draft: Draft) -> dict[str, Any]:
        """The agency's own words as they are: what is read is written back, and no mask may be saved over them."""
        shown: dict[str, Any] = super().to_representation(draft)
        return shown | {name: Clear(shown[name]) for name in ("text", "remark")}


class KeptOut(serializers.Serializer[Any]):
    """One file as it came in."""

    name = serializers.CharField()
    size = serializers.IntegerField()
    sha256 = serializers.CharField()
    sm3 = serializers.CharField()


class ReceiptOut(serializers.Serializer[Any]):
    """Proof that something was received; the hashes are those of the whole receipt as JSON with sorted keys.

    The agency that sent it reads it whole; for the procuratorate personal data in it is hidden, and the hashes stay.
    """

    number = serializers.CharField()
    kind = serializers.CharField()
    office = serializers.CharField()
    agency = serializers.CharField()
    about = serializers.CharField()
    text = serializers.CharField()
    figures = serializers.ListField(child=serializers.ListField(child=serializers.CharField()))
    written_by = serializers.CharField()
    sent_by = serializers.CharField()
    at = serializers.DateTimeField()
    files = KeptOut(many=True)
    sha256 = serializers.CharField()
    sm3 = serializers.CharField()


class Drafts(Rows):
    """The drafts of the person's own agency, the newest first; for procuratorates there are none."""

    serializer_class = DraftOut
    ordering = ("-saved_at", "-id")

    def rows(self) -> QuerySet[Draft]:
        """In scope only."""
        return drafting.with_files(drafting.drafts(by=person(self.request), at=timezone.now()))


@extend_schema(responses=DraftOut)
@api_view(["GET"])
def draft(request: Request, draft_id: int) -> Response:
    """One draft of the person's own agency."""
    return draft_answer(request, draft_id)


ACTS: Final[dict[str, Callable[..., Draft]]] = {
    "send": services.send_draft,
    "return": services.return_draft,
    "take-back": services.take_back_draft,
    "drop": services.drop_draft,
}


@extend_schema(request=schema.body(Remark), responses=DraftOut, parameters=[schema.IF_MATCH])
@api_view(["POST"])
def act(request: Request, draft_id: int, act: str) -> Response:
    """Confirm and send a draft (send), give it back with a remark (return), take it back (take-back), give it up (drop)."""
    if act not in ACTS:
        raise Unseen
    by, at = person(request), timezone.now()
    row = drafting.to_act(draft_id, act, by=by, at=at)
    said = values_of(filled(Remark if act == "return" else Empty, request, subject=row))
    if act == "send":
        said["version"] = version_seen(request)
    ACTS[act](draft_id, **said, by=by, at=at)
    return draft_answer(request, draft_id)


def draft_answer(request: Request, draft_id: int, *, status: int = 200) -> Response:
    """One draft as an answer."""
    found = drafting.draft(draft_id, by=person(request), at=timezone.now())
    return tagged(Response(DraftOut(found).data, status=status), found)


def _receipt(request: Request, name: str, pk: int) -> Response:
    found = receipts.proof(name, pk, by=person(request), at=timezone.now())
    said = ReceiptOut(found.receipt).data
    return Response(whole(said) if found.of_agency else said)


@extend_schema(responses=ReceiptOut)
@api_view(["GET"])
def submission_receipt(request: Request, submission_id: int) -> Response:
    """The receipt of a report, for the agency that sent it and for the procuratorate."""
    return _receipt(request, "submission", submission_id)


@extend_schema(responses=ReceiptOut)
@api_view(["GET"])
def reply_receipt(request: Request, reply_id: int) -> Response:
    """The receipt of a written reply, for the agency that sent it and for the procuratorate."""
    return _receipt(request, "reply", reply_id)


@extend_schema(responses=ReceiptOut)
@api_view(["GET"])
def objection_receipt(request: Request, objection_id: int) -> Response:
    """The receipt of an objection, for the agency that raised it and for the procuratorate."""
    return _receipt(request, "objection", objection_id)


urlpatterns = [
    path("drafts/", Drafts.as_view(), name="api-drafts"),
    path("drafts/<int:draft_id>/", draft, name="api-draft"),
    path("drafts/<int:draft_id>/<slug:act>/", act, name="api-draft-act"),
    path("submissions/<int:submission_id>/receipt/", submission_receipt, name="api-submission-receipt"),
    path("replies/<int:reply_id>/receipt/", reply_receipt, name="api-reply-receipt"),
    path("objections/<int:objection_id>/receipt/", objection_receipt, name="api-objection-receipt"),
]
