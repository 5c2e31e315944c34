"""Door for people: the board of deadlines, how one date was reached, and the notices."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from accounts.models import User
from deadlines import forms, selectors, services

NOTICES_PER_PAGE = 25


@require_safe
def board(request: HttpRequest) -> HttpResponse:
    """What is overdue, due today, due this week, later, and what stands still."""
    form = forms.BoardFilter(request.GET)
    wanted = form.cleaned_data if form.is_valid() else {}
    found = selectors.board(
        _me(request), at=timezone.now(), mine=wanted.get("whose") == "mine", rule=wanted.get("rule", "")
    )
    empty = (
        _("没有正在计算的期限"),
        _("立案、送达检察建议等步骤办理后，期限会自动开始计算并列在这里。"),
    )
    values = {"board": found, "form": form, "clear": reverse("deadlines") if request.GET else ""}
    values |= {"base": _base(found.portal), "empty_title": empty[0], "empty_text": empty[1]}
    return render(request, "deadlines/board.html", values)


@require_safe
def why(request: HttpRequest, deadline_id: int) -> HttpResponse:
    """How was this date reached?"""
    clock = selectors.clock(deadline_id, by=_me(request), at=timezone.now())
    return render(
        request, "deadlines/why.html", {"clock": clock, "portal": clock.portal, "base": _base(clock.portal)}
    )


@require_safe
def notices(request: HttpRequest) -> HttpResponse:
    """What the person was told, newest first."""
    told = selectors.told(_me(request), at=timezone.now())
    page = Paginator(told.notices, NOTICES_PER_PAGE).get_page(request.GET.get("page"))
    values = {
        "page": page,
        "new": told.unread,
        "base": _base(told.portal),
        "newer": f"?page={page.previous_page_number()}" if page.has_previous() else "",
        "older": f"?page={page.next_page_number()}" if page.has_next() else "",
        "empty_title": _("还没有通知"),
        "empty_text": _("期限将至、他人送来待办或有新进展时，会在这里告诉您。"),
    }
    return render(request, "deadlines/notices.html", values)


@require_POST
def open_notice(request: HttpRequest, notice_id: int) -> HttpResponse:
    """The person has read a notice and goes on to what it is about."""
    notice = services.mark_read(notice_id, by=_me(request), at=timezone.now())
    if notice is None:
        raise Http404
    return redirect(notice.url if notice.url.startswith("/") else "notices")


@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    """The person has read everything."""
    number = services.mark_all_read(by=_me(request), at=timezone.now())
    if number:
        text = ngettext("已将 %(number)d 条通知标为已读", "已将 %(number)d 条通知标为已读", number)
        messages.success(request, text % {"number": number})
    else:
        messages.info(request, _("没有未读通知"))
    return redirect("notices")


def _base(portal: bool) -> str:
    return "portal_base.html" if portal else "base.html"


def _me(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user
