"""Door for prosecutors: one thing to be put right, the verdict on what was sent, and asking again."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.answers import bind, me, sheet
from cases import services as cases
from cases.forms.obligation import Reopen, Verdict
from cases.models import Submission
from desk import rectification


@require_safe
def obligation(request: HttpRequest, obligation_id: int) -> HttpResponse:
    """What was asked, what was sent, how the figures moved, what can be done now."""
    found = rectification.review(obligation_id, by=me(request), at=timezone.now())
    return render(request, "desk/obligation.html", {"review": found, "task": found.task})


@require_http_methods(["GET", "POST"])
def judge(request: HttpRequest, submission_id: int) -> HttpResponse:
    """Accept a report, accept a part of it, or return it with what is missing."""
    by, at = me(request), timezone.now()
    report = rectification.to_judge(submission_id, by=by, at=at)
    url = reverse("obligation", args=[report.obligation_id])

    def work(said: dict[str, Any]) -> Submission:
        verdict, part = said.pop("verdict"), said.pop("accepted_part")
        if verdict == "accept":
            return cases.accept(submission_id, reasons=said["reasons"], by=by, at=at)
        if verdict == "accept_part":
            return cases.accept_part(submission_id, accepted_part=part, **said, by=by, at=at)
        return cases.return_submission(submission_id, **said, by=by, at=at)

    return sheet(
        request,
        bind(Verdict, request, subject=report, by=by),
        work,
        lambda judged: (
            _("已%(verdict)s，已通知责任机关") % {"verdict": judged.get_state_display().removeprefix("已")},
            url,
        ),
        page={
            "title": _("核验整改"),
            "kicker": report.obligation.respondent,
            "sub": report.obligation.measure,
            "verb": _("确定核验结果"),
            "cancel": url,
        },
    )


@require_http_methods(["GET", "POST"])
def reopen(request: HttpRequest, obligation_id: int) -> HttpResponse:
    """Ask again for what was accepted and has relapsed."""
    by, at = me(request), timezone.now()
    found = rectification.to_reopen(obligation_id, by=by, at=at)
    url = reverse("obligation", args=[obligation_id])
    return sheet(
        request,
        bind(Reopen, request, subject=found, by=by),
        lambda said: cases.reopen(obligation_id, **said, by=by, at=at),
        lambda _again: (_("已要求重新整改，已通知责任机关"), url),
        page={
            "title": _("重新整改"),
            "kicker": found.respondent,
            "sub": found.measure,
            "verb": _("要求重新整改"),
            "cancel": url,
        },
    )
