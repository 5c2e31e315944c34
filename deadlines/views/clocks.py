"""Doors for people: one clock, how its date was reached, and what is done to it."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from accounts import answers
from accounts.models import User
from deadlines import clock_forms as forms
from deadlines import selectors, services
from deadlines.models import Deadline
from deadlines.views.parts import base_of, me

Work = Callable[..., Deadline]


@require_safe
def why(request: HttpRequest, deadline_id: int) -> HttpResponse:
    """How was this date reached, who was reminded of it, what can be done?"""
    found = selectors.explained(deadline_id, by=me(request), at=timezone.now())
    values = {"found": found, "clock": found.clock, "portal": found.clock.portal}
    return render(request, "deadlines/why.html", values | {"base": base_of(found.clock.portal)})


@require_http_methods(["GET", "POST"])
def exclude(request: HttpRequest, deadline_id: int) -> HttpResponse:
    """Take days out of a clock, or let it stand still."""
    return _sheet(
        request,
        deadline_id,
        forms.Exclude,
        services.exclude,
        gettext_lazy("扣除期间"),
        gettext_lazy("登记扣除"),
    )


@require_http_methods(["GET", "POST"])
def go_on(request: HttpRequest, deadline_id: int) -> HttpResponse:
    """Let a clock go on after an appraisal."""
    title = gettext_lazy("继续计算")
    return _sheet(request, deadline_id, forms.GoOn, services.go_on, title, title)


@require_http_methods(["GET", "POST"])
def correct(request: HttpRequest, deadline_id: int) -> HttpResponse:
    """Put a wrong start right."""
    title, verb = gettext_lazy("更正日期"), gettext_lazy("登记更正")
    return _sheet(request, deadline_id, forms.Correct, services.correct, title, verb)


@require_http_methods(["GET", "POST"])
def court_extension(request: HttpRequest, deadline_id: int) -> HttpResponse:
    """Write down that a court gave itself more time."""
    title, verb = gettext_lazy("记录法院延长"), gettext_lazy("登记延长")
    return _sheet(request, deadline_id, forms.CourtExtension, services.record_court_extension, title, verb)


def _sheet(
    request: HttpRequest,
    deadline_id: int,
    form_class: type[forms.ClockForm],
    service: Work,
    title: str | Promise,
    verb: str | Promise,
) -> HttpResponse:
    by, at = me(request), timezone.now()
    clock = selectors.to_change(deadline_id, by=by, at=at)
    url = reverse("deadline", args=[deadline_id])
    return answers.sheet(
        request,
        answers.bind(form_class, request, subject=clock, by=by),
        _work(service, deadline_id, by, at),
        lambda changed: (_said(changed), url),
        page={
            "title": title,
            "kicker": clock.home,
            "intro": _("%(clock)s，现届满日%(day)s") % {"clock": clock.heading, "day": _say(clock)},
            "verb": verb,
            "cancel": url,
        },
    )


def _work(service: Work, deadline_id: int, by: User, at: datetime) -> Callable[[dict[str, Any]], Deadline]:
    return lambda said: service(deadline_id, **said, by=by, at=at)


def _said(changed: Deadline) -> str:
    if changed.standing:
        return _("期限停止计算")
    return _("届满日现为%(day)s") % {"day": _say(changed)}


def _say(clock: Deadline) -> str:
    return date_format(clock.due_on, _("Y年n月j日"))
