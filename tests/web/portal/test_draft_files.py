"""The leader opens the whole files before confirming; who writes is told in the form what was turned away."""

import io
import json
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cases.models import Submission
from evidence import services
from evidence.drafting import Subject
from evidence.models import Draft, Incoming
from tests.evidence.corpus import script_pdf
from tests.web.portal.place import PDF, Place, ago, upload

BAD, WHY = "通知.pdf", "PDF 带有脚本，请重新打印成 PDF 后上传"
CONFIRM = "send/"


def offered(place: Place, *files: Any, by: str = "post.liaison") -> Draft:
    subject = Subject(Draft.Kind.REPORT, place.respondent.pk, place.obligation.pk)
    values = {str(place.obligation.indicators.get().pk): "91.2"}
    return services.hand_in(
        subject, text="已推广隐私面单", values=values, files=files, by=place[by], at=ago(3)
    )


def shown(client: Client, place: Place, url: str, who: str = "post.leader", status: int = 200) -> str:
    client.force_login(place[who])
    answer = client.get(url)
    assert answer.status_code == status, (url, who)
    return answer.content.decode()


def asked(client: Client, url: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(url)
        assert answer.status_code == 200
    if answer.streaming:
        b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    return len(queries)


def test_the_leader_opens_whole_files_and_nobody_outside_does(client: Client, place: Place) -> None:
    draft = offered(place, upload(), upload("台账.csv", "企业,人数\n甲,9\n".encode()))
    page, file = f"/portal/drafts/{draft.pk}/", draft.files.get(name="培训签到表.pdf")
    url = f"/portal/files/{file.pk}/"
    waiting = shown(client, place, page)
    assert (
        "有 2 个文件正在做安全检查" in waiting
        and url not in waiting
        and 'hx-trigger="click, every 5s"' in waiting
    )
    assert "目标 90%" in waiting and "91.2%" in waiting and CONFIRM in waiting
    assert client.get(url).status_code == 409
    assert "还有 2 个文件没有检查完" in client.get(f"{page}send/").content.decode()
    Incoming.objects.update(attempts=2)
    stuck = shown(client, place, page)
    assert "系统会继续重试；不影响报送" in stuck and "every 60s" in stuck and CONFIRM in stuck
    services.check_waiting(at=ago(2))
    for who in ("post.leader", "post.liaison"):
        open_ = shown(client, place, page, who)
        assert f'href="{url}preview/"' in open_ and "hx-trigger" not in open_
        assert f'href="/portal/files/{draft.files.get(name="台账.csv").pk}/"' in open_
        answer = client.get(url)
        assert b"".join(answer.streaming_content) == PDF  # type: ignore[attr-defined]
        assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''")
        assert answer["X-Content-Type-Options"] == "nosniff" and answer["Cache-Control"] == "no-store"
        assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
        part = client.get(url, headers={"Range": "bytes=4-"})
        assert part.status_code == 206 and b"".join(part.streaming_content) == PDF[4:]  # type: ignore[attr-defined]
        assert f'src="{url}preview/1/"' in shown(client, place, f"{url}preview/", who)
        drawn = client.get(f"{url}preview/1/")
        assert drawn["Content-Type"] == "image/webp" and b"".join(drawn.streaming_content)[:4] == b"RIFF"  # type: ignore[attr-defined]
    for who in ("cac.leader", "cac.liaison", "handler", "head", "chief"):
        for path in (url, f"{url}preview/", f"{url}preview/1/"):
            shown(client, place, path, who, 404)


def test_what_was_turned_away_stands_in_the_leaders_way_with_its_rule(client: Client, place: Place) -> None:
    draft = offered(place, upload(), upload(BAD, script_pdf()))
    services.check_waiting(at=ago(2))
    page = f"/portal/drafts/{draft.pk}/"
    for who, says in (("post.leader", "退回修改"), ("post.liaison", "取回修改")):
        seen = shown(client, place, page, who)
        assert f"“{BAD}”未通过安全检查（{WHY}），请移除后换一份" in seen and says in seen
        assert CONFIRM not in seen and "已隔离" in seen
    client.force_login(place["post.leader"])
    refused = client.post(f"{page}send/", {"version": draft.version})
    assert refused.status_code == 409 and BAD in refused.content.decode() and not Submission.objects.exists()
    assert f"“{BAD}”未通过安全检查" in client.get(f"{page}return/").content.decode(), (
        "the remark is begun already"
    )


def test_who_writes_is_told_in_the_form(client: Client, place: Place) -> None:
    client.force_login(place["post.liaison"])
    form = f"/portal/obligations/{place.obligation.pk}/"
    held = [sent_up(place, name, content) for name, content in (("好.pdf", PDF), (BAD, script_pdf()))]
    said = {"text": "写到一半", "version": 0, "files": held}
    saved = json.loads(
        client.post(form, {**said, "act": "save"}, headers={"Accept": "application/json"}).content
    )
    assert {file["state"] for file in saved["files"]} == {"pending"}
    services.check_waiting(at=ago(2))
    checks = json.loads(client.get(saved["look"], headers={"Accept": "application/json"}).content)["files"]
    assert {(file["id"], file["says"]) for file in checks} == {
        (held[0], "已上传，通过安全检查"), (held[1], f"未通过安全检查：{WHY}"),
    }  # fmt: skip
    seen = client.get(form).content.decode()
    assert seen.count('data-check="refused"') == 2 and WHY in seen
    answer = client.post(form, {**said, "version": 1})
    assert answer.status_code == 409 and f"“{BAD}”未通过安全检查" in answer.content.decode()
    assert "写到一半" in answer.content.decode() and Draft.objects.get().state == "writing"
    assert client.post(form, {**said, "version": 1, "files": held[:1]}).status_code == 302
    assert Draft.objects.get().state == "offered"


def sent_up(place: Place, name: str, content: bytes) -> str:
    by = place["post.liaison"]
    begun = services.begin_upload(name=name, size=len(content), by=by, at=ago(3))
    stream = io.BytesIO(content)
    row = services.receive_upload(begun.pk, offset=0, stream=stream, length=len(content), by=by, at=ago(3))
    return str(row.pk)


@pytest.mark.parametrize("who", ["post.leader", "post.liaison"])
def test_a_look_is_cheap_however_many_files_there_are(client: Client, place: Place, who: str) -> None:
    draft = offered(place, upload())
    services.check_waiting(at=ago(2))
    page, file = f"/portal/drafts/{draft.pk}/", draft.files.get()
    client.force_login(place[who])
    client.get(page)
    few = asked(client, page)
    assert few <= 20
    for number in range(8):
        row = Incoming.objects.get(pk=file.pk)
        row.pk = None
        row._state.adding, row.name = True, f"{number}.pdf"
        row.id = Incoming._meta.pk.get_default()
        row.save()
    assert asked(client, page) == few
    assert asked(client, f"/portal/files/{file.pk}/preview/1/") <= 6
    assert asked(client, f"/portal/files/{file.pk}/") <= 5
