"""Door for prosecutors: what was found on the spot, and what relapsed after the end."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.answers import bind, me, sheet
from cases import services as cases
from cases.forms.site_check import Relapse
from cases.models import Case, Clue, SiteCheck
from desk import site_checks
from evidence import services as evidence
from evidence.forms import OnSite


@require_http_methods(["GET", "POST"])
def check(request: HttpRequest, case_id: int) -> HttpResponse:
    """Write down what was found; the address may say about which obligation (?obligation=)."""
    by, at = me(request), timezone.now()
    case = site_checks.to_check(case_id, by=by, at=at)
    about = request.GET.get("obligation", "")

    def done(found: SiteCheck) -> tuple[str, str]:
        values = {"kind": found.get_kind_display(), "result": found.get_result_display()}
        return _("已登记%(kind)s：%(result)s") % values, _at(found)

    return sheet(
        request,
        bind(OnSite, request, subject=case, by=by, initial={"obligation_id": about}),
        lambda said: evidence.record_check(case_id, **said, by=by, at=at),
        done,
        page=_page(case, _("登记回头看") if case.ended_on else _("登记现场核查"), _("登记")),
    )


@require_http_methods(["GET", "POST"])
def relapse(request: HttpRequest, check_id: int) -> HttpResponse:
    """Register what relapsed after the end as a new clue."""
    by, at = me(request), timezone.now()
    found = site_checks.to_register(check_id, by=by, at=at)

    def done(clue: Clue) -> tuple[str, str]:
        return _("已登记为线索 %(number)s") % {"number": clue.number}, reverse("clue", args=(clue.pk,))

    page = _page(found.case, _("反弹登记为线索"), _("登记线索"))
    page["intro"] = _("线索来源为“检察院在办案中发现”，并与原案相互链接。")
    return sheet(
        request,
        bind(Relapse, request, subject=found, by=by),
        lambda said: cases.register_relapse(check_id, **said, by=by, at=at),
        done,
        page=page,
    )


def _page(case: Case, title: str, verb: str) -> dict[str, Any]:
    url = reverse("case-rectification", args=(case.pk,))
    return {"title": title, "verb": verb, "kicker": f"{case.number} · {case.title}", "cancel": url}


def _at(found: SiteCheck) -> str:
    if found.obligation_id:
        return reverse("obligation", args=(found.obligation_id,)) + "#checks"
    return reverse("case-rectification", args=(found.case_id,)) + "#checks"
