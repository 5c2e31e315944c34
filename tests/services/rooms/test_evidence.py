"""Evidence comes in, is handed out, is verified; bytes are never overwritten."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.db import InternalError, transaction
from django.db.utils import DatabaseError

from accounts.access import Unseen
from cases.models import Case
from desk.demo import files
from evidence import services, storage
from evidence.models import Custody, File, Item
from tests.refusals import invalid
from tests.world import World


def add(world: World, case: Case, by: str = "yiwu_assistant", **changes: Any) -> Item:
    typed = {
        "kind": "inspection",
        "title": "现场笔录",
        "source": "办案组",
        "collected_on": world.now.date(),
        "files": [files.pdf("笔录.pdf", ["现场笔录"])],
        **changes,
    }
    return services.add_item(case.pk, **typed, by=getattr(world, by), at=world.now)


def checked(world: World, item: Item) -> File:
    """Its file, after the check."""
    services.check_waiting(at=world.now)
    return item.files.get()


def test_a_file_is_kept_with_both_hashes_and_its_first_link(world: World) -> None:
    file = add(world, world.case("investigating")).files.get()
    found = storage.digest_of(file.key)
    assert (file.sha256, file.sm3, file.size) == (found.sha256, found.sm3, found.size)
    assert [link.event for link in file.custody.all()] == ["received"]


def test_every_hand_out_is_a_link_of_custody(world: World) -> None:
    file = checked(world, add(world, world.case("investigating")))
    with services.hand_out(file.pk, by=world.yiwu_head, at=world.now).stream as handed:
        assert handed.read(5) == b"%PDF-"
    last = file.custody.last()
    assert last is not None
    assert (last.event, last.by) == ("downloaded", world.yiwu_head)
    with pytest.raises(Unseen):
        services.hand_out(file.pk, by=world.dongyang_handler, at=world.now)


def test_verification_finds_what_was_changed(world: World) -> None:
    item = add(world, world.case("investigating"))
    file = item.files.get()
    assert services.verify(item.pk, by=world.yiwu_handler, at=world.now) == {file.pk: True}
    storage.remove(file.key)
    assert services.verify(item.pk, by=world.yiwu_handler, at=world.now) == {file.pk: False}
    assert [link.event for link in file.custody.all()] == ["received", "verified", "verified"]


@pytest.mark.parametrize(
    "upload",
    [
        ContentFile(b"", name="empty.pdf"),
        ContentFile(b"MZ....", name="virus.exe"),
        ContentFile(b"not a pdf", name="fake.pdf"),
        ContentFile(b"no ending", name="README"),
    ],
    ids=["empty", "program", "disguised", "nameless"],
)
def test_what_is_not_evidence_stays_outside(world: World, upload: ContentFile[bytes]) -> None:
    case = world.case("investigating")
    with invalid("files"), transaction.atomic():
        add(world, case, files=[upload])
    assert not case.evidence.exists()


def test_evidence_was_collected_by_today(world: World) -> None:
    with invalid("collected_on"):
        add(world, world.case("investigating"), collected_on=world.now.date() + timedelta(days=1))


def test_an_agencys_files_become_evidence_of_its_own(world: World) -> None:
    case = world.case("rectifying")
    obligation = world.obligation(case)
    sent = services.receive_submission(
        obligation.pk,
        text="已整改",
        files=[files.png("屏幕.png", share=80)],
        by=world.yiwu_post_liaison,
        at=world.now,
    )
    item = sent.evidence.get()
    assert (item.respondent, item.title) == (obligation.respondent, "屏幕.png")
    services.hand_out(checked(world, item).pk, by=world.yiwu_post_leader, at=world.now).stream.close()
    with pytest.raises(Unseen):
        services.hand_out(item.files.get().pk, by=world.yiwu_cac_liaison, at=world.now)


def test_who_may_not_add(world: World) -> None:
    case = world.case("investigating")
    with pytest.raises(PermissionDenied):
        add(world, case, "yiwu_clerk")
    with pytest.raises(Unseen):
        add(world, case, "yiwu_post_liaison")


def test_the_database_keeps_files_and_custody_as_they_are(world: World) -> None:
    file = add(world, world.case("investigating")).files.get()
    for forbidden in (
        lambda: File.objects.filter(pk=file.pk).update(sha256="0" * 64),
        lambda: File.objects.filter(pk=file.pk).delete(),
        lambda: Custody.objects.filter(file=file).update(note="改"),
        lambda: Custody.objects.filter(file=file).delete(),
    ):
        with pytest.raises((InternalError, DatabaseError)), transaction.atomic():
            forbidden()
