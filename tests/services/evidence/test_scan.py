"""A real clamd looks at what came in; what it does not clearly let in waits, and is caught up on."""

import io
import os
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from audit.flow import Refused
from evidence import scanner, services
from evidence.models import File
from tests import clamav
from tests.clamav import EICAR, FILE, STREAM, Clamd
from tests.evidence.attachments import eicar_in_pdf, holding, invoice
from tests.evidence.corpus import docx_with
from tests.evidence.making import plain_pdf, zipped
from tests.web.portal.place import Place, ago, upload

VIRUS = "Eicar-Signature.UNOFFICIAL"


@pytest.fixture(scope="module")
def daemon() -> Iterator[Clamd]:
    """One clamd for all of these tests."""
    if clamav.find() is None:
        if os.environ.get("CI"):
            pytest.fail("clamd is missing, and CI must run the tests of the scanner.")
        pytest.skip(clamav.MISSING)
    with TemporaryDirectory(prefix="yisu-clamd-") as folder:
        running = Clamd(Path(folder))
        running.start()
        yield running
        running.stop()


@pytest.fixture
def clamd(daemon: Clamd, settings: Any) -> Clamd:
    """It runs, and the house asks it."""
    if daemon.process is None:
        daemon.start()
    settings.CLAMAV_SOCKET, settings.CLAMAV_TIMEOUT = str(daemon.socket), 20
    return daemon


def sent(place: Place, *files: tuple[str, bytes]) -> list[File]:
    item = services.add_item(
        place.case.pk, kind="documentary", title="材料", source="现场", collected_on=ago(5).date(),
        files=[upload(name, content) for name, content in files], by=place["handler"], at=ago(5),
    )  # fmt: skip
    return list(item.files.all())


def checked(files: list[File], at: datetime) -> list[str]:
    """What became of them."""
    services.check_waiting(at=at)
    return [File.objects.get(pk=file.pk).state for file in files]


def test_eicar_is_found_wherever_it_hides_and_a_clean_file_is_let_in(place: Place, clamd: Clamd) -> None:
    files = sent(
        place, ("a.txt", EICAR), ("a.zip", zipped({"说明.txt": EICAR})), ("a.docx", docx_with({"word/media/a.txt": EICAR})),
        ("a.pdf", eicar_in_pdf()), ("clean.pdf", invoice()),
    )  # fmt: skip
    assert checked(files, ago(4)) == ["refused", "refused", "refused", "refused", "clean"], clamd.log()
    for file in files[:4]:
        found = File.objects.get(pk=file.pk).findings
        assert {"code": "virus", "detail": VIRUS} in found
        with pytest.raises(Refused, match="已隔离"):
            services.hand_out(file.pk, by=place["handler"], at=ago(3))
    assert files[4].custody.get(event="checked").note == "结构检查和病毒查杀"
    assert place["handler"].notices.filter(title__contains="未通过安全检查").count() == 4


def test_what_is_packed_in_a_pdf_is_shown_to_the_scanner_unpacked(place: Place, clamd: Clamd) -> None:
    """The scanner alone does not look into it; and a file that is too large for it there waits like any other."""
    assert scanner.scan(io.BytesIO(eicar_in_pdf())) == ""
    [file] = sent(place, ("a.pdf", holding({"台账.txt": b"1" * (FILE + 100_000)})))
    assert checked([file], ago(4)) == ["pending"]


def test_eicar_behind_a_pdf_is_found_by_the_scanner_too(clamd: Clamd) -> None:
    """The structure check refuses this before; here the scanner alone is asked."""
    assert scanner.scan(io.BytesIO(plain_pdf() + zipped({"a.txt": EICAR}))) == VIRUS
    assert scanner.scan(io.BytesIO(plain_pdf())) == ""


@pytest.mark.parametrize("size", [FILE + 100_000, STREAM + 500_000], ids=["file", "stream"])
def test_what_is_too_large_for_the_scanner_was_not_looked_at_and_waits(
    place: Place, clamd: Clamd, size: int
) -> None:
    [file] = sent(place, ("a.csv", b"name,value\n" * (size // 11)))
    assert checked([file], ago(4)) == ["pending"]
    with pytest.raises(scanner.Unscanned), (Path(clamd.folder) / "large").open("w+b") as large:
        large.truncate(size)
        scanner.scan(large)


def test_while_the_scanner_is_away_files_wait_and_are_caught_up_on(place: Place, clamd: Clamd) -> None:
    files = sent(place, ("clean.pdf", plain_pdf()), ("a.txt", EICAR))
    clamd.stop()
    assert not scanner.answers() and checked(files, ago(4)) == ["pending", "pending"]
    with pytest.raises(Refused, match="待检"):
        services.hand_out(files[0].pk, by=place["handler"], at=ago(4))
    clamd.start()
    assert scanner.answers() and checked(files, ago(4)) == [
        "pending",
        "pending",
    ]  # not before the pause is over
    assert checked(files, ago(4) + timedelta(minutes=5)) == ["clean", "refused"]
    assert File.objects.get(pk=files[0].pk).attempts == 2
