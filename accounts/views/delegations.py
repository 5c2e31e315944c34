"""Door for people: who stands in for whom while heads and chiefs are away."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import answers, delegations, services
from accounts.answers import me
from accounts.forms.delegation import Delegate
from accounts.models import Post
from audit.flow import day


@require_safe
def delegation_list(request: HttpRequest) -> HttpResponse:
    """The delegations that concern this person."""
    found = delegations.delegations(by=me(request), at=timezone.now())
    return render(request, "accounts/delegations.html", {"found": found})


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Let somebody stand in for oneself."""
    at, by = timezone.now(), me(request)
    posts, today = delegations.demand(by, at=at), day(at)
    people = list(delegations.candidates(posts, by=by, on=today))
    form = answers.bind(Delegate, request, posts=posts, people=people, today=today)

    def work(values: dict[str, Any]) -> Post:
        return services.delegate(**values, by=by, at=at)

    def done(made: Post) -> tuple[str, str]:
        values = {"who": made.user, "to": made.ends_on}
        return _("已委托%(who)s代行，至 %(to)s 自动终止") % values, reverse("delegations")

    page = {"title": _("委托代行职务"), "verb": _("委托"), "cancel": reverse("delegations")}
    page["intro"] = _("代行期间，送您审批的事项由代行人和您都能办理；代行人的意见同时记两人姓名。")
    return answers.sheet(request, form, work, done, page=page)


@require_POST
def end(request: HttpRequest, delegation_id: int) -> HttpResponse:
    """End a delegation now."""
    services.end_delegation(delegation_id, by=me(request), at=timezone.now())
    messages.success(request, _("委托代行已经终止"))
    return redirect("delegations")
