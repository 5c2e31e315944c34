"""Door for people: what they were told."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from deadlines import selectors, services
from deadlines.views.parts import base_of, me

NOTICES_PER_PAGE = 25


@require_safe
def notices(request: HttpRequest) -> HttpResponse:
    """What the person was told, newest first."""
    told = selectors.told(me(request), at=timezone.now())
    page = Paginator(told.notices, NOTICES_PER_PAGE).get_page(request.GET.get("page"))
    values = {
        "page": page,
        "new": told.unread,
        "base": base_of(told.portal),
        "newer": f"?page={page.previous_page_number()}" if page.has_previous() else "",
        "older": f"?page={page.next_page_number()}" if page.has_next() else "",
        "empty_title": _("还没有通知"),
        "empty_text": _("期限将至、他人送来待办或有新进展时，会在这里告诉您。"),
    }
    return render(request, "deadlines/notices.html", values)


@require_POST
def open_notice(request: HttpRequest, notice_id: int) -> HttpResponse:
    """The person has read a notice and goes on to what it is about."""
    notice = services.mark_read(notice_id, by=me(request), at=timezone.now())
    if notice is None:
        raise Http404
    return redirect(notice.url if notice.url.startswith("/") else "notices")


@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    """The person has read everything."""
    number = services.mark_all_read(by=me(request), at=timezone.now())
    if number:
        text = ngettext("已将 %(number)d 条通知标为已读", "已将 %(number)d 条通知标为已读", number)
        messages.success(request, text % {"number": number})
    else:
        messages.info(request, _("没有未读通知"))
    return redirect("notices")
