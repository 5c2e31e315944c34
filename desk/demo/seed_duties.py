"""Who must act in the seed case: what was found out, what was in dispute, and what the consultation settled (law §11, 14)."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal

from agencies.models import Enterprise
from cases import services as cases
from cases.models import Case
from desk.demo import files
from desk.demo.people import Cast
from evidence import services as evidence

At = Callable[..., datetime]

LEADS, SHARES, DISPUTED = "leads", "shares", "disputed"
FRAUD = "《中华人民共和国反电信网络诈骗法》第六条"
UNCLEAR = "电商云仓属新业态，权力清单没有明确列入，须由市政府明确。"

# matter: (agency, part, words of a duty in the register, basis where none fits, source, position)
MATTERS = (
    ("网络安全和个人信息保护统筹协调", (
        ("yiwu-cac", LEADS, "统筹协调网络安全", "", "三定方案", "统筹协调、业务指导，牵头联合执法检查。"),
        ("yiwu-police", SHARES, "", FRAUD, "三定方案", "配合联合执法检查。"),
    )),
    ("寄递行业监管和隐私面单推广", (
        ("yiwu-post", LEADS, "推广应用隐私面单", "", "权力清单", "将隐私面单应用率纳入日常检查。"),
        ("yiwu-samr", SHARES, "电子商务经营", "", "权力清单", "督促平台完成加密面单对接。"),
    )),
    ("电商物流企业数据安全和个人信息保护义务", (
        ("yiwu-mdc", LEADS, "电商物流行业", "", "三定方案", "纳入电商物流行业管理，指导协会开展培训。"),
        ("yiwu-cac", SHARES, "个人信息保护工作", "", "三定方案", "提供业务指导。"),
    )),
    ("等级保护、数据分类分级和预警通报", (
        ("yiwu-police", LEADS, "等级保护", "", "权力清单", "开展专项执法检查，健全预警通报。"),
        ("yiwu-cac", SHARES, "统筹协调网络安全", "", "三定方案", "配合执法检查。"),
    )),
    ("电商平台与寄递企业数据对接、信用监管", (
        ("yiwu-samr", LEADS, "电子商务经营", "", "权力清单", "督促平台与寄递企业完善数据对接，健全信用监管。"),
        ("yiwu-post", SHARES, "寄递行业监督管理", "", "权力清单", "督促寄递企业配合对接。"),
    )),
)  # fmt: skip
FIRMS = (
    # name, sector, scale, role, note
    ("义乌捷拾云仓供应链有限公司", "电商云仓", "medium", "leaked", "先后被多个团伙窃取面单信息"),
    ("义乌穗安速递有限公司", "寄递", "large", "leaked", "面单未脱敏，离职账号未停用"),
    ("浙江聚小件电子商务有限公司", "电商平台", "large", "platform", "与寄递企业数据对接"),
)


def find_out(cast: Cast, case: Case, at: At) -> None:
    """November 2022: what the lists of powers say of each matter; the new trade falls between several chairs."""
    by = cast["yiwu.assistant"]
    for minute, (name, shares) in enumerate(MATTERS):
        matter = cases.enter_matter(case.pk, name=name, by=by, at=at("2022-11-21", 10, minute))
        for slug, part, words, basis, source, _said in shares:
            new = part == LEADS and slug == "yiwu-mdc"
            _enter(cast, matter.pk, (slug, DISPUTED if new else part, words, basis, source, UNCLEAR if new else ""),
                   at("2022-11-21", 11, minute))  # fmt: skip
    for minute, (name, sector, scale, role, note) in enumerate(FIRMS):
        firm, _new = Enterprise.objects.get_or_create(
            name=name, defaults={"sector": sector, "scale": scale, "area": cast.offices["yiwu"]}
        )
        cases.involve(
            case.pk, enterprise_id=firm.pk, role=role, note=note, by=by, at=at("2022-11-22", 10, minute)
        )


def settle(cast: Cast, case: Case, at: At) -> None:
    """After the consultation of 1 December: each agency said what is its own; nothing is in dispute any more."""
    step = case.steps.get(kind="consultation")
    for minute, (name, shares) in enumerate(MATTERS):
        matter = case.duty_matters.get(name=name)
        for share in shares:
            _enter(cast, matter.pk, share, at("2022-12-02", 9, minute))
        cases.settle_matter(
            matter.pk, step_id=step.pk, by=cast["yiwu.handler"], at=at("2022-12-02", 10, minute)
        )


def look(cast: Cast, case: Case, at: At) -> None:
    """June 2023, before the hearing: two warehouses are visited."""
    _look(cast, case, "site", at("2023-06-26", 15), "义乌市两家电商云仓",
          "随机抽查打印面单一百份，九十三份使用隐私面单；打印终端专机专用，离职账号均已停用。")  # fmt: skip


def look_back(cast: Cast, case: Case, at: At) -> None:
    """October 2023, three months after the end: it stayed so."""
    _look(cast, case, "look_back", at("2023-10-18", 15), "义乌市寄递网点",
          "回访六家寄递网点和一家云仓，随机抽查面单二百份，隐私面单应用率保持在九成以上，未发现新的泄露线索。")  # fmt: skip
    rate = case.obligations.get(category="privacy_waybill").indicators.get()
    cases.enter_value(
        rate.pk, on=date(2023, 10, 18), value=Decimal("93.6"), source="回头看现场抽查",
        by=cast["yiwu.handler"], at=at("2023-10-18", 17),
    )  # fmt: skip


def _enter(cast: Cast, matter_id: int, share: tuple[str, str, str, str, str, str], moment: datetime) -> None:
    slug, part, words, basis, source, position = share
    agency = cast.agencies[slug]
    duty = agency.duties.filter(matter__contains=words).first() if words else None
    cases.enter_share(
        matter_id, agency_id=agency.pk, part=part, duty_id=duty.pk if duty else None, basis=basis, source=source,
        position=position, by=cast["yiwu.assistant"], at=moment,
    )  # fmt: skip


def _look(cast: Cast, case: Case, kind: str, moment: datetime, place: str, findings: str) -> None:
    evidence.record_check(
        case.pk,
        obligation_id=case.obligations.get(category="privacy_waybill").pk,
        kind=kind,
        on=moment.date(),
        place=place,
        team=[cast["yiwu.handler"].pk, cast["yiwu.assistant"].pk],
        others="邮政管理局工作人员",
        findings=findings,
        result="done",
        files=[files.png(f"{place}抽查.png", share=93)],
        by=cast["yiwu.handler"],
        at=moment,
    )
