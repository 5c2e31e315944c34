"""Door for people: the registers of enterprises and associations."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts import access, answers
from accounts.answers import me
from agencies import lists, pages, selectors, services
from agencies.forms import enterprises as forms
from agencies.models import Association, Enterprise, Incident
from agencies.views.registers import asked, tabs

EDIT = "enterprise.edit"


@require_safe
def enterprise_list(request: HttpRequest) -> HttpResponse:
    """The enterprises of an area."""
    at, by = timezone.now(), me(request)
    selectors.enter("enterprise.view", by=by, at=at)
    sent = asked(request, forms.EnterpriseFilter, by=by, at=at)
    found = lists.enterprises(by=by, at=at, wanted=sent.wanted, **sent.keys)
    values = {"found": found, **sent.values(found.page, "enterprises")}
    return render(request, "agencies/enterprises.html", values)


@require_http_methods(["GET", "POST"])
def enterprise_new(request: HttpRequest) -> HttpResponse:
    """Enter an enterprise."""
    at, by = timezone.now(), me(request)
    access.demand(by, EDIT, at=at)

    def work(values: dict[str, Any]) -> Enterprise:
        return services.register_enterprise(**values, by=by, at=at)

    page = {"title": _("登记企业"), "verb": _("登记"), "cancel": reverse("enterprises")}
    form = answers.bind(forms.EnterpriseForm, request, subject=None, by=by)
    return answers.sheet(
        request, form, work, lambda made: (_("已登记"), reverse("enterprise", args=[made.pk])), page=page
    )


@require_http_methods(["GET", "POST"])
def enterprise_edit(request: HttpRequest, enterprise_id: int) -> HttpResponse:
    """Put right what the register says of an enterprise."""
    at, by = timezone.now(), me(request)
    enterprise = access.take(by, EDIT, Enterprise, enterprise_id, at=at)
    url = reverse("enterprise", args=[enterprise_id])

    def work(values: dict[str, Any]) -> Enterprise:
        return services.correct_enterprise(enterprise_id, **values, by=by, at=at)

    page = {"title": _("更正企业信息"), "verb": _("保存"), "sub": enterprise.name, "cancel": url}
    form = answers.bind(forms.EnterpriseForm, request, subject=enterprise, by=by)
    return answers.sheet(request, form, work, lambda _made: (_("已保存"), url), page=page)


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
def association_list(request: HttpRequest) -> HttpResponse:
    """The associations of an area."""
    at, by = timezone.now(), me(request)
    selectors.enter("enterprise.view", by=by, at=at)
    sent = asked(request, forms.AssociationFilter, by=by, at=at)
    found = lists.associations(by=by, at=at, wanted=sent.wanted, **sent.keys)
    values = {"found": found, **sent.values(found.page, "associations")}
    return render(request, "agencies/associations.html", values)


@require_safe
def association(request: HttpRequest, association_id: int) -> HttpResponse:
    """One association."""
    view = pages.association(association_id, by=me(request), at=timezone.now())
    values = {"view": view, "association": view.association, "tabs": tabs("associations")}
    return render(request, "agencies/association.html", values)


@require_http_methods(["GET", "POST"])
def association_new(request: HttpRequest) -> HttpResponse:
    """Enter an association."""
    at, by = timezone.now(), me(request)
    access.demand(by, EDIT, at=at)

    def work(values: dict[str, Any]) -> Association:
        return services.register_association(**values, by=by, at=at)

    page = {"title": _("登记行业协会"), "verb": _("登记"), "cancel": reverse("associations")}
    form = answers.bind(forms.AssociationForm, request, subject=None, by=by)
    return answers.sheet(
        request, form, work, lambda made: (_("已登记"), reverse("association", args=[made.pk])), page=page
    )


@require_http_methods(["GET", "POST"])
def association_edit(request: HttpRequest, association_id: int) -> HttpResponse:
    """Put right what the register says of an association."""
    at, by = timezone.now(), me(request)
    association = access.take(by, EDIT, Association, association_id, at=at)
    url = reverse("association", args=[association_id])

    def work(values: dict[str, Any]) -> Association:
        return services.correct_association(association_id, **values, by=by, at=at)

    page = {"title": _("更正协会信息"), "verb": _("保存"), "sub": association.name, "cancel": url}
    form = answers.bind(forms.AssociationForm, request, subject=association, by=by)
    return answers.sheet(request, form, work, lambda _made: (_("已保存"), url), page=page)
