"""Door for people: asking another office to investigate where it is, and doing so for others (rule 43)."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts import answers
from accounts.answers import me
from cases import commission_picture, services
from cases.forms import commission as forms
from cases.models import Commission
from cases.views.people import about


@require_http_methods(["GET", "POST"])
def send(request: HttpRequest, case_id: int) -> HttpResponse:
    """Send the letter."""
    at, by = timezone.now(), me(request)
    case = commission_picture.to_send(case_id, by=by, at=at)
    form = answers.bind(forms.Send, request, subject=case, by=by)

    def work(values: dict[str, Any]) -> Commission:
        return services.send_commission(case_id, **values, by=by, at=at)

    def done(sent: Commission) -> tuple[str, str]:
        values = {"number": sent.document.number, "office": sent.to_office}
        return _("委托调查函%(number)s已送%(office)s") % values, reverse("commission", args=[sent.pk])

    page = about(case, _("委托异地调查"), _("发出委托"))
    page["intro"] = _("发出后自动编号；受托院只能看到委托的内容，看不到本案其他材料。")
    return answers.sheet(request, form, work, done, page=page)


@require_safe
def commission(request: HttpRequest, commission_id: int) -> HttpResponse:
    """One commission and what came of it."""
    picture = commission_picture.look(commission_id, by=me(request), at=timezone.now())
    return render(request, "cases/commission.html", {"picture": picture, "row": picture.commission})


@require_http_methods(["GET", "POST"])
def receive(request: HttpRequest, commission_id: int) -> HttpResponse:
    """Take a commission in and name who carries it out."""
    at, by = timezone.now(), me(request)
    found = commission_picture.to_act(commission_id, "receive", by=by, at=at)
    form = answers.bind(forms.Receive, request, subject=found, by=by)

    def work(values: dict[str, Any]) -> Commission:
        return services.receive_commission(commission_id, **values, by=by, at=at)

    def done(taken: Commission) -> tuple[str, str]:
        return _("已接收，由%(name)s办理") % {"name": taken.handler}, _url(taken)

    return answers.sheet(request, form, work, done, page=of(found, _("接收委托")))


@require_http_methods(["GET", "POST"])
def decline(request: HttpRequest, commission_id: int) -> HttpResponse:
    """Send a commission back with the reason."""
    at, by = timezone.now(), me(request)
    found = commission_picture.to_act(commission_id, "decline", by=by, at=at)
    form = answers.bind(forms.Decline, request, subject=found, by=by)

    def work(values: dict[str, Any]) -> Commission:
        return services.decline_commission(commission_id, **values, by=by, at=at)

    page = of(found, _("退回委托")) | {"danger": True}
    return answers.sheet(request, form, work, lambda row: (_("已退回委托院"), _url(row)), page=page)


def of(found: Commission, verb: str) -> dict[str, Any]:
    """What a form page about a commission says over its form."""
    return {
        "title": verb,
        "verb": verb,
        "kicker": found.document.number,
        "sub": _("%(office)s委托") % {"office": found.case.office},
        "cancel": _url(found),
    }


def _url(found: Commission) -> str:
    return reverse("commission", args=[found.pk])
