"""What programs are told of clues and cases. Output only: what comes in is judged by the pages' own forms."""

from typing import Any

from django.urls import reverse
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from accounts import personal
from accounts.api.people import OfficeName, PersonName
from accounts.api.schema import ReasonOut
from agencies.models import Agency
from cases.api.names import EnterpriseName
from cases.api.shared import SharedReport
from cases.flow import ObligationState
from cases.models import (
    Case,
    Clue,
    Decision,
    Document,
    Indicator,
    IndicatorValue,
    Lawsuit,
    Member,
    Obligation,
    Opinion,
    Recommendation,
    RecordUp,
    Reply,
    Respondent,
    Service,
    Submission,
)


class Label(serializers.CharField):
    """The words that people use for a coded column."""

    def __init__(self, column: str) -> None:
        super().__init__(source=f"get_{column}_display", read_only=True)


class Masked(serializers.CharField):
    """A column of accounts/personal_fields.py by its mask; `personal/unmask/` shows it as it is."""

    def __init__(self) -> None:
        super().__init__(read_only=True)

    def get_attribute(self, instance: Any) -> str:
        """The column of its own name, masked."""
        return personal.masked(instance, str(self.field_name))


class MoveOut(serializers.Serializer[Any]):
    """A step the flow table has from here: whether the person may take it now, and what is missing."""

    name = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]
    allowed = serializers.BooleanField()
    reasons = ReasonOut(many=True)
    article = serializers.CharField()
    decided_by = serializers.CharField(help_text="who must approve first; empty when nobody must")


class AgencyName(serializers.ModelSerializer[Agency]):
    """An agency beside something of its own."""

    class Meta:
        model = Agency
        fields = ("id", "name", "short_name")
        read_only_fields = fields


class ClueRow(serializers.ModelSerializer[Clue]):
    """A clue in a list."""

    state_label = Label("state")
    office = OfficeName()
    handler = PersonName(allow_null=True)

    class Meta:
        model = Clue
        fields: tuple[str, ...] = (
            "id", "number", "title", "source", "field", "state", "state_label", "major", "office", "handler",
            "received_on", "evaluated_on", "version",
        )  # fmt: skip
        read_only_fields: tuple[str, ...] = fields


class ClueOut(ClueRow):
    """A clue. Its giver is told only to those who may know."""

    registered_by = PersonName()
    giver = serializers.SerializerMethodField()
    giver_contact = serializers.SerializerMethodField()
    suspected = Masked()
    moves = serializers.SerializerMethodField()

    class Meta(ClueRow.Meta):
        fields = (
            *ClueRow.Meta.fields, "source_note", "giver", "giver_contact", "place", "facts", "suspected", "criminal_ref",
            "registered_by", "truth", "checkability", "risk", "opinion", "moves",
        )  # fmt: skip
        read_only_fields = fields

    def get_giver(self, clue: Clue) -> str | None:
        """Who gave the clue, masked; null for who may not know."""
        giver: str | None = self.context["giver"]["giver"]
        return giver

    def get_giver_contact(self, clue: Clue) -> str | None:
        """How to reach them, masked; null for who may not know."""
        contact: str | None = self.context["giver"]["giver_contact"]
        return contact

    @extend_schema_field(MoveOut(many=True))
    def get_moves(self, clue: Clue) -> Any:
        """What can be done next."""
        return MoveOut(self.context["moves"], many=True).data


class CaseRow(serializers.ModelSerializer[Case]):
    """A case in a list."""

    state_label = Label("state")
    office = OfficeName()
    handler = PersonName()

    class Meta:
        model = Case
        fields: tuple[str, ...] = (
            "id", "number", "title", "track", "field", "preventive", "state", "state_label", "office", "handler",
            "clue", "parent", "filed_on", "ended_on", "closure_ground", "version",
        )  # fmt: skip
        read_only_fields: tuple[str, ...] = fields


class ServiceOut(serializers.ModelSerializer[Service]):
    """A paper served on an agency."""

    recipient = Masked()

    class Meta:
        model = Service
        fields = ("id", "document", "method", "served_on", "recipient", "note")
        read_only_fields = fields


