"""Door for people: one agency and one enterprise, with the cases they were in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.answers import me
from agencies.views.registers import tabs
from desk import registers


@require_safe
def agency(request: HttpRequest, agency_id: int) -> HttpResponse:
    """What an agency must do, who acts for it, what it supervises, and its cases in the reader's scope."""
    view, met = registers.agency(agency_id, by=me(request), at=timezone.now())
    values = {"view": view, "agency": view.agency, "met": met, "tabs": tabs("agencies")}
    return render(request, "desk/agency.html", values)


@require_safe
def enterprise(request: HttpRequest, enterprise_id: int) -> HttpResponse:
    """An enterprise's profile and incidents, and the cases it was in."""
    view, met = registers.enterprise(enterprise_id, by=me(request), at=timezone.now())
    values = {"view": view, "enterprise": view.enterprise, "met": met, "tabs": tabs("enterprises")}
    return render(request, "desk/enterprise.html", values)
