"""Door for people: more time for a clock, and the regular look at a suspended case."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts import access, answers
from accounts.answers import me
from audit.flow import day
from cases import extensions, services
from cases.forms.deadline import Extend, Recheck
from cases.models import Case, Decision
from cases.views.people import about


@require_http_methods(["GET", "POST"])
def extend(request: HttpRequest, deadline_id: int) -> HttpResponse:
    """Ask for more time for a clock."""
    at, by = timezone.now(), me(request)
    asking = extensions.to_ask(deadline_id, by=by, at=at)
    form = answers.bind(Extend, request, subject=asking, by=by)

    def work(values: dict[str, Any]) -> Decision:
        return services.ask_extension(deadline_id, **values, by=by, at=at)

    def done(asked: Decision) -> tuple[str, str]:
        text = _("已提请审批，先由%(seat)s审核") % {"seat": asked.waits_for_label}
        return text, reverse("case", args=(asking.case.pk,))

    page = about(asking.case, _("提请延长期限"), _("提请审批")) | {
        "asking": asking,
        "today": day(at),
        "reasons": asking.reasons,
    }
    return answers.sheet(request, form, work, done, page=page, template="cases/extend.html")


@require_http_methods(["GET", "POST"])
def recheck(request: HttpRequest, case_id: int) -> HttpResponse:
    """Write down what the look at a suspended case showed."""
    at, by = timezone.now(), me(request)
    case = access.take(by, "case.work", Case, case_id, at=at)
    form = answers.bind(Recheck, request, subject=case, by=by)

    def work(values: dict[str, Any]) -> bool:
        services.record_recheck(case_id, **values, by=by, at=at)
        return bool(values["persists"])

    def done(persists: bool) -> tuple[str, str]:
        if persists:
            return _("已记录复查，下次复查期限重新起算"), reverse("case", args=(case_id,))
        return _("已记录复查，请提请恢复审查"), reverse("case-move", args=(case_id, "resume"))

    return answers.sheet(request, form, work, done, page=about(case, _("中止审查复查"), _("记录复查")))
