"""Door for people: how far a suit would stand, element by element."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.answers import bind, me, sheet
from cases import services as cases
from evidence import board as boards
from evidence.forms import Assess


@require_safe
def board(request: HttpRequest, case_id: int) -> HttpResponse:
    """Each thing a suit must prove, with its evidence and how the handler finds it."""
    found = boards.board(case_id, by=me(request), at=timezone.now())
    return render(request, "evidence/board.html", {"board": found})


@require_http_methods(["GET", "POST"])
def assess(request: HttpRequest, case_id: int, element: str) -> HttpResponse:
    """Say how far one element is proved, and why."""
    by, at = me(request), timezone.now()
    line = boards.line_to_assess(case_id, element, by=by, at=at)
    url = reverse("litigability", args=[case_id])
    return sheet(
        request,
        bind(Assess, request, subject=line, by=by),
        lambda said: cases.assess_element(case_id, element=element, **said, by=by, at=at),
        lambda done: (_("“%(element)s”的证明程度已认定") % {"element": line.label}, f"{url}#{element}"),
        page={
            "title": _("认定证明程度：%(element)s") % {"element": line.label},
            "intro": line.asks,
            "verb": _("保存认定"),
            "cancel": url,
        },
    )
