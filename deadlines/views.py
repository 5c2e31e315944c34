"""Door for people: the board of deadlines, how one date was reached, and the notices."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from accounts.models import User
from deadlines import forms, selectors, services

NOTICES_PER_PAGE = 25


@require_GET
def board(request: HttpRequest) -> HttpResponse:
    """What is overdue, due today, due this week, later, and what stands still."""
    form = forms.BoardFilter(request.GET)
    wanted = form.cleaned_data if form.is_valid() else {}
    found = selectors.board(
        _me(request), at=timezone.now(), mine=wanted.get("whose") == "mine", rule=wanted.get("rule", "")
    )
    return render(request, "deadlines/board.html", {"board": found, "form": form})


@require_GET
def why(request: HttpRequest, deadline_id: int) -> HttpResponse:
    """How was this date reached?"""
    clock = selectors.clock(deadline_id, by=_me(request), at=timezone.now())
    return render(request, "deadlines/why.html", {"clock": clock})


@require_GET
def notices(request: HttpRequest) -> HttpResponse:
    """What the person was told, newest first."""
    me = _me(request)
    page = Paginator(selectors.notices_of(me), NOTICES_PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "deadlines/notices.html", {"page": page, "new": selectors.unread_count(me)})


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


def _me(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user
