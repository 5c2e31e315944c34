"""Door for the people of agencies: what is asked of them, what they objected to, what was shared with them."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.answers import me
from desk import objections, portal


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What is asked of us."""
    found = portal.home(by=me(request), at=timezone.now())
    return render(request, "desk/portal.html", {"home": found})


@require_safe
def recommendation(request: HttpRequest, recommendation_id: int) -> HttpResponse:
    """A recommendation, to read and to print."""
    found = portal.letter(recommendation_id, by=me(request), at=timezone.now())
    return render(request, "desk/portal_recommendation.html", {"letter": found, "ask": found.ask})


@require_safe
def objection(request: HttpRequest, objection_id: int) -> HttpResponse:
    """What we objected to, and what was answered."""
    found = objections.objection(objection_id, by=me(request), at=timezone.now())
    return render(request, "desk/portal_objection.html", {"found": found, "objection": found.objection})


@require_safe
def shared(request: HttpRequest, submission_id: int) -> HttpResponse:
    """A report of another agency that the procuratorate shares with us."""
    found = portal.shared(submission_id, by=me(request), at=timezone.now())
    return render(request, "desk/portal_shared.html", {"sent": found, "submission": found.submission})
