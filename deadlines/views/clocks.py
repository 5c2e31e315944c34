"""Door for people: one clock, how its date was reached, and what is done to it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from deadlines import selectors
from deadlines.views.parts import base_of, me


@require_safe
def why(request: HttpRequest, deadline_id: int) -> HttpResponse:
    """How was this date reached?"""
    clock = selectors.clock(deadline_id, by=me(request), at=timezone.now())
    return render(
        request, "deadlines/why.html", {"clock": clock, "portal": clock.portal, "base": base_of(clock.portal)}
    )
