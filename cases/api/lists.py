"""Lists and single rows: decisions, obligations, submissions, recommendations, papers; lists of clues and cases."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse, extend_schema, extend_schema_view
from rest_framework.decorators import api_view
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api import schema
from accounts.api.asking import filled, person, tagged
from accounts.api.pages import Rows
from accounts.paging import Parts
from cases import in_view, papers_docx, papers_pdf, reading, selectors, services
from cases.api import filters, shapes
from cases.forms.clue import Register
from cases.models import Case, Clue, Decision, Document, Obligation, Recommendation, Submission


def clue_answer(clue: Clue, request: Request, *, status: int = 200) -> Response:
    """One clue as an answer: with what can be done next, and its giver for those who may know."""
    by, at = person(request), timezone.now()
    moves = selectors.clue_steps(clue, by=by, at=at)
    context = {"moves": moves, "giver": reading.giver(clue, by=by, at=at)}
    return tagged(Response(shapes.ClueOut(clue, context=context).data, status=status), clue)


class Clues(Rows):
    """The clues that the person may see, newest first."""

    serializer_class = shapes.ClueRow
    filterset_class = filters.ClueFilter
    ordering = ("-received_on", "-id")

    def rows(self) -> Parts[Clue]:
        """In scope only."""
        return in_view.clues(by=person(self.request), at=timezone.now())

    @extend_schema(request=schema.body(Register), responses={201: shapes.ClueOut})
    def post(self, request: Request) -> Response:
        """Register a clue in one's own procuratorate (rules 24, 25)."""
        reading.demand_register(by=person(request), at=timezone.now())
        form = filled(Register, request, subject=None)
        made = services.register_clue(**form.cleaned_data, by=person(request), at=timezone.now())
        found = selectors.clue(made.pk, by=person(request), at=timezone.now())
        answer = clue_answer(found, request, status=201)
        answer["Location"] = request.build_absolute_uri(f"{found.pk}/")
        return answer


@extend_schema(responses=shapes.ClueOut)
@api_view(["GET"])
def clue(request: Request, clue_id: int) -> Response:
    """One clue with what can be done next."""
    return clue_answer(selectors.clue(clue_id, by=person(request), at=timezone.now()), request)


class Cases(Rows):
    """The cases that the person may see, newest first."""

    serializer_class = shapes.CaseRow
    filterset_class = filters.CaseFilter
    ordering = ("-filed_on", "-id")

    def rows(self) -> Parts[Case]:
        """In scope only."""
        return in_view.cases(by=person(self.request), at=timezone.now())


class Decisions(Rows):
    """The requests for decisions that the person may see, newest first."""

    serializer_class = shapes.DecisionRow
    filterset_class = filters.DecisionFilter
    ordering = ("-requested_at", "-id")

    def rows(self) -> Parts[Decision]:
        """In scope only."""
        return in_view.decisions(by=person(self.request), at=timezone.now())


@extend_schema(responses=shapes.DecisionOut)
@api_view(["GET"])
def decision(request: Request, decision_id: int) -> Response:
    """One request for a decision with the opinions given."""
    found = reading.decision(decision_id, by=person(request), at=timezone.now())
    return tagged(Response(shapes.DecisionOut(found).data), found)


class Obligations(Rows):
    """What must be put right, as far as the person may see it; the nearest day first."""

    serializer_class = shapes.ObligationOut
    filterset_class = filters.ObligationFilter
    ordering = ("due_on", "id")

    def rows(self) -> QuerySet[Obligation]:
        """In scope only."""
        return reading.obligations(by=person(self.request), at=timezone.now())


@extend_schema(responses=shapes.ObligationOut)
@api_view(["GET"])
def obligation(request: Request, obligation_id: int) -> Response:
    """One thing to be put right."""
    found = reading.obligation(obligation_id, by=person(request), at=timezone.now())
    return tagged(Response(shapes.ObligationOut(found).data), found)


class Submissions(Rows):
    """The reports of agencies that the person may see, newest first."""

    serializer_class = shapes.SubmissionOut
    filterset_class = filters.SubmissionFilter
    ordering = ("-sent_at", "-id")

    def rows(self) -> QuerySet[Submission]:
        """In scope only."""
        return reading.submissions(by=person(self.request), at=timezone.now())


@extend_schema(responses=shapes.SubmissionOut)
@api_view(["GET"])
def submission(request: Request, submission_id: int) -> Response:
    """One report."""
    found = reading.submission(submission_id, by=person(request), at=timezone.now())
    answer = Response(shapes.SubmissionOut(found).data)
    return tagged(answer, found) if getattr(found, "verdict_seen", True) else answer


class Recommendations(Rows):
    """The recommendations that the person may see, newest first; an agency's own, once served."""

    serializer_class = shapes.RecommendationOut
    filterset_class = filters.RecommendationFilter
    ordering = ("-issued_on", "-id")

    def rows(self) -> QuerySet[Recommendation]:
        """In scope only."""
        return reading.recommendations(by=person(self.request), at=timezone.now())


@extend_schema(responses=shapes.RecommendationOut)
@api_view(["GET"])
def recommendation(request: Request, recommendation_id: int) -> Response:
    """One recommendation with its contents (rule 75)."""
    found = reading.recommendation(recommendation_id, by=person(request), at=timezone.now())
    return Response(shapes.RecommendationOut(found).data)


@extend_schema_view(get=extend_schema(operation_id="case_documents_list"))
class Documents(Rows):
    """The papers of one case, in the order of signing."""

    serializer_class = shapes.DocumentOut
    ordering = ("signed_on", "id")

    def rows(self) -> QuerySet[Document]:
        """For who may see the case."""
        return reading.documents(self.kwargs["case_id"], by=person(self.request), at=timezone.now())


def _attached(content: bytes, paper: Document, ending: str, media_type: str) -> HttpResponse:
    name = f"{paper.get_kind_display()}{paper.number}.{ending}"
    header = content_disposition_header(True, name) or "attachment"
    return HttpResponse(content, content_type=media_type, headers={"Content-Disposition": header})


FILE: Any = OpenApiResponse(OpenApiTypes.BINARY, "The paper, as an attachment")


@extend_schema(responses={(200, papers_docx.MEDIA_TYPE): FILE})
@api_view(["GET"])
def document_docx(request: Request, document_id: int) -> HttpResponse:
    """The paper as .docx, drawn from what was signed."""
    paper = reading.document(document_id, by=person(request), at=timezone.now())
    return _attached(papers_docx.draw(paper), paper, "docx", papers_docx.MEDIA_TYPE)


@extend_schema(responses={(200, papers_pdf.MEDIA_TYPE): FILE})
@api_view(["GET"])
def document_pdf(request: Request, document_id: int) -> HttpResponse:
    """The paper as .pdf, drawn from what was signed."""
    paper = reading.document(document_id, by=person(request), at=timezone.now())
    return _attached(papers_pdf.draw(paper), paper, "pdf", papers_pdf.MEDIA_TYPE)
