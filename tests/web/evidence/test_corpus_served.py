"""Whatever a file is, and even if the check had let it in: it leaves as an attachment that no browser runs on our origin."""

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse

from evidence import storage
from evidence.checking import names
from evidence.checking.kinds import ALLOWED
from evidence.models import EvidenceKind, File, FileState, Item, Preview
from tests.evidence.corpus import SAMPLES, Sample
from tests.web.portal.place import Place, ago

LARGEST = 5_000_000  # what is larger is a bomb, which is served like the rest
TYPES = {media_type for media_type, _marks in ALLOWED.values()}
RUN = {
    "text/html",
    "application/xhtml+xml",
    "image/svg+xml",
    "text/xml",
    "application/xml",
    "text/javascript",
}


def let_in(place: Place, sample: Sample) -> File | None:
    """As if nothing had been found in it; None for an ending that never comes in."""
    ending, content = names.ending(sample.name), sample.build()
    if ending not in ALLOWED or not 0 < len(content) <= LARGEST:
        return None
    item = Item.objects.create(
        case=place.case, kind=EvidenceKind.ELECTRONIC, title="样本", source="样本", collected_on=ago(5).date(),
        added_by=place["handler"], added_at=ago(5),
    )  # fmt: skip
    key, found = storage.keep(ContentFile(content, name="x"))
    file = File.objects.create(
        item=item, name=sample.name[:200], key=key, size=found.size, media_type=ALLOWED[ending][0], sha256=found.sha256,
        sm3=found.sm3, state=FileState.CLEAN, uploaded_by=place["handler"], uploaded_at=ago(5),
    )  # fmt: skip
    Preview.objects.create(file=file, page=1, key=f"{key}-not-drawn", width=1, height=1)
    return file


def test_no_type_that_a_browser_runs_is_ever_said() -> None:
    assert not TYPES & RUN


@pytest.mark.parametrize("ending", sorted({names.ending(sample.name) for sample in SAMPLES}))
def test_every_file_leaves_as_an_attachment_in_a_sandbox(client: Client, place: Place, ending: str) -> None:
    client.force_login(place["handler"])
    made = {s: let_in(place, s) for s in SAMPLES if names.ending(s.name) == ending}
    assert ending in ALLOWED or not any(made.values())
    for sample, file in made.items():
        if file is None:
            continue
        answer = client.get(reverse("evidence-file", args=[file.pk]))
        assert answer.status_code == 200, sample
        assert answer["Content-Disposition"].startswith("attachment; filename"), sample
        assert answer["Content-Type"].partition(";")[0] in TYPES, sample
        assert answer["X-Content-Type-Options"] == "nosniff" and answer["Cache-Control"] == "no-store", sample
        assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'", sample
        assert not set("\r\n\u202e") & set(answer["Content-Disposition"]), sample
        assert len(b"".join(answer.streaming_content)) == file.size  # type: ignore[attr-defined]
        part = client.get(reverse("evidence-file", args=[file.pk]), headers={"range": "bytes=1-"})
        assert len(b"".join(part.streaming_content)) == max(file.size - 1, 0)  # type: ignore[attr-defined]
        assert part["Content-Security-Policy"] == "sandbox; default-src 'none'", sample
        assert (
            client.get(reverse("evidence-page", args=[file.pk, 1])).status_code == 404
        )  # never the file itself
        shown = client.get(reverse("evidence-preview", args=[file.pk]))
        assert shown.status_code == 200 and "script-src 'self'" in shown["Content-Security-Policy"], sample
        assert "<script>alert" not in shown.content.decode(), sample


def test_a_page_that_was_drawn_is_a_picture_and_nothing_else(client: Client, place: Place) -> None:
    file = let_in(place, next(sample for sample in SAMPLES if sample.name == "照片.JPG" and not sample.found))
    assert file is not None
    key, _found = storage.keep(ContentFile(b"<html><script>alert(1)</script>", name="x"))
    Preview.objects.filter(file=file).update(key=key)  # even if somebody put a page where a picture lay
    client.force_login(place["handler"])
    answer = client.get(reverse("evidence-page", args=[file.pk, 1]))
    assert b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    assert answer["Content-Type"] == "image/webp" and answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
