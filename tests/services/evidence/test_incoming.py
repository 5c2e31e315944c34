"""Uploads in parts: begun, received, finished, given up, handed in, swept."""

import hashlib
import io
import os
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.db import transaction

from accounts.access import Unseen
from cases.models import Case
from evidence import arrivals, parts, services, storage
from evidence.arrivals import Arrived
from evidence.models import Custody, File, Incoming, Item
from evidence.services.incoming import Checksum
from tests.refusals import invalid, refused
from tests.world import World

PDF = b"%PDF-1.7\n" + bytes(range(256)) * 700


@pytest.fixture(autouse=True)
def _small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "PIECE", 50_000)


def begun(world: World, content: bytes = PDF, name: str = "报告.pdf", **more: Any) -> Incoming:
    return services.begin_upload(name=name, size=len(content), by=world.yiwu_handler, at=world.now, **more)


def receive(world: World, pk: UUID, content: bytes = PDF, **more: Any) -> Incoming:
    """Some bytes; from the beginning unless an offset says otherwise."""
    told = {"offset": 0, "length": len(content), "by": world.yiwu_handler, "at": world.now, **more}
    return services.receive_upload(pk, stream=io.BytesIO(content), **told)


def whole(world: World, content: bytes = PDF, name: str = "报告.pdf") -> Incoming:
    return receive(world, begun(world, content, name).pk, content)


def handed_in(world: World, case: Case, *rows: Incoming) -> Item:
    return services.add_item(
        case.pk, kind="documentary", title="报告", source="调取", collected_on=world.now.date(),
        files=[Arrived(row) for row in rows], by=world.yiwu_handler, at=world.now,
    )  # fmt: skip


def lies(row: Incoming) -> Path:
    place = parts.place()
    assert isinstance(place, parts.Disk)
    return place.root / parts.key_of(row.pk)


def test_what_arrives_in_parts_is_whole_when_both_hashes_are_known(world: World) -> None:
    row = begun(world)
    row = receive(world, row.pk, PDF[:70_001])
    assert (row.received, row.completed_at, row.sm3) == (70_001, None, "")
    row = receive(world, row.pk, PDF[70_001:], offset=70_001)
    assert row.completed_at == world.now
    assert row.sha256 == hashlib.sha256(PDF).hexdigest()
    assert row.sm3 == hashlib.new("sm3", PDF).hexdigest()
    assert lies(row).read_bytes() == PDF


def test_what_breaks_off_goes_on_where_it_stopped(world: World) -> None:
    row = begun(world)
    assert receive(world, row.pk, PDF[:123], length=len(PDF)).received == 123
    with refused():
        receive(world, row.pk, PDF)
    with invalid("files"):
        receive(world, row.pk, PDF, offset=123)
    assert receive(world, row.pk, PDF[123:], offset=123).completed_at


def test_bytes_that_nobody_counted_are_written_again(world: World) -> None:
    """Killed between the write and the row: more lies there than the row says."""
    row = receive(world, begun(world).pk, PDF[:1000])
    with lies(row).open("ab") as file:
        file.write(b"never counted")
    assert services.upload_standing(row.pk, by=world.yiwu_handler).received == 1000
    assert receive(world, row.pk, PDF[1000:], offset=1000).sha256 == hashlib.sha256(PDF).hexdigest()


def test_what_lies_there_is_the_truth(world: World) -> None:
    row = receive(world, begun(world).pk, PDF[:1000])
    lies(row).write_bytes(PDF[:400])
    assert services.upload_standing(row.pk, by=world.yiwu_handler).received == 400
    assert receive(world, row.pk, PDF[400:], offset=400).completed_at


def test_a_whole_that_nobody_hashed_yet_is_finished_when_it_is_asked_for(world: World) -> None:
    row = whole(world)
    Incoming.objects.filter(pk=row.pk).update(completed_at=None, sm3="", sha256="")
    with pytest.raises(ValidationError, match="还没有传完"):
        arrivals.chosen([str(row.pk)], by=world.yiwu_handler)
    services.finish_upload(row.pk, by=world.yiwu_handler, at=world.now)
    assert arrivals.chosen([str(row.pk)], by=world.yiwu_handler)[0].read(5) == b"%PDF-"


def test_the_senders_hash_must_be_ours(world: World) -> None:
    right, wrong = hashlib.sha256(PDF).hexdigest(), "0" * 64
    assert receive(world, begun(world, sha256=right.upper()).pk).completed_at
    assert receive(world, begun(world).pk, sha256=right).completed_at
    for row, more in ((begun(world, sha256=wrong), {}), (begun(world), {"sha256": wrong})):
        with pytest.raises(ValidationError, match="与您的文件不一致"):
            receive(world, row.pk, **more)
        assert not lies(row).exists()
        with pytest.raises(Unseen):
            services.upload_standing(row.pk, by=world.yiwu_handler)
    with invalid("files"):
        begun(world, sha256="not a hash")


@pytest.mark.parametrize("start", [0, 40_000, 50_000])
def test_a_part_that_differs_from_its_checksum_does_not_count(world: World, start: int) -> None:
    row = begun(world)
    receive(world, row.pk, PDF[:start])
    rest, good = PDF[start:], hashlib.sha256(PDF[start:]).digest()
    for content in (b"x" * len(rest), rest[:-1]):
        with invalid("files"):
            receive(world, row.pk, content, offset=start, length=len(rest), checksum=Checksum("sha256", good))
        assert services.upload_standing(row.pk, by=world.yiwu_handler).received == start
    assert receive(world, row.pk, rest, offset=start, checksum=Checksum("sha256", good)).completed_at


