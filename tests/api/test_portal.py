"""Programs of agencies: what a leader must confirm is a draft first; objections, receipts, and what is shared."""

import hashlib
import json
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from evidence.services import check_waiting
from tests.api.conftest import Program, refusal
from tests.evidence.corpus import script_pdf
from tests.evidence.making import plain_pdf
from tests.world import World


def report(of: Program, world: World, who: str, obligation: Any, **said: Any) -> Any:
    data = {"text": "已推广隐私面单", **said}
    return of(getattr(world, who)).post(
        f"/api/v1/obligations/{obligation.pk}/submissions/", data, format="json"
    )


def test_a_liaisons_report_waits_for_its_leader(world: World, of: Program) -> None:
    obligation = world.obligation(world.case("rectifying"))
    figure = {str(obligation.indicators.get().pk): 91.5}
    asked = report(of, world, "yiwu_post_liaison", obligation, indicators=figure)
    assert asked.status_code == 202, asked.content.decode()
    draft = asked.json()
    assert (draft["kind"], draft["state"], draft["submission"]) == ("report", "offered", None)
    assert draft["files"] == []
    liaison, leader = of(world.yiwu_post_liaison), of(world.yiwu_post_leader)
    path = f"/api/v1/drafts/{draft['id']}/"
    assert liaison.get(f"/api/v1/obligations/{obligation.pk}/submissions/").json()["count"] == 0
    refusal(of(world.yiwu_handler).get(path), 404)
    refusal(of(world.yiwu_cac_leader).get(path), 404)
    refusal(liaison.post(f"{path}send/"), 409)
    refusal(liaison.post(f"{path}return/", {"remark": "自己"}), 403)
    assert "remark" in refusal(leader.post(f"{path}return/"), 400)["errors"]
    refusal(leader.post(f"{path}send/", HTTP_IF_MATCH='"77"'), 412)
    sent = leader.post(f"{path}send/", HTTP_IF_MATCH=leader.get(path)["ETag"]).json()
    assert sent["state"] == "sent"
    got = liaison.get(f"/api/v1/submissions/{sent['submission']}/").json()
    assert got["written_by"]["id"] == world.yiwu_post_liaison.pk
    assert got["sent_by"]["id"] == world.yiwu_post_leader.pk
    assert got["values"][0]["value"] == "91.50"
    refusal(leader.post(f"{path}send/"), 409)
    refusal(leader.post(f"{path}nonsense/"), 404)


def test_a_program_is_told_what_its_files_were_found_to_be(world: World, of: Program) -> None:
    obligation, liaison = world.obligation(world.case("rectifying")), of(world.yiwu_post_liaison)
    files = [SimpleUploadedFile("台账.pdf", plain_pdf()), SimpleUploadedFile("通知.pdf", script_pdf())]
    url = f"/api/v1/obligations/{obligation.pk}/submissions/"
    draft = liaison.post(url, {"text": "已推广", "files": files}, format="multipart").json()
    assert {file["state"] for file in draft["files"]} == {"pending"}
    check_waiting(at=world.now)
    path = f"/api/v1/drafts/{draft['id']}/"
    found = {file["name"]: (file["state"], file["reasons"]) for file in liaison.get(path).json()["files"]}
    why = ["PDF 带有脚本，请重新打印成 PDF 后上传"]
    assert found == {"台账.pdf": ("clean", []), "通知.pdf": ("refused", why)}
    said = refusal(of(world.yiwu_post_leader).post(f"{path}send/"), 409)
    assert "“通知.pdf”未通过安全检查" in said["reasons"][0]["text"]
    [listed] = liaison.get("/api/v1/drafts/").json()["results"]
    assert len(listed["files"]) == 2


def test_a_program_overwrites_nobodys_words(world: World, of: Program) -> None:
    obligation = world.obligation(world.case("rectifying"))
    first = report(of, world, "yiwu_post_liaison", obligation).json()
    path = f"/api/v1/drafts/{first['id']}/"
    refusal(report(of, world, "yiwu_post_leader", obligation, text="另一份"), 409)
    back = of(world.yiwu_post_liaison).post(f"{path}take-back/").json()
    refusal(report(of, world, "yiwu_post_leader", obligation, text="另一份"), 409)
    done = report(of, world, "yiwu_post_leader", obligation, text="另一份", version=back["version"])
    assert done.status_code == 201, done.content.decode()


