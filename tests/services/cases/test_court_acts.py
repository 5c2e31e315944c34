"""What comes from the court and goes to it starts and ends its clocks (rules 46, 49, 58, 62, 84)."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from accounts.access import Unseen
from audit.flow import day
from audit.models import Entry
from cases import services
from cases.models import Case, Clue
from deadlines import services as deadlines
from desk.case_page import case_page
from desk.demo.paths import FAILED
from desk.work_rows import by_deadline
from tests.refusals import invalid, refused
from tests.world import CIVIL, World


def write(world: World, case: Case, name: str, *, days: int = 0, by: str = "yiwu_handler") -> Case:
    return services.record_court_act(
        case.pk, name=name, on=day(world.ago(days)), note="机要", by=getattr(world, by), at=world.now
    )


def clocks(case: Case, *rules: str) -> list[tuple[str, str]]:
    return list(case.deadlines.filter(rule__in=rules).order_by("id").values_list("rule", "state"))


@pytest.mark.parametrize(
    ("state", "name", "rule"),
    [("judged", "judgment_sent", "T19"), ("judged", "appealed", "T20"), ("judged", "not_appealed", "T20"),
     ("withdrawn", "withdrawal_sent", "T22")],
)  # fmt: skip
def test_what_goes_to_the_court_or_upward_ends_its_clock(
    world: World, state: str, name: str, rule: str
) -> None:
    case = world.case(state)
    assert clocks(case, rule) == [(rule, "open")]
    write(world, case, name)
    assert clocks(case, rule)[0][1] in ("met", "missed")
    assert Entry.objects.filter(case_ref=case.pk, note="机要", by=world.yiwu_handler).exists()
    with refused("第", "没有等待办理的期限"):
        write(world, case, name)


@pytest.mark.parametrize(
    ("state", "comes", "rule", "goes"),
    [("sued", "summoned", "T18", "appearance_sent"), ("judged", "appeal_received", "T21", "appeal_sent")],
)  # fmt: skip
def test_what_comes_in_starts_a_clock_and_the_answer_ends_it(
    world: World, state: str, comes: str, rule: str, goes: str
) -> None:
    case = world.case(state)
    with refused("办案规则", "没有等待办理的期限"):
        write(world, case, goes)
    write(world, case, comes)
    assert clocks(case, rule) == [(rule, "open")]
    with refused("办案规则", "已经登记"):
        write(world, case, comes)
    write(world, case, goes)
    assert clocks(case, rule) == [(rule, "met")]


def test_the_courts_acceptance_starts_its_time_to_try_the_case(world: World) -> None:
    case = world.case("sued")
    write(world, case, "accepted", days=5)
    clock = case.deadlines.get(rule="T29")
    assert (clock.started_on, clock.waited) == (day(world.ago(5)), True)
    form = {
        "outcome": "perform",
        "court_number": "一号",
        "judged_on": day(world.now),
        "received_on": day(world.now),
    }
    services.make_case_move(case.pk, "judge", data=form, by=world.yiwu_handler, at=world.now)
    assert clocks(case, "T29") == [("T29", "met")]


def test_a_suit_that_is_withdrawn_ends_the_courts_time(world: World) -> None:
    story = world.told("120 register 115 evaluate 110 file 105 investigate 92 recommend 90 serve 20 review "
                       "19 judge:failing 18 prove 16 sue 15 deliver")  # fmt: skip
    write(world, story.case, "accepted", days=10)
    story.take(1, "withdraw", "")
    assert clocks(story.case, "T29", "T22") == [("T29", "met"), ("T22", "open")]


@pytest.mark.parametrize("days", [-1, 60])
def test_it_was_neither_before_the_suit_nor_is_to_come(world: World, days: int) -> None:
    case = world.case("sued")
    with invalid("on"):
        write(world, case, "accepted", days=days)


def test_nothing_comes_from_a_court_that_has_no_complaint(world: World) -> None:
    with refused("行政诉讼法", "不能登记法院立案"):
        write(world, world.case("reviewing"), "accepted")
    undelivered = world.told("120 register 115 evaluate 110 file 105 investigate 92 recommend 90 serve 20 review "
                             "19 judge:failing 18 prove 16 sue").case  # fmt: skip
    undelivered.refresh_from_db()
    with refused("办案规则", "先登记起诉书送达"):
        write(world, undelivered, "summoned")


def test_who_works_on_the_case_writes_it_down(world: World) -> None:
    case = world.case("judged")
    for name in ("yiwu_head", "jinhua_chief"):
        with pytest.raises(PermissionDenied):
            write(world, case, "judgment_sent", by=name)
    for name in ("dongyang_handler", "yiwu_post_liaison"):
        with pytest.raises(Unseen):
            write(world, case, "judgment_sent", by=name)
    with pytest.raises(Unseen):
        write(world, case, "nothing")


def test_my_work_and_the_case_page_lead_to_it(world: World) -> None:
    case = world.case("judged")
    rows = {row.title: row for row in by_deadline(by=world.yiwu_handler, at=world.now)}
    assert rows["一审裁判报送"].url == f"/cases/{case.pk}/court/judgment_sent/"
    labels = {
        str(task.label) for task in case_page(case.pk, by=world.yiwu_handler, at=world.now).doings.tasks
    }
    assert {"裁判报送上一级院", "登记上诉", "登记不上诉", "登记被告上诉"} <= labels
    assert not case_page(case.pk, by=world.yiwu_head, at=world.now).doings.tasks


# ---- the review of a case that another office handed over, and of a civil case ----------------------------------------


def test_the_review_of_a_civil_case_goes_with_its_announcement(world: World) -> None:
    case = world.case("announced")
    review, notice = case.deadlines.get(rule="T11"), case.deadlines.get(rule="T15")
    assert (review.follows, review.started_on) == (notice, notice.due_on)
    later = world.told("90 register 85 evaluate 80 file 75 investigate 45 announce 5 review", CIVIL).case
    assert clocks(later, "T15", "T11") == [("T15", "met"), ("T11", "open")]


def test_a_case_handed_over_under_review_is_reviewed_from_its_receipt(world: World) -> None:
    story = world.told(
        "120 register 115 evaluate 110 file 108 serve_filing 105 investigate 92 recommend 80 serve 15 review"
    )
    story.take(4, "hand_over", "dongyang")
    taken = Clue.objects.get(office=world.dongyang, source="transferred")
    clock = taken.deadlines.get(rule="T12")
    assert (clock.duty_office, clock.started_on) == (world.dongyang, taken.received_on)
    assert clock.due_on > taken.received_on + timedelta(days=27)
    theirs = world.story(office="dongyang", agencies=("dongyang-env",), measures=())
    theirs.clue = taken
    theirs.tell("3 evaluate 2 file")
    assert clocks(theirs.case, "T12") == [("T12", "open")]
    assert theirs.case.deadlines.get(rule="T12").started_on == taken.received_on
    assert taken.deadlines.get(rule="T12").state == "cancelled"


def test_a_case_handed_over_before_its_review_is_not(world: World) -> None:
    case = world.case("transferred")
    assert not case.deadlines.filter(rule__in=["T12", "T12B"]).exists()


def test_days_that_did_not_count_before_filing_do_not_count_after_it(world: World) -> None:
    story = world.told(
        "120 register 115 evaluate 110 file 108 serve_filing 105 investigate 92 recommend 80 serve 15 review"
    )
    story.take(14, "hand_over", "dongyang")
    taken = Clue.objects.get(office=world.dongyang, source="transferred")
    clock, by = taken.deadlines.get(rule="T12"), world.dongyang_casemgr
    was = clock.due_on
    sent = taken.received_on + timedelta(days=1)
    values = {"reason": "委托鉴定", "by": by, "at": world.ago(4)}
    deadlines.exclude(clock.pk, start=sent, until=sent + timedelta(days=7), **values)
    deadlines.exclude(clock.pk, start=day(world.ago(5)), until=None, **values)
    theirs = world.story(office="dongyang", agencies=("dongyang-env",), measures=())
    theirs.clue = taken
    theirs.tell("3 evaluate 2 file")
    reviewed = theirs.case.deadlines.get(rule="T12")
    assert (reviewed.state, reviewed.next_check) == ("suspended", None)
    reviewed = deadlines.go_on(reviewed.pk, on=day(world.ago(1)), by=by, at=world.now)
    assert was + timedelta(days=11) <= reviewed.due_on <= was + timedelta(days=14)  # may roll over a weekend


def test_a_review_yet_to_begin_ends_with_the_suit(world: World) -> None:
    story = world.told(FAILED)
    ahead = story.case.deadlines.filter(rule="T10", state="open")[0]
    deadlines.correct(
        ahead.pk,
        started_on=day(world.now) + timedelta(days=9),
        reason="约定",
        by=world.yiwu_handler,
        at=world.now,
    )
    story.tell("0 sue")
    ahead.refresh_from_db()
    assert ahead.state == "cancelled"
    assert not story.case.deadlines.filter(rule="T10", state="open").exists()
