"""Door for people: the agencies of a case, what is served on them, what they answer, and how they are judged."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from accounts import access, answers
from accounts.answers import me
from cases import services
from cases.forms import respondent as forms
from cases.forms.obligation import Set
from cases.models import Case, Obligation, Reply, Respondent, Service
from cases.views.people import about

SERVED = {"filing": gettext_lazy("送达立案决定书"), "recommendation": gettext_lazy("送达检察建议书")}


@require_http_methods(["GET", "POST"])
def name(request: HttpRequest, case_id: int) -> HttpResponse:
    """Add an agency to a case."""
    at, by = timezone.now(), me(request)
    case = access.take(by, "case.work", Case, case_id, at=at)
    form = answers.bind(forms.Named, request, subject=case, by=by)

    def work(values: dict[str, Any]) -> Respondent:
        return services.name_respondent(case_id, **values, by=by, at=at)

    def done(named: Respondent) -> tuple[str, str]:
        return _("已列入%(agency)s") % {"agency": named}, _back(case)

    page = about(case, _("增加被监督机关"), _("列入本案"))
    page["intro"] = _("列入后应当在七日内送达立案决定书。")
    return answers.sheet(request, form, work, done, page=page)


@require_http_methods(["GET", "POST"])
def serve(request: HttpRequest, respondent_id: int, kind: str) -> HttpResponse:
    """Write down that a paper reached an agency."""
    if kind not in SERVED:
        raise Http404
    at, by = timezone.now(), me(request)
    row = access.take(by, "respondent.serve", Respondent, respondent_id, at=at)
    form = answers.bind(forms.Serve, request, subject=row, by=by)

    def work(values: dict[str, Any]) -> Service:
        return services.serve(respondent_id, kind=kind, **values, by=by, at=at)

    def done(served: Service) -> tuple[str, str]:
        values = {"paper": served.document.get_kind_display(), "agency": row}
        return _("已登记%(paper)s送达%(agency)s") % values, _back(row.case)

    page = about(row.case, _title(kind, row), _("登记送达"))
    return answers.sheet(request, form, work, done, page=page)


@require_http_methods(["GET", "POST"])
def reply(request: HttpRequest, respondent_id: int) -> HttpResponse:
    """Take in a written reply that came on paper; an agency sends its own through the portal, on the day itself."""
    at, by = timezone.now(), me(request)
    row = access.take(by, "respondent.reply", Respondent, respondent_id, at=at)
    access.demand(by, "case.view", at=at)
    form = answers.bind(forms.Reply, request, subject=row, by=by)

    def work(values: dict[str, Any]) -> Reply:
        return services.reply(respondent_id, **values, by=by, at=at)

    def done(taken: Reply) -> tuple[str, str]:
        return _("已登记%(agency)s的书面回复") % {"agency": row}, _back(row.case)

    page = about(row.case, _("登记书面回复：%(agency)s") % {"agency": row}, _("登记回复"))
    return answers.sheet(request, form, work, done, page=page)


@require_http_methods(["GET", "POST"])
def judge(request: HttpRequest, respondent_id: int) -> HttpResponse:
    """Judge whether an agency performed its duty by law."""
    at, by = timezone.now(), me(request)
    row = access.take(by, "respondent.judge", Respondent, respondent_id, at=at)
    form = answers.bind(forms.Judge, request, subject=row, by=by)

    def work(values: dict[str, Any]) -> Respondent:
        return services.judge(respondent_id, **values, by=by, at=at)

    def done(judged: Respondent) -> tuple[str, str]:
        values = {"agency": judged, "verdict": judged.get_state_display()}
        return _("已认定%(agency)s%(verdict)s") % values, _back(row.case)

    page = about(row.case, _("认定履职情况：%(agency)s") % {"agency": row}, _("作出认定"))
    return answers.sheet(request, form, work, done, page=page)


@require_http_methods(["GET", "POST"])
def obligation(request: HttpRequest, case_id: int) -> HttpResponse:
    """Set one thing an agency is to put right."""
    at, by = timezone.now(), me(request)
    case = access.take(by, "obligation.set", Case, case_id, at=at)
    form = answers.bind(Set, request, subject=case, by=by)

    def work(values: dict[str, Any]) -> Obligation:
        return services.set_obligation(case_id, **values, by=by, at=at)

    def done(made: Obligation) -> tuple[str, str]:
        return _("已确定整改事项，并通知%(agency)s") % {"agency": made.respondent}, _back(case)

    page = about(case, _("增加整改事项"), _("确定整改事项"))
    page["intro"] = _("确定后立即通知责任机关，并按完成期限提醒。")
    return answers.sheet(request, form, work, done, page=page)


def _title(kind: str, row: Respondent) -> str:
    return _("%(what)s：%(agency)s") % {"what": SERVED[kind], "agency": row}


def _back(case: Case) -> str:
    return reverse("case", args=(case.pk,))
