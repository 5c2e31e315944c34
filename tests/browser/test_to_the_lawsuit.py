"""A case whose agency does not act goes to court."""

import pytest

from tests.browser.conftest import Days
from tests.browser.desk import Desk
from tests.browser.test_clue_to_closure import at, decide
from tests.world import World

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_an_agency_that_does_not_act_is_sued(desk: Desk, days: Days, world: World) -> None:
    case = world.case("rectifying")
    respondent = world.respondent(case)
    at(desk, case)
    desk.sees("整改期至")  # no review and no suit before its time has run
    days.forward(60)
    at(desk, case)
    desk.step("审查整改效果")
    desk.open(f"/respondents/{respondent.pk}/judge/")
    desk.send({"performed": "false", "failing": "silent", "verdict": "逾期未回复，也未整改"})
    desk.sees("未依法履职")
    for element in ("harm", "law", "duty", "failure", "link"):
        desk.open(f"/cases/{case.pk}/litigability/{element}/")
        desk.send({"standing": "proven", "reasons": "现场勘查笔录和书证相互印证"})
    desk.sees("各项要素均已证明")
    desk.keep("19-litigability")
    at(desk, case)
    desk.step(
        "提起诉讼",
        {"court": "义乌市人民法院", "claims": "判令被告限期履行监管职责", "facts": "被告逾期不履行职责"},
        says="审批",
    )
    decide(desk)
    at(desk, case)
    desk.keep("20-sued")
    desk.open(f"/cases/{case.pk}/delivery/")
    desk.send({"delivered_on": days.today})
    days.forward(30)
    at(desk, case)
    desk.step(
        "登记裁判",
        {
            "outcome": "perform",
            "court_number": "（2027）浙0782行初3号",
            "judged_on": days.today,
            "received_on": days.today,
        },
    )
    case.refresh_from_db()
    assert case.state == "judged"
    desk.keep("21-judged")
