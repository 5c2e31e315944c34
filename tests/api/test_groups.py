"""Cases below a case, task forces and drafts by program: what the pages do, with the same refusals."""

from datetime import timedelta
from typing import Any

from cases.models import Case, TaskForce
from tests.api.conftest import Program, refusal
from tests.services.cases.ordering import decided, draft, in_days
from tests.world import World

ASKED = "60 register 55 evaluate 50 file 48 serve_filing 45 investigate 2 close:asked"


def sends(of: Program, user: Any, path: str, **said: Any) -> Any:
    return of(user).post(f"/api/v1/{path}", said, format="json")


def test_a_case_below_is_taken_in_and_out_again(world: World, of: Program) -> None:
    above = world.case("filed", office="zhejiang", agencies=(), measures=())
    below = world.case("investigating")
    path, said = f"cases/{above.pk}/children/", {"case_id": below.pk, "reason": "同一事项"}
    refusal(sends(of, world.yiwu_handler, path, **said), 404)
    assert "case_id" in refusal(sends(of, world.zhejiang_handler, path, reason="同一事项"), 400)["errors"]
    taken = sends(of, world.zhejiang_handler, path, **said)
    assert (taken.status_code, taken.json()["parent"]) == (201, above.pk), taken.json()
    refusal(sends(of, world.yiwu_handler, f"cases/{below.pk}/unlink/", reason="不属同一事项"), 403)
    out = sends(of, world.zhejiang_handler, f"cases/{below.pk}/unlink/", reason="不属同一事项")
    assert (out.status_code, out.json()["parent"]) == (200, None)
    refusal(sends(of, world.zhejiang_handler, f"cases/{below.pk}/unlink/", reason="又"), 403)


def test_a_task_force_is_given_more_time_and_dissolved(world: World, of: Program) -> None:
    case = world.case("investigating")
    plan = {"name": "联合专案组", "starts_on": in_days(world, 0), "ends_on": in_days(world, 30),
            "people": [{"user": world.yuyao_handler.pk, "role": "成员"}]}  # fmt: skip
    order = draft(world, "task_force", case, world.zhejiang_handler, data=plan)
    force = TaskForce.objects.get(order=decided(world, order, "zhejiang"))
    path, longer = (
        f"task-forces/{force.pk}/",
        {"ends_on": in_days(world, 60).isoformat(), "reason": "案情复杂"},
    )
    refusal(sends(of, world.yiwu_handler, f"{path}extend/", **longer), 403)
    refusal(sends(of, world.dongyang_handler, f"{path}extend/", **longer), 404)
    more = sends(of, world.zhejiang_chief, f"{path}extend/", **longer)
    assert (more.status_code, more.json()["ends_on"]) == (200, longer["ends_on"]), more.json()
    refusal(sends(of, world.zhejiang_chief, f"{path}end/"), 400)
    assert sends(of, world.zhejiang_chief, f"{path}end/", reason="任务完成").status_code == 200
    refusal(sends(of, world.yuyao_handler, f"{path}end/", reason="任务完成"), 404)
    assert (
        "第十一条"
        in refusal(sends(of, world.zhejiang_chief, f"{path}extend/", **longer), 409)["reasons"][0]["source"]
    )


def test_a_draft_is_changed_by_who_asked_and_opinions_on_it_are_void(world: World, of: Program) -> None:
    case = world.told(ASKED).case
    decision = world.pending(case)
    sends(of, world.yiwu_head, f"decisions/{decision.pk}/approve/", text="同意")
    path, said = f"decisions/{decision.pk}/redraft/", {"ground": "lawful", "facts": "补充查明的事实"}
    refusal(sends(of, world.yiwu_head, path, **said), 403)
    refusal(sends(of, world.dongyang_handler, path, **said), 404)
    assert "facts" in refusal(sends(of, world.yiwu_handler, path, ground="lawful"), 400)["errors"]
    changed = sends(of, world.yiwu_handler, path, **said).json()
    assert (changed["waits_for"], changed["draft"]["facts"]) == ("head", "补充查明的事实")
    refusal(sends(of, world.yiwu_handler, path, **said), 400)
    stale = of(world.yiwu_handler).post(
        f"/api/v1/{path}", {**said, "facts": "又"}, format="json", HTTP_IF_MATCH='"0"'
    )
    refusal(stale, 412)
    assert Case.objects.get(pk=case.pk).state == "investigating"


def test_an_order_is_not_redrafted_in_place(world: World, of: Program) -> None:
    said = {"demands": "查清", "report_by": (world.now + timedelta(days=9)).date()}
    order = draft(world, "supervise", world.case("filed"), world.jinhua_handler, **said)
    path = f"decisions/{order.decision.pk}/redraft/"
    assert (
        "撤回后重新拟稿"
        in refusal(sends(of, world.jinhua_handler, path, reason="又"), 409)["reasons"][0]["text"]
    )
