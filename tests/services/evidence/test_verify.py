"""Whether files still are what was received: found at night, by command, by a person; told, and never forgotten."""

import io
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.access import Unseen
from audit.flow import Refused
from deadlines.models import Notice
from evidence import services, storage
from evidence.models import File
from evidence.services import verifying
from tests.web.portal.place import Place, ago, upload

NIGHT = ago(2, hour=23)


@pytest.fixture
def files(place: Place) -> list[File]:
    """Three files of one piece of evidence, checked."""
    item = services.add_item(
        place.case.pk, kind="documentary", title="提取笔录", source="现场提取", collected_on=ago(5).date(),
        files=[upload(f"{n}.pdf") for n in "一二三"], by=place["handler"], at=ago(5),
    )  # fmt: skip
    services.check_waiting(at=ago(4))
    return list(item.files.all())


def flip(file: File) -> None:
    """One bit of it, where it lies."""
    path = Path(settings.MEDIA_ROOT) / file.key
    content = path.read_bytes()
    path.write_bytes(content[:20] + bytes([content[20] ^ 1]) + content[21:])


def states(files: list[File]) -> list[str]:
    return [File.objects.get(pk=file.pk).state for file in files]


def links(file: File) -> list[str]:
    return [
        f"{link.event} {link.note[:8]}" for link in file.custody.exclude(event__in=("received", "checked"))
    ]


def command(*words: str) -> tuple[int, str]:
    said = io.StringIO()
    try:
        call_command("verify_evidence", *words, stdout=said)
    except SystemExit as ended:
        return int(ended.code or 0), said.getvalue()
    return 0, said.getvalue()


def test_a_flipped_bit_is_found_at_night_and_told(place: Place, files: list[File]) -> None:
    flip(files[1])
    verified = services.verify_at_night(at=NIGHT)
    assert verified is not None and (verified.same, verified.left) == (2, 0)
    assert states(files) == ["clean", "altered", "clean"] and verified.different == [files[1]]
    assert (
        links(files[1]) == ["verified 与接收时不一致"] and links(files[0]) == []
    )  # what is the same stands on the row
    assert File.objects.get(pk=files[0].pk).verified_at is not None
    [notice] = Notice.objects.filter(kind="alarm")
    assert notice.user == place["handler"] and "二.pdf" in notice.title
    again = services.verify_at_night(at=NIGHT + timedelta(hours=1))
    assert (
        again is not None and again.count == 0
    )  # once a night, and what is known to differ is not read again
    later = services.verify_at_night(at=NIGHT + timedelta(days=1))
    assert later is not None and later.same == 2 and Notice.objects.filter(kind="alarm").count() == 1
    assert services.verify_at_night(at=ago(1, hour=12)) is None


def test_a_run_that_is_cut_short_goes_on_with_what_was_verified_longest_ago(files: list[File]) -> None:
    first = verifying.run(File.objects.all(), before=NIGHT, seconds=0, by=None, at=NIGHT)
    assert (first.count, first.left) == (0, 3)
    File.objects.filter(pk=files[0].pk).update(verified_at=NIGHT - timedelta(days=1))
    File.objects.filter(pk=files[1].pk).update(verify_lease=NIGHT + timedelta(minutes=5))  # somebody reads it
    assert [file.pk for file in verifying._claim(File.objects.all(), NIGHT)] == [files[2].pk, files[0].pk]
    after = NIGHT + verifying.LEASE + timedelta(minutes=1)  # both were killed; their leases are over
    assert verifying.run(File.objects.all(), before=after, seconds=60, by=None, at=after).same == 3
    assert not File.objects.exclude(verify_lease=None).exists()


def test_a_night_asks_the_database_as_often_for_many_as_for_few(place: Place, files: list[File]) -> None:
    with CaptureQueriesContext(connection) as few:
        services.verify_at_night(at=NIGHT)
    services.add_item(
        place.case.pk, kind="documentary", title="更多", source="现场", collected_on=ago(5).date(),
        files=[upload(f"{n}.pdf") for n in range(12)], by=place["handler"], at=ago(5),
    )  # fmt: skip
    with CaptureQueriesContext(connection) as many:
        verified = services.verify_at_night(at=NIGHT + timedelta(days=1))
    assert verified is not None and verified.same == 15 and len(many) == len(few)


def test_a_store_that_is_away_makes_no_file_altered(files: list[File]) -> None:
    there = Path(settings.MEDIA_ROOT) / "evidence"
    away = there.rename(there.with_name("not-mounted"))
    try:
        code, said = command()
        with pytest.raises(Refused, match="暂时读不出来"):
            services.hand_out(files[0].pk, by=files[0].uploaded_by, at=ago(1))
    finally:
        away.rename(there)
    assert code == 2 and "3 could not be read" in said and states(files) == ["clean"] * 3


def test_the_command_says_what_differs_and_its_exit_code_too(place: Place, files: list[File]) -> None:
    assert command("--case", str(place.case.pk)) == (
        0, "3 files compared: 3 the same, 0 different; 0 could not be read, 0 not reached\n",
    )  # fmt: skip
    flip(files[0])
    storage.remove(files[2].key)
    assert command("--since", "2000-01-01T00:00")[1].startswith("0 files compared")
    code, said = command()
    assert code == 1 and said.count("DIFFERENT file") == 2 and "1 the same, 2 different" in said
    assert links(files[2]) == ["verified 存储中找不到文件"]
    assert command("--case", "0")[0] == 0 and command("--seconds", "0")[0] == 2
    with pytest.raises(CommandError, match="--since"):
        command("--since", "yesterday")


def test_a_person_verifies_a_case_and_each_file_says_who(place: Place, files: list[File]) -> None:
    flip(files[0])
    verified = services.verify_case(place.case.pk, by=place["chief"], at=ago(1))
    assert (verified.same, verified.different, verified.left) == (2, [files[0]], 0)
    assert links(files[1]) == ["verified 一致"]
    assert files[1].custody.get(event="verified").by == place["chief"]
    for stranger in ("post.liaison", "cac.leader"):
        with pytest.raises(Unseen):
            services.verify_case(place.case.pk, by=place[stranger], at=ago(1))


def test_what_is_restored_is_looked_at_anew_before_anybody_gets_it(place: Place, files: list[File]) -> None:
    file, by = files[0], place["handler"]
    flip(file)
    assert services.verify(file.item_id, by=by, at=ago(3))[file.pk] is False
    with pytest.raises(Refused, match="与接收时不一致"):
        services.hand_out(file.pk, by=by, at=ago(3))
    flip(file)  # back to what it was
    assert services.verify(file.item_id, by=by, at=ago(2))[file.pk] is True
    assert states([file]) == ["pending"]
    with pytest.raises(Refused, match="待检"):
        services.hand_out(file.pk, by=by, at=ago(2))
    services.check_waiting(at=ago(2))
    services.hand_out(file.pk, by=by, at=ago(1)).stream.close()
    assert (
        links(file) == ["verified 与接收时不一致", "verified 一致", "downloaded "]
        and file.previews.count() == 1
    )