class ReplyOut(serializers.ModelSerializer[Reply]):
    """An agency's written reply."""

    class Meta:
        model = Reply
        fields = ("id", "text", "received_on", "at")
        read_only_fields = fields


class RespondentRow(serializers.ModelSerializer[Respondent]):
    """An agency within a case."""

    agency = AgencyName()
    state_label = Label("state")
    due_on = serializers.DateField(allow_null=True, help_text="last day to perform and reply")

    class Meta:
        model = Respondent
        fields: tuple[str, ...] = (
            "id", "case", "agency", "state", "state_label", "served_on", "due_on", "failing", "verdict", "version",
        )  # fmt: skip
        read_only_fields: tuple[str, ...] = fields


class RespondentOut(RespondentRow):
    """An agency within a case, with what was served on it and what it replied."""

    services = ServiceOut(many=True)
    replies = ReplyOut(many=True)

    class Meta(RespondentRow.Meta):
        fields = (*RespondentRow.Meta.fields, "services", "replies")
        read_only_fields = fields


class MemberOut(serializers.ModelSerializer[Member]):
    """Somebody who works on the case beside its handler."""

    user = PersonName()
    office = OfficeName()

    class Meta:
        model = Member
        fields = ("id", "user", "office", "duty", "order", "starts_on", "ends_on")
        read_only_fields = fields


class LawsuitOut(serializers.ModelSerializer[Lawsuit]):
    """The suit a case ended in."""

    class Meta:
        model = Lawsuit
        fields = (
            "court", "claims", "decided_on", "delivered_on", "court_number", "outcome", "judged_on",
            "judgment_received_on",
        )  # fmt: skip
        read_only_fields = fields


class ObligationName(serializers.ModelSerializer[Obligation]):
    """Something to be put right, in few words."""

    class Meta:
        model = Obligation
        fields = ("id", "respondent", "measure", "category", "due_on", "state")
        read_only_fields = fields


class CaseOut(CaseRow):
    """A case with all that hangs from it, and what can be done next."""

    respondents = RespondentRow(many=True)
    obligations = ObligationName(many=True)
    members = MemberOut(many=True)
    lawsuit = LawsuitOut(allow_null=True, default=None)
    moves = serializers.SerializerMethodField()

    class Meta(CaseRow.Meta):
        fields = (
            *CaseRow.Meta.fields, "other_fields", "facts", "basis", "plan", "respondents", "obligations", "members",
            "lawsuit", "moves",
        )  # fmt: skip
        read_only_fields = fields

    @extend_schema_field(MoveOut(many=True))
    def get_moves(self, case: Case) -> Any:
        """What can be done next."""
        return MoveOut(self.context["moves"], many=True).data


class DecisionRow(serializers.ModelSerializer[Decision]):
    """A request for a decision."""

    label = serializers.CharField()  # type: ignore[assignment]
    title = serializers.CharField()
    state_label = Label("state")
    waits_for = serializers.CharField(help_text="the seat whose opinion is next; empty when closed")
    target = serializers.DateField(
        source="clock.due_on", default=None, help_text="by when it should be given"
    )
    requested_by = PersonName()

    class Meta:
        model = Decision
        fields: tuple[str, ...] = (
            "id", "case", "clue", "deadline", "move", "label", "title", "state", "state_label", "chain", "step",
            "waits_for", "target", "revision", "requested_by", "requested_at", "closed_at", "version",
        )  # fmt: skip
        read_only_fields: tuple[str, ...] = fields


class OpinionOut(serializers.ModelSerializer[Opinion]):
    """What one decider said."""

    by = PersonName()
    acting_for = PersonName(allow_null=True, help_text="in whose place, where it was by delegation")
    signed = serializers.CharField(help_text="who said it and as what; by delegation with both names")

    class Meta:
        model = Opinion
        fields = (
            "post", "outcome", "text", "by", "acting_for", "signed", "meeting", "revision", "voided_at", "at",
        )  # fmt: skip
        read_only_fields = fields


