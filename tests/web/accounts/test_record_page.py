"""The auditor reads who of the office did what and when, and nothing of what cases contain."""

from datetime import timedelta
from typing import Any

from django.test import Client

from accounts import services
from audit.flow import record
from audit.models import Entry
from desk.record_trail import harmless
from tests.web.people import browser, cost, page
from tests.world import World


def test_the_record_names_acts_and_numbers_but_no_case(world: World) -> None:
    case = world.case("filed", title="绝不外露的案名")
    far = world.case("filed", office="dongyang", agencies=("dongyang-env",), measures=(), title="邻市")
    span = f"?since={world.ago(300).date()}&until={world.now.date()}"
    said = page(world.yiwu_auditor, f"/record/{span}")
    assert case.number in said and "立案" in said and "绝不外露" not in said
    assert far.number not in said
    for who in (world.yiwu_sysadmin, world.yiwu_secadmin, world.yiwu_chief):
        page(who, "/record/", 403)
        page(who, "/record/export/", 403)
    page(world.yiwu_post_liaison, "/record/", 404)


def test_what_administrators_did_is_said_in_words_and_filtered_by_person_and_kind(world: World) -> None:
    services.disable_person(world.yiwu_clerk.pk, reason="调离本院", by=world.yiwu_sysadmin, at=world.now)
    said = page(world.yiwu_auditor, "/record/")
    assert "停用账号" in said and "调离本院" in said
    assert "停用账号" not in page(world.yiwu_auditor, f"/record/?person={world.yiwu_head.pk}")
    assert "停用账号" in page(world.yiwu_auditor, "/record/?action=person.edit")
    assert "没有记录" in page(world.yiwu_auditor, "/record/?action=post.edit")
    assert "没有记录" in page(
        world.yiwu_auditor, f"/record/?until={world.ago(9).date()}&since={world.ago(10).date()}"
    )


def test_the_table_to_take_away_runs_no_formula_and_is_recorded(world: World) -> None:
    user = services.enter_person(
        office_id=world.yiwu.pk, username="yiwu.new", name="=1+1", email="n@yisu.invalid", by=world.yiwu_sysadmin,
        at=world.now,
    )  # fmt: skip
    record(by=user, at=world.now, action="person.edit", label="+cmd", obj=user)
    answer: Any = browser(world.yiwu_auditor).get("/record/export/")
    text = b"".join(answer.streaming_content).decode()
    assert answer["Content-Disposition"].startswith("attachment") and "'=1+1" in text and ",'+cmd" in text
    assert Entry.objects.filter(action="record.export", by=world.yiwu_auditor).count() == 1
    assert [harmless(cell) for cell in ("-1", "@a", "甲")] == ["'-1", "'@a", "甲"]


def test_pages_follow_each_other_and_cost_the_same(world: World) -> None:
    few = cost(world.yiwu_auditor, "/record/")
    for n in range(60):
        record(
            by=world.yiwu_head,
            at=world.now - timedelta(minutes=n),
            action="person.edit",
            label=f"事{n}",
            obj=world.yiwu_head,
        )
    first = browser(world.yiwu_auditor).get("/record/")
    assert "事0" in first.content.decode() and "事30" not in first.content.decode()
    second = browser(world.yiwu_auditor).get("/record/" + first.context["older"])
    assert "事30" in second.content.decode()
    assert cost(world.yiwu_auditor, "/record/") <= max(few, 12)


def test_a_stranger_reads_nothing(client: Client, world: World) -> None:
    assert client.get("/record/").status_code == 302
