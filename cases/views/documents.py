"""Door for people: numbered papers, and the complaint's way to the court."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts import access, answers
from accounts.answers import me
from cases import paper_page, services
from cases.flow import COURT_ACTS
from cases.forms.respondent import Court, Delivery
from cases.models import Case, Lawsuit
from cases.views.people import about


@require_safe
def document(request: HttpRequest, document_id: int) -> HttpResponse:
    """One paper as it is printed."""
    paper = paper_page.paper(document_id, by=me(request), at=timezone.now())
    return render(request, "cases/document.html", {"paper": paper, "document": paper.document})


@require_http_methods(["GET", "POST"])
def delivery(request: HttpRequest, case_id: int) -> HttpResponse:
    """Write down the day the complaint reached the court."""
    at, by = timezone.now(), me(request)
    case = access.take(by, "case.work", Case, case_id, at=at)
    form = answers.bind(Delivery, request, subject=case, by=by)

    def work(values: dict[str, Any]) -> Lawsuit:
        return services.record_delivery(case_id, **values, by=by, at=at)

    def done(suit: Lawsuit) -> tuple[str, str]:
        return _("已登记起诉书送达%(court)s") % {"court": suit.court}, reverse("case", args=(case_id,))

    return answers.sheet(request, form, work, done, page=about(case, _("登记起诉书送达"), _("登记送达")))


@require_http_methods(["GET", "POST"])
def court(request: HttpRequest, case_id: int, act: str) -> HttpResponse:
    """Write down what came from the court or went to it."""
    if act not in COURT_ACTS:
        raise access.Unseen
    at, by = timezone.now(), me(request)
    case = access.take(by, "case.work", Case, case_id, at=at)
    form = answers.bind(Court, request, subject=case, by=by)

    def work(values: dict[str, Any]) -> Case:
        return services.record_court_act(case_id, name=act, **values, by=by, at=at)

    def done(recorded: Case) -> tuple[str, str]:
        return _("已登记：%(act)s") % {"act": COURT_ACTS[act].label}, reverse("case", args=(case_id,))

    page = about(case, str(COURT_ACTS[act].label), _("登记"))
    return answers.sheet(request, form, work, done, page=page)
