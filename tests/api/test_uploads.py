"""The tus protocol as a program speaks it, and what becomes of an upload that a form names."""

import base64
import hashlib
import json
import os
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from rest_framework.test import APIClient

from accounts.models import User
from evidence import parts
from evidence.models import File, Incoming
from tests.api.conftest import Program, refusal
from tests.api.test_files import report, upload
from tests.world import World

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\n" + b"page" * 999
OFFSET = "application/offset+octet-stream"


def base(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


def announce(client: Any, size: object = len(PDF), name: str = "报告.pdf", **more: Any) -> Any:
    said = f"filename {base(name)},filetype {base('application/pdf')}"
    return client.post(
        "/api/v1/uploads/", headers={"Upload-Length": str(size), "Upload-Metadata": said, **more}
    )


def send(client: Any, url: str, content: bytes, offset: object = 0, kind: str = OFFSET, **more: Any) -> Any:
    headers = {"Upload-Offset": str(offset), **more}
    return client.generic("PATCH", url, content, content_type=kind, headers=headers)


def test_a_file_goes_up_in_two_parts_and_becomes_evidence(world: World, of: Program) -> None:
    leader, obligation = of(world.yiwu_post_leader), world.obligation(world.case("rectifying"))
    begun = announce(leader, **{"Tus-Resumable": "1.0.0"})
    assert (begun.status_code, begun["Tus-Resumable"]) == (201, "1.0.0")
    url, known = begun["Location"], {"text": "已推广", "files": [begun.json()["id"]]}
    assert send(leader, url, PDF[:1000])["Upload-Offset"] == "1000"
    asked = leader.head(url)
    assert (asked["Upload-Offset"], asked["Upload-Length"]) == ("1000", str(len(PDF)))
    assert "Upload-Expires" in asked and asked["Cache-Control"] == "no-store"
    report = f"/api/v1/obligations/{obligation.pk}/submissions/"
    assert "还没有传完" in refusal(leader.post(report, known, format="json"), 400)["errors"]["files"][0]
    whole = hashlib.sha256(PDF).hexdigest()
    assert send(leader, url, PDF[1000:], 1000, **{"Upload-Sha256": whole}).status_code == 204
    assert leader.get(url).json()["sha256"] == whole and leader.get(url).json()["whole"]
    assert [one["name"] for one in leader.get("/api/v1/uploads/").json()] == ["报告.pdf"]
    made = leader.post(report, known, format="json")
    assert made.status_code == 201, made.content.decode()
    assert File.objects.get(item__submission=made.json()["id"]).sha256 == whole
    refusal(leader.get(url), 404)
    assert leader.get("/api/v1/uploads/").json() == []


def test_a_form_may_come_with_files_of_both_ways(world: World, of: Program) -> None:
    leader, obligation = of(world.yiwu_post_leader), world.obligation(world.case("rectifying"))
    begun = announce(leader)
    send(leader, begun["Location"], PDF)
    made = report(leader, obligation, text="已推广", files=[upload("图.pdf"), begun.json()["id"]])
    assert made.status_code == 201, made.content.decode()
    names = File.objects.filter(item__submission=made.json()["id"]).values_list("name", flat=True)
    assert sorted(names) == ["图.pdf", "报告.pdf"]


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"size": "x"}, 400), ({"size": -1}, 400), ({"size": "9" * 30}, 400), ({"size": 0}, 400), ({"name": "a.exe"}, 415),
        ({"size": 3 * 1024**3}, 413), ({"Upload-Metadata": "filename !!"}, 400), ({"Upload-Metadata": ""}, 415),
        ({"Upload-Metadata": f"filename {base('a.pdf')},sha256 {base('zz')}"}, 400), ({"Tus-Resumable": "0.2"}, 412),
        ({"Upload-Metadata": "filename " + base64.b64encode(b"\xff\xfe").decode()}, 400),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_not_begun(world: World, of: Program, change: Any, status: int) -> None:
    refusal(announce(of(world.yiwu_handler), **change), status)
    assert not Incoming.objects.exists()


