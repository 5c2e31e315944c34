"""A new version stands beside the one it replaces: both stay readable, and none is replaced twice."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from accounts.access import Unseen
from audit.models import Entry
from evidence import services
from evidence.models import File
from tests.evidence.making import plain_pdf
from tests.refusals import invalid, refused
from tests.web.portal.place import Place, ago, upload


@pytest.fixture
def file(place: Place) -> File:
    item = services.add_item(
        place.case.pk, kind="documentary", title="提取笔录", source="现场", collected_on=ago(5).date(),
        files=[upload("笔录.pdf")], by=place["handler"], at=ago(5),
    )  # fmt: skip
    services.check_waiting(at=ago(4))
    return item.files.get()


def replace(place: Place, file: File, by: str = "handler", **changes: Any) -> File:
    said = {"files": [upload("盖章笔录.pdf", plain_pdf())], "reason": "补充盖章页", **changes}
    return services.replace_file(file.pk, **said, by=place[by], at=ago(3))


def test_both_versions_stay_and_say_which_they_are(place: Place, file: File) -> None:
    new = replace(place, file)
    services.check_waiting(at=ago(2))
    item = file.item
    assert (new.revision, new.replaces, new.item) == (2, file, item)
    assert (item.current, item.older) == ([new], [file])
    for each in (file, new):
        services.hand_out(each.pk, by=place["chief"], at=ago(1)).stream.close()
    assert [link.event for link in new.custody.all()] == ["received", "checked", "downloaded"]
    assert "第 2 版：补充盖章页" in Entry.objects.filter(action="evidence.add").latest("id").note
    third = replace(place, new, files=[upload("再次盖章.pdf", plain_pdf() + b"\n")])
    item = file.item.__class__.objects.get(pk=item.pk)
    assert third.revision == 3 and item.current == [third] and item.older == [new, file]


def test_a_version_is_replaced_once(place: Place, file: File) -> None:
    replace(place, file)
    with refused(text="已有新版本"):
        replace(place, file)
    with pytest.raises(IntegrityError), transaction.atomic():  # and two at the same moment cannot be
        twin = File.objects.get(replaces=file)
        twin.pk, twin.key = None, "another"
        twin.save()


def test_one_other_file_for_a_reason_by_who_may(place: Place, file: File) -> None:
    for files in ([], [upload("一.pdf"), upload("二.pdf")], [upload("同样.pdf")]):
        with invalid("files"), transaction.atomic():
            replace(place, file, files=files)
    with pytest.raises(PermissionDenied):
        replace(place, file, by="chief")
    with pytest.raises(Unseen):
        replace(place, file, by="post.liaison")
    assert file.item.files.count() == 1


def test_what_an_agency_handed_in_is_not_replaced_by_others(place: Place) -> None:
    sent = services.receive_submission(
        place.obligation.pk, text="一", files=[upload()], by=place["post.leader"], at=ago(3)
    )
    with refused(text="由该机关重新提交"):
        replace(place, sent.evidence.get().files.get())
