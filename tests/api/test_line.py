"""One case from clue to closure, and all that happens on the way, by nothing but the API and by those who may."""

from typing import Any

import pytest

from cases.statutory import PROVED_IN
from tests.api.conftest import Program
from tests.world import World

pytestmark = pytest.mark.django_db


class Line:
    """People and what they send."""

    def __init__(self, world: World, of: Program) -> None:
        self.world, self.today = world, world.now.astimezone().date().isoformat()
        self.handler, self.head = of(world.yiwu_handler), of(world.yiwu_head)
        self.chief, self.liaison = of(world.yiwu_chief), of(world.yiwu_post_liaison)

    def send(self, client: Any, path: str, data: Any = None, *, expect: int = 200) -> Any:
        answer = client.post(f"/api/v1/{path}/", data or {}, format="json")
        assert answer.status_code == expect, (path, answer.content.decode())
        return answer.json()

    def decided(self, path: str, data: Any) -> None:
        opened = self.send(self.handler, path, data, expect=202)
        for decider in (self.head, self.chief):
            self.send(decider, f"decisions/{opened['id']}/approve", {"text": "同意"})

    def file(self) -> int:
        """From the first word of it to a case."""
        clue = self.send(
            self.handler,
            "clues",
            {
                "title": "快递面单泄露", "source": "report", "field": "personal_data", "facts": "事实",
                "received_on": self.today,
            },
            expect=201,
        )  # fmt: skip
        said = {"truth": "属实", "checkability": "可查", "opinion": "提请立案"}
        self.send(self.handler, f"clues/{clue['id']}/moves/evaluate", said)
        filing = {
            "title": "快递面单案", "track": "administrative", "field": "personal_data", "facts": "事实",
            "basis": "个人信息保护法", "agencies": [self.world.agency("yiwu-post").pk],
        }  # fmt: skip
        self.decided(f"clues/{clue['id']}/moves/file", filing)
        found = self.handler.get(f"/api/v1/cases/?clue={clue['id']}").json()["results"]
        assert len(found) == 1
        return int(found[0]["id"])


def test_a_case_walks_from_clue_to_closure_by_api_alone(world: World, of: Program) -> None:
    line = Line(world, of)
    case = line.file()
    refused = line.send(line.handler, f"cases/{case}/moves/investigate", {"plan": "走访"}, expect=409)
    assert refused["reasons"][0]["source"] == "办案规则第三十六条"
    member = {"user_id": world.yiwu_assistant.pk, "duty": "现场勘验", "starts_on": line.today}
    line.send(line.head, f"cases/{case}/members", member, expect=201)
    line.send(line.handler, f"cases/{case}/moves/investigate", {"plan": "走访"})
    named = line.handler.get(f"/api/v1/cases/{case}/").json()["respondents"][0]
    served = {"kind": "filing", "method": "direct", "served_on": line.today, "recipient": "张三"}
    line.send(line.handler, f"respondents/{named['id']}/serve", served)
    meeting = {"form": "meeting", "held_on": line.today, "place": "会议室", "agenda": "整改"}
    line.send(line.handler, f"cases/{case}/moves/consult", meeting)
    called = line.handler.get(f"/api/v1/consultations/?case={case}").json()["results"][0]
    invited = called["invitees"][0]["id"]
    said = {"minutes": "记录", "agreed": "三个月内整改", "attended": [invited], f"position_{invited}": "认可"}
    concluded = line.send(line.handler, f"consultations/{called['id']}/conclude", said)
    assert concluded["invitees"][0] == {**called["invitees"][0], "attended": True, "position": "认可"}
    asked = {
        "respondent_id": named["id"], "measure": "推广隐私面单", "category": "privacy_waybill", "due_on": line.today,
        "indicator_name": "应用率", "indicator_unit": "%", "indicator_target": "90",
    }  # fmt: skip
    obligation = line.send(line.handler, f"cases/{case}/obligations", asked, expect=201)
    line.send(line.handler, f"cases/{case}/moves/rectify", {"note": ""})
    refused = line.send(line.handler, f"cases/{case}/moves/close", {}, expect=409)
    assert refused["reasons"][0]["source"] == "办案规则第七十四条"
    figures = {str(obligation["indicators"][0]["id"]): "95"}
    report = {"text": "已整改", "indicators": figures}
    asked = line.send(line.liaison, f"obligations/{obligation['id']}/submissions", report, expect=202)
    assert asked["state"] == "offered", "the leader confirms before it leaves the agency"
    sent = line.send(of(world.yiwu_post_leader), f"drafts/{asked['id']}/send", {"version": asked["version"]})[
        "submission"
    ]
    line.send(line.handler, f"submissions/{sent}/accept", {"reasons": "属实"})
    verdict = {"performed": True, "verdict": "已依法履职"}
    assert line.send(line.handler, f"respondents/{named['id']}/judge", verdict)["state"] == "performed"
    line.decided(f"cases/{case}/moves/close", {"ground": "rectified", "facts": "整改到位"})
    ended = line.handler.get(f"/api/v1/cases/{case}/").json()
    assert (ended["state"], ended["closure_ground"], ended["moves"]) == ("closed", "rectified", [])
    papers = line.handler.get(f"/api/v1/cases/{case}/documents/").json()["results"]
    assert [paper["kind"] for paper in papers] == ["filing", "closure"]


