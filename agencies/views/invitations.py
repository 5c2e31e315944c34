"""Door for somebody who has no account yet: the link of an invitation, and accepting it. Open without a login.

The link is put away in the session at once, so that no other page learns it. Nothing is said of links that never were,
and a user name that is taken is counted against the invitation like a wrong password: nobody tries names through here.
"""

from collections.abc import Sequence
from typing import Any

from axes.handlers.proxy import AxesProxyHandler
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import answers
from accounts.answers import CONFLICT, OK, me
from accounts.models import User
from agencies import services
from agencies.forms.invitations import Accept
from agencies.invited import Opened, opened
from audit.flow import Reason, Refused

KEPT = "invitation"


@login_not_required
@require_safe
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """The link itself: put away, and on to the page that shows what it is."""
    request.session[KEPT] = token
    return redirect("invitation-accept")


@login_not_required
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def accept(request: HttpRequest) -> HttpResponse:
    """Accept with a new account; who is logged in is offered to join with the account they have."""
    at, token = timezone.now(), _token(request)
    found = opened(token, at=at)
    if found.invitation is None or not found.works or _known(request) or _closed(request, found):
        return _page(request, found, None, CONFLICT if request.method == "POST" else OK)
    initial = {"name": found.invitation.name, "email": found.invitation.email}
    form = answers.bind(Accept, request, initial=initial)
    if request.method != "POST":
        return _page(request, found, form, OK)

    def work(values: dict[str, Any]) -> User:
        return services.accept(token, **values, at=at)

    answer = answers.carry_out(form, work)
    if answer.done:
        del request.session[KEPT]
        messages.success(request, _("账号已设置，请登录"))
        return redirect("login")
    if form.has_error("username", code="taken"):
        _count(request, found)
    return _page(request, found, form, answer.status, answer.reasons)


@require_POST
def join(request: HttpRequest) -> HttpResponse:
    """Accept with the account one is logged in with."""
    at, token = timezone.now(), _token(request)
    try:
        services.join(token, by=me(request), at=at)
    except Refused as refused:
        return _page(request, opened(token, at=at), None, CONFLICT, refused.reasons)
    del request.session[KEPT]
    messages.success(request, _("已接受邀请"))
    return redirect("home")


def _token(request: HttpRequest) -> str:
    kept = request.session.get(KEPT, "")
    return kept if isinstance(kept, str) else ""


def _known(request: HttpRequest) -> User | None:
    return request.user if isinstance(request.user, User) else None


def _page(
    request: HttpRequest, found: Opened, form: Accept | None, status: int, reasons: Sequence[Reason] = ()
) -> HttpResponse:
    values = {
        "found": found,
        "invitation": found.invitation,
        "form": form,
        "reasons": reasons,
        "known": _known(request),
        "closed": _closed(request, found),
    }
    return render(request, "agencies/accept.html", values, status=status)


def _credentials(found: Opened) -> dict[str, str]:
    """Under what tries are counted: the invitation and nobody's account, so that nobody is locked out by them."""
    return {"username": f"invitation {found.invitation.pk if found.invitation else 0}"}


def _closed(request: HttpRequest, found: Opened) -> bool:
    return settings.AXES_ENABLED and not AxesProxyHandler.is_allowed(request, _credentials(found))


def _count(request: HttpRequest, found: Opened) -> None:
    AxesProxyHandler.user_login_failed(User, _credentials(found), request)
    request.axes_locked_out = False  # type: ignore[attr-defined]  # this page says so itself
