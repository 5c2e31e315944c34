"""Answers that nobody may keep, and sessions that stay awake while they are used."""

from collections.abc import Callable
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from config import errors

Next = Callable[[HttpRequest], HttpResponse]
PERMISSIONS: Final = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"
TOUCH_AFTER: Final = 60


class Headers:
    """Case data stays out of caches and out of other sites' pages."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request) if _readable(request) else errors.answer(request, 415)
        response.headers.setdefault("Cache-Control", "no-store")
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        return response


def _readable(request: HttpRequest) -> bool:
    """Forms are sent in UTF-8; what says otherwise cannot even be looked through for its CSRF token."""
    charset = (request.content_params or {}).get("charset", "utf-8")
    return request.content_type == "application/json" or charset.lower() in ("utf-8", "utf8")


class Awake:
    """A session ends when it is idle; it is written again at most once a minute, not with every page."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            now = int(timezone.now().timestamp())
            if now - request.session.get("seen", 0) >= TOUCH_AFTER:
                request.session["seen"] = now
        return self.get_response(request)
