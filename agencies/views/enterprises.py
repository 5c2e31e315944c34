"""Door for people: leaks at an enterprise, and the page of an association."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts import access, answers
from accounts.answers import me
from agencies import pages, services
from agencies.forms import enterprises as forms
from agencies.models import Enterprise, Incident
from agencies.views.registers import tabs

EDIT = "enterprise.edit"


@require_http_methods(["GET", "POST"])
def incident_new(request: HttpRequest, enterprise_id: int) -> HttpResponse:
    """Write down a leak at an enterprise."""
    at, by = timezone.now(), me(request)
    enterprise = access.take(by, EDIT, Enterprise, enterprise_id, at=at)
    url = reverse("enterprise", args=[enterprise_id])

    def work(values: dict[str, Any]) -> Incident:
        return services.add_incident(enterprise_id, **values, by=by, at=at)

    page = {"title": _("登记信息泄露事件"), "verb": _("登记"), "sub": enterprise.name, "cancel": url}
    form = answers.bind(forms.IncidentForm, request, subject=enterprise, by=by)
    return answers.sheet(request, form, work, lambda _made: (_("事件已登记"), url), page=page)


@require_safe
def association(request: HttpRequest, association_id: int) -> HttpResponse:
    """One association."""
    view = pages.association(association_id, by=me(request), at=timezone.now())
    values = {"view": view, "association": view.association, "tabs": tabs("associations")}
    return render(request, "agencies/association.html", values)
