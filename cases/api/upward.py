"""What programs do with questions, reports, records and commissions between offices. Each calls one service."""

from collections.abc import Callable
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
from accounts.api.asking import filled, person, tagged
from accounts.api.pages import Rows
from accounts.api.people import OfficeName, PersonName
from cases import commission_picture, instruction_picture, reading, record_picture, services
from cases.api.shapes import DecisionOut, Label, RecordUpOut
from cases.forms import commission as commissions
from cases.forms import instruction as instructions
from cases.forms.base import SubjectForm
from cases.models import Commission, Instruction, InstructionLeg, RecordUp


class LegOut(serializers.ModelSerializer[InstructionLeg]):
    """One level on the way up."""

    office = OfficeName()
    by = PersonName(allow_null=True)

    class Meta:
        model = InstructionLeg
        fields = ("office", "received_at", "outcome", "opinion", "by", "at")
        read_only_fields = fields


class InstructionRow(serializers.ModelSerializer[Instruction]):
    """A question or report in a list."""

    state_label = serializers.CharField()
    asked_of = OfficeName()
    waits_at = OfficeName(allow_null=True)
    asked_by = PersonName()

    class Meta:
        model = Instruction
        fields: tuple[str, ...] = (
            "id", "kind", "clue", "case", "state", "state_label", "asked_of", "waits_at", "asked_by", "asked_at",
            "document", "answer_document", "version",
        )  # fmt: skip
        read_only_fields: tuple[str, ...] = fields


class InstructionOut(InstructionRow):
    """A question or report with its levels and what came of it."""

    legs = LegOut(many=True)

    class Meta(InstructionRow.Meta):
        fields = (
            *InstructionRow.Meta.fields, "question", "own_opinion", "legs", "agreed", "answer", "answered_at",
        )  # fmt: skip
        read_only_fields = fields


class CommissionOut(serializers.ModelSerializer[Commission]):
    """A commission to investigate elsewhere."""

    state_label = Label("state")
    to_office = OfficeName()
    handler = PersonName(allow_null=True)
    number = serializers.CharField(source="document.number")
    due_on = serializers.DateField(allow_null=True, help_text="last day of the thirty, while they run")

    class Meta:
        model = Commission
        fields = (
            "id", "case", "number", "state", "state_label", "to_office", "handler", "matters", "demands", "sent_at",
            "received_on", "due_on", "result", "finished_on", "version",
        )  # fmt: skip
        read_only_fields = fields


class Instructions(Rows):
    """The questions and reports that the person's office sent, passed on or received, newest first."""

    serializer_class = InstructionRow
    ordering = ("-asked_at", "-id")

    def rows(self) -> QuerySet[Instruction]:
        """In scope only."""
        return instruction_picture.listed(by=person(self.request), at=timezone.now())


class Records(Rows):
    """What the person's office recorded above, and what was recorded with it, newest first."""

    serializer_class = RecordUpOut
    ordering = ("-sent_on", "-id")

    def rows(self) -> QuerySet[RecordUp]:
        """In scope only."""
        return record_picture.listed(by=person(self.request), at=timezone.now())


class Commissions(Rows):
    """What the person's office asked others to investigate, and what others asked of it, newest first."""

    serializer_class = CommissionOut
    ordering = ("-sent_at", "-id")

    def rows(self) -> QuerySet[Commission]:
        """In scope only."""
        return commission_picture.listed(by=person(self.request), at=timezone.now())


@extend_schema(responses=InstructionOut)
@api_view(["GET"])
def instruction(request: Request, instruction_id: int) -> Response:
    """One question or report with its levels."""
    return _instruction(request, instruction_id)


@extend_schema(request=schema.body(instructions.Ask), responses={202: DecisionOut})
@api_view(["POST"])
def ask(request: Request, clue_id: int | None = None, case_id: int | None = None) -> Response:
    """Draft a question to an office above: a request that the own chief signs (rules 5, 104)."""
    by, at = person(request), timezone.now()
    subject = instruction_picture.to_ask(clue_id=clue_id, case_id=case_id, by=by, at=at)
    values = values_of(filled(instructions.Ask, request, subject=subject))
    made = services.ask_instruction(**values, clue_id=clue_id, case_id=case_id, by=by, at=at)
    found = reading.decision(made.pk, by=by, at=at)
    return tagged(Response(DecisionOut(found).data, status=202), found)


@extend_schema(request=schema.body(instructions.Report), responses={201: InstructionOut})
@api_view(["POST"])
def report(request: Request, clue_id: int | None = None, case_id: int | None = None) -> Response:
    """Report to an office above how a clue or case stands."""
    by, at = person(request), timezone.now()
    subject = instruction_picture.to_ask(clue_id=clue_id, case_id=case_id, report=True, by=by, at=at)
    values = values_of(filled(instructions.Report, request, subject=subject))
    made = services.send_report(**values, clue_id=clue_id, case_id=case_id, by=by, at=at)
    return _instruction(request, made.pk, status=201)


