"""Door for people: the clues, one clue, and what may be done with it."""

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts import access, answers
from accounts.answers import me
from cases import clue_picture, services
from cases.forms.clue import CLUE_FORMS, Register
from cases.forms.filters import ClueFilter
from cases.models import Clue

DANGEROUS = ("decline", "transfer")


@require_safe
def clue_list(request: HttpRequest) -> HttpResponse:
    """The clues in the person's view, newest first."""
    at, by = timezone.now(), me(request)
    access.demand(by, "clue.view", at=at)
    form = ClueFilter(request.GET)
    wanted = form.cleaned_data if form.is_valid() else {}
    keys = {name: request.GET.get(name, "") for name in ("older", "newer")}
    page = clue_picture.listed(by=by, at=at, **wanted, **keys)
    kept = {name: value for name, value in wanted.items() if value}
    values = {
        "page": page,
        "form": form,
        "clear": reverse("clues") if kept else "",
        "older": _link(kept, "older", page.older),
        "newer": _link(kept, "newer", page.newer),
        "may_register": access.holds(by, "clue.register", at=at),
    }
    return render(request, "cases/clues.html", values)


@require_http_methods(["GET", "POST"])
def clue_new(request: HttpRequest) -> HttpResponse:
    """Register a clue."""
    at = timezone.now()
    access.demand(me(request), "clue.register", at=at)
    form = answers.bind(Register, request, subject=None, by=me(request))

    def work(values: dict[str, Any]) -> Clue:
        return services.register_clue(**values, by=me(request), at=at)

    def done(clue: Clue) -> tuple[str, str]:
        return _("已登记，编号 %(number)s") % {"number": clue.number}, reverse("clue", args=[clue.pk])

    page = {"title": _("登记线索"), "verb": _("登记线索"), "cancel": reverse("clues")}
    page |= {"sub": _("线索统一登记，登记后分配编号")}
    return answers.sheet(request, form, work, done, page=page)


@require_safe
def clue(request: HttpRequest, clue_id: int) -> HttpResponse:
    """One clue, and what may be done with it."""
    picture = clue_picture.look(clue_id, by=me(request), at=timezone.now())
    return render(request, "cases/clue.html", {"picture": picture, "clue": picture.clue})


@require_http_methods(["GET", "POST"])
def clue_move(request: HttpRequest, clue_id: int, name: str) -> HttpResponse:
    """Take a step on a clue, or ask for the decision it needs."""
    at, by = timezone.now(), me(request)
    clue, step = clue_picture.to_move(clue_id, name, by=by, at=at)
    form = answers.bind(CLUE_FORMS[name], request, subject=clue, by=by)
    seen = _seen(form, clue)

    def work(values: dict[str, Any]) -> services.Outcome[Clue]:
        return services.make_clue_move(clue_id, name, data=values, by=by, at=at, version=seen())

    def done(outcome: services.Outcome[Clue]) -> tuple[str, str]:
        asked = outcome.decision
        url = reverse("clue", args=[clue_id])
        if asked:
            return _("已提请审批，等待%(post)s审核") % {"post": asked.waits_for_label}, url
        return _("“%(step)s”已办理") % {"step": step.label}, url

    page = _page(clue, str(step.label)) | {"danger": name in DANGEROUS, "verb": str(step.label)}
    page["intro"] = answers.decided_by(step.decided_by)
    return answers.sheet(request, form, work, done, page=page)


def _page(clue: Clue, title: str) -> dict[str, Any]:
    url = reverse("clue", args=[clue.pk])
    return {"title": title, "kicker": clue.number, "sub": clue.title, "cancel": url}


def _seen(form: forms.Form, clue: Clue) -> Any:
    """Carry along which version the person saw; what was sent back is known once the form is valid."""
    form.fields["version"] = forms.IntegerField(
        required=False, min_value=0, initial=clue.version, widget=forms.HiddenInput
    )
    return lambda: form.cleaned_data["version"]


def _link(kept: dict[str, Any], name: str, key: str) -> str:
    return "?" + urlencode({**kept, name: key}) if key else ""
