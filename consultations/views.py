"""Door for prosecutors: one consultation, and writing down how it went."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.answers import bind, me, sheet
from consultations import selectors, services
from consultations.forms import Conclude


@require_safe
def consultation(request: HttpRequest, consultation_id: int) -> HttpResponse:
    """Who was invited, what about, what each said, what was agreed."""
    table = selectors.table(consultation_id, by=me(request), at=timezone.now())
    return render(request, "consultations/consultation.html", {"table": table, "c": table.consultation})


@require_http_methods(["GET", "POST"])
def conclude(request: HttpRequest, consultation_id: int) -> HttpResponse:
    """Write the minutes, who came, and what each said."""
    by, at = me(request), timezone.now()
    found = selectors.to_conclude(consultation_id, by=by, at=at)
    url = reverse("consultation", args=[consultation_id])
    return sheet(
        request,
        bind(Conclude, request, subject=found, by=by),
        lambda said: services.conclude_consultation(consultation_id, **said, by=by, at=at),
        lambda _done: (_("磋商结果已登记，请据此逐项确定整改事项"), url),
        page={
            "title": _("登记磋商结果"),
            "kicker": found.case.number,
            "sub": found.case.title,
            "verb": _("登记磋商结果"),
            "cancel": url,
        },
    )
