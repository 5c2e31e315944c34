"""A day's work by program, recorded; sent again by strangers, and again with every id in it swapped for a foreign one (S2).

Nothing foreign is read, 404 and not 403, and nothing is written.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.db import transaction
from django.db.models import Model
from rest_framework.test import APIClient

from accounts.models import User
from agencies.models import Agency
from cases.models import Case, Clue, Decision, Document, Obligation, Respondent, Submission
from consultations.models import Consultation, Invitee
from deadlines.models import Deadline
from desk.demo.matter import Measure
from desk.demo.paths import DONE
from evidence.models import Item
from hearings.models import Hearing
from tests.api.conftest import Program
from tests.services.cases.ordering import in_days
from tests.web.test_bad_input import rows
from tests.world import World

AWAY = "某县水体污染"
# What an address calls its rows, and what a body or a filter calls one of them.
PLACES: dict[str, type[Model]] = {
    "clues": Clue, "cases": Case, "decisions": Decision, "respondents": Respondent, "obligations": Obligation,
    "submissions": Submission, "consultations": Consultation, "hearings": Hearing, "documents": Document,
    "evidence": Item, "deadlines": Deadline,
}  # fmt: skip
NAMES: dict[str, type[Model]] = {
    "clue": Clue, "case": Case, "case_id": Case, "parent": Case, "respondent": Respondent, "respondent_id": Respondent,
    "respondents": Respondent, "obligation": Obligation, "evidence": Item, "attended": Invitee, "agencies": Agency,
    "agency_id": Agency, "user_id": User, "team": User, "handler_id": User, "decision": Decision,
}  # fmt: skip
STRANGERS = ("dongyang_handler", "yuyao_chief", "jiangsu_chief", "yiwu_auditor", "yiwu_samr_liaison")


@dataclass
class Asked:
    """One request as it was made: who, how, where, with what."""

    who: User
    method: str
    path: str
    body: dict[str, Any]

    def by(self, client: APIClient, path: str = "", body: Any = None) -> Any:
        """The same request once more, or with other ids; what it writes is taken back."""
        with transaction.atomic():
            said = self.body if body is None else body
            send = client.get if self.method == "GET" else client.post
            answer: Any = send(
                path or self.path, **({} if self.method == "GET" else {"data": said, "format": "json"})
            )
            answer.written = rows()
            transaction.set_rollback(True)
        return answer

    @property
    def ids(self) -> list[tuple[str, str]]:
        """The rows that the address names: what it calls them, and the id."""
        return re.findall(r"/(\w[\w-]*)/(\d+)/", self.path)

    def __str__(self) -> str:
        return (
            f"{self.who.username} {self.method} {self.path} {json.dumps(self.body, ensure_ascii=False)[:80]}"
        )


@dataclass
class Day:
    """People at work, and all they asked for that went well."""

    world: World
    of: Program
    done: list[Asked] = field(default_factory=list)

    def post(self, who: str, path: str, **body: Any) -> Any:
        return self._ask(getattr(self.world, who), "POST", f"/api/v1/{path}", body)

    def get(self, who: str, path: str) -> Any:
        return self._ask(getattr(self.world, who), "GET", f"/api/v1/{path}", {})

    def _ask(self, who: User, method: str, path: str, body: dict[str, Any]) -> Any:
        client = self.of(who)
        answer = client.get(path) if method == "GET" else client.post(path, body, format="json")
        assert answer.status_code < 300, (path, answer.content.decode())
        self.done.append(Asked(who, method, path, body))
        return answer.json()

    def decided(self, opened: Any) -> None:
        for who in ("yiwu_head", "yiwu_chief"):
            self.get(who, f"decisions/{opened['id']}/")
            self.post(who, f"decisions/{opened['id']}/approve/", text="同意")


def work(day: Day) -> None:
    """From the first word of a clue to the closure, with an order, a commission and a question on the way."""
    world, today = day.world, day.world.now.astimezone().date().isoformat()
    clue = day.post("yiwu_handler", "clues/", title="快递面单泄露", source="report", field="personal_data", facts="事实",
                    received_on=today)["id"]  # fmt: skip
    day.post(
        "yiwu_handler", f"clues/{clue}/moves/evaluate/", truth="属实", checkability="可查", opinion="提请立案"
    )
    day.decided(day.post("yiwu_handler", f"clues/{clue}/moves/file/", title="快递面单案", track="administrative",
                         field="personal_data", facts="事实", basis="法", agencies=[world.agency("yiwu-post").pk],
                         team=[world.yiwu_clerk.pk]))  # fmt: skip
    case = day.get("yiwu_handler", f"cases/?clue={clue}")["results"][0]["id"]
    day.get("yiwu_head", f"cases/{case}/")
    joins = {"user_id": world.yiwu_assistant.pk, "duty": "现场勘验", "starts_on": today}
    day.post("yiwu_head", f"cases/{case}/members/", **joins)
    day.post("yiwu_handler", f"cases/{case}/moves/investigate/", plan="走访")
    ours = day.get("yiwu_handler", f"cases/{case}/")["respondents"][0]["id"]
    day.get("yiwu_handler", f"respondents/{ours}/")
    service = {"kind": "filing", "method": "direct", "served_on": today, "recipient": "张三"}
    day.post("yiwu_clerk", f"respondents/{ours}/serve/", **service)
    meeting = {"form": "meeting", "held_on": today, "place": "会议室", "agenda": "整改"}
    day.post("yiwu_handler", f"cases/{case}/moves/consult/", **meeting)
    called = day.get("yiwu_handler", f"consultations/?case={case}")["results"][0]
    guest = called["invitees"][0]["id"]
    day.get("yiwu_post_liaison", f"consultations/{called['id']}/")
    day.post(
        "yiwu_handler",
        f"consultations/{called['id']}/conclude/",
        minutes="记录",
        agreed="整改",
        attended=[guest],
    )
    duty = day.post("yiwu_handler", f"cases/{case}/obligations/", respondent_id=ours, measure="推广隐私面单",
                    category="privacy_waybill", due_on=today, indicator_name="应用率", indicator_unit="%",
                    indicator_target="90")  # fmt: skip
    day.post("yiwu_handler", f"cases/{case}/moves/rectify/", note="")
    day.get("yiwu_post_liaison", f"obligations/{duty['id']}/")
    sent = day.post("yiwu_post_leader", f"obligations/{duty['id']}/submissions/", text="已整改",
                    indicators={str(duty["indicators"][0]["id"]): "95"})["id"]  # fmt: skip
    day.get("yiwu_handler", f"submissions/?case={case}")
    day.post("yiwu_handler", f"submissions/{sent}/accept/", reasons="属实")
    _upward_and_sideways(day, case)
    day.post("yiwu_handler", f"respondents/{ours}/judge/", performed=True, verdict="已依法履职")
    day.decided(day.post("yiwu_handler", f"cases/{case}/moves/close/", ground="rectified", facts="整改到位"))
    paper = day.get("yiwu_handler", f"cases/{case}/documents/")["results"][0]["id"]
    assert day.of(world.yiwu_handler).get(f"/api/v1/documents/{paper}/docx/").status_code == 200
    clock = day.get("yiwu_handler", f"deadlines/?case={case}")["results"][0]["id"]
    day.get("yiwu_handler", f"deadlines/{clock}/")


def _upward_and_sideways(day: Day, case: int) -> None:
    """The office above watches the case; another one is asked to look."""
    said = {"reason": "群众反映强烈", "demands": "查清", "report_by": in_days(day.world, 20).isoformat()}
    order = day.post("jinhua_handler", f"cases/{case}/orders/supervise/", **said)["id"]
    decision = (
        day.get("jinhua_head", f"decisions/?state=pending&case={case}")["results"]
        or day.get("jinhua_head", "decisions/?move=supervise")["results"]
    )
    for who in ("jinhua_head", "jinhua_chief"):
        day.post(who, f"decisions/{decision[0]['id']}/approve/", text="同意")
    day.get("yiwu_head", f"orders/{order}/")
    day.post("yiwu_head", f"orders/{order}/receive/")
    day.post("yiwu_handler", f"orders/{order}/finish/", result="已查清")
    day.post(
        "yiwu_handler",
        f"cases/{case}/reports/",
        asked_of_id=day.world.jinhua.pk,
        question="进展",
        own_opinion="",
    )


@pytest.fixture
def day(world: World, of: Program) -> Day:
    """What was done; another office, which nobody of these sees, has a whole case of its own."""
    other = {"office": "yuyao", "agencies": ("dongyang-env",), "title": AWAY}
    script = DONE.replace("92 recommend", "99 consult:2 97 conclude 92 recommend").replace(
        " 88 record_up", ""
    )
    world.told(f"{script} 20 review 0 plan:12", measures=_theirs(), **other)
    found = Day(world, of)
    work(found)
    return found


def _theirs() -> tuple[Measure, ...]:
    return (Measure("dongyang-env", "清理河道", "restoration", ("断面水质", "类", "5", "3")),)


def test_sent_again_by_strangers_it_finds_nothing(day: Day, of: Program) -> None:
    words, wrong = ("快递面单泄露", "快递面单案", "推广隐私面单", "整改到位"), []
    before = rows()
    for name in STRANGERS:
        client = of(getattr(day.world, name))
        for asked in day.done:
            wanted = {404} if asked.ids else {200, 201, 403, 404}
            if not asked.ids and asked.method == "POST":
                continue  # registering a clue of one's own is no secret of anybody
            answer = asked.by(client)
            said = answer.content.decode()
            if (
                answer.status_code not in wanted
                or answer.written != before
                or any(word in said for word in words)
            ):
                wrong.append(f"{name} {asked}: {answer.status_code} {said[:80]}")
    assert not wrong, "\n".join(wrong)


def test_with_foreign_ids_in_path_query_and_body_nothing_foreign_is_found(day: Day, of: Program) -> None:
    wrong, tried = [], set()
    before = rows()
    for asked in day.done:
        client = of(asked.who)
        for what, path, body, wanted in foreign(asked, day.world):
            answer = asked.by(client, path, body)
            said = answer.content.decode()
            if (
                answer.status_code not in wanted
                or AWAY in said
                or (asked.method == "POST" and answer.written != before)
            ):
                wrong.append(f"{asked} with {what}: {answer.status_code} {said[:90]}")
            tried.add(what.partition(" ")[0])
    assert not wrong, "\n".join(wrong)
    assert tried >= {*PLACES} - {"hearings", "evidence", "documents"} | {
        "respondent_id", "attended", "team", "user_id", "clue", "case",
    }  # fmt: skip


def foreign(asked: Asked, world: World) -> Iterator[tuple[str, str, Any, set[int]]]:
    """The request with one id after the other swapped: what it was, the address, the body, what may be answered."""
    for place, pk in asked.ids:
        if place in PLACES:
            theirs = elsewhere(PLACES[place], world)
            yield f"{place} {pk}", asked.path.replace(f"/{place}/{pk}/", f"/{place}/{theirs}/"), None, {404}
    for name, value in re.findall(r"[?&](\w+)=(\d+)", asked.path):
        swapped = asked.path.replace(f"{name}={value}", f"{name}={elsewhere(NAMES[name], world)}")
        yield f"{name} in the query", swapped, None, {200, 400}
    for name, value in asked.body.items():
        if name in NAMES:
            theirs = elsewhere(NAMES[name], world)
            body = {**asked.body, name: [theirs] if isinstance(value, list) else theirs}
            yield f"{name} in the body", "", body, {400, 404, 409}


def elsewhere(model: Any, world: World) -> int:
    """A row of the other office."""
    if model is User:
        return int(world.jiangsu_handler.pk)
    if model is Agency:
        return int(world.agency("dongyang-env").pk)
    path = {
        Case: "office",
        Clue: "office",
        Decision: "office",
        Document: "office",
        Invitee: "consultation__case__office",
    }
    return int(model.objects.filter(**{path.get(model, "case__office"): world.yuyao}).order_by("pk")[0].pk)
