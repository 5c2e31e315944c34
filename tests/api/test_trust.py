"""For programs: whether evidence holds, its versions and custody, what it proves, and what left the house."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from cases.models import Case
from evidence import services
from evidence.models import File
from tests.api.conftest import Program, refusal
from tests.evidence.making import plain_pdf
from tests.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(world: World) -> Case:
    """A case with two pieces of evidence, checked."""
    found = world.told("60 register 55 evaluate 50 file 48 serve_filing 45 investigate 40 find").case
    services.check_waiting(at=world.now)
    return found


def test_a_case_is_verified_and_each_file_says_who_had_it(world: World, of: Program, case: Case) -> None:
    client = of(world.yiwu_handler)
    found = client.post(f"/api/v1/cases/{case.pk}/evidence/verify/").json()
    assert found == {"same": 2, "different": [], "unread": [], "left": 0}
    file = File.objects.filter(item__case=case)[0]
    links = client.get(f"/api/v1/evidence/files/{file.pk}/custody/").json()["results"]
    assert [link["event"] for link in links] == ["received", "checked", "verified"]
    assert links[-1]["by"]["name"] == world.yiwu_handler.name and links[-1]["note"] == "一致"
    for stranger in (world.dongyang_handler, world.yiwu_post_liaison):
        refusal(of(stranger).get(f"/api/v1/evidence/files/{file.pk}/custody/"), 404)
        refusal(of(stranger).post(f"/api/v1/cases/{case.pk}/evidence/verify/"), 404)


def test_a_file_gets_a_new_version_once(world: World, of: Program, case: Case) -> None:
    file, client = File.objects.filter(item__case=case)[0], of(world.yiwu_assistant)

    def send(**said: Any) -> Any:
        said = {"reason": "补充盖章页", "files": [SimpleUploadedFile("新.pdf", plain_pdf() + b"\n")], **said}
        return client.post(f"/api/v1/evidence/files/{file.pk}/versions/", said, format="multipart")

    assert "reason" in refusal(send(reason=""), 400)["errors"]
    made = send()
    assert made.status_code == 201, made.content.decode()
    assert (made.json()["revision"], made.json()["replaces"], made.json()["state"]) == (2, file.pk, "pending")
    refusal(send(), 409)
    files = client.get(f"/api/v1/evidence/{file.item_id}/").json()["files"]
    assert [row["revision"] for row in files] == [1, 2]


def test_what_it_proves_is_said_anew(world: World, of: Program, case: Case) -> None:
    item = case.evidence.all()[0]
    path, said = f"/api/v1/evidence/{item.pk}/proves/", {"element": "link", "proves": "因果关系"}
    assert of(world.yiwu_assistant).post(path, said).json()["element"] == "link"
    assert "element" in refusal(of(world.yiwu_assistant).post(path, {"element": "x"}), 400)["errors"]
    refusal(of(world.yiwu_head).post(path, said), 403)


def test_how_far_a_suit_is_proved(world: World, of: Program, case: Case) -> None:
    client, path = of(world.yiwu_handler), f"/api/v1/cases/{case.pk}/proofs/"
    rows = client.get(path).json()
    assert [row["element"] for row in rows] == ["harm", "law", "duty", "failure", "link"]
    assert rows[0] == {
        "element": "harm", "standing": "missing", "reasons": "", "evidence": 1, "judged_by": None, "judged_at": None,
    }  # fmt: skip
    rows = client.post(f"{path}harm/", {"standing": "proven", "reasons": "勘查笔录"}).json()
    assert (rows[0]["standing"], rows[0]["judged_by"]["name"]) == ("proven", world.yiwu_handler.name)
    assert (
        "standing" in refusal(client.post(f"{path}harm/", {"standing": "x", "reasons": "y"}), 400)["errors"]
    )
    refusal(client.post(f"{path}rumour/", {"standing": "proven", "reasons": "y"}), 404)
    refusal(of(world.yiwu_head).post(f"{path}harm/", {"standing": "proven", "reasons": "y"}), 403)
    assert of(world.yiwu_head).get(path).json()[0]["standing"] == "proven"


def test_what_left_the_house(world: World, of: Program, case: Case) -> None:
    client, path = of(world.yiwu_handler), f"/api/v1/cases/{case.pk}/exports/"
    assert "purpose" in refusal(client.post(path, {}), 400)["errors"]
    made = client.post(path, {"purpose": "移送法院"})
    assert made.status_code == 201, made.content.decode()
    body = made.json()
    assert (body["packed"], body["listed"], len(body["signature"])) == (2, 0, 128)
    assert [row["id"] for row in of(world.yiwu_head).get(path).json()["results"]] == [body["id"]]
    refusal(of(world.yiwu_assistant).get(path), 403)
    refusal(of(world.yiwu_post_liaison).get(path), 404)
