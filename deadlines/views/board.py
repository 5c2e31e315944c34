"""Door for people: the board of deadlines."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from deadlines import selectors
from deadlines.forms import BoardFilter
from deadlines.selectors.board import Board
from deadlines.views.parts import asked, base_of, chips, first_text, me


@require_safe
def board(request: HttpRequest) -> HttpResponse:
    """What is overdue, due today, within a week, later, what stands still and what one waited for."""
    at, by = timezone.now(), me(request)
    form = asked(request, by, at=at)
    keys = {name: request.GET.get(name, "") for name in ("tab", "older", "newer")}
    found = selectors.board(by, form.wanted, at=at, **keys)
    url, kept = reverse("deadlines"), form.kept
    values = {
        "board": found,
        "form": form,
        "tabs": _tabs(found, kept),
        "chips": chips(form, url, tab=keys["tab"]),
        "clear": url if kept else "",
        "month": f"{reverse('deadlines-month')}?{urlencode(kept)}",
        "whose": first_text(form),
        "base": base_of(form.reach.portal),
        "portal": form.reach.portal,
    }
    for name in ("newer", "older"):
        key = getattr(found, name)
        values[name] = "?" + urlencode({**kept, "tab": found.tab, name: key}) if key else ""
    return render(request, "deadlines/board.html", values | _empty(found, form))


def _tabs(found: Board, kept: dict[str, str]) -> list[dict[str, Any]]:
    return [
        {"tab": tab, "url": "?" + urlencode({**kept, "tab": tab.key}), "current": tab.key == found.tab}
        for tab in found.tabs
    ]


def _empty(found: Board, form: BoardFilter) -> dict[str, str]:
    """What a page without rows says."""
    if form.kept or form.errors:
        title, text = _("没有符合条件的期限"), _("换个条件，或者清除筛选。")
    elif found.total:
        title, text = _("这里没有期限"), _("其他期限在上面的标签里。")
    else:
        title = _("没有正在计算的期限")
        text = _("立案、送达检察建议等步骤办理后，期限会自动开始计算并列在这里。")
    return {"empty_title": title, "empty_text": text}
