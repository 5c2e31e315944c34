"""Door for people: one file – handed out, looked at page by page, replaced by a new version."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts import access
from accounts.answers import bind, me, sheet
from audit.flow import day
from evidence import ranges, selectors, services
from evidence.checking.rules import MOST_PAGES
from evidence.forms import NewVersion
from evidence.models import File, FileState, Incoming

Response = TypeVar("Response", bound=HttpResponseBase)


@require_safe
def download(request: HttpRequest, file_id: int) -> HttpResponseBase:
    """Hand a file out: as an attachment, never shown on our own origin, written into its custody."""
    goes_on = ranges.goes_on(request)
    given = services.hand_out(file_id, goes_on=goes_on, by=me(request), at=timezone.now())
    file = given.file
    answer = ranges.response(
        request, given.stream, size=file.size, tag=file.sha256, name=file.name, media_type=file.media_type
    )
    return harmless(answer, "no-store")


@require_safe
def preview(request: HttpRequest, file_id: int) -> HttpResponse:
    """What a file shows, page by page; or why it cannot be shown."""
    by, at = me(request), timezone.now()
    file = selectors.file(file_id, by=by, at=at)
    outside = access.is_agency_person(by, day(at))
    above = f"{reverse('case-evidence', args=[file.item.case_id])}#item-{file.item_id}"
    values = {
        "base": "portal_base.html" if outside else "base.html",
        "above": ("" if outside else above, _("证据")),
        "kicker": file.item.title,
        "download": reverse("evidence-file", args=[file_id]),
    }
    return viewer(request, file, lambda page: reverse("evidence-page", args=[file_id, page]), values)


@require_safe
def preview_page(request: HttpRequest, file_id: int, page: int) -> FileResponse:
    """One page as a picture that we drew; that it was looked at is written into the custody of the file."""
    shown = services.show_page(file_id, page, by=me(request), at=timezone.now())
    response = FileResponse(shown.stream, content_type="image/webp")
    response["Content-Disposition"] = "inline"
    return harmless(response, "private, no-store")


@require_http_methods(["GET", "POST"])
def replace(request: HttpRequest, file_id: int) -> HttpResponse:
    """A new version of a file, beside the one that stays."""
    by, at = me(request), timezone.now()
    file = selectors.file_to_replace(file_id, by=by, at=at)
    url = f"{reverse('case-evidence', args=[file.item.case_id])}#item-{file.item_id}"

    def done(new: File) -> tuple[str, str]:
        return _("新版本已保存，上一版仍可查看"), url

    return sheet(
        request,
        bind(NewVersion, request, subject=file, by=by),
        lambda said: services.replace_file(file_id, **said, by=by, at=at),
        done,
        page={
            "title": _("上传新版本"),
            "kicker": file.item.title,
            "sub": file.name,
            "intro": _("上一版不会被覆盖，仍可查看、下载和核验，并标明为旧版。"),
            "verb": _("保存新版本"),
            "cancel": url,
        },
    )


def viewer(
    request: HttpRequest, file: File | Incoming, url: Callable[[int], str], values: dict[str, Any]
) -> HttpResponse:
    """The viewer of a file: its pages under their addresses, or why there are none.

    `values` are base, above (address and name of what it belongs to), kicker, and the address of the download.
    """
    pages = [(url(drawn.page), drawn) for drawn in file.previews.all()] if file.drawn else []
    waits = _("检查完成后才能查看和下载，通常不超过一分钟") if file.state == FileState.PENDING else ""
    values |= {"file": file, "pages": pages, "more": len(pages) == MOST_PAGES, "waits": waits}
    return render(request, "evidence/preview.html", values)


def harmless(response: Response, cached: str) -> Response:
    """Bytes that a browser must neither run nor keep, whatever it takes them for."""
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cache-Control"] = cached
    return response
