"""Door for people: the cases below a case, and which cases are part of which."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts import answers
from accounts.answers import me
from cases import children as family
from cases import services
from cases.forms.children import Link, Unlink
from cases.models import Case
from desk.children import look


@require_safe
def children(request: HttpRequest, case_id: int) -> HttpResponse:
    """All cases below one."""
    found = look(case_id, by=me(request), at=timezone.now())
    return render(request, "desk/children.html", {"family": found, "case": found.parent})


@require_http_methods(["GET", "POST"])
def link(request: HttpRequest, case_id: int) -> HttpResponse:
    """Let a case of an office below be part of this one."""
    at, by = timezone.now(), me(request)
    case = family.to_link(case_id, by=by, at=at)
    form = answers.bind(Link, request, subject=case, by=by)

    def work(values: dict[str, Any]) -> Case:
        return services.link_child(
            values["case_id"], parent_id=case_id, reason=values["reason"], by=by, at=at
        )

    def done(child: Case) -> tuple[str, str]:
        return _("%(number)s已列为本案的子案件") % {"number": child.number}, reverse("case", args=(case_id,))

    page = _page(case, _("列入下级院案件"), reverse("case", args=(case_id,)))
    page["intro"] = _("只能列入下级院同一事项的案件；两案的办案记录都会写明，统计时计一件。")
    return answers.sheet(request, form, work, done, page=page)


@require_http_methods(["GET", "POST"])
def unlink(request: HttpRequest, case_id: int) -> HttpResponse:
    """Let a case no longer be part of the one above."""
    at, by = timezone.now(), me(request)
    case = family.to_unlink(case_id, by=by, at=at)
    form = answers.bind(Unlink, request, subject=case, by=by)
    back = reverse("case-children", args=(case.parent_id,))

    def work(values: dict[str, Any]) -> Case:
        return services.unlink_child(case_id, reason=values["reason"], by=by, at=at)

    def done(child: Case) -> tuple[str, str]:
        return _("%(number)s不再列为子案件") % {"number": child.number}, back

    page = _page(case, _("移出子案件"), back) | {"danger": True}
    return answers.sheet(request, form, work, done, page=page)


def _page(case: Case, verb: str, cancel: str) -> dict[str, Any]:
    return {"title": verb, "verb": verb, "kicker": f"{case.number} · {case.title}", "cancel": cancel}
