"""One case from its clue to its closure, by everybody who has a part in it."""

from pathlib import Path

import pytest

from cases.models import Case, Clue, Obligation
from tests.browser.conftest import Days
from tests.browser.desk import Desk
from tests.world import World

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

CLUE = "电商云仓面单信息被批量窃取"
CASE = "督促整治快递面单信息泄露案"


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    """A paper of some size, such as an agency scans."""
    path = tmp_path / "隐私面单培训签到表.pdf"
    path.write_bytes(b"%PDF-1.7\n" + b"0" * 3_000_000 + b"\n%%EOF\n")
    return path


def test_a_case_goes_from_clue_to_closure(desk: Desk, days: Days, world: World, photo: Path) -> None:
    register(desk, days)
    file(desk, world)
    case = Case.objects.get(title=CASE)
    investigate_and_consult(desk, days, case)
    recommend(desk, case)
    refuse_to_close(desk, case)
    report(desk, photo)
    review(desk, days, case)
    hear(desk, days, case)
    close(desk, case)
    case.refresh_from_db()
    assert case.state == "closed"


def register(desk: Desk, days: Days) -> None:
    desk.sit("yiwu.handler")
    desk.keep("01-my-work")
    desk.open("/clues/new/")
    desk.send(
        {
            "title": CLUE,
            "source": "casework",
            "field": "telecom_fraud",
            "received_on": days.today,
            "place": "义乌市",
            "facts": "多家云仓的打单电脑被植入远程控制程序，面单信息被批量窃取。",
        }
    )
    desk.sees(CLUE)
    desk.step(
        "评估线索",
        {"truth": "有侦查卷宗印证", "checkability": "可以查清", "opinion": "建议立案"},
        says="评估中",
    )
    desk.keep("02-clue")


def file(desk: Desk, world: World) -> None:
    clue = Clue.objects.get(title=CLUE)
    desk.step(
        "提请立案",
        {
            "title": CASE,
            "track": "administrative",
            "basis": "《反电信网络诈骗法》第二十九条、第四十七条",
            "agencies": [str(world.agency("yiwu-post").pk)],
            "team": [str(world.yiwu_assistant.pk)],
        },
        says="审批",
    )
    decide(desk, "02-decision")
    clue.refresh_from_db()
    assert clue.state == "filed"


def decide(desk: Desk, picture: str = "") -> None:
    """The head agrees, then the chief."""
    for post in ("head", "chief"):
        desk.sit(f"yiwu.{post}")
        desk.open("/decisions/")
        desk.page.locator("main a[href^='/decisions/']").first.click()
        if picture and post == "head":
            desk.keep(picture)
        desk.page.get_by_role("button", name="同意").first.click()
        desk.sees("同意" if post == "head" else "已")


def at(desk: Desk, case: Case, who: str = "yiwu.handler") -> None:
    desk.sit(who)
    desk.open(f"/cases/{case.pk}/")


def investigate_and_consult(desk: Desk, days: Days, case: Case) -> None:
    at(desk, case)
    desk.step("送达立案决定书", {"method": "direct", "served_on": days.today, "recipient": "王立新"})
    desk.step("开展调查", {"plan": "调取监管台账，走访云仓，勘验打单电脑。"})
    desk.step(
        "召开磋商",
        {"form": "meeting", "held_on": days.today, "place": "义乌市检察院", "agenda": "监管职责与整改方案"},
    )
    consultation = case.consultations.get()
    desk.open(f"/consultations/{consultation.pk}/")
    desk.keep("03-consultation")
    attended = [str(pk) for pk in consultation.invitees.values_list("pk", flat=True)]
    minutes = {"minutes": "各方就职责分工达成一致。", "agreed": "推广隐私面单。", "attended": attended}
    desk.step("登记磋商结果", minutes)
    at(desk, case)
    desk.step(
        "增加整改事项",
        {
            "respondent_id": str(case.respondents.get().pk),
            "measure": "推广隐私面单",
            "category": "privacy_waybill",
            "due_on": days.after(40),
            "indicator_name": "隐私面单应用率",
            "indicator_unit": "%",
            "indicator_baseline": "35",
            "indicator_target": "90",
        },
    )


