"""Door for people: the procuratorates of the country, one of them, and the proposals of a field that asks for one."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts import answers, office_lists, services
from accounts.answers import me
from accounts.forms.offices import EditOffice, OfficeFilter, Suggest
from accounts.models import Procuratorate


@require_safe
def office_list(request: HttpRequest) -> HttpResponse:
    """The procuratorates that fit, by code."""
    form = OfficeFilter(request.GET)
    wanted = form.cleaned_data if form.is_valid() else {}
    keys = {name: request.GET.get(name, "")[:12].replace("\0", "") for name in ("before", "after")}
    page = office_lists.listed(by=me(request), at=timezone.now(), **wanted, **keys)
    kept = {name: value for name, value in wanted.items() if value}
    values = {
        "page": page,
        "form": form,
        "clear": reverse("offices") if kept else "",
        "newer": _link(kept, "before", page.before),
        "older": _link(kept, "after", page.after),
    }
    return render(request, "accounts/offices.html", values)


@require_safe
def office(request: HttpRequest, office_id: int) -> HttpResponse:
    """One procuratorate: who leads it, whom it leads, who decides in it."""
    view = office_lists.look(office_id, by=me(request), at=timezone.now())
    return render(request, "accounts/office.html", {"view": view, "office": view.office})


@require_safe
def suggest(request: HttpRequest) -> HttpResponse:
    """The proposals for what somebody types into a field, as options of its list."""
    form = Suggest(request.GET)
    words = form.words
    asked = {name: form.cleaned_data.get(name) for name in ("level", "under", "but")}
    offices = office_lists.proposed(words, **asked, by=me(request), at=timezone.now())
    return render(request, "accounts/office_options.html", {"offices": offices})


@require_http_methods(["GET", "POST"])
def office_edit(request: HttpRequest, office_id: int) -> HttpResponse:
    """Put the names of an office and its mark right."""
    at = timezone.now()
    office = office_lists.to_edit(office_id, by=me(request), at=at)
    form = answers.bind(EditOffice, request, office=office)

    def work(values: dict[str, Any]) -> Procuratorate:
        return services.edit_office(office_id, **values, by=me(request), at=at)

    def done(office: Procuratorate) -> tuple[str, str]:
        return _("已保存"), reverse("office", args=[office.pk])

    page = {"title": _("修改检察院名称"), "verb": _("保存"), "sub": office.name}
    page |= {"kicker": office.code, "cancel": reverse("office", args=[office_id])}
    return answers.sheet(request, form, work, done, page=page)


def _link(kept: dict[str, Any], name: str, key: str) -> str:
    return "?" + urlencode({**kept, name: key}) if key else ""
