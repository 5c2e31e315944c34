"""What must be put right, as programs see and judge it."""

from datetime import timedelta

from desk.demo.paths import SERVED
from tests.api.conftest import Program, refusal
from tests.world import World

REPORTED = f"{SERVED} 40 reply 35 submit"


def test_a_part_of_a_report_is_accepted(world: World, of: Program) -> None:
    sent = world.submission(world.told(REPORTED).case)
    path, client = f"/api/v1/submissions/{sent.pk}/accept_part/", of(world.yiwu_handler)
    assert set(refusal(client.post(path, {"reasons": "农村未接入"}), 400)["errors"]) == {"accepted_part"}
    due = (world.now + timedelta(days=20)).date().isoformat()
    answer = client.post(path, {"accepted_part": "城区到位", "reasons": "农村未接入", "due_on": due})
    assert answer.status_code == 200, answer.content.decode()
    found = answer.json()
    assert (found["state"], found["accepted_part"], found["reasons"]) == ("partly", "城区到位", "农村未接入")
    asked = client.get(f"/api/v1/obligations/{sent.obligation_id}/").json()
    assert (asked["state"], asked["state_label"], asked["due_on"]) == ("partly", "部分验收", due)
    refusal(client.post(path, {"accepted_part": "甲", "reasons": "乙"}), 409)
