"""The doors about who must act, what the procuratorate found out itself, and the enterprises of a case."""

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal

from django.utils import timezone

from agencies.models import Enterprise
from cases import services
from cases.models import Case
from tests.web.door import Door, Form, day, photo
from tests.world import World


def doors(world: World, looked: Case, case: Case) -> Iterator[Door]:
    """Who must act, what was found out by ourselves, which enterprises are in it."""
    handler, at = world.yiwu_handler, timezone.now()
    by: Form = {"by": handler, "at": at}
    yield Door("duty-matter-new", handler, {"case_id": looked.pk}, {"name": "寄递监管", "note": "说明"})
    post = world.agency("yiwu-post").pk
    fresh, stands = (services.enter_matter(looked.pk, name=name, **by) for name in ("新事项", "旧事项"))
    for matter in (fresh, stands):
        services.enter_share(matter.pk, agency_id=post, part="leads", basis="《快递暂行条例》", **by)
    services.settle_matter(stands.pk, **by)
    [share] = fresh.shares.all()
    duty = {"agency_id": post, "part": "leads", "duty_id": "", "basis": "《快递暂行条例》", "source": "三定方案",
            "position": "同意"}  # fmt: skip
    yield Door("duty-share", handler, {"matter_id": fresh.pk}, duty)
    yield Door("duty-share-drop", handler, {"share_id": share.pk}, {})
    yield Door("duty-matter-drop", handler, {"matter_id": fresh.pk}, {})
    task = {"measure": "推广", "category": "rules", "due_on": day(20), "figure_name": "率", "figure_unit": "%",
            "figure_baseline": "1", "figure_target": "90"}  # fmt: skip
    settled = {"step_id": "", **{f"{name}_{share.pk}": value for name, value in task.items()}}
    yield Door("duty-settle", handler, {"matter_id": fresh.pk}, settled)
    yield Door("duty-reopen", handler, {"matter_id": stands.pk}, {"reason": "职责划转"})
    rate = world.obligation(case).indicators.get()
    found = {"on": day(), "value": "71.5", "source": "抽查"}
    yield Door("indicator-value", handler, {"indicator_id": rate.pk}, found)
    kept = services.enter_value(
        rate.pk, on=timezone.localdate() - timedelta(days=9), value=Decimal(60), source="抽查", **by
    )
    put_right = {"value": "61", "source": "抽查", "reason": "笔误"}
    yield Door("indicator-value-correct", handler, {"value_id": kept.pk}, put_right)
    firm, other = (
        Enterprise.objects.create(name=name, sector="寄递", area=world.yiwu, scale="small")
        for name in ("某快递", "某云仓")
    )
    involved = services.involve(looked.pk, enterprise_id=firm.pk, role="leaked", **by)
    yield Door(
        "case-enterprise",
        handler,
        {"case_id": looked.pk},
        {"enterprise_id": other.pk, "role": "platform", "note": "数据对接"},
    )
    yield Door("enterprise-release", handler, {"involvement_id": involved.pk}, {})
    team = [handler.pk, world.yiwu_assistant.pk]
    look = {"kind": "site", "obligation_id": world.obligation(case).pk, "on": day(), "place": "驿站", "team": team,
            "others": "邮政管理局", "findings": "抽查二十单", "result": "done"}  # fmt: skip
    yield Door("case-check", handler, {"case_id": case.pk}, look | {"files": photo})
    closed = world.case("closed")
    relapsed = services.record_check(
        closed.pk, kind="look_back", on=timezone.localdate(), place="驿站", findings="又见明文", result="relapsed",
        team=team, **by,
    )  # fmt: skip
    clue = {"title": "面单泄露反弹", "facts": "又见明文"}
    yield Door("check-relapse", handler, {"check_id": relapsed.pk}, clue)