@extend_schema(request=schema.body(instructions.Forward), responses=InstructionOut)
@api_view(["POST"])
def forward(request: Request, instruction_id: int) -> Response:
    """Send it on to the next level, with an opinion (rule 104)."""
    return _act(request, instruction_id, instructions.Forward, services.forward_instruction)


@extend_schema(request=schema.body(instructions.Answer), responses=InstructionOut)
@api_view(["POST"])
def answer(request: Request, instruction_id: int) -> Response:
    """Answer a question from below with a numbered paper (rule 104)."""
    return _act(request, instruction_id, instructions.Answer, services.answer_instruction)


@extend_schema(request=schema.body(instructions.Note), responses=InstructionOut)
@api_view(["POST"])
def note(request: Request, instruction_id: int) -> Response:
    """Take note of a report from below."""
    return _act(request, instruction_id, instructions.Note, services.note_report)


@extend_schema(request=schema.body(commissions.MajorClue), responses={201: RecordUpOut})
@api_view(["POST"])
def clue_record_up(request: Request, clue_id: int) -> Response:
    """Record a major clue with the office above (rule 25)."""
    by, at = person(request), timezone.now()
    subject = record_picture.to_record(clue_id, by=by, at=at)
    values = values_of(filled(commissions.MajorClue, request, subject=subject))
    made = services.record_major_clue(clue_id, **values, by=by, at=at)
    return Response(RecordUpOut(made).data, status=201)


@extend_schema(request=schema.body(commissions.TakeIn), responses=RecordUpOut)
@api_view(["POST"])
def record_receive(request: Request, record_id: int) -> Response:
    """Take a record in; a remark goes to who handles the matter (rule 10)."""
    by, at = person(request), timezone.now()
    subject = record_picture.to_receive(record_id, by=by, at=at)
    values = values_of(filled(commissions.TakeIn, request, subject=subject))
    return Response(RecordUpOut(services.receive_record(record_id, **values, by=by, at=at)).data)


@extend_schema(responses=CommissionOut)
@api_view(["GET"])
def commission(request: Request, commission_id: int) -> Response:
    """One commission."""
    return commission_answer(request, commission_id)


@extend_schema(request=schema.body(commissions.Send), responses={201: CommissionOut})
@api_view(["POST"])
def case_commission(request: Request, case_id: int) -> Response:
    """Ask another office of the same level to investigate where it is (rule 43)."""
    by, at = person(request), timezone.now()
    subject = commission_picture.to_send(case_id, by=by, at=at)
    values = values_of(filled(commissions.Send, request, subject=subject))
    made = services.send_commission(case_id, **values, by=by, at=at)
    return commission_answer(request, made.pk, status=201)


@extend_schema(request=schema.body(commissions.Receive), responses=CommissionOut)
@api_view(["POST"])
def commission_receive(request: Request, commission_id: int) -> Response:
    """Take a commission in and name who carries it out; thirty days start (rule 43)."""
    by, at = person(request), timezone.now()
    subject = commission_picture.to_act(commission_id, "receive", by=by, at=at)
    values = values_of(filled(commissions.Receive, request, subject=subject))
    services.receive_commission(commission_id, **values, by=by, at=at)
    return commission_answer(request, commission_id)


@extend_schema(request=schema.body(commissions.Decline), responses=CommissionOut)
@api_view(["POST"])
def commission_decline(request: Request, commission_id: int) -> Response:
    """Send a commission back with the reason."""
    by, at = person(request), timezone.now()
    subject = commission_picture.to_act(commission_id, "decline", by=by, at=at)
    values = values_of(filled(commissions.Decline, request, subject=subject))
    services.decline_commission(commission_id, **values, by=by, at=at)
    return commission_answer(request, commission_id)


def commission_answer(request: Request, commission_id: int, *, status: int = 200) -> Response:
    """One commission as an answer."""
    found = commission_picture.look(commission_id, by=person(request), at=timezone.now()).commission
    return tagged(Response(CommissionOut(found).data, status=status), found)


def _act(
    request: Request, instruction_id: int, form: type[SubjectForm], work: Callable[..., Instruction]
) -> Response:
    by, at = person(request), timezone.now()
    subject = instruction_picture.to_answer(instruction_id, by=by, at=at)
    work(instruction_id, **values_of(filled(form, request, subject=subject)), by=by, at=at)
    return _instruction(request, instruction_id)


def _instruction(request: Request, instruction_id: int, *, status: int = 200) -> Response:
    found: Any = instruction_picture.look(instruction_id, by=person(request), at=timezone.now()).instruction
    return tagged(Response(InstructionOut(found).data, status=status), found)
