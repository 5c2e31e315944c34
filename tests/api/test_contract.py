"""Every resource is there, in one shape, for those who may see it, and described."""

from typing import Any

import pytest
from django.core.management import call_command

from tests.api.conftest import Program
from tests.world import World

pytestmark = pytest.mark.django_db

LISTS = (
    "clues", "cases", "decisions", "deadlines", "agencies", "obligations", "submissions", "consultations",
    "recommendations", "hearings", "evidence", "notices", "procuratorates",
)  # fmt: skip
DETAILS = tuple(name for name in LISTS if name != "notices")


@pytest.mark.parametrize("name", LISTS)
def test_a_list_is_a_page(world: World, of: Program, name: str) -> None:
    world.case("hearing")
    world.clue("evaluating")
    body = of(world.yiwu_handler).get(f"/api/v1/{name}/").json()
    assert set(body) == {"count", "count_capped", "next", "previous", "results"}
    assert body["count"] >= len(body["results"])
    assert body["count_capped"] is False


def test_each_row_of_each_list_has_its_own_address(world: World, of: Program) -> None:
    world.case("hearing")
    world.case("consulting")
    client = of(world.yiwu_handler)
    for name in DETAILS:
        rows = client.get(f"/api/v1/{name}/").json()["results"]
        assert rows, name
        for row in rows[:2]:
            found = client.get(f"/api/v1/{name}/{row['id']}/")
            assert found.status_code == 200, name
            assert found.json()["id"] == row["id"]


@pytest.mark.parametrize("name", LISTS)
def test_nobody_gets_in_without_a_token(world: World, client: Any, name: str) -> None:
    found = client.get(f"/api/v1/{name}/")
    assert found.status_code == 401
    assert found["Content-Type"].startswith("application/problem+json")
    assert found["WWW-Authenticate"]


def test_the_schema_is_whole_and_valid(tmp_path: Any) -> None:
    call_command("spectacular", "--validate", "--fail-on-warn", "--file", str(tmp_path / "schema.yml"))
