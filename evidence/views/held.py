"""Door for an agency's own people: a file of a draft, looked at before it is sent. The same way out as evidence has."""

from uuid import UUID

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.answers import me
from evidence import drafting, ranges, services
from evidence.views.files import harmless, viewer


@require_safe
def download(request: HttpRequest, held_id: UUID) -> HttpResponseBase:
    """The file itself, as an attachment."""
    lent = services.lend(held_id, by=me(request), at=timezone.now())
    file = lent.file
    answer = ranges.response(
        request, lent.stream, size=file.size, tag=file.sha256, name=file.name, media_type=file.media_type
    )
    return harmless(answer, "no-store")


@require_safe
def preview(request: HttpRequest, held_id: UUID) -> HttpResponse:
    """What it shows, page by page; or why it cannot be shown."""
    file = drafting.held(held_id, by=me(request), at=timezone.now())
    assert file.draft is not None
    values = {
        "base": "portal_base.html",
        "above": (reverse("portal-draft", args=[file.draft.pk]), file.draft.get_kind_display()),
        "kicker": "",
        "download": reverse("draft-file", args=[held_id]),
    }
    return viewer(request, file, lambda page: reverse("draft-file-page", args=[held_id, page]), values)


@require_safe
def preview_page(request: HttpRequest, held_id: UUID, page: int) -> FileResponse:
    """One page as a picture that we drew."""
    stream = services.lend_page(held_id, page, by=me(request), at=timezone.now())
    response = FileResponse(stream, content_type="image/webp")
    response["Content-Disposition"] = "inline"
    return harmless(response, "private, no-store")
