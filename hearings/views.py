"""Door for prosecutors: one hearing, telling those who take part, and writing down how it went."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.answers import bind, me, sheet
from deadlines.calendar import say
from hearings import selectors, services
from hearings.forms import Conclude, Notice, Postpone
from hearings.models import Hearing


@require_safe
def hearing(request: HttpRequest, hearing_id: int) -> HttpResponse:
    """The plan, whether it was approved and told, who listens, what they said."""
    room = selectors.room(hearing_id, by=me(request), at=timezone.now())
    return render(request, "hearings/hearing.html", {"room": room, "h": room.hearing})


@require_http_methods(["GET", "POST"])
def notice(request: HttpRequest, hearing_id: int) -> HttpResponse:
    """Record that those who take part were told."""
    by, at = me(request), timezone.now()
    found = selectors.to_run(hearing_id, by=by, at=at)
    last = say(selectors.last_notice(found))
    return sheet(
        request,
        bind(Notice, request, subject=found, by=by),
        lambda said: services.give_notice(hearing_id, **said, by=by, at=at),
        lambda told: (_("已登记告知，已通知本案行政机关"), _url(told)),
        page=_page(found, _("登记告知")) | {"intro": _("最迟应在%(day)s告知听证参加人。") % {"day": last}},
    )


@require_http_methods(["GET", "POST"])
def postpone(request: HttpRequest, hearing_id: int) -> HttpResponse:
    """Move a hearing to another day; those who take part are told anew."""
    by, at = me(request), timezone.now()
    found = selectors.to_run(hearing_id, by=by, at=at)
    return sheet(
        request,
        bind(Postpone, request, subject=found, by=by),
        lambda said: services.postpone_hearing(hearing_id, **said, by=by, at=at),
        lambda moved: (_("听证已改期，请重新告知听证参加人"), _url(moved)),
        page=_page(found, _("听证改期")),
    )


@require_http_methods(["GET", "POST"])
def conclude(request: HttpRequest, hearing_id: int) -> HttpResponse:
    """Write the record, the result, and what each officer said."""
    by, at = me(request), timezone.now()
    found = selectors.to_run(hearing_id, by=by, at=at)
    return sheet(
        request,
        bind(Conclude, request, subject=found, by=by),
        lambda said: services.conclude_hearing(hearing_id, **said, by=by, at=at),
        lambda held: (_("听证结果已登记"), _url(held)),
        page=_page(found, _("登记听证结果")),
    )


def _page(found: Hearing, verb: str) -> dict[str, Any]:
    words = {"kicker": found.case.number, "sub": found.case.title, "cancel": _url(found)}
    return words | {"title": verb, "verb": verb}


def _url(found: Hearing) -> str:
    return reverse("hearing", args=[found.pk])
