"""Enterprises and an association of the demo world, what happened to them, and somebody who is invited. All invented."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from agencies import services as registry
from desk.demo.clock import moment
from desk.demo.people import Cast

MET = date(2022, 11, 16)


@dataclass(frozen=True)
class Row:
    """One enterprise: what it is, how much personal data (ten thousand records), how protected, what leaked."""

    slug: str
    name: str
    credit_code: str
    sector: str
    scale: str
    volume: int | None
    level: int | None
    systems: str
    supervisor: str
    incidents: tuple[tuple[str, str, int | None, str], ...] = ()


ENTERPRISES = (
    Row("warehouse", "义乌捷拾云仓供应链有限公司", "91330782MA2FW6C4NP", "电商云仓", "medium", 860, 2,
        "仓储管理系统、订单系统、面单打印终端", "yiwu-mdc", (
            ("2021-11-06", "break_in", 42000, "夜间撬锁进入仓库，在面单打印电脑上装入远程控制程序"),
            ("2022-02-19", "false_hire", 18000, "以应聘打包工为名进入，用移动存储介质导出订单"),
            ("2022-07-30", "former_staff", 9500, "离职人员的系统账号没有停用，登录后成批导出"),
        )),
    Row("courier", "义乌穗安速递有限公司", "91330782MA8K3Q7TP5", "快递服务", "small", 240, None,
        "末端派件系统、驿站取件系统", "yiwu-post", (
            ("2022-03-12", "photographed", 3100, "分拣时用手机偷拍面单"),
            ("2022-06-05", "intrusion", 27000, "打开伪装成对账单的木马文件，派件系统账号被盗用"),
        )),
    Row("platform", "浙江聚小件电子商务有限公司", "91330782MA9GYL5D1T", "电商平台", "large", 5200, 3,
        "商家后台、订单开放接口", "yiwu-samr"),
)  # fmt: skip


def settle(cast: Cast) -> None:
    """Register the enterprises met in the seed case, and the association that it brought about."""
    by, at = cast["yiwu.casemgr"], moment(MET)
    for row in ENTERPRISES:
        made = registry.register_enterprise(
            name=row.name,
            credit_code=row.credit_code,
            sector=row.sector,
            scale=row.scale,
            personal_data_volume=row.volume,
            protection_level=row.level,
            systems=row.systems,
            supervisor_id=cast.agencies[row.supervisor].pk,
            by=by,
            at=at,
        )
        cast.enterprises[row.slug] = made
        for on, kind, records, note in row.incidents:
            registry.add_incident(
                made.pk, on=date.fromisoformat(on), kind=kind, records=records, note=note, by=by, at=at
            )
    registry.register_association(
        name="义乌市内贸电商云仓协会",
        sector="电商物流",
        founded_on=date(2023, 3, 28),
        guided_by_id=cast.agencies["yiwu-mdc"].pk,
        members=68,
        rules="《数字贸易发展数据安全“义乌倡议”》",
        by=by,
        at=moment(date(2023, 6, 20)),
    )


def invite(cast: Cast, *, at: datetime) -> None:
    """A second liaison of the postal agency is invited and has not answered yet."""
    agency, by = cast.agencies["yiwu-post"], cast["yiwu.handler"]
    registry.invite(agency.pk, post="liaison", name="金小川", by=by, at=at - timedelta(hours=20))
