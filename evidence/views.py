"""Door for people: the evidence of a case, new evidence, its files and whether they still are what came in."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import access
from accounts.answers import bind, me, sheet
from audit.flow import day
from cases import commission_picture
from cases.views.commissions import of
from evidence import selectors, services
from evidence.checking.rules import MOST_PAGES
from evidence.forms import Findings, NewItem
from evidence.models import FileState, Item

PER_PAGE = 20


@require_safe
def shelf(request: HttpRequest, case_id: int) -> HttpResponse:
    """The evidence of one case: what it is, what it proves, its hashes, who had it."""
    found = selectors.shelf(
        case_id, element=request.GET.get("element", ""), by=me(request), at=timezone.now()
    )
    page = Paginator(found.items, PER_PAGE).get_page(request.GET.get("page"))
    query = f"element={found.element}&page=" if found.element else "page="
    values = {
        "shelf": found,
        "page": page,
        "newer": f"?{query}{page.previous_page_number()}" if page.has_previous() else "",
        "older": f"?{query}{page.next_page_number()}" if page.has_next() else "",
    }
    return render(request, "evidence/list.html", values)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, case_id: int) -> HttpResponse:
    """Enter a piece of evidence with its files."""
    by, at = me(request), timezone.now()
    case = selectors.case_to_add_to(case_id, by=by, at=at)
    url = reverse("case-evidence", args=[case_id])

    def done(item: Item) -> tuple[str, str]:
        return _("证据已登记，文件校验值已记录"), f"{url}#item-{item.pk}"

    return sheet(
        request,
        bind(NewItem, request, subject=case, by=by),
        lambda said: services.add_item(case_id, **said, by=by, at=at),
        done,
        page={
            "title": _("登记证据"),
            "kicker": case.number,
            "sub": case.title,
            "verb": _("登记证据"),
            "cancel": url,
        },
    )


@require_http_methods(["GET", "POST"])
def findings(request: HttpRequest, commission_id: int) -> HttpResponse:
    """Report what was found on a commission, with its papers."""
    by, at = me(request), timezone.now()
    found = commission_picture.to_act(commission_id, "finish", by=by, at=at)
    url = reverse("commission", args=[commission_id])
    return sheet(
        request,
        bind(Findings, request, subject=found, by=by),
        lambda said: services.receive_findings(commission_id, **said, by=by, at=at),
        lambda done: (_("调查结果已反馈%(office)s") % {"office": done.case.office}, url),
        page=of(found, _("反馈调查结果")),
    )


@require_safe
def download(request: HttpRequest, file_id: int) -> FileResponse:
    """Hand a file out: as an attachment, never shown on our own origin, written into its custody."""
    given = services.hand_out(file_id, by=me(request), at=timezone.now())
    response = FileResponse(
        given.stream, as_attachment=True, filename=given.file.name, content_type=given.file.media_type
    )
    response["Content-Length"] = given.file.size
    return _harmless(response, "no-store")


@require_safe
def preview(request: HttpRequest, file_id: int) -> HttpResponse:
    """What a file shows, page by page; or why it cannot be shown."""
    by, at = me(request), timezone.now()
    file = selectors.file(file_id, by=by, at=at)
    pages = list(file.previews.all()) if file.drawn else []
    values = {
        "base": "portal_base.html" if access.is_agency_person(by, day(at)) else "base.html",
        "file": file,
        "pages": pages,
        "more": len(pages) == MOST_PAGES,
        "waits": _("检查完成后才能查看和下载，通常不超过一分钟") if file.state == FileState.PENDING else "",
    }
    return render(request, "evidence/preview.html", values)


@require_safe
def preview_page(request: HttpRequest, file_id: int, page: int) -> FileResponse:
    """One page as a picture that we drew; that it was looked at is written into the custody of the file."""
    shown = services.show_page(file_id, page, by=me(request), at=timezone.now())
    response = FileResponse(shown.stream, content_type="image/webp")
    response["Content-Disposition"] = "inline"
    return _harmless(response, "private, no-store")


def _harmless(response: FileResponse, cached: str) -> FileResponse:
    """Bytes that a browser must neither run nor keep, whatever it takes them for."""
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cache-Control"] = cached
    return response


@require_POST
def verify(request: HttpRequest, item_id: int) -> HttpResponse:
    """Hash the files of a piece of evidence again and say whether they are what was received."""
    by, at = me(request), timezone.now()
    item = selectors.item(item_id, by=by, at=at)
    if all(services.verify(item_id, by=by, at=at).values()):
        messages.success(request, _("“%(title)s”核验一致：与接收时的校验值相同") % {"title": item.title})
    else:
        text = _("“%(title)s”核验不一致：内容与接收时不同，请立即查明")
        messages.error(request, text % {"title": item.title})
    return redirect(f"{reverse('case-evidence', args=[item.case_id])}#item-{item_id}")