class DecisionOut(DecisionRow):
    """A request for a decision with its draft and the opinions given."""

    opinions = OpinionOut(many=True)
    draft = serializers.DictField()

    class Meta(DecisionRow.Meta):
        fields = (*DecisionRow.Meta.fields, "draft", "opinions")
        read_only_fields = fields


class ValueOut(serializers.ModelSerializer[IndicatorValue]):
    """What a figure was on a day; with a submission as the agency reported it, without as the procuratorate found it."""

    class Meta:
        model = IndicatorValue
        fields = ("id", "indicator", "on", "value", "source", "submission")
        read_only_fields = fields


class IndicatorOut(serializers.ModelSerializer[Indicator]):
    """A figure with its course."""

    values = ValueOut(many=True)

    class Meta:
        model = Indicator
        fields = ("id", "name", "unit", "baseline", "target", "values")
        read_only_fields = fields


class ObligationOut(serializers.ModelSerializer[Obligation]):
    """Something an agency is to put right."""

    agency = AgencyName(source="respondent.agency")
    enterprise = EnterpriseName(allow_null=True, help_text="who carries it out, when that is an enterprise")
    state = serializers.ChoiceField(choices=ObligationState.choices)
    state_label = Label("state")
    indicators = IndicatorOut(many=True)

    class Meta:
        model = Obligation
        fields = (
            "id", "case", "respondent", "agency", "enterprise", "measure", "category", "due_on", "state", "state_label",
            "indicators", "version",
        )  # fmt: skip
        read_only_fields = fields


class SubmissionOut(SharedReport, serializers.ModelSerializer[Submission]):
    """An agency's report on one obligation."""

    agency = AgencyName(source="obligation.respondent.agency")
    state_label = Label("state")
    written_by = PersonName(allow_null=True)
    sent_by = PersonName()
    judged_by = PersonName(allow_null=True)
    values = ValueOut(many=True, source="indicator_values")
    evidence: serializers.PrimaryKeyRelatedField[Any] = serializers.PrimaryKeyRelatedField(
        many=True, read_only=True
    )

    class Meta:
        model = Submission
        fields = (
            "id", "case", "obligation", "agency", "text", "values", "evidence", "state", "state_label", "written_by",
            "sent_by", "sent_at", "accepted_part", "reasons", "judged_by", "judged_at", "shared_with", "version",
        )  # fmt: skip
        read_only_fields = fields


class RecommendationOut(serializers.ModelSerializer[Recommendation]):
    """A recommendation with its contents (rule 75)."""

    agency = AgencyName(source="respondent.agency")
    number = serializers.CharField(source="document.number")
    served_on = serializers.DateField(source="respondent.served_on", allow_null=True)

    class Meta:
        model = Recommendation
        fields = (
            "id", "case", "respondent", "agency", "document", "number", "urgent", "origin", "harm", "failure",
            "basis", "requests", "other", "issued_on", "served_on",
        )  # fmt: skip
        read_only_fields = fields


class DocumentOut(serializers.ModelSerializer[Document]):
    """A signed paper, and where its files are."""

    kind_label = Label("kind")
    docx = serializers.SerializerMethodField()
    pdf = serializers.SerializerMethodField()

    class Meta:
        model = Document
        fields = ("id", "kind", "kind_label", "number", "title", "signed_on", "digest", "docx", "pdf")
        read_only_fields = fields

    def get_docx(self, paper: Document) -> str:
        """Where the paper is as .docx."""
        return reverse("api-document-docx", args=[paper.pk])

    def get_pdf(self, paper: Document) -> str:
        """Where the paper is as .pdf."""
        return reverse("api-document-pdf", args=[paper.pk])


class RecordUpOut(serializers.ModelSerializer[RecordUp]):
    """A paper recorded with the office above, and what that office said to it."""

    state_label = Label("state")
    office = OfficeName()

    class Meta:
        model = RecordUp
        fields = (
            "id", "case", "clue", "document", "office", "sent_on", "state", "state_label", "received_on", "remark",
            "version",
        )  # fmt: skip
        read_only_fields = fields
