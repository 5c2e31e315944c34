"""Door for prosecutors: what an agency objects to, and the answer after review."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.answers import bind, me, sheet
from cases import services as cases
from cases.forms.objection import Review
from cases.models import Objection
from desk import objections


@require_safe
def objection(request: HttpRequest, objection_id: int) -> HttpResponse:
    """What the agency holds against it, and what was answered."""
    found = objections.to_review(objection_id, by=me(request), at=timezone.now())
    return render(request, "desk/objection.html", {"found": found, "objection": found.objection})


@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, objection_id: int) -> HttpResponse:
    """Say whether it is upheld, and why."""
    by, at = me(request), timezone.now()
    found = objections.to_answer(objection_id, by=by, at=at)
    url = reverse("objection", args=[objection_id])

    def work(said: dict[str, Any]) -> Objection:
        return cases.answer_objection(objection_id, **said, by=by, at=at)

    def done(answered: Objection) -> tuple[str, str]:
        verdict = answered.get_state_display().removeprefix("已")
        return _("已答复：%(verdict)s，已通知%(agency)s") % {
            "verdict": verdict,
            "agency": answered.respondent,
        }, url

    return sheet(
        request,
        bind(Review, request, subject=found.objection, by=by),
        work,
        done,
        page={
            "title": _("复核异议"),
            "kicker": found.objection.respondent,
            "sub": found.about,
            "verb": _("答复异议"),
            "intro": _(
                "采纳异议需要修改、撤回检察建议的，报检察长或者检察委员会决定；不予采纳的，经检察长同意后向行政机关说明理由。答复不影响期限的计算。"
            ),
            "cancel": url,
        },
    )
