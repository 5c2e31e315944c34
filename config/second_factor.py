"""Who must give a code beside the password sees nothing but the page that asks for it, until they did."""

from collections.abc import Callable
from typing import Final
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import second_factor
from accounts.models import User
from config import errors

FREE: Final = ("second-factor", "second-factor-codes", "login", "logout", "set_language", "health")


class SecondFactor:
    """Between the password and every other page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.free = {reverse(name) for name in FREE}

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return _ask(request) if self._asks(request) else self.get_response(request)

    def _asks(self, request: HttpRequest) -> bool:
        if request.path_info in self.free or not isinstance(request.user, User):
            return False
        verified: bool = request.user.is_verified()  # type: ignore[attr-defined]
        return not verified and second_factor.demanded(request.user, timezone.localdate(timezone.now()))


def _ask(request: HttpRequest) -> HttpResponse:
    """The way to the page; for programs a refusal that says so."""
    if request.path_info.startswith("/api/"):
        return errors.answer(request, 403, detail=_("须先在网页上完成二次验证"))
    page = reverse("second-factor")
    if htmx := getattr(request, "htmx", None):
        back = htmx.current_url_abs_path or "/"
        return HttpResponse(headers={"HX-Redirect": f"{page}?{urlencode({'next': back})}"})
    back = request.get_full_path() if request.method == "GET" else "/"
    return redirect(f"{page}?{urlencode({'next': back})}")
