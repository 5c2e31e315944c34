"""Door for people: who works on a case."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts import access, answers
from accounts.answers import me
from cases import selectors, services
from cases.forms import Empty
from cases.forms.people import Handler
from cases.forms.people import Member as MemberForm
from cases.models import Case, Member


@require_http_methods(["GET", "POST"])
def member(request: HttpRequest, case_id: int) -> HttpResponse:
    """Put somebody on the case."""
    at, by = timezone.now(), me(request)
    case = selectors.to_staff(case_id, by=by, at=at)
    form = answers.bind(MemberForm, request, subject=case, by=by)

    def work(values: dict[str, Any]) -> Member:
        return services.call_up(case_id, **values, by=by, at=at)

    def done(joined: Member) -> tuple[str, str]:
        return _("%(name)s已加入办案组") % {"name": joined.user}, reverse("case", args=(case_id,))

    page = about(case, _("增加办案组成员"), _("加入办案组"))
    page["intro"] = _("跨院调用人员由上级检察院作出书面决定；期满后自动不能再查看本案。")
    return answers.sheet(request, form, work, done, page=page)


@require_http_methods(["GET", "POST"])
def member_end(request: HttpRequest, member_id: int) -> HttpResponse:
    """Send a member home."""
    at, by = timezone.now(), me(request)
    found = access.take(by, "case.view", Member, member_id, at=at)
    case = selectors.to_staff(found.case_id, by=by, at=at)
    form = answers.bind(Empty, request, subject=found, by=by)

    def work(values: dict[str, Any]) -> Member:
        return services.end_membership(member_id, by=by, at=at)

    def done(left: Member) -> tuple[str, str]:
        return _("%(name)s已退出办案组") % {"name": left.user}, reverse("case", args=(case.pk,))

    page = about(case, _("退出办案组：%(name)s") % {"name": found.user}, _("退出办案组"))
    page |= {"intro": _("从现在起，此人不能再以办案组成员的身份查看和办理本案。"), "danger": True}
    return answers.sheet(request, form, work, done, page=page)


@require_http_methods(["GET", "POST"])
def handler(request: HttpRequest, case_id: int) -> HttpResponse:
    """Give the case to another prosecutor."""
    at, by = timezone.now(), me(request)
    case = access.take(by, "case.assign", Case, case_id, at=at)
    form = answers.bind(Handler, request, subject=case, by=by)

    def work(values: dict[str, Any]) -> Case:
        return services.assign_handler(case_id, **values, by=by, at=at)

    def done(given: Case) -> tuple[str, str]:
        return _("本案改由%(name)s承办") % {"name": given.handler}, reverse("case", args=(case_id,))

    return answers.sheet(
        request, form, work, done, page=about(case, _("变更承办检察官"), _("变更承办检察官"))
    )


def about(case: Case, title: str, verb: str) -> dict[str, Any]:
    """What a form page about a case says over its form."""
    url = reverse("case", args=(case.pk,))
    return {"title": title, "verb": verb, "kicker": f"{case.number} · {case.title}", "cancel": url}
