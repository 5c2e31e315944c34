"""All addresses. An app spells its own in full: pages in `<app>/urls.py`, its part of /api/v1/ in `<app>/api.py`.

Both hold a list called `urlpatterns`; the order is the order of the floors, from the top.
"""

from importlib import import_module
from importlib.util import find_spec

from django.conf import settings
from django.contrib.auth import views as auth
from django.contrib.auth.decorators import login_not_required
from django.urls import URLPattern, URLResolver, include, path
from django.views.i18n import set_language
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView

from config import login, ui_gallery

APPS = (
    "desk",
    "hearings",
    "consultations",
    "evidence",
    "cases",
    "agencies",
    "deadlines",
    "accounts",
    "audit",
)


def _of(module: str) -> list[URLPattern | URLResolver]:
    found = find_spec(module) and hasattr(import_module(module), "urlpatterns")
    return [path("", include(module))] if found else []


urlpatterns: list[URLPattern | URLResolver] = [
    path("login/", login.Login.as_view(), name="login"),
    path("logout/", auth.LogoutView.as_view(), name="logout"),
    path("language/", login_not_required(set_language), name="set_language"),
    path("api/schema/", SpectacularAPIView.as_view(), name="schema"),
    path("api/docs/", SpectacularSwaggerSplitView.as_view(), name="api-docs"),
    path("api/v1/", include([entry for app in APPS for entry in _of(f"{app}.api")])),
    *(entry for app in APPS for entry in _of(f"{app}.urls")),
]
if settings.DEBUG:
    urlpatterns.append(path("ui/", ui_gallery.gallery, name="ui_gallery"))

handler400 = "config.errors.bad_request"
handler403 = "config.errors.forbidden"
handler404 = "config.errors.not_found"
handler500 = "config.errors.broken"
