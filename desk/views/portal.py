"""Door for the people of agencies: what is asked of them, their reports and replies."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.answers import bind, carry_out, me
from desk import portal
from evidence import services as evidence
from evidence.forms import Answer, Report


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What is asked of us."""
    found = portal.home(by=me(request), at=timezone.now())
    return render(request, "desk/portal.html", {"home": found})


@require_safe
def recommendation(request: HttpRequest, recommendation_id: int) -> HttpResponse:
    """A recommendation, to read and to print."""
    found = portal.letter(recommendation_id, by=me(request), at=timezone.now())
    return render(request, "desk/portal_recommendation.html", {"letter": found, "ask": found.ask})


@require_http_methods(["GET", "POST"])
def obligation(request: HttpRequest, obligation_id: int) -> HttpResponse:
    """One thing to put right: what is asked, what was sent, and the form to send more."""
    by, at = me(request), timezone.now()
    duty = portal.duty(obligation_id, by=by, at=at)
    form = bind(Report, request, subject=duty.task.obligation, by=by)
    page: dict[str, Any] = {"duty": duty, "task": duty.task, "form": form, "reasons": ()}
    if request.method != "POST":
        return render(request, "desk/portal_obligation.html", page)
    answer = carry_out(form, lambda said: evidence.receive_submission(obligation_id, **said, by=by, at=at))
    if answer.done:
        messages.success(request, _("整改材料已提交，检察机关核验后会通知贵单位"))
        return redirect(reverse("portal-obligation", args=[obligation_id]) + "#receipt")
    page |= {"reasons": answer.reasons}
    return render(request, "desk/portal_obligation.html", page, status=answer.status)


@require_http_methods(["GET", "POST"])
def reply(request: HttpRequest, respondent_id: int) -> HttpResponse:
    """The written reply to a recommendation; once it is sent, its receipt."""
    by, at = me(request), timezone.now()
    letter = portal.to_answer(respondent_id, by=by, at=at)
    form = bind(Answer, request, subject=letter.ask.respondent, by=by)
    page: dict[str, Any] = {"letter": letter, "ask": letter.ask, "form": form, "reasons": ()}
    if request.method != "POST":
        return render(request, "desk/portal_reply.html", page)
    answer = carry_out(form, lambda said: evidence.receive_reply(respondent_id, **said, by=by, at=at))
    if answer.done:
        messages.success(request, _("书面回复已提交，检察机关已经收到"))
        return redirect(reverse("portal-reply", args=[respondent_id]) + "#receipt")
    page |= {"reasons": answer.reasons}
    return render(request, "desk/portal_reply.html", page, status=answer.status)
