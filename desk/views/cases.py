"""Door for people: the list of cases, one case, and the steps it can take."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts import answers
from accounts.answers import me
from cases import selectors
from cases.selectors import Step
from cases.services import Outcome
from desk import case_list as lists
from desk import moves
from desk.case_page import case_page
from desk.forms import CaseFilter

DANGEROUS = ("withdraw", "transfer", "close")


@require_safe
def case_list(request: HttpRequest) -> HttpResponse:
    """The cases in the person's view, newest first."""
    at, by = timezone.now(), me(request)
    form = CaseFilter(request.GET, top=lists.widest(by, at=at))
    wanted = form.cleaned_data if form.is_valid() else {}
    keys = {name: request.GET.get(name, "") for name in ("older", "newer")}
    page = lists.listed(by=by, at=at, wanted=wanted, **keys)
    kept = {name: request.GET[name] for name, value in wanted.items() if value}
    values = {
        "page": page,
        "form": form,
        "clear": reverse("cases") if kept else "",
        "older": _link(kept, "older", page.older),
        "newer": _link(kept, "newer", page.newer),
    }
    return render(request, "desk/cases.html", values)


@require_safe
def case(request: HttpRequest, case_id: int) -> HttpResponse:
    """One case: where it stands, what is due, who must do what, what happened."""
    page = case_page(case_id, by=me(request), at=timezone.now())
    return render(request, "desk/case.html", {"page": page, "case": page.case})


@require_http_methods(["GET", "POST"])
def move(request: HttpRequest, case_id: int, name: str) -> HttpResponse:
    """Take a step on a case, or ask for the decision it needs."""
    at, by = timezone.now(), me(request)
    case = selectors.case(case_id, by=by, at=at)
    step = selectors.step(case, name, by=by, at=at)
    form = answers.bind(moves.form_for("case", name), request, subject=case, by=by)
    moves.add_version(form, case.version)

    def work(values: dict[str, Any]) -> Outcome[Any]:
        version = form.cleaned_data["version"]
        return moves.make("case", case_id, name, form=values, version=version, by=by, at=at)

    def done(outcome: Outcome[Any]) -> tuple[str, str]:
        return _made(step, outcome), reverse("case", args=(case_id,))

    page = {
        "title": str(step.label),
        "kicker": f"{case.number} · {case.title}",
        "verb": _("提请审批") if step.decided_by else step.label,
        "intro": answers.decided_by(step.decided_by),
        "cancel": reverse("case", args=(case_id,)),
        "danger": name in DANGEROUS,
        "reasons": step.reasons,
    }
    return answers.sheet(request, form, work, done, page=page)


def _made(step: Step, outcome: Outcome[Any]) -> str:
    if outcome.decision is None:
        return _("已办理：%(label)s") % {"label": step.label}
    values = {"label": step.label, "post": outcome.decision.waits_for_label}
    return _("已提请审批：%(label)s，先由%(post)s审核") % values


def _link(kept: dict[str, Any], name: str, key: str) -> str:
    return "?" + urlencode({**kept, name: key}) if key else ""
