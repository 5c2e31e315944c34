"""Door for audit administrators: the record of their office, on the page and as a table to take away."""

import csv
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.answers import me
from accounts.views.administration import tabs
from desk import record_trail
from desk.forms import RecordFilter


class _Echo:
    """A file that gives back what is written to it."""

    def write(self, value: str) -> str:
        return value


@require_safe
def record(request: HttpRequest) -> HttpResponse:
    """Who did what and when."""
    at, by = timezone.now(), me(request)
    form = RecordFilter(request.GET, people=record_trail.people(by=by, at=at))
    said = form.cleaned_data if form.is_valid() else {}
    asked = record_trail.wanted(said, at=at)
    keys = {name: request.GET.get(name, "")[:60] for name in ("older", "newer")}
    trail = record_trail.read(asked, by=by, at=at, **keys)
    kept = {name: value for name, value in said.items() if value}
    values = {
        "trail": trail,
        "asked": asked,
        "form": form,
        "clear": reverse("record") if kept else "",
        "newer": f"?{urlencode(kept | {'newer': trail.newer})}" if trail.newer else "",
        "older": f"?{urlencode(kept | {'older': trail.older})}" if trail.older else "",
        "export": f"{reverse('record-export')}?{urlencode(kept)}",
        "tabs": tabs("record", by=by, at=at),
    }
    return render(request, "desk/record.html", values)


@require_safe
def export(request: HttpRequest) -> StreamingHttpResponse:
    """The same as a file for a spreadsheet."""
    at, by = timezone.now(), me(request)
    form = RecordFilter(request.GET, people=record_trail.people(by=by, at=at))
    asked = record_trail.wanted(form.cleaned_data if form.is_valid() else {}, at=at)
    rows = record_trail.export(asked, by=by, at=at)
    name = f"record-{asked.since}-{asked.until}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return StreamingHttpResponse(_lines(rows), content_type="text/csv; charset=utf-8", headers=headers)


def _lines(rows: Iterable[list[str]]) -> Iterator[Any]:
    writer = csv.writer(_Echo())
    yield "\ufeff"  # without it spreadsheets read the Chinese as something else
    for row in rows:
        yield writer.writerow(row)
