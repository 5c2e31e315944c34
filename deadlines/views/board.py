"""Door for people: the board of deadlines."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from deadlines import forms, selectors
from deadlines.views.parts import base_of, me


@require_safe
def board(request: HttpRequest) -> HttpResponse:
    """What is overdue, due today, due this week, later, and what stands still."""
    form = forms.BoardFilter(request.GET)
    wanted = form.cleaned_data if form.is_valid() else {}
    found = selectors.board(
        me(request), at=timezone.now(), mine=wanted.get("whose") == "mine", rule=wanted.get("rule", "")
    )
    empty = (
        _("没有正在计算的期限"),
        _("立案、送达检察建议等步骤办理后，期限会自动开始计算并列在这里。"),
    )
    values = {"board": found, "form": form, "clear": reverse("deadlines") if request.GET else ""}
    values |= {"base": base_of(found.portal), "empty_title": empty[0], "empty_text": empty[1]}
    return render(request, "deadlines/board.html", values)