def test_a_reply_and_an_objection_wait_too(world: World, of: Program) -> None:
    case = world.case("rectifying")
    own = world.respondent(case)
    liaison, leader = of(world.yiwu_post_liaison), of(world.yiwu_post_leader)
    said = {"text": "已整改"}
    assert liaison.post(f"/api/v1/respondents/{own.pk}/reply/", said, format="json").status_code == 202
    assert liaison.post(f"/api/v1/respondents/{own.pk}/objections/", said, format="json").status_code == 202
    path = f"/api/v1/obligations/{world.obligation(case).pk}/objections/"
    raised = leader.post(path, {"text": "职责不清"}, format="json")
    assert raised.status_code == 201, raised.content.decode()
    assert raised.json()["state"] == "raised"
    refusal(of(world.yiwu_handler).post(path, {"text": "职责不清"}), 403)
    refusal(of(world.yiwu_cac_leader).post(path, {"text": "职责不清"}), 404)


def test_an_objection_is_answered_once(world: World, of: Program) -> None:
    own = world.respondent(world.case("rectifying"))
    leader, handler = of(world.yiwu_post_leader), of(world.yiwu_handler)
    made = leader.post(
        f"/api/v1/respondents/{own.pk}/objections/", {"text": "事实有出入"}, format="json"
    ).json()
    path = f"/api/v1/objections/{made['id']}/"
    assert handler.get("/api/v1/objections/", {"state": "raised"}).json()["count"] == 1
    refusal(leader.post(f"{path}answer/", {"upheld": True, "answer": "自己采纳"}), 403)
    assert "answer" in refusal(handler.post(f"{path}answer/", {"upheld": False}), 400)["errors"]
    done = handler.post(f"{path}answer/", {"upheld": False, "answer": "经复核，事实清楚"})
    assert done.json()["state"] == "rejected", done.content.decode()
    refusal(handler.post(f"{path}answer/", {"upheld": False, "answer": "再答"}), 409)
    assert leader.get(path).json()["answer"] == "经复核，事实清楚"
    refusal(of(world.yiwu_cac_leader).get(path), 404)
    assert of(world.yiwu_cac_leader).get("/api/v1/objections/").json()["count"] == 0


def test_a_receipt_for_both_sides(world: World, of: Program) -> None:
    """Whole for who sent it, so that the hash can be found again; masked for the procuratorate."""
    obligation = world.obligation(world.case("rectifying"))
    sent = report(of, world, "yiwu_post_leader", obligation, text="已推广，联系人13800138000").json()
    path = f"/api/v1/submissions/{sent['id']}/receipt/"
    ours, theirs = of(world.yiwu_post_liaison).get(path).json(), of(world.yiwu_handler).get(path).json()
    assert ours["text"] == "已推广，联系人13800138000" and ours["about"] == obligation.measure
    assert theirs == {**ours, "text": "已推广，联系人138****8000"}
    sha256, sm3 = ours.pop("sha256"), ours.pop("sm3")
    said = json.dumps(ours, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    assert (sha256, sm3) == (hashlib.sha256(said).hexdigest(), hashlib.new("sm3", said).hexdigest())
    refusal(of(world.yiwu_cac_liaison).get(path), 404)


def test_a_shared_report_is_read_without_its_verdict(world: World, of: Program) -> None:
    case = world.case("rectifying")
    obligation, other = world.obligation(case), world.respondent(case, "yiwu-cac")
    sent = report(of, world, "yiwu_post_leader", obligation).json()
    handler, stranger = of(world.yiwu_handler), of(world.yiwu_cac_liaison)
    handler.post(f"/api/v1/submissions/{sent['id']}/return/", {"reasons": "缺台账"})
    path = f"/api/v1/submissions/{sent['id']}/"
    assert stranger.get("/api/v1/submissions/").json()["count"] == 0
    refusal(stranger.post(f"{path}share/", {"respondent_ids": [other.pk]}), 404)
    shared = handler.post(f"{path}share/", {"respondent_ids": [other.pk]}, format="json")
    assert shared.json()["shared_with"] == [other.pk], shared.content.decode()
    found = stranger.get(path).json()
    assert found["text"] == "已推广隐私面单"
    assert (found["reasons"], found["state"], found["judged_by"], found["version"]) == ("", "", None, None)
    assert found["shared_with"] == []
    for state in ("returned", "accepted", "sent"):
        assert stranger.get("/api/v1/submissions/", {"state": state}).json()["count"] == 0
    refusal(stranger.get(f"/api/v1/obligations/{obligation.pk}/submissions/"), 404)
    refusal(stranger.get(f"{path}receipt/"), 404)
    assert handler.post(f"{path}share/", {"respondent_ids": []}, format="json").json()["shared_with"] == []
    refusal(stranger.get(path), 404)
