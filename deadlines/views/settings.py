"""Door for people: how they wish to be reminded."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from deadlines import selectors, services
from deadlines.settings_forms import LOCKED, ChaseSettings
from deadlines.views.parts import base_of, me


@require_http_methods(["GET", "HEAD", "POST"])
def chase_settings(request: HttpRequest) -> HttpResponse:
    """Each matter and how it comes; what always comes says why."""
    chosen = selectors.wishes(me(request), at=timezone.now())
    form = ChaseSettings(request.POST or None, initial=chosen.ways, portal=chosen.portal)
    if request.method == "POST" and form.is_valid():
        services.choose(ways=form.ways(), by=me(request))
        messages.success(request, _("提醒设置已保存"))
        return redirect("chase-settings")
    locked = LOCKED[:1] if chosen.portal else LOCKED
    values = {"form": form, "locked": locked, "base": base_of(chosen.portal)}
    return render(request, "deadlines/settings.html", values, status=422 if form.errors else 200)
