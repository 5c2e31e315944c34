"""The registers for programs: narrowed by area and level, entered by those of the area, refused at the field."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agencies import services
from tests.api.conftest import Program, refusal
from tests.world import World

pytestmark = pytest.mark.django_db

FIRM = {"name": "某云仓", "sector": "电商云仓", "scale": "medium", "personal_data_volume": 860}


def found(client: Any, path: str) -> list[str]:
    return [row["name"] for row in client.get(f"/api/v1/{path}").json()["results"]]


def test_agencies_are_narrowed_by_area_level_and_matter(world: World, of: Program) -> None:
    client, yiwu, jinhua = of(world.yiwu_handler), world.yiwu.pk, world.jinhua.pk
    assert len(found(client, f"agencies/?area={yiwu}")) == 5
    assert found(client, f"agencies/?area={jinhua}") == []
    assert len(found(client, f"agencies/?within={jinhua}")) > 5
    assert found(client, "agencies/?level=municipal") == []
    assert found(client, f"agencies/?matter=隐私面单&area={yiwu}") == [
        "义乌市市场监督管理局",
        "义乌市邮政管理局",
    ]
    assert found(of(world.yiwu_post_liaison), "agencies/") == ["义乌市邮政管理局"]
    for odd in ("within=NaN", "within=" + "9" * 30, "level=nope", "matter=%00"):
        assert client.get(f"/api/v1/agencies/?{odd}").status_code in (200, 400), odd


def test_an_agency_and_its_duty_are_entered(world: World, of: Program) -> None:
    client = of(world.yiwu_handler)
    said = {"name": "义乌市商务局", "short_name": "商务局", "kind": "other", "leader_confirms": True}
    made = client.post("/api/v1/agencies/", said)
    assert (made.status_code, made.json()["area"]["id"]) == (201, world.yiwu.pk)
    path = f"/api/v1/agencies/{made.json()['id']}/duties/"
    duty = {"matter": "直播电商", "source_kind": "three_fixes", "source": "三定方案"}
    assert client.post(path, duty).json()["source_kind"] == "three_fixes"
    assert (
        "basis" in refusal(client.post(path, {"matter": "另一项", "source_kind": "statute"}), 400)["errors"]
    )
    assert "area_id" in refusal(client.post("/api/v1/agencies/", {**said, "area_id": 10**9}), 400)["errors"]
    refusal(of(world.dongyang_handler).post(path, duty), 403)
    refusal(of(world.yiwu_post_liaison).post(path, duty), 404)


def test_enterprises_and_associations(world: World, of: Program) -> None:
    client = of(world.yiwu_assistant)
    made = client.post("/api/v1/enterprises/", FIRM)
    assert (made.status_code, made.json()["band"]) == (201, "many")
    pk = made.json()["id"]
    leak = {"on": world.ago(3).date(), "kind": "break_in", "records": 9}
    services.add_incident(pk, **leak, by=world.yiwu_handler, at=world.now)
    assert client.get(f"/api/v1/enterprises/{pk}/").json()["incidents"][0]["kind"] == "break_in"
    assert found(client, "enterprises/?band=many&sector=云仓") == ["某云仓"]
    assert found(client, "enterprises/?band=few") == found(client, "enterprises/?scale=large") == []
    assert "name" in refusal(client.post("/api/v1/enterprises/", FIRM), 400)["errors"]
    wrong = client.post("/api/v1/enterprises/", {**FIRM, "name": "另一家", "credit_code": "1" * 18})
    assert "credit_code" in refusal(wrong, 400)["errors"]
    body = services.register_association(name="某协会", sector="电商", by=world.yiwu_handler, at=world.now)
    assert found(client, "associations/?sector=电商") == ["某协会"]
    assert client.get(f"/api/v1/associations/{body.pk}/").json()["name"] == "某协会"
    for stranger in (world.yiwu_post_liaison, world.yiwu_sysadmin):
        assert found(of(stranger), "enterprises/") == found(of(stranger), "associations/") == []
        refusal(of(stranger).get(f"/api/v1/enterprises/{pk}/"), 404)


def test_lists_ask_the_same_with_more_rows(world: World, of: Program) -> None:
    client, counts = of(world.yiwu_handler), []
    for n in range(2):
        for k in range(3):
            said = {**FIRM, "name": f"云仓{n}{k}", "by": world.yiwu_handler, "at": world.now}
            services.register_enterprise(**said)
        client.get("/api/v1/enterprises/")
        with CaptureQueriesContext(connection) as asked:
            client.get("/api/v1/enterprises/")
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 12
