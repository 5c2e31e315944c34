"""Questions, reports, records and commissions between offices, by nothing but the API and by those who may."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from desk.demo.paths import SERVED
from tests.api.conftest import Program, refusal
from tests.world import World

pytestmark = pytest.mark.django_db


def send(client: Any, path: str, data: Any = None, *, expect: int = 200, form: str = "json") -> Any:
    answer = client.post(f"/api/v1/{path}/", data or {}, format=form)
    assert answer.status_code == expect, (path, answer.content.decode())
    return answer.json()


def test_a_question_walks_up_and_its_answer_down(world: World, of: Program) -> None:
    clue = world.clue("evaluating")
    said = {"asked_of_id": world.zhejiang.pk, "question": "可否立案", "own_opinion": "可以"}
    opened = send(of(world.yiwu_handler), f"clues/{clue.pk}/instructions", said, expect=202)
    for by in (world.yiwu_head, world.yiwu_chief):
        send(of(by), f"decisions/{opened['id']}/approve", {"text": "同意"})
    [row] = of(world.jinhua_chief).get("/api/v1/instructions/").json()["results"]
    assert (row["waits_at"]["id"], row["state_label"]) == (world.jinhua.pk, "待答复")
    here = f"instructions/{row['id']}"
    assert of(world.zhejiang_chief).get("/api/v1/instructions/").json()["results"] == []
    refusal(
        of(world.zhejiang_chief).post(f"/api/v1/{here}/answer/", {"agreed": "True", "answer": "同意"}), 403
    )
    send(of(world.jinhua_chief), f"{here}/forward", {"opinion": "同意"})
    done = send(of(world.zhejiang_chief), f"{here}/answer", {"agreed": "True", "answer": "同意"})
    assert [leg["outcome"] for leg in done["legs"]] == ["forwarded", "answered"]
    refused = refusal(of(world.zhejiang_chief).post(f"/api/v1/{here}/forward/", {"opinion": "同意"}), 409)
    assert refused["reasons"][0]["source"] == "办案规则第一百零四条"
    refusal(of(world.dongyang_handler).get(f"/api/v1/{here}/"), 404)


def test_a_report_is_sent_and_noted(world: World, of: Program) -> None:
    case = world.case("investigating")
    said = {"asked_of_id": world.jinhua.pk, "question": "已查清"}
    sent = send(of(world.yiwu_handler), f"cases/{case.pk}/reports", said, expect=201)
    assert send(of(world.jinhua_chief), f"instructions/{sent['id']}/note", {})["state_label"] == "已阅"


def test_records_are_taken_in_by_the_office_above(world: World, of: Program) -> None:
    case = world.told(SERVED).case
    rows = of(world.jinhua_head).get("/api/v1/records/").json()["results"]
    assert {row["case"] for row in rows} == {case.pk} and {row["state"] for row in rows} == {"sent"}
    here = f"records/{rows[0]['id']}/receive"
    assert send(of(world.jinhua_head), here, {"remark": "期限不明"})["state"] == "questioned"
    refusal(of(world.yiwu_handler).post(f"/api/v1/{here}/", {}), 403)
    clue = world.clue(major=True)
    said = {"reason": "影响大", "own_opinion": "拟立案"}
    assert send(of(world.yiwu_handler), f"clues/{clue.pk}/record-up", said, expect=201)["clue"] == clue.pk


def test_a_commission_goes_out_and_comes_back_with_its_files(world: World, of: Program) -> None:
    case = world.case("investigating")
    letter = {"to_office_id": world.dongyang.name, "matters": "调取打印记录"}
    sent = send(of(world.yiwu_handler), f"cases/{case.pk}/commissions", letter, expect=201)
    here, head, handler = f"commissions/{sent['id']}", of(world.dongyang_head), of(world.dongyang_handler)
    assert [row["id"] for row in head.get("/api/v1/commissions/").json()["results"]] == [sent["id"]]
    taken = {"received_on": world.now.date().isoformat(), "handler_id": world.dongyang_handler.pk}
    assert send(head, f"{here}/receive", taken)["due_on"]
    assert handler.get(f"/api/v1/cases/{case.pk}/").status_code == 404
    assert handler.get("/api/v1/deadlines/?rule=T05").json()["results"]
    file = SimpleUploadedFile("打印记录.pdf", b"%PDF-1.7\n" + b"x" * 99)
    done = send(handler, f"{here}/finish", {"result": "已调取", "files": [file]}, form="multipart")
    assert (done["state"], done["due_on"]) == ("done", None)
    refusal(head.post(f"/api/v1/{here}/decline/", {"reason": "管辖"}), 409)
    assert case.evidence.filter(source__contains=sent["number"]).count() == 1
