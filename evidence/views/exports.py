"""Door for people: evidence leaves in a sealed archive; earlier exports, and the key that they are checked with."""

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.answers import bind, me, sheet
from evidence import departures, services
from evidence.forms import Seal
from evidence.views.files import harmless


@require_safe
def exports(request: HttpRequest, case_id: int) -> HttpResponse:
    """What left the house, who took it and what for; and the public key."""
    found = departures.departures(case_id, by=me(request), at=timezone.now())
    return render(request, "evidence/exports.html", {"found": found})


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, case_id: int) -> HttpResponse:
    """List and sign; the archive is fetched from the page of exports."""
    by, at = me(request), timezone.now()
    case = departures.case_to_export(case_id, by=by, at=at)
    url = reverse("case-exports", args=[case_id])
    return sheet(
        request,
        bind(Seal, request, subject=case, by=by),
        lambda said: services.export_evidence(case_id, **said, by=by, at=at),
        lambda done: (_("证据清单已签名，请在 24 小时内下载导出包"), url),
        page={
            "title": _("导出证据"),
            "kicker": case.number,
            "sub": case.title,
            "intro": _("先逐个核验文件并签名清单，再下载。待检、已隔离和不一致的文件只列入清单。"),
            "verb": _("核验并签名"),
            "cancel": url,
        },
    )


@require_safe
def archive(request: HttpRequest, export_id: int) -> StreamingHttpResponse:
    """The archive, packed while it is sent; for who made it, for a day."""
    sealed = services.fetch_export(export_id, by=me(request), at=timezone.now())
    response = StreamingHttpResponse(sealed.chunks, content_type="application/zip")
    response["Content-Disposition"] = departures.attachment(sealed.name)
    response["Content-Length"] = str(sealed.size)
    return harmless(response, "no-store")


@require_safe
def signing_key(request: HttpRequest) -> HttpResponse:
    """The public key that archives are checked with, as a file."""
    response = HttpResponse(departures.public_key_text(), content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = departures.attachment("yisu-evidence-public-key.txt")
    return harmless(response, "no-store")
