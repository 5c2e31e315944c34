"""Nothing that can be sent is our fault: every POST of the API, with every kind of nonsense, refuses with a 4xx."""

import json
from typing import Any

import pytest
from django.urls import URLPattern, URLResolver, get_resolver
from drf_spectacular.generators import SchemaGenerator
from rest_framework.test import APIClient

from cases.flow import CASE_FLOW, CLUE_FLOW
from cases.models import TaskForce
from desk.demo.paths import CASES
from tests.api.conftest import Program, refusal
from tests.world import World

pytestmark = pytest.mark.django_db

ODD: tuple[Any, ...] = (
    None, "", " ", "\x00", "a\x00b", "\ud800", True, False, 0, -1, 1.5, 2**31, 2**63, 10**400, "9" * 400, "1e400",
    "NaN", [], [[]], [1, "x", None], {}, {"a": {"b": []}}, "x" * 50_000, "0000-00-00", "9999-12-31", "0001-01-01",
    "🦆" * 50,
)  # fmt: skip
BODIES = (
    b"", b"{", b"[]", b"null", b"7", b'"x"', b"\xff\xfe", b'{"a":' * 5000, b"[" * 100_000, b'{"a": NaN}', b'{"title": "\\ud800"}',
)  # fmt: skip
ROUNDS = 4
JSON_OR_FORM = ("application/json", "application/x-www-form-urlencoded")
TYPES = (
    "application/json", "application/json; charset=zlib", "application/json; charset=nope", "text/plain",
    "multipart/form-data", "multipart/form-data; boundary=x", "application/x-www-form-urlencoded", "x/y; ;",
)  # fmt: skip


def posts(entries: Any, head: str = "") -> list[str]:
    """The addresses of the API that take a POST and change something, with their parts in <>."""
    found = []
    for entry in entries:
        if isinstance(entry, URLResolver):
            found += posts(entry.url_patterns, head + str(entry.pattern))
        elif isinstance(entry, URLPattern):
            view = getattr(entry.callback, "cls", None)
            if view is not None and head.startswith("api/v1/") and hasattr(view, "post"):
                found.append("/" + head + str(entry.pattern))
    return found


POSTS = [path for path in posts(get_resolver().url_patterns) if "token" not in path]


def fields() -> list[str]:
    """The name of every field of every form of a door."""
    schema = SchemaGenerator().get_schema(request=None, public=True)
    names: set[str] = set()

    def collect(node: Any) -> None:
        if isinstance(node, dict):
            names.update(node.get("properties", {}))
            for value in node.values():
                collect(value)
        elif isinstance(node, list):
            for value in node:
                collect(value)

    for path in schema["paths"].values():
        collect(path.get("post", {}).get("requestBody", {}))
    return sorted(names | {"_key"})


def places(world: World) -> dict[str, Any]:
    """Rows for the parts of the addresses, one of each kind."""
    case = world.case("rectifying")
    hearing = world.case("hearing")
    consulting = world.case("consulting")
    return {
        "case_id": case.pk,
        "clue_id": world.clue("registered").pk,
        "respondent_id": world.respondent(case).pk,
        "obligation_id": world.obligation(case).pk,
        "submission_id": world.submission(hearing).pk,
        "document_id": case.documents.all()[0].pk,
        "decision_id": case.decisions.all()[0].pk,
        "consultation_id": consulting.consultations.get().pk,
        "hearing_id": hearing.hearings.get().pk,
        "item_id": hearing.evidence.all()[0].pk,
        "notice_id": 1,
        "task_force_id": TaskForce.objects.create(
            case=case, name="专案组", lead=world.yiwu, starts_on=world.now.date()
        ).pk,
        "order_id": world.told(f"{CASES['filed']} 1 supervise").case.orders.get().pk,
        "deadline_id": case.deadlines.filter(rule="T10")[0].pk,
    }


def addresses(path: str, rows: dict[str, Any]) -> list[str]:
    for name, pk in rows.items():
        path = path.replace(f"<int:{name}>", str(pk))
    path = path.replace("<slug:act>", "judgment_sent").replace("<slug:kind>", "supervise")
    if "<str:name>" not in path:
        return [path]
    flow = CASE_FLOW if "/cases/" in path else CLUE_FLOW
    return [path.replace("<str:name>", move.name) for move in flow.moves]


def somebody(world: World, of: Program, path: str) -> APIClient:
    """Who gets furthest at that door."""
    if "/submissions/" in path and "/obligations/" in path:
        return of(world.yiwu_post_liaison)
    if path.endswith("/orders/<slug:kind>/"):
        return of(world.jinhua_handler)
    return of(world.yiwu_head if "/members/" in path or "/decisions/" in path else world.yiwu_handler)


def test_the_list_of_doors_is_not_empty() -> None:
    assert len(POSTS) > 20


@pytest.mark.slow
def test_no_value_of_any_field_breaks_a_door(world: World, of: Program) -> None:
    rows, names, turn = places(world), fields(), 0
    for path in POSTS:
        for address in addresses(path, rows):
            client = somebody(world, of, path)
            for _ in range(ROUNDS):
                turn += 1
                sent = json.dumps({name: ODD[(n + turn) % len(ODD)] for n, name in enumerate(names)})
                answer = client.generic("POST", address, sent, content_type="application/json")
                assert answer.status_code < 500, (address, sent)


@pytest.mark.slow
def test_no_body_breaks_a_door(world: World, of: Program) -> None:
    rows = places(world)
    for path in POSTS:
        address, client = addresses(path, rows)[0], somebody(world, of, path)
        for n, body in enumerate(BODIES):
            for kind in TYPES if "/clues/" in path else [JSON_OR_FORM[n % 2]]:
                answer = client.generic("POST", address, body, content_type=kind)
                assert answer.status_code < 500, (address, body[:20], kind)


@pytest.mark.parametrize("body", BODIES[1:2] + BODIES[6:9])
def test_broken_json_is_malformed(world: World, of: Program, body: bytes) -> None:
    refusal(of(world.yiwu_handler).post("/api/v1/clues/", body, content_type="application/json"), 400)


def test_json_is_bounded_and_other_kinds_are_refused(world: World, of: Program, settings: Any) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    client = of(world.yiwu_handler)
    sent = json.dumps({"title": "x" * 2000})
    refusal(client.post("/api/v1/clues/", sent, content_type="application/json"), 413)
    refusal(client.post("/api/v1/clues/", "x", content_type="text/plain"), 415)


def test_one_field_after_the_other_is_named_when_it_is_odd(world: World, of: Program) -> None:
    good = {
        "title": "快递面单泄露", "source": "report", "field": "personal_data", "facts": "事实",
        "received_on": world.ago(1).date().isoformat(),
    }  # fmt: skip
    client = of(world.yiwu_handler)
    for name in good:
        for odd in (None, "", "\x00", "\ud800", [], ["x"], {}, {"a": 1}, True):
            sent = json.dumps({**good, name: odd})
            body = refusal(client.post("/api/v1/clues/", sent, content_type="application/json"), 400)
            assert name in body["errors"], (name, odd)
    assert client.post("/api/v1/clues/", good).status_code == 201


def test_other_ways_of_asking_are_refused(world: World, of: Program) -> None:
    client = of(world.yiwu_handler)
    refusal(client.delete("/api/v1/clues/"), 405)
    refusal(client.put("/api/v1/cases/1/", {}), 405)
    refusal(client.get("/api/v1/nothing/"), 404)
    refusal(client.get("/api/v1/cases/x/"), 404)
