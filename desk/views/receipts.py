"""Door for both sides: the receipt of what an agency sent, to read, to print, and as PDF."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from accounts.answers import me
from desk import receipt_pdf
from evidence import receipts


@require_safe
def submission(request: HttpRequest, submission_id: int) -> HttpResponse:
    """The receipt of a report."""
    return _receipt(request, "submission", submission_id)


@require_safe
def reply(request: HttpRequest, reply_id: int) -> HttpResponse:
    """The receipt of a written reply."""
    return _receipt(request, "reply", reply_id)


@require_safe
def objection(request: HttpRequest, objection_id: int) -> HttpResponse:
    """The receipt of an objection."""
    return _receipt(request, "objection", objection_id)


def _receipt(request: HttpRequest, name: str, pk: int) -> HttpResponse:
    found = receipts.proof(name, pk, by=me(request), at=timezone.now())
    if request.GET.get("as") == "pdf":
        header = content_disposition_header(True, f"收讫回执{found.receipt.number}.pdf") or "attachment"
        pdf = receipt_pdf.draw(found)
        return HttpResponse(pdf, content_type=receipt_pdf.MEDIA_TYPE, headers={"Content-Disposition": header})
    base = "portal_base.html" if found.of_agency else "base.html"
    return render(request, "desk/receipt.html", {"base": base, "proof": found, "receipt": found.receipt})
