"""Door for people: the second factor, between the password and everything else."""

from typing import Any

import django_otp
from axes.handlers.proxy import AxesProxyHandler
from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_safe

from accounts import answers, second_factor, services
from accounts.answers import me
from accounts.forms.access import Code, FirstCode
from accounts.models import User

CODES = "recovery_codes"


@require_http_methods(["GET", "POST"])
def factor(request: HttpRequest) -> HttpResponse:
    """Give a code, or set the second factor up at the first login."""
    at, by = timezone.now(), me(request)
    if by.is_verified() or not second_factor.demanded(by, timezone.localdate(at)):  # type: ignore[attr-defined]
        return redirect(_next(request))
    if _locked(request, by):
        return _shut(request)
    phone = second_factor.phone_of(by)
    form = answers.bind(Code if phone else FirstCode, request)
    answer = answers.carry_out(form, lambda values: _try(request, by, values["code"]))
    if request.method == "POST" and answer.done:
        request.session.cycle_key()
        return redirect(
            _next(request) if phone else f"{reverse('second-factor-codes')}?next={_next(request)}"
        )
    if request.method == "POST" and _counted(request, by, form):
        return _shut(request)
    page: dict[str, Any] = {"form": form, "next": _next(request), "phone": phone}
    if not phone:
        waiting = services.begin_setup(by=by)
        page |= {"picture": second_factor.picture(waiting), "key": second_factor.key_text(waiting)}
    status = answer.status if request.method == "POST" else answers.OK
    return render(request, "accounts/second_factor.html", page, status=status)


@require_safe
def codes(request: HttpRequest) -> HttpResponse:
    """The recovery codes, this once."""
    shown = request.session.pop(CODES, None)
    if not shown:
        return redirect(_next(request))
    return render(request, "accounts/recovery_codes.html", {"codes": shown, "next": _next(request)})


def _try(request: HttpRequest, by: User, code: str) -> None:
    at = timezone.now()
    if second_factor.phone_of(by):
        found = services.verify(code=code, by=by, at=at)
    else:
        found, request.session[CODES] = services.confirm_setup(code=code, by=by, at=at)
    django_otp.login(request, found)


def _next(request: HttpRequest) -> str:
    """Where the person was going; never to another site."""
    wanted = request.POST.get("next") or request.GET.get("next") or "/"
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if safe and "\x00" not in wanted and wanted.isascii() else "/"


def _locked(request: HttpRequest, by: User) -> bool:
    return settings.AXES_ENABLED and not AxesProxyHandler.is_allowed(request, {"username": by.username})


def _counted(request: HttpRequest, by: User, form: Any) -> bool:
    """Count a wrong code like a wrong password; whether that was one too many."""
    if form.data.get("code"):
        AxesProxyHandler.user_login_failed(type(by), {"username": by.username}, request)
    return bool(getattr(request, "axes_locked_out", False))


def _shut(request: HttpRequest) -> HttpResponse:
    """Out, to the page that says for how long."""
    logout(request)
    request.axes_locked_out = True  # type: ignore[attr-defined]
    return redirect("login")
