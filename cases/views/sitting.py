"""Door for people: several requests decided in one sitting."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.answers import CONFLICT, INVALID, OK, me
from audit.flow import Reason
from cases import inbox, services
from cases.forms.decision import Seating, chosen
from cases.inbox import Matter
from cases.models import Decision
from cases.services import Decided

Table = list[tuple[Matter, Seating]]


@dataclass(frozen=True)
class Result:
    """What became of one request: decided, or refused with the reasons, and what was written on it."""

    decision: Decision
    made: bool = True
    reasons: Sequence[Reason] = ()
    text: str = ""


@require_http_methods(["GET", "POST"])
def sitting(request: HttpRequest) -> HttpResponse:
    """The requests chosen in the inbox on one page; what was said on each is carried out, one by one."""
    at, by = timezone.now(), me(request)
    said = request.POST if request.method == "POST" else None
    asked = chosen(request.GET if said is None else said, "pick")
    table: Table = [(one, Seating.of(one, by, said)) for one in inbox.sitting(asked, by=by, at=at)]
    gone = len(asked) - len(table)
    if said is None:
        done = inbox.decided(chosen(request.GET, "done"), by=by, at=at)
        return _show(request, table, results=[Result(one) for one in done], gone=gone)
    wrong = [form for _matter, form in table if not form.is_valid()]
    verdicts = [form.verdict() for _matter, form in table if not wrong and form.decides]
    if not verdicts:
        reason = _("请先补正标出的各项") if wrong else _("请至少对一件作出决定")
        return _show(request, table, gone=gone, reasons=[Reason(reason)], status=INVALID)
    return _told(request, table, services.decide_sitting(verdicts, by=by, at=at))


def _told(request: HttpRequest, table: Table, done: list[Decided]) -> HttpResponse:
    """What became of each: at an address of its own when all went well; else here, with what is left and was typed."""
    settled = [one.decision_id for one in done if one.decision is not None]
    left = [matter.decision.pk for matter, _form in table if matter.decision.pk not in settled]
    if len(settled) == len(done):
        query = urlencode({"done": settled, "pick": left}, doseq=True)
        return redirect(f"{reverse('sitting')}?{query}")
    at, by = timezone.now(), me(request)
    typed = {matter.decision.pk: form.cleaned_data for matter, form in table}
    anew = inbox.sitting(left, by=by, at=at)
    again: Table = [(one, Seating.of(one, by, None, typed[one.decision.pk])) for one in anew]
    return _show(request, again, results=_results(table, done), status=OK if settled else CONFLICT)


def _results(table: Table, done: list[Decided]) -> list[Result]:
    was = {matter.decision.pk: (matter.decision, form.cleaned_data["text"]) for matter, form in table}
    return [
        Result(
            one.decision or was[one.decision_id][0],
            one.decision is not None,
            one.reasons,
            was[one.decision_id][1],
        )
        for one in done
    ]


def _show(
    request: HttpRequest,
    table: Table,
    *,
    results: Sequence[Result] = (),
    gone: int = 0,
    reasons: Sequence[Reason] = (),
    status: int = OK,
) -> HttpResponse:
    values = {"table": table, "results": results, "gone": gone, "reasons": reasons}
    return render(request, "cases/sitting.html", values, status=status)
