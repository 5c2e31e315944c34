"""Lists page by key: every row once while rows come in, a bounded page, a capped count, few questions to the database."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cases.models import Clue
from cases.models.places import columns
from tests.api.conftest import Program, refusal
from tests.world import World

pytestmark = pytest.mark.django_db

LISTS = (
    "clues", "cases", "decisions", "deadlines", "agencies", "obligations", "submissions", "consultations",
    "recommendations", "hearings", "evidence", "notices", "procuratorates",
)  # fmt: skip


def clues(world: World, count: int, *, start: int = 0) -> list[int]:
    """Clues of Yiwu, many on the same day."""
    on = world.ago(3).date()
    rows = (
        Clue(
            number=f"线索{start + n}", title="同日线索", source="report", field="ecology", facts="事实",
            received_on=on, registered_by=world.yiwu_handler, **columns(world.yiwu),
        )
        for n in range(count)
    )  # fmt: skip
    return [row.pk for row in Clue.objects.bulk_create(rows)]


def test_walking_all_pages_finds_each_row_once_though_rows_come_in(world: World, of: Program) -> None:
    mine, client, found = clues(world, 23), of(world.yiwu_handler), []
    link: str | None = "/api/v1/clues/?page_size=5"
    steps = 0
    while link:
        page = client.get(link).json()
        found += [row["id"] for row in page["results"]]
        steps += 1
        clues(world, 2, start=100 * steps)
        link = page["next"]
        assert steps < 20
    assert len(found) == len(set(found))
    assert set(mine) <= set(found)


def test_one_can_walk_back(world: World, of: Program) -> None:
    clues(world, 11)
    client = of(world.yiwu_handler)
    first = client.get("/api/v1/clues/?page_size=4").json()
    second = client.get(first["next"]).json()
    last = client.get(second["next"]).json()
    assert first["previous"] is None
    assert last["next"] is None
    assert client.get(last["previous"]).json()["results"] == second["results"]
    back = client.get(second["previous"]).json()
    assert back["results"] == first["results"]
    assert back["previous"] is None


@pytest.mark.parametrize(
    ("asked", "given"), [("3", 3), ("0", 25), ("-1", 25), ("viele", 25), ("9" * 40, 25), ("5000", 100)]
)
def test_a_page_is_bounded(world: World, of: Program, asked: str, given: int) -> None:
    clues(world, 101)
    assert len(of(world.yiwu_handler).get("/api/v1/clues/", {"page_size": asked}).json()["results"]) == given


def test_counting_stops_at_a_thousand(world: World, of: Program) -> None:
    clues(world, 1005)
    page = of(world.yiwu_handler).get("/api/v1/clues/?page_size=1").json()
    assert (page["count"], page["count_capped"]) == (1000, True)


@pytest.mark.parametrize("cursor", ["x", "eyJhIjoxfQ", "W10:1:2", "\x00", "好", "a" * 3000])
def test_a_cursor_nobody_gave_is_refused(world: World, of: Program, cursor: str) -> None:
    body = refusal(of(world.yiwu_handler).get("/api/v1/clues/", {"cursor": cursor}), 400)
    assert "cursor" in body["errors"]


def test_a_cursor_of_another_list_is_refused(world: World, of: Program) -> None:
    clues(world, 3)
    client = of(world.yiwu_handler)
    token = client.get("/api/v1/clues/?page_size=1").json()["next"].split("cursor=")[1].split("&")[0]
    refusal(client.get(f"/api/v1/cases/?cursor={token}"), 400)


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("state=registered", 200), ("state=nope", 400), ("office=abc", 400), ("office=" + "9" * 30, 200),
        ("office=1e300", 400), ("received_after=2026-02-30", 400), ("title=%00", 400), ("major=maybe", 200),
    ],
)  # fmt: skip
def test_filters_narrow_and_nonsense_is_named(world: World, of: Program, query: str, status: int) -> None:
    found = of(world.yiwu_handler).get(f"/api/v1/clues/?{query}")
    assert found.status_code == status, found.content.decode()


def test_a_filter_finds_only_its_own(world: World, of: Program) -> None:
    clues(world, 2)
    evaluating = world.clue("evaluating")
    rows = of(world.yiwu_handler).get("/api/v1/clues/?state=evaluating").json()["results"]
    assert [row["id"] for row in rows] == [evaluating.pk]


def asked_of_the_database(client: Any, path: str) -> int:
    client.get(path)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(path).status_code == 200
    return len(asked)


def test_no_list_asks_more_when_it_has_more_rows(world: World, of: Program) -> None:
    for state in ("hearing", "consulting"):
        world.case(state)
    few = {name: asked_of_the_database(of(world.yiwu_handler), f"/api/v1/{name}/") for name in LISTS}
    for state in ("hearing", "consulting", "rectifying"):
        world.case(state)
    many = {name: asked_of_the_database(of(world.yiwu_handler), f"/api/v1/{name}/") for name in LISTS}
    assert few == many
    assert max(many.values()) <= 12, many


@pytest.mark.parametrize("state", ["investigating", "rectifying", "reviewing", "hearing", "closed", "judged"])
def test_a_case_takes_at_most_twenty_questions(world: World, of: Program, state: str) -> None:
    case = world.case(state)
    assert asked_of_the_database(of(world.yiwu_handler), f"/api/v1/cases/{case.pk}/") <= 20


def test_no_detail_takes_more_than_twenty_questions(world: World, of: Program) -> None:
    world.case("hearing")
    world.case("consulting")
    client = of(world.yiwu_handler)
    for name in LISTS:
        if name != "notices":
            pk = client.get(f"/api/v1/{name}/").json()["results"][0]["id"]
            assert asked_of_the_database(client, f"/api/v1/{name}/{pk}/") <= 20, name