def test_bytes_that_do_not_belong_are_refused(world: World, of: Program) -> None:
    handler = of(world.yiwu_handler)
    url = announce(handler)["Location"]
    digest = base64.b64encode(hashlib.sha256(PDF).digest()).decode()
    for status, answer in (
        (409, send(handler, url, PDF, 7)),
        (413, send(handler, url, PDF + b"x")),
        (415, send(handler, url, PDF, kind="application/json")),
        (400, send(handler, url, PDF, "seven")),
        (400, send(handler, url, PDF, **{"Upload-Checksum": "md5 abc"})),
        (400, send(handler, url, PDF, **{"Upload-Checksum": "sha256 !"})),
        (460, send(handler, url, b"x" * len(PDF), **{"Upload-Checksum": f"sha256 {digest}"})),
        (404, send(of(world.yiwu_head), url, PDF)),
        (404, of(world.yiwu_head).get(url)),
        (404, of(world.yiwu_head).delete(url)),
    ):
        refusal(answer, status)
    assert handler.head(url)["Upload-Offset"] == "0"
    assert send(handler, url, PDF, **{"Upload-Checksum": f"sha256 {digest}"}).status_code == 204
    refusal(send(handler, url, b"x", 7), 409)


def test_a_wrong_hash_of_the_whole_ends_the_upload(world: World, of: Program) -> None:
    handler = of(world.yiwu_handler)
    url = announce(handler)["Location"]
    told = refusal(send(handler, url, PDF, **{"Upload-Sha256": "0" * 64}), 460)
    assert "与您的文件不一致" in told["errors"]["files"][0]
    assert handler.head(url).status_code == 404


def test_an_upload_is_given_up(world: World, of: Program) -> None:
    handler = of(world.yiwu_handler)
    url = announce(handler)["Location"]
    assert handler.delete(url).status_code == 204
    assert handler.head(url).status_code == 404
    assert handler.options(url)["Tus-Extension"] == "creation,termination,expiration,checksum"


def test_a_proxy_that_knows_only_post_can_be_told(world: World, of: Program) -> None:
    handler = of(world.yiwu_handler)
    url = announce(handler)["Location"]
    headers = {"Upload-Offset": "0", "X-HTTP-Method-Override": "PATCH"}
    assert handler.generic("POST", url, PDF, content_type=OFFSET, headers=headers).status_code == 204
    assert handler.post(url).status_code == 405


def test_a_browser_needs_its_token(
    world: World, browser_of: Callable[[User], Client], client: Client
) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(world.yiwu_handler, backend="accounts.backends.People")
    assert announce(browser).status_code == 403
    token = browser.get("/password/").content.decode().partition('csrfmiddlewaretoken" value="')[2][:64]
    begun = announce(browser, **{"X-CSRFToken": token})
    assert begun.status_code == 201
    assert send(browser, begun["Location"], PDF).status_code == 403
    assert send(browser, begun["Location"], PDF, **{"X-CSRFToken": token}).status_code == 204
    assert announce(client).status_code == 401


def test_where_no_room_is_left_it_is_said(
    world: World, of: Program, browser_of: Callable[[User], Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The kernel's own refusal: the upload lies on a device that is always full."""
    handler = of(world.yiwu_handler)
    begun = announce(handler)
    path = default_storage.path(parts.key_of(Incoming.objects.get().pk))
    os.makedirs(os.path.dirname(path), exist_ok=True)
    os.symlink("/dev/full", path)
    told = refusal(send(handler, begun["Location"], PDF), 507)
    assert "空间不足" in told["title"]
    os.unlink(path)
    assert handler.head(begun["Location"])["Upload-Offset"] == "0"
    assert send(handler, begun["Location"], PDF).status_code == 204
    monkeypatch.setattr(parts.Disk, "room", lambda self: 0)
    refusal(announce(handler), 507)


def test_every_answer_is_one_that_programs_understand(world: World, of: Program) -> None:
    handler: APIClient = of(world.yiwu_handler)
    body = json.loads(announce(handler, name="../‮fdp.exe.pdf").content)
    assert body["name"] == "fdp.exe.pdf"
    assert body["offset"] == 0 and body["whole"] is False
