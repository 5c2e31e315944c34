"""Door for people: several requests decided in one sitting."""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.answers import me
from accounts.models import User
from audit.flow import Reason
from cases import inbox, services
from cases.forms.decision import Seating, seated
from cases.inbox import Matter
from cases.services import Decided

Table = list[tuple[Matter, Seating]]


@dataclass(frozen=True)
class Result:
    """What became of one request, and what was written on it."""

    matter: Matter
    decided: Decided
    text: str


@require_http_methods(["GET", "POST"])
def sitting(request: HttpRequest) -> HttpResponse:
    """The requests chosen in the inbox on one page; what was said on each is carried out, one by one."""
    at, by = timezone.now(), me(request)
    said = request.POST if request.method == "POST" else None
    asked = seated(request.GET if said is None else said)
    table: Table = [(one, Seating.of(one, by, said)) for one in inbox.sitting(asked, by=by, at=at)]
    gone = len(asked) - len(table)
    if said is None:
        return _show(request, table, gone=gone)
    wrong = [form for _matter, form in table if not form.is_valid()]
    verdicts = [form.verdict() for _matter, form in table if not wrong and form.decides]
    if not verdicts:
        reason = _("请先补正标出的各项") if wrong else _("请至少对一件作出决定")
        return _show(request, table, gone=gone, reasons=[Reason(reason)], status=422)
    done = services.decide_sitting(verdicts, by=by, at=at)
    return _show(request, _left(table, done, by, at), results=_results(table, done), gone=gone)


def _results(table: Table, done: list[Decided]) -> list[Result]:
    at_hand = {matter.decision.pk: (matter, form) for matter, form in table}
    rows = ((*at_hand[one.decision_id], one) for one in done)
    return [Result(matter, one, form.cleaned_data["text"]) for matter, form, one in rows]


def _left(table: Table, done: list[Decided], by: User, at: datetime) -> Table:
    """What was refused or put off, as it stands now, with what was typed."""
    settled = {one.decision_id for one in done if one.decision is not None}
    typed = {matter.decision.pk: form.cleaned_data for matter, form in table}
    left = inbox.sitting([key for key in typed if key not in settled], by=by, at=at)
    return [(one, Seating.of(one, by, None, typed[one.decision.pk])) for one in left]


def _show(
    request: HttpRequest,
    table: Table,
    *,
    results: list[Result] | None = None,
    gone: int = 0,
    reasons: list[Reason] | None = None,
    status: int = 200,
) -> HttpResponse:
    values = {"table": table, "results": results or [], "gone": gone, "reasons": reasons or []}
    return render(request, "cases/sitting.html", values, status=status)