def test_what_was_accepted_can_be_asked_again(world: World, of: Program) -> None:
    case, line = world.case("reviewing"), Line(world, of)
    path = f"obligations/{world.obligation(case).pk}/reopen"
    again = {"reasons": "反弹", "due_on": world.ago(-30).date().isoformat()}
    assert line.send(line.handler, path, again)["state"] == "open"
    line.send(line.handler, path, again, expect=409)
    line.send(line.liaison, path, again, expect=403)


def test_the_end_in_court_by_api(world: World, of: Program) -> None:
    case, line = world.case("reviewing"), Line(world, of)
    failing = {"performed": False, "failing": "partial", "verdict": "仅部分整改"}
    line.send(
        line.handler, f"respondents/{world.respondent(case).pk}/judge", {**failing, "failing": ""}, expect=400
    )
    line.send(line.handler, f"respondents/{world.respondent(case).pk}/judge", failing)
    unproven = {"court": "义乌市人民法院", "claims": "确认违法", "facts": "事实"}
    refused = line.send(line.handler, f"cases/{case.pk}/moves/sue", unproven, expect=409)
    assert refused["reasons"][0]["source"] == "办案规则第七十一条"
    for element in PROVED_IN["administrative"]:
        found = {"standing": "proven", "reasons": "有证据证明"}
        line.send(line.handler, f"cases/{case.pk}/proofs/{element}", found)
    line.decided(
        f"cases/{case.pk}/moves/sue", {"court": "义乌市人民法院", "claims": "确认违法", "facts": "事实"}
    )
    unready = {
        "outcome": "perform",
        "court_number": "1号",
        "judged_on": line.today,
        "received_on": line.today,
    }
    line.send(line.handler, f"cases/{case.pk}/moves/judge", unready, expect=400)
    suit = line.send(line.handler, f"cases/{case.pk}/delivery", {"delivered_on": line.today})
    assert suit["delivered_on"] == line.today
    line.send(line.handler, f"cases/{case.pk}/delivery", {"delivered_on": line.today}, expect=409)
    paper = case.documents.get(kind="lawsuit")
    line.send(line.handler, f"documents/{paper.pk}/record-up", {"sent_on": line.today}, expect=201)
    judged = line.send(line.handler, f"cases/{case.pk}/moves/judge", unready)
    assert (judged["state"], judged["lawsuit"]["outcome"]) == ("judged", "perform")
