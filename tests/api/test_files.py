"""Reports and evidence with files, verification, and papers as files."""

import json
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document as Word

from evidence.models import File
from tests.api.conftest import Program, refusal
from tests.world import World

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.4 evidence"


def upload(name: str = "proof.pdf", content: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def report(client: Any, obligation: Any, **data: Any) -> Any:
    return client.post(f"/api/v1/obligations/{obligation.pk}/submissions/", data, format="multipart")


def test_an_agency_reports_with_figures_and_files(world: World, of: Program) -> None:
    case = world.case("rectifying")
    obligation, liaison = world.obligation(case), of(world.yiwu_post_leader)
    figure = obligation.indicators.get()
    done = report(
        liaison,
        obligation,
        text="已推广",
        files=[upload(), upload("图.pdf")],
        indicators=json.dumps({figure.pk: "91.5"}),
    )
    assert done.status_code == 201, done.content.decode()
    body = done.json()
    assert (body["state"], len(body["evidence"])) == ("sent", 2)
    assert body["values"][0]["value"] == "91.50"
    assert liaison.get(f"/api/v1/obligations/{obligation.pk}/").json()["state"] == "submitted"
    assert liaison.get(f"/api/v1/obligations/{obligation.pk}/submissions/").json()["count"] == 1
    refusal(report(liaison, obligation, text="再报"), 409)
    item = of(world.yiwu_handler).get(f"/api/v1/evidence/{body['evidence'][0]}/").json()
    assert len(item["files"][0]["sha256"]) == len(item["files"][0]["sm3"]) == 64
    back = of(world.yiwu_handler).post(f"/api/v1/submissions/{body['id']}/return/", {"reasons": "缺台账"})
    assert back.json()["state"] == "returned"
    refusal(of(world.yiwu_handler).post(f"/api/v1/submissions/{body['id']}/accept/", {}), 409)
    again = report(liaison, obligation, text="补充").json()
    assert (
        of(world.yiwu_handler).post(f"/api/v1/submissions/{again['id']}/accept/", {}).json()["state"]
        == "accepted"
    )


def test_a_report_may_come_as_json(world: World, of: Program) -> None:
    obligation = world.obligation(world.case("rectifying"))
    sent = {"text": "已推广", "indicators": {str(obligation.indicators.get().pk): 88}}
    done = of(world.yiwu_post_leader).post(
        f"/api/v1/obligations/{obligation.pk}/submissions/", sent, format="json"
    )
    assert done.status_code == 201, done.content.decode()
    assert done.json()["values"][0]["value"] == "88.00"


@pytest.mark.parametrize(
    "said",
    [
        "{",
        "[]",
        "7",
        '{"0": 2}',
        '{"x": null}',
        '{"ID": "viel"}',
        '{"ID": 1e99}',
        '{"ID": true}',
        "\x00",
        "[" * 9000,
    ],
)
def test_figures_that_make_no_sense_are_named(world: World, of: Program, said: str) -> None:
    obligation = world.obligation(world.case("rectifying"))
    said = said.replace("ID", str(obligation.indicators.get().pk))
    refusal(report(of(world.yiwu_post_liaison), obligation, text="已推广", indicators=said), 400)


@pytest.mark.parametrize(
    ("file", "status"),
    [(upload("a.exe"), 415), (upload("a.pdf", b"MZ"), 415), (upload("a.pdf", b""), 400), (upload("a.pdf", b"%PDF-" + b"x" * 99), 413)],
)  # fmt: skip
def test_a_file_that_may_not_come_in_is_refused_by_its_kind(
    world: World, of: Program, settings: Any, file: SimpleUploadedFile, status: int
) -> None:
    settings.EVIDENCE_MAX_BYTES = 50
    obligation = world.obligation(world.case("rectifying"))
    body = refusal(report(of(world.yiwu_post_liaison), obligation, text="已推广", files=[file]), status)
    assert "files" in body["errors"]
    obligation.refresh_from_db()
    assert obligation.state == "open"


def test_evidence_is_entered_and_verified(world: World, of: Program) -> None:
    case, handler = world.case("investigating"), of(world.yiwu_handler)
    sent = {
        "kind": "documentary", "title": "面单照片", "source": "现场", "element": "harm",
        "collected_on": world.ago(1).date().isoformat(), "files": [upload()],
    }  # fmt: skip
    made = handler.post(f"/api/v1/cases/{case.pk}/evidence/", sent, format="multipart")
    assert made.status_code == 201, made.content.decode()
    path = f"/api/v1/evidence/{made.json()['id']}/verify/"
    assert handler.post(path).json()["unchanged"] is True
    file = File.objects.get(item=made.json()["id"])
    from evidence import storage

    storage.remove(file.key)
    assert handler.post(path).json() == {"unchanged": False, "files": [{"file": file.pk, "unchanged": False}]}
    refusal(of(world.dongyang_handler).post(path), 404)


def test_an_agency_replies_and_the_handler_may_enter_a_reply(world: World, of: Program) -> None:
    case = world.case("rectifying")
    own, other = world.respondent(case), world.respondent(case, "yiwu-cac")
    done = of(world.yiwu_post_leader).post(
        f"/api/v1/respondents/{own.pk}/reply/", {"text": "回复"}, format="json"
    )
    assert done.json()["state"] == "replied", done.content.decode()
    on = world.now.date().isoformat()
    done = of(world.yiwu_handler).post(
        f"/api/v1/respondents/{other.pk}/reply/", {"text": "回复", "received_on": on}
    )
    assert done.json()["replies"][0]["text"] == "回复", done.content.decode()
    refusal(
        of(world.yiwu_handler).post(
            f"/api/v1/respondents/{other.pk}/reply/", {"text": "回复", "received_on": on}
        ),
        409,
    )


def test_a_recommendation_is_served_once(world: World, of: Program) -> None:
    case = world.case("recommended")
    path = f"/api/v1/respondents/{world.respondent(case).pk}/serve/"
    sent = {"method": "direct", "served_on": world.now.date().isoformat(), "recipient": "张三"}
    done = of(world.yiwu_handler).post(path, sent)
    assert done.status_code == 200, done.content.decode()
    assert done.json()["due_on"]
    refusal(of(world.yiwu_handler).post(path, sent), 409)
    future = {**sent, "served_on": "2099-01-01"}
    assert "served_on" in refusal(of(world.yiwu_handler).post(path, future), 400)["errors"]


def test_every_paper_can_be_had_as_docx_and_pdf(world: World, of: Program) -> None:
    client = of(world.yiwu_handler)
    for case in (
        world.case("judged"),
        world.case("hearing"),
        world.case("suspended"),
        world.case("announced"),
    ):
        papers = client.get(f"/api/v1/cases/{case.pk}/documents/").json()["results"]
        assert papers
        for paper in papers:
            docx, pdf = client.get(paper["docx"]), client.get(paper["pdf"])
            said = "\n".join(line.text for line in Word(BytesIO(docx.content)).paragraphs)
            assert paper["number"] in said
            assert case.office.name in said
            assert pdf.content.startswith(b"%PDF-")
            for answer in (docx, pdf):
                assert answer["Content-Disposition"].startswith("attachment")


def test_a_recommendation_carries_its_eight_contents(world: World, of: Program) -> None:
    case, client = world.case("rectifying"), of(world.yiwu_handler)
    rows = client.get(f"/api/v1/cases/{case.pk}/documents/").json()["results"]
    paper = next(row for row in rows if row["kind"] == "recommendation")
    said = "\n".join(line.text for line in Word(BytesIO(client.get(paper["docx"]).content)).paragraphs)
    for heading in ("案件来源", "公共利益受到侵害的事实", "法律依据", "建议的具体内容", "整改期限"):
        assert heading in said
