"""Clocks for programs: a date with all it rests on, the acts on it, previews under the rules of a filing day, filters."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from audit.flow import day
from cases.models import Case
from deadlines import services
from deadlines.models import Deadline
from tests.api.conftest import Program, refusal
from tests.world import World

pytestmark = pytest.mark.django_db
LIST = "/api/v1/deadlines/"


def today(ahead: int = 0) -> str:
    return (day(timezone.now()) + timedelta(days=ahead)).isoformat()


@pytest.fixture
def case(world: World) -> Case:
    return world.case("investigating")


@pytest.fixture
def clock(world: World, case: Case) -> Deadline:
    """A month of review that began ten days ago."""
    return begun(world, case, "T10", 10)


def begun(world: World, case: Case, rule: str, days: int, **more: Any) -> Deadline:
    at = timezone.now()
    return services.start(
        rule=rule, case=case, started_on=day(at) - timedelta(days=days), duty_office=world.yiwu,
        duty_user=world.yiwu_handler, by=None, at=at, **more,
    )  # fmt: skip


def theirs(world: World, case: Case) -> Deadline:
    """The two months of an agency."""
    respondent = world.respondent(case)
    return begun(world, case, "T08", 10, respondent=respondent, duty_group=respondent.agency.group)


def test_a_clock_comes_with_all_that_its_date_rests_on(world: World, of: Program, clock: Deadline) -> None:
    body = of(world.yiwu_handler).get(f"{LIST}{clock.pk}/").json()
    assert body["due_on"] == clock.due_on.isoformat() == body["steps"][-1]["date"] == body["original_due_on"]
    assert all(step["article"] for step in body["steps"])
    assert body["events"][0]["kind"] == "started" and body["expiry"]
    assert body["reminders"] == [] and body["next_reminder"]["to"] == str(world.yiwu_handler)
    acts = {act["name"]: act for act in body["acts"]}
    assert set(acts) == {"extend", "exclude", "correct"} and acts["exclude"]["allowed"]


def test_an_agency_reads_how_its_date_was_reached_and_nothing_else(
    world: World, of: Program, case: Case
) -> None:
    deadline, liaison = theirs(world, case), of(world.yiwu_post_liaison)
    body = liaison.get(f"{LIST}{deadline.pk}/").json()
    assert body["steps"] and body["events"] == [] and body["acts"] == []
    for act in ("extend", "exclude", "go-on", "correct"):
        refusal(liaison.post(f"{LIST}{deadline.pk}/{act}/", {}), 404)


def test_nobody_lengthens_a_review_without_the_departments_review_first(
    world: World, of: Program, clock: Deadline
) -> None:
    url, form = f"{LIST}{clock.pk}/extend/", {"months": 1, "reason": "案情复杂"}
    for who in (world.yiwu_handler, world.yiwu_head, world.yiwu_chief):
        body = refusal(of(who).post(url, form), 409)
        assert body["reasons"] == [{"text": "由检察长批准，请先提请审批", "source": "办案规则第四十七条"}]
    refusal(of(world.dongyang_chief).post(url, form), 404)
    due = clock.due_on
    clock.refresh_from_db()
    assert clock.due_on == due


def test_no_law_lengthens_an_agencys_time(world: World, of: Program, case: Case) -> None:
    deadline = theirs(world, case)
    body = refusal(
        of(world.yiwu_chief).post(f"{LIST}{deadline.pk}/extend/", {"months": 1, "reason": "困难"}), 409
    )
    assert "法律没有规定" in body["reasons"][0]["text"]
    assert body["reasons"][0]["source"] == "司法解释第二十一条"


def test_an_appraisal_is_taken_out_and_the_clock_goes_on(world: World, of: Program, clock: Deadline) -> None:
    handler, due = of(world.yiwu_handler), clock.due_on.isoformat()
    body = handler.post(f"{LIST}{clock.pk}/exclude/", {"start": today(-8), "reason": "委托鉴定"}).json()
    assert body["state"] == "suspended" and body["pauses"][0]["end"] is None
    assert [act["name"] for act in body["acts"]] == ["extend", "go_on", "correct"]
    body = handler.post(f"{LIST}{clock.pk}/go-on/", {"on": today(-3)}).json()
    assert body["state"] == "open" and body["due_on"] > due
    assert body["pauses"][0]["source"] == "办案规则第四十八条"
    refusal(handler.post(f"{LIST}{clock.pk}/go-on/", {"on": today()}), 409)


def test_acts_are_refused_with_their_articles(world: World, of: Program, case: Case, clock: Deadline) -> None:
    handler, other = of(world.yiwu_handler), theirs(world, case)
    early = {"start": today(-60), "until": today(-5), "reason": "鉴定"}
    assert refusal(handler.post(f"{LIST}{clock.pk}/exclude/", early), 409)["reasons"][0]["source"]
    body = refusal(handler.post(f"{LIST}{other.pk}/exclude/", {"start": today(-5), "reason": "鉴定"}), 409)
    assert body["reasons"][0]["source"] == "办案规则第四十八条"
    refusal(of(world.yiwu_head).post(f"{LIST}{clock.pk}/exclude/", {"start": today(-5), "reason": "x"}), 403)
    assert "start" in refusal(handler.post(f"{LIST}{clock.pk}/exclude/", {"start": "gestern"}), 400)["errors"]


def test_a_wrong_start_is_put_right_once_per_key(world: World, browser_of: Any, clock: Deadline) -> None:
    client, form = browser_of(world.yiwu_handler), {"started_on": today(-12), "reason": "回证日期有误"}
    for _ in range(2):
        answer = client.post(
            f"{LIST}{clock.pk}/correct/", form, headers={"Idempotency-Key": "once"},
        )  # fmt: skip
        assert answer.status_code == 200, answer.content.decode()
    assert clock.events.filter(kind="corrected").count() == 1


def test_a_preview_says_under_which_rules(world: World, of: Program) -> None:
    asked = {"rule": "T08", "start": "2026-08-07", "filed": "2021-08-01"}
    body = of(world.yiwu_handler).get(f"{LIST}preview/", asked).json()
    assert (body["rule_set"], body["due"]) == ("2021", "2026-10-08") and body["rule_set_title"]
    for odd in ("gestern", "1800-01-01", "9999-12-31"):
        refusal(of(world.yiwu_handler).get(f"{LIST}preview/", {**asked, "filed": odd}), 400)


def test_the_list_is_narrowed_by_office_person_delay_and_days(
    world: World, of: Program, case: Case, clock: Deadline
) -> None:
    late, handler = begun(world, case, "T04", 30), of(world.yiwu_handler)

    def found(**asked: Any) -> set[int]:
        rows = handler.get(LIST, {"case": case.pk, "state": "open", **asked}).json()
        assert rows["count"] == len(rows["results"]) and rows["count_capped"] is False
        return {row["id"] for row in rows["results"]}

    mine = {clock.pk, late.pk}
    assert found(office=world.yiwu.pk) >= mine and found(office=world.dongyang.pk) == set()
    assert found(person=world.yiwu_handler.pk) >= mine and found(person=world.yiwu_head.pk) == set()
    assert late.pk in found(overdue="true") and clock.pk not in found(overdue="true")
    assert clock.pk in found(overdue="false") and late.pk not in found(overdue="false")
    assert found(due_before=late.due_on, due_after=late.due_on) == {late.pk}


@pytest.mark.parametrize(
    "asked",
    [{"office": "x"}, {"person": "9" * 40}, {"due_before": "2026-02-30"}, {"state": "x"}, {"case": "1.5"}],
)
def test_a_filter_that_makes_no_sense_is_never_our_fault(
    world: World, of: Program, asked: dict[str, str]
) -> None:
    assert of(world.yiwu_handler).get(LIST, asked).status_code in (200, 400)


def test_reading_one_clock_costs_the_same_whatever_happened_to_it(
    world: World, of: Program, clock: Deadline, django_assert_max_num_queries: Any
) -> None:
    for number in range(5):
        start = day(timezone.now()) - timedelta(days=9 - number)
        services.exclude(
            clock.pk, start=start, until=start + timedelta(days=1), reason="鉴定", by=world.yiwu_handler,
            at=timezone.now(),
        )  # fmt: skip
    with django_assert_max_num_queries(20):
        assert len(of(world.yiwu_handler).get(f"{LIST}{clock.pk}/").json()["events"]) == 6
