"""Door for people: the month calendar of deadlines."""

from datetime import date, timedelta
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.http import require_safe

from deadlines import selectors
from deadlines.forms import MonthFilter
from deadlines.views.parts import asked, base_of, chips, first_text, me


@require_safe
def month(request: HttpRequest) -> HttpResponse:
    """Which deadlines end on which day of a month; a month that there is not becomes this one, with a word."""
    at, by = timezone.now(), me(request)
    form = asked(request, by, at=at, form_class=MonthFilter)
    today = timezone.localdate(at)
    first = selectors.month_of(request.GET.get("month", ""), today)
    found = selectors.month(by, form.wanted, first=first or today.replace(day=1), at=at)
    url, kept, said = reverse("deadlines-month"), form.kept, f"{found.first:%Y-%m}"
    values = {
        "month": found,
        "form": form,
        "key": selectors.key_of_month(portal=form.reach.portal),
        "lost": first is None,
        "chips": chips(form, url, month=said),
        "clear": f"{url}?month={said}" if kept else "",
        "whose": first_text(form),
        "before": _link(found.before, kept),
        "after": _link(found.after, kept),
        "this": "?" + urlencode(kept),
        "board": f"{reverse('deadlines')}?{urlencode(kept)}",
        "days": f"{reverse('deadlines')}?{urlencode({**kept, 'on': ''})}",
        "weekdays": [
            date_format(found.first + timedelta(days=n - found.first.weekday()), "l") for n in range(7)
        ],
        "base": base_of(form.reach.portal),
        "portal": form.reach.portal,
    }
    return render(request, "deadlines/month.html", values)


def _link(first: date | None, kept: dict[str, str]) -> str:
    return "?" + urlencode({**kept, "month": f"{first:%Y-%m}"}) if first else ""
