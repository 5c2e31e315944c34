"""All addresses. An app spells its own in full: pages in `<app>/urls.py`, its part of /api/v1/ in `<app>/api.py`."""

from django.conf import settings
from django.contrib.auth import views as auth
from django.contrib.auth.decorators import login_not_required
from django.urls import URLPattern, URLResolver, include, path
from django.views.i18n import set_language
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView

from config import health, login, ui_gallery

PAGES = ("desk", "hearings", "consultations", "evidence", "cases", "agencies", "deadlines", "accounts")
PROGRAMS = ("desk", "hearings", "consultations", "evidence", "cases", "agencies", "deadlines", "accounts")

urlpatterns: list[URLPattern | URLResolver] = [
    path("login/", login.Login.as_view(), name="login"),
    path("logout/", auth.LogoutView.as_view(), name="logout"),
    path("health/", health.health, name="health"),
    path("language/", login_not_required(set_language), name="set_language"),
    path("api/schema/", SpectacularAPIView.as_view(), name="schema"),
    path("api/docs/", SpectacularSwaggerSplitView.as_view(), name="api-docs"),
    *(path("api/v1/", include(f"{app}.api")) for app in PROGRAMS),
    *(path("", include(f"{app}.urls")) for app in PAGES),
]
if settings.DEBUG:
    urlpatterns.append(path("ui/", ui_gallery.gallery, name="ui_gallery"))

handler400 = "config.errors.bad_request"
handler403 = "config.errors.forbidden"
handler404 = "config.errors.not_found"
handler500 = "config.errors.broken"
