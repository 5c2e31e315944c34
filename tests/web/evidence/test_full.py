"""F13: the disk is full while a form brings files: the page says so, and nothing is half there."""

from typing import Any

import pytest
from django.core.files.uploadhandler import FileUploadHandler
from django.test import Client

from evidence import storage
from evidence.models import File, Item
from tests.web.people import browser
from tests.web.portal.place import Place, today, upload


class Full(FileUploadHandler):
    """Where files wait for their form there is no room."""

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        raise storage.full()

    def file_complete(self, file_size: int) -> Any:
        return None


def sent(client: Client, place: Place) -> Any:
    client.raise_request_exception = False
    typed = {
        "kind": "documentary",
        "element": "none",
        "title": "台账",
        "source": "调取",
        "collected_on": today(),
    }
    return client.post(f"/cases/{place.case.pk}/evidence/new/", {**typed, "files": upload()})


@pytest.mark.parametrize("where", ["on the way in", "where it is kept"])
def test_a_full_disk_is_said_and_nothing_is_half_there(
    place: Place, settings: Any, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    def no_room(_upload: object) -> None:
        raise storage.full()

    client = browser(place["handler"])
    with monkeypatch.context() as full:
        if where == "on the way in":
            settings.FILE_UPLOAD_HANDLERS = ["tests.web.evidence.test_full.Full"]
        else:
            full.setattr(storage, "keep", no_room)
        answer = sent(client, place)
    assert answer.status_code == 507
    assert "存储空间不足" in answer.content.decode()
    assert not Item.objects.exists() and not File.objects.exists()
    settings.FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
    assert sent(client, place).status_code == 302
