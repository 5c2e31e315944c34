"""Door for programs: one case and its next steps, steps of cases and clues, their drafts, looks on the spot: across rooms."""

from typing import Any

from django.db.models import QuerySet
from django.urls import path
from django.utils import timezone
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.decorators import api_view
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.answers import values_of
from accounts.api import schema
from accounts.api.asking import filled, person, tagged, version_seen
from accounts.api.pages import Rows
from accounts.api.people import PersonName
from audit.flow import Refused
from cases import decision_picture, reading, selectors
from cases.api.lists import clue_answer
from cases.api.shapes import CaseOut, ClueOut, DecisionOut, Label
from cases.forms.deadline import Extend
from cases.models import Decision, SiteCheck
from desk import moves, redrafts, site_checks
from evidence import services as evidence
from evidence.api.items import FILES, with_files
from evidence.forms import OnSite

CASE_MOVE: Any = {
    "request": schema.one_of(moves.FORMS["case"]),
    "responses": {200: CaseOut, 202: DecisionOut},
    "parameters": [schema.IF_MATCH],
}
CLUE_MOVE: Any = {
    "request": schema.one_of(moves.FORMS["clue"]),
    "responses": {200: ClueOut, 202: DecisionOut},
    "parameters": [schema.IF_MATCH],
}


@extend_schema(responses=CaseOut)
@api_view(["GET"])
def case(request: Request, case_id: int) -> Response:
    """One case with all that hangs from it, and what can be done next."""
    return _case(request, case_id)


@extend_schema(**CASE_MOVE)
@api_view(["POST"])
def case_move(request: Request, case_id: int, name: str) -> Response:
    """Take a step on a case (200), or ask for the decision that it needs (202)."""
    by, at, version = person(request), timezone.now(), version_seen(request)
    row = reading.case_to_move(case_id, name, version=version, by=by, at=at)
    form = values_of(filled(moves.form_for("case", name), request, subject=row))
    made = moves.make("case", case_id, name, form=form, version=version, by=by, at=at)
    return _opened(request, made.decision) if made.decision else _case(request, case_id)


@extend_schema(**CLUE_MOVE)
@api_view(["POST"])
def clue_move(request: Request, clue_id: int, name: str) -> Response:
    """Take a step on a clue (200), or ask for the decision that it needs (202)."""
    by, at, version = person(request), timezone.now(), version_seen(request)
    row = reading.clue_to_move(clue_id, name, version=version, by=by, at=at)
    form = values_of(filled(moves.form_for("clue", name), request, subject=row))
    made = moves.make("clue", clue_id, name, form=form, version=version, by=by, at=at)
    if made.decision:
        return _opened(request, made.decision)
    return clue_answer(selectors.clue(clue_id, by=by, at=at), request)


REDRAFT: Any = {
    "request": schema.one_of({**moves.FORMS["case"], **moves.FORMS["clue"], "extend": Extend}),
    "responses": DecisionOut,
    "parameters": [schema.IF_MATCH],
}


@extend_schema(**REDRAFT)
@api_view(["POST"])
def decision_redraft(request: Request, decision_id: int) -> Response:
    """Change the whole draft of one's own request while it waits: opinions on the earlier draft are void (rule 7)."""
    by, at, version = person(request), timezone.now(), version_seen(request)
    decision, reasons = decision_picture.to_redraft(decision_id, by=by, at=at)
    if reasons:
        raise Refused(reasons)
    form_class, subject, _initial = redrafts.form_for(decision, on=at)
    said = values_of(filled(form_class, request, subject=subject))
    changed = redrafts.make(decision, said, version=version, by=by, at=at)
    return _opened(request, changed, status=200)


class CheckOut(serializers.ModelSerializer[SiteCheck]):
    """One look on the spot; its photos are pieces of evidence."""

    kind_label = Label("kind")
    result_label = Label("result")
    people = PersonName(many=True)
    evidence: serializers.PrimaryKeyRelatedField[Any] = serializers.PrimaryKeyRelatedField(
        many=True, read_only=True
    )

    class Meta:
        model = SiteCheck
        fields = (
            "id", "case", "obligation", "kind", "kind_label", "on", "place", "people", "others", "findings",
            "result", "result_label", "clue", "evidence",
        )  # fmt: skip
        read_only_fields = fields


@extend_schema_view(get=extend_schema(operation_id="case_site_checks_list"))
class Checks(Rows):
    """The looks at one case, the newest first."""

    serializer_class = CheckOut
    ordering = ("-on", "-id")

    def rows(self) -> QuerySet[SiteCheck]:
        """For who may see the case."""
        return reading.site_checks(self.kwargs["case_id"], by=person(self.request), at=timezone.now())

    @extend_schema(
        request={schema.MULTIPART: schema.form_schema(OnSite, files=FILES)}, responses={201: CheckOut}
    )
    def post(self, request: Request, case_id: int) -> Response:
        """Write down what two or more people of the case found; files become evidence (rules 34-36, 77)."""
        by, at = person(request), timezone.now()
        form = with_files(OnSite, request, site_checks.to_check(case_id, by=by, at=at))
        made = evidence.record_check(case_id, **values_of(form), by=by, at=at)
        return Response(CheckOut(made).data, status=201)


def _case(request: Request, case_id: int) -> Response:
    by, at = person(request), timezone.now()
    found = selectors.case_whole(case_id, by=by, at=at)
    steps = selectors.case_steps(found, by=by, at=at)
    return tagged(Response(CaseOut(found, context={"moves": steps}).data), found)


def _opened(request: Request, decision: Decision, *, status: int = 202) -> Response:
    found = reading.decision(decision.pk, by=person(request), at=timezone.now())
    return tagged(Response(DecisionOut(found).data, status=status), found)


urlpatterns = [
    path("cases/<int:case_id>/", case, name="api-case"),
    path("cases/<int:case_id>/site-checks/", Checks.as_view(), name="api-case-checks"),
    path("cases/<int:case_id>/moves/<str:name>/", case_move, name="api-case-move"),
    path("decisions/<int:decision_id>/redraft/", decision_redraft, name="api-decision-redraft"),
    path("clues/<int:clue_id>/moves/<str:name>/", clue_move, name="api-clue-move"),
]
