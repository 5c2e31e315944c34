"""Asking for more time on a page and by a program, deciding on it, and the look at a suspended case."""

from typing import Any

from cases.models import Decision
from deadlines.models import Deadline
from tests.web.people import browser, cost, page, send
from tests.world import World

REVIEWING = (
    "120 register 115 evaluate 110 file 108 serve_filing 105 investigate 92 recommend 80 serve 15 review"
)


def clock_of(world: World) -> Deadline:
    return world.told(REVIEWING).case.deadlines.filter(rule="T10")[0]


def test_the_handler_asks_the_chiefs_decide_and_the_office_above_the_second_time(world: World) -> None:
    clock = clock_of(world)
    url = f"/deadlines/{clock.pk}/extend/"
    shown = page(world.yiwu_handler, url)
    assert "批准后届满日" in shown and "延长 1 个月" in shown and 'name="months"' not in shown
    assert send(world.yiwu_handler, url, reason="案情复杂") == f"/cases/{clock.case_id}/"
    decision = Decision.objects.get(deadline=clock)
    assert "等待部门负责人审批" in page(world.yiwu_handler, url)
    assert "已提请延长" in send(world.yiwu_handler, url, 409, reason="再来")
    for case_page in (page(world.yiwu_handler, f"/cases/{clock.case_id}/"), page(world.yiwu_handler, "/")):
        assert "延长“审查起诉（行政）”期限" in case_page
    for who in (world.yiwu_head, world.yiwu_chief):
        assert "延长“审查起诉（行政）”期限" in page(who, "/")
        read = page(who, f"/decisions/{decision.pk}/")
        assert "案情复杂" in read and "批准后届满日" in read and "办案规则第四十七条" in read
        send(who, f"/decisions/{decision.pk}/approve/", text="同意")
    assert 'name="months"' in page(world.yiwu_handler, url)
    assert "months" in send(world.yiwu_handler, url, 422, reason="仍需鉴定", months="")
    send(world.yiwu_handler, url, reason="仍需鉴定", months="2")
    again = Decision.objects.get(deadline=clock, state="pending")
    for who in (world.yiwu_head, world.yiwu_chief):
        send(who, f"/decisions/{again.pk}/approve/", text="同意")
    assert "再次延长" in page(world.jinhua_chief, "/")
    assert "再次延长" not in page(world.zhejiang_chief, "/decisions/")
    assert "上一级院检察长" in page(world.zhejiang_chief, f"/decisions/{again.pk}/")
    assert 'formaction="/decisions/' not in page(world.zhejiang_chief, f"/decisions/{again.pk}/")
    send(world.jinhua_chief, f"/decisions/{again.pk}/approve/", text="同意延长")
    assert "已经延长两次" in page(world.yiwu_handler, url)


def test_who_does_not_handle_the_case_does_not_ask(world: World) -> None:
    url = f"/deadlines/{clock_of(world).pk}/extend/"
    for who in (world.yiwu_chief, world.yiwu_casemgr, world.jinhua_chief):
        page(who, url, 403)
    for who in (world.dongyang_handler, world.yiwu_sysadmin, world.yiwu_post_liaison):
        page(who, url, 404)


def test_the_pages_cost_little(world: World) -> None:
    clock = clock_of(world)
    assert cost(world.yiwu_handler, f"/deadlines/{clock.pk}/extend/") <= 20
    send(world.yiwu_handler, f"/deadlines/{clock.pk}/extend/", reason="案情复杂")
    decision = Decision.objects.get(deadline=clock)
    assert cost(world.yiwu_head, f"/decisions/{decision.pk}/") <= 20
    assert cost(world.yiwu_head, "/decisions/") <= 12
    assert cost(world.yiwu_handler, f"/cases/{clock.case_id}/") <= 20


def test_a_program_asks_and_is_told_of_the_decision_or_of_the_article(world: World) -> None:
    clock = clock_of(world)

    def ask(**said: Any) -> Any:
        path = f"/api/v1/deadlines/{clock.pk}/ask-extension/"
        return browser(world.yiwu_handler).post(path, said, content_type="application/json")

    assert ask(reason="").status_code == 400
    opened = ask(reason="案情复杂")
    assert opened.status_code == 202, opened.content.decode()
    told = opened.json()
    assert (told["move"], told["deadline"], told["chain"]) == ("extend", clock.pk, ["head", "chief"])
    assert told["target"] and told["draft"] == {"reason": "案情复杂", "months": 1}
    refused = ask(reason="再来")
    assert refused.status_code == 409
    assert refused.json()["reasons"][0]["source"] == "办案规则第四十七条"


def test_a_look_whose_cause_is_gone_leads_to_going_on(world: World) -> None:
    case = world.case("suspended")
    assert "记录复查" in page(world.yiwu_handler, f"/cases/{case.pk}/")
    form = {"checked_on": world.now.date().isoformat(), "found": "汛期已过"}
    url = f"/cases/{case.pk}/recheck/"
    assert send(world.yiwu_handler, url, **form, persists="true") == f"/cases/{case.pk}/"
    assert send(world.yiwu_handler, url, **form, persists="false") == f"/cases/{case.pk}/moves/resume/"


def test_a_suspension_without_evidence_is_refused_on_the_page_with_the_article(world: World) -> None:
    case = world.case("rectifying")
    form = world.suspension(case, no_neglect="on")
    url = f"/cases/{case.pk}/moves/suspend/"
    assert "停工通知" in page(world.yiwu_handler, url)
    said = send(world.yiwu_handler, url, 409, **{**form, "evidence": []})
    assert "没有证明客观原因的证据" in said and "办案规则第七十八条" in said
    send(world.yiwu_handler, url, 422, **{**form, "evidence": [987654]})
    assert send(world.yiwu_handler, url, **form) == f"/cases/{case.pk}/"
