"""What it costs to take in a file of UPLOAD_MB (1024): speed beside a plain copy on the same disk, and memory above idle.

The server is gunicorn as in production, in processes of its own; the sender stands in this one.
"""

import hashlib
import json
import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone
from rest_framework.authtoken.models import Token

from evidence.models import Incoming
from tests.faults.conftest import site as site  # the fixture
from tests.faults.parts import Site
from tests.faults.sender import Sender
from tests.world import World

MB = 1024 * 1024
SIZE = int(os.environ.get("UPLOAD_MB", "1024")) * MB
CHUNK = 16 * MB  # what the browser sends at once
MOST_MEMORY = 128 * MB
LEAST_RATIO = 0.35  # of a copy that computes both hashes, too


def workers(arbiter: int) -> list[int]:
    """The processes that answer."""
    return [int(pid) for pid in Path(f"/proc/{arbiter}/task/{arbiter}/children").read_text().split()]


def memory(pids: list[int], line: str) -> int:
    """Bytes in memory of these processes: now (VmRSS), or at most since the mark was set back (VmHWM)."""
    texts = [Path(f"/proc/{pid}/status").read_text() for pid in pids]
    return sum(int(text.partition(f"{line}:")[2].split()[0]) * 1024 for text in texts)


def forget(pids: list[int]) -> None:
    """Set the mark back."""
    for pid in pids:
        Path(f"/proc/{pid}/clear_refs").write_text("5")


def copied(source: Path, target: Path, *names: str) -> float:
    """Seconds for a copy that is on the disk at its end, with these hashes."""
    began, hashes = time.monotonic(), [hashlib.new(name) for name in names]
    with source.open("rb") as given, target.open("wb") as taken:
        while piece := given.read(MB):
            for one in hashes:
                one.update(piece)
            taken.write(piece)
        taken.flush()
        os.fsync(taken.fileno())
    target.unlink()
    return time.monotonic() - began


@pytest.fixture
def film(tmp_path: Path) -> Iterator[Path]:
    """A film of that size, on the disk on which the evidence lies."""
    folder = Path(settings.MEDIA_ROOT)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "film.mp4"
    piece = b"\x00\x00\x00\x18ftypmp42" + os.urandom(MB - 12)
    with path.open("wb") as file:
        for _ in range(SIZE // MB):
            file.write(piece)
    yield path
    path.unlink()


def sent(sender: Sender, film: Path) -> float:
    """Seconds until a file is whole on the server."""
    path, offset, began = sender.begin(film.name, SIZE), 0, time.monotonic()
    with film.open("rb") as file:
        while piece := file.read(CHUNK):
            told = {"Content_Type": "application/offset+octet-stream", "Upload_Offset": str(offset)}
            status, _headers, text = sender.ask("PATCH", path, piece, **told)
            assert status == 204, text
            offset += len(piece)
    return time.monotonic() - began


@pytest.mark.django_db(transaction=True)
def test_a_large_file_costs_little_more_than_its_hashes(site: Site, film: Path) -> None:
    handler = World(timezone.now()).yiwu_handler
    arbiter = site.web()
    sender = Sender(site.web_port, Token.objects.create(user=handler).key)
    for _ in range(8):  # every worker has answered once
        sender.ask("GET", "/api/v1/uploads/")
    pids = workers(arbiter.pid)
    idle = memory(pids, "VmRSS")
    forget(pids)
    target = film.with_suffix(".copy")
    took = {
        "copy + SHA-256": copied(film, target, "sha256"),
        "copy + SHA-256 + SM3": copied(film, target, "sha256", "sm3"),
        "upload": sent(sender, film),
    }
    above = memory(pids, "VmHWM") - idle
    row = Incoming.objects.get()
    assert row.completed_at and row.received == SIZE
    speeds = {name: SIZE / MB / seconds for name, seconds in took.items()}
    plain, both, upload = speeds.values()
    for name, speed in speeds.items():
        print(f"{name:24} {speed:8.1f} MB/s")
    print(f"ratio to copy + SHA-256 {upload / plain:.2f}, to copy + both hashes {upload / both:.2f}")
    print(f"memory above idle: {above / MB:.1f} MiB of {SIZE / MB:.0f} MB sent")
    assert above <= MOST_MEMORY
    assert upload / both >= LEAST_RATIO
    status, _headers, text = sender.ask("GET", f"/api/v1/uploads/{row.pk}/")
    assert status == 200 and len(json.loads(text)["sm3"]) == 64
    assert sender.ask("DELETE", f"/api/v1/uploads/{row.pk}/")[0] == 204
