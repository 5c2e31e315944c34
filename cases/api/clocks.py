"""What programs do for people with the clocks of a case: ask for more time, write down a look. Each calls one service."""

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import api_view
from rest_framework.request import Request
from rest_framework.response import Response

from accounts import access
from accounts.api import schema
from accounts.api.asking import filled, person, tagged
from audit.flow import Refused
from cases import extensions, reading, services
from cases.api import shapes
from cases.flow import COURT_ACTS
from cases.forms.deadline import Extend, Recheck
from cases.forms.respondent import Court


@extend_schema(request=schema.body(Extend), responses={202: shapes.DecisionOut})
@api_view(["POST"])
def ask_extension(request: Request, deadline_id: int) -> Response:
    """Ask for more time for a clock; opens a decision. `months` only where the office above decides (rule 47)."""
    by, at = person(request), timezone.now()
    asking = extensions.to_ask(deadline_id, by=by, at=at)
    if asking.reasons:
        raise Refused(asking.reasons)
    form = filled(Extend, request, subject=asking)
    made = services.ask_extension(deadline_id, **form.cleaned_data, by=by, at=at)
    found = reading.decision(made.pk, by=by, at=at)
    return tagged(Response(shapes.DecisionOut(found).data, status=202), found)


@extend_schema(request=schema.body(Recheck), responses=shapes.CaseRow)
@api_view(["POST"])
def recheck(request: Request, case_id: int) -> Response:
    """Write down a look at a suspended case; the next one is due from that day on (rule 78)."""
    by, at = person(request), timezone.now()
    form = filled(Recheck, request, subject=reading.case_to_do(case_id, "case.work", by=by, at=at))
    found = services.record_recheck(case_id, **form.cleaned_data, by=by, at=at)
    return tagged(Response(shapes.CaseRow(found).data), found)


@extend_schema(request=schema.body(Court), responses=shapes.CaseRow)
@api_view(["POST"])
def court(request: Request, case_id: int, act: str) -> Response:
    """Write down what came from the court or went to it; clocks start or end that day."""
    if act not in COURT_ACTS:
        raise access.Unseen
    by, at = person(request), timezone.now()
    form = filled(Court, request, subject=reading.case_to_do(case_id, "case.work", by=by, at=at))
    found = services.record_court_act(case_id, name=act, **form.cleaned_data, by=by, at=at)
    return tagged(Response(shapes.CaseRow(found).data), found)