@pytest.mark.parametrize(
    ("name", "size"), [("a.exe", 9), ("a.pdf", 0), ("a.pdf", 3 * 1024**3)], ids=["kind", "empty", "big"]
)
def test_what_would_be_refused_is_not_even_begun(world: World, name: str, size: int) -> None:
    with invalid("files"):
        services.begin_upload(name=name, size=size, by=world.yiwu_handler, at=world.now)


def test_what_is_not_what_its_name_says_is_gone(world: World) -> None:
    row = begun(world, b"MZ is a program")
    with invalid("files"):
        receive(world, row.pk, b"MZ is a program")
    assert not Incoming.objects.filter(pk=row.pk).exists() and not lies(row).exists()


def test_nobody_has_more_on_its_way_than_the_settings_say(world: World, settings: Any) -> None:
    settings.INCOMING_MOST_FILES, settings.INCOMING_MOST_BYTES = 2, 10**6
    whole(world)
    with refused():
        begun(world, b"x" * (10**6 - len(PDF) + 1))
    begun(world)
    with refused():
        begun(world)
    services.begin_upload(name="a.pdf", size=9, by=world.yiwu_head, at=world.now)


def test_no_upload_is_let_in_that_the_disk_has_no_room_for(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parts.Disk, "room", lambda self: 65 * 1024 * 1024)
    begun(world)
    monkeypatch.setattr(parts.Disk, "room", lambda self: 64 * 1024 * 1024)
    with pytest.raises(OSError, match="No space left"):
        begun(world)


def test_an_upload_belongs_to_its_person(world: World) -> None:
    row, other = whole(world), {"by": world.yiwu_head, "at": world.now}
    for act in (
        lambda: services.upload_standing(row.pk, by=world.yiwu_head),
        lambda: receive(world, row.pk, b"", offset=row.size, **other),
        lambda: services.finish_upload(row.pk, **other),
        lambda: services.drop_upload(row.pk, **other),
        lambda: services.drop_upload(uuid4(), by=world.yiwu_handler, at=world.now),
    ):
        with pytest.raises(Unseen):
            act()
    with pytest.raises(ValidationError, match="已失效"):
        arrivals.chosen([str(row.pk)], by=world.yiwu_head)
    services.drop_upload(row.pk, by=world.yiwu_handler, at=world.now)
    assert not lies(row).exists()


def test_an_upload_that_is_handed_in_stays_where_it_lies(world: World) -> None:
    case, row = world.case("investigating"), whole(world)
    inode = lies(row).stat().st_ino
    file = handed_in(world, case, row).files.get()
    assert (file.key, file.size, file.sha256, file.sm3) == (
        parts.key_of(row.pk),
        row.size,
        row.sha256,
        row.sm3,
    )
    assert lies(row).stat().st_ino == inode
    assert not Incoming.objects.filter(pk=row.pk).exists()
    assert Custody.objects.get(file=file).event == "received"
    assert services.check_waiting(at=world.now) == 1
    with pytest.raises(Unseen):
        receive(world, row.pk, b"more", offset=row.size)
    with invalid("files"), transaction.atomic():
        handed_in(world, case, row)


def test_when_the_work_fails_the_upload_is_as_it_was(world: World) -> None:
    case, good, late = world.case("investigating"), whole(world), begun(world)
    with invalid("files"), transaction.atomic():
        handed_in(world, case, good, late)
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        handed_in(world, case, good)
        raise ZeroDivisionError
    assert not File.objects.filter(key=parts.key_of(good.pk)).exists()
    assert lies(good).read_bytes() == PDF
    assert handed_in(world, case, good).files.get().sha256 == good.sha256


def test_what_nothing_came_of_is_swept_away(world: World, settings: Any) -> None:
    kept, stale = whole(world), receive(world, begun(world).pk, PDF[:9])
    taken = handed_in(world, world.case("investigating"), whole(world)).files.get()
    later = world.now + timedelta(hours=settings.INCOMING_HOURS + 1)
    Incoming.objects.filter(pk=kept.pk).update(touched_at=later)
    orphan = parts.key_of(uuid4())
    parts.place().write(orphan, 0, memoryview(b"nobody's"))
    aged = (later - timedelta(hours=25)).timestamp()
    for key in (orphan, taken.key, parts.key_of(kept.pk)):
        os.utime(default_storage.path(key), (aged, aged))
    swept = services.sweep_incoming(at=later, everywhere=True)
    assert swept.uploads == 1 and swept.orphans >= 1
    assert lies(kept).exists() and not lies(stale).exists()
    assert storage.digest_of(taken.key).sha256 == taken.sha256
    assert not parts.place().length(orphan)
    assert services.sweep_incoming(at=later, everywhere=True) == services.Swept(0, 0)


def test_young_bytes_without_a_row_are_left_alone(world: World, settings: Any) -> None:
    orphan = parts.key_of(uuid4())
    parts.place().write(orphan, 0, memoryview(b"a form is just being sent"))
    young = (world.now - timedelta(hours=23)).timestamp()
    os.utime(default_storage.path(orphan), (young, young))
    services.sweep_incoming(at=world.now, everywhere=True)
    settings.ORPHAN_HOURS = 0
    services.sweep_incoming(at=world.now + timedelta(days=9), everywhere=True)
    assert parts.place().length(orphan)
    parts.place().remove(orphan)