def recommend(desk: Desk, case: Case) -> None:
    desk.step(
        "提出检察建议",
        {
            "origin": "本院在办案中发现",
            "harm": "大量公民个人信息泄露",
            "failure": "对寄递企业监管不到位",
            "basis": "《反电信网络诈骗法》第二十九条",
            "requests": "推广隐私面单",
            "other": "无",
        },
        says="审批",
    )
    decide(desk)
    at(desk, case, "yiwu.assistant")
    desk.step("送达检察建议书", {"method": "direct", "recipient": "王立新"})
    case.refresh_from_db()
    assert case.state == "rectifying"


def refuse_to_close(desk: Desk, case: Case) -> None:
    """What is missing stands on the page with its article, and again where somebody tries all the same."""
    at(desk, case)
    desk.sees("1 项整改尚未验收")
    desk.sees("办案规则第七十四条")
    desk.keep("04-case")
    desk.open(f"/cases/{case.pk}/moves/close/")
    desk.send({"ground": "rectified", "facts": "已经整改到位"})
    desk.sees("1 项整改尚未验收")
    desk.sees("办案规则第七十四条")
    assert desk.page.locator("[name=facts]").input_value() == "已经整改到位"
    desk.keep("05-refused")


def report(desk: Desk, photo: Path) -> None:
    desk.sit("yiwu-post.leader")
    desk.sees("推广隐私面单")
    desk.keep("06-portal")
    obligation = Obligation.objects.get()
    desk.open(f"/portal/obligations/{obligation.pk}/")
    form = desk.form()
    form.locator("input[type=file]").set_input_files(photo)
    form.locator("[name=text]").fill("已培训 120 人次，三家平台完成数据对接。")
    form.locator("[name^=value_]").fill("91.2")
    form.locator("button[type=submit]").first.click()
    desk.sees(photo.name)
    desk.sees("整改材料已提交")
    desk.keep("07-portal-sent")
    desk.open(f"/portal/respondents/{obligation.respondent_id}/reply/")
    desk.send({"text": "我局已全面整改，现书面回复。"})
    desk.sees("书面回复已提交")


def review(desk: Desk, days: Days, case: Case) -> None:
    at(desk, case)
    desk.keep("08-case-to-verify")
    obligation = case.obligations.get()
    desk.open(f"/obligations/{obligation.pk}/")
    desk.keep("09-obligation")
    desk.step("核验整改", {"verdict": "accept", "reasons": "现场抽查属实"}, says="已验收")
    at(desk, case)
    desk.step("认定履职", {"performed": "true", "verdict": "已全面履职"})
    desk.step("审查整改效果")


def hear(desk: Desk, days: Days, case: Case) -> None:
    officers = {f"officer_{n}_name": name for n, name in enumerate(("陈明", "林芳", "周正"), start=1)}
    desk.step(
        "召开听证",
        {
            "purpose": "effect",
            "held_on": days.after(6),
            "place": "义乌市检察院听证室",
            "public": "true",
            **officers,
        },
        says="审批",
    )
    decide(desk)
    at(desk, case)
    hearing = case.hearings.get()
    desk.open(f"/hearings/{hearing.pk}/")
    desk.step("登记告知", {"noticed_on": days.today})
    desk.keep("10-hearing")
    days.forward(6)
    desk.sit("yiwu.handler")
    desk.open(f"/hearings/{hearing.pk}/")
    said = {}
    for officer in hearing.officers.all():
        said[f"officer_{officer.pk}_supports"] = "true"
        said[f"officer_{officer.pk}_opinion"] = "整改到位，同意终结"
    record = {"record_text": "按程序进行。", "result": "一致认为已依法全面履职", **said}
    desk.step("登记听证结果", record, says="一致认为")


def close(desk: Desk, case: Case) -> None:
    at(desk, case)
    desk.step("终结案件", {"ground": "rectified", "facts": "行政机关已全面整改，公益得到保护。"}, says="审批")
    decide(desk)
    at(desk, case)
    desk.sees("已终结")
    desk.keep("11-closed")
