"""Door for people: records with the office above, sent and taken in."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts import access, answers
from accounts.answers import me
from cases import record_picture, services
from cases.forms.commission import MajorClue, TakeIn
from cases.forms.respondent import RecordUp as RecordUpForm
from cases.models import Case, Document, RecordUp
from cases.views.people import about


@require_http_methods(["GET", "POST"])
def record_up(request: HttpRequest, document_id: int) -> HttpResponse:
    """Record a paper with the office above."""
    at, by = timezone.now(), me(request)
    found = access.take(by, "case.view", Document, document_id, at=at)
    case = access.take(by, "case.work", Case, found.case_id, at=at)
    form = answers.bind(RecordUpForm, request, subject=found, by=by)

    def work(values: dict[str, Any]) -> RecordUp:
        return services.record_up(document_id, **values, by=by, at=at)

    def done(recorded: RecordUp) -> tuple[str, str]:
        return _("已报%(office)s备案") % {"office": recorded.office}, reverse("case", args=(case.pk,))

    page = about(case, _("报上级院备案"), _("登记备案")) | {
        "sub": f"{found.get_kind_display()} {found.number}"
    }
    return answers.sheet(request, form, work, done, page=page)


@require_http_methods(["GET", "POST"])
def record_clue(request: HttpRequest, clue_id: int) -> HttpResponse:
    """Record a major clue with the office above."""
    at, by = timezone.now(), me(request)
    clue = record_picture.to_record(clue_id, by=by, at=at)
    form = answers.bind(MajorClue, request, subject=clue, by=by)
    url = reverse("clue", args=[clue_id])

    def work(values: dict[str, Any]) -> RecordUp:
        return services.record_major_clue(clue_id, **values, by=by, at=at)

    def done(recorded: RecordUp) -> tuple[str, str]:
        return _("已报%(office)s备案") % {"office": recorded.office}, url

    page = {"title": _("重大线索备案"), "verb": _("报上级院备案"), "kicker": clue.number, "sub": clue.title}
    return answers.sheet(request, form, work, done, page=page | {"cancel": url})


@require_http_methods(["GET", "POST"])
def receive(request: HttpRequest, record_id: int) -> HttpResponse:
    """Take a record in, with or without a remark."""
    at, by = timezone.now(), me(request)
    found = record_picture.to_receive(record_id, by=by, at=at)
    form = answers.bind(TakeIn, request, subject=found, by=by)
    url = reverse("orders") + "?tab=records"

    def work(values: dict[str, Any]) -> RecordUp:
        return services.receive_record(record_id, **values, by=by, at=at)

    def done(taken: RecordUp) -> tuple[str, str]:
        return (_("审查意见已转告承办检察官") if taken.remark else _("已接收备案")), url

    page = {
        "title": _("接收备案"),
        "verb": _("接收备案"),
        "kicker": str(found.document),
        "sub": f"{found.document.office} · {found.document.title}",
        "cancel": url,
    }
    return answers.sheet(request, form, work, done, page=page)
