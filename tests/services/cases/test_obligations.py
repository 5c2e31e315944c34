"""What an agency must put right: set, reported on, accepted, returned, asked for again."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from accounts.access import Unseen
from audit.models import Entry
from cases import services
from cases.models import Obligation, Submission
from deadlines import services as deadlines
from desk.demo.paths import DONE
from tests.refusals import invalid, refused
from tests.world import World


def set_one(
    world: World, slug: str = "yiwu-post", by: str = "yiwu_handler", state: str = "rectifying", **changes: Any
) -> Obligation:
    case = world.case(state)
    typed = {
        "respondent_id": world.respondent(case, slug).pk,
        "measure": "清查废弃面单",
        "category": "enforcement",
        "due_on": world.now.date() + timedelta(days=20),
        **changes,
    }
    return services.set_obligation(case.pk, **typed, by=getattr(world, by), at=world.now)


def submit(world: World, obligation: Obligation, by: str = "yiwu_post_liaison", **typed: Any) -> Submission:
    return services.submit(obligation.pk, **{"text": "已整改", **typed}, by=getattr(world, by), at=world.now)


@pytest.fixture
def submitted(world: World) -> Submission:
    return submit(world, world.obligation(world.case("rectifying")))


def test_an_obligation_is_chased_and_its_agency_told(world: World) -> None:
    obligation = set_one(world)
    clock = obligation.respondent.deadlines.get(rule="N06", title__endswith="清查废弃面单")
    assert (clock.due_on, clock.duty_group) == (obligation.due_on, world.agency("yiwu-post").group)
    assert clock.next_check is not None
    assert world.yiwu_post_liaison.notices.filter(key__startswith=f"obligation:{obligation.pk}").exists()
    assert not world.yiwu_cac_liaison.notices.filter(key__startswith=f"obligation:{obligation.pk}").exists()


def test_a_day_that_has_passed_is_no_due_day(world: World) -> None:
    with invalid("due_on"):
        set_one(world, due_on=world.now.date() - timedelta(days=1))


def test_an_agency_of_another_case_is_not_asked(world: World) -> None:
    other = world.respondent(world.case("filed"))
    with invalid("respondent_id"):
        set_one(world, respondent_id=other.pk)


def test_nothing_is_asked_in_a_closed_case(world: World) -> None:
    with refused(text="办结"):
        set_one(world, state="closed")


def test_members_may_set_obligations_and_others_not(world: World) -> None:
    assert set_one(world, by="yiwu_assistant").state == "open"
    with pytest.raises(PermissionDenied):
        set_one(world, by="yiwu_head")
    with pytest.raises(Unseen):
        set_one(world, by="dongyang_handler")


def test_a_report_stops_the_clock_and_tells_the_handler(world: World) -> None:
    obligation = world.obligation(world.case("rectifying"))
    indicator = obligation.indicators.get()
    sent = submit(world, obligation, values={indicator.pk: Decimal("72.5")})
    obligation.refresh_from_db()
    assert (obligation.state, sent.state) == ("submitted", "sent")
    assert [(v.value, v.on) for v in indicator.values.all()] == [(Decimal("72.50"), world.now.date())]
    assert obligation.respondent.deadlines.get(rule="N06").state == "met"
    assert world.yiwu_handler.notices.filter(key=f"submission:{sent.pk}").exists()


def test_an_agency_reports_only_on_its_own(world: World) -> None:
    obligation = world.obligation(world.case("rectifying"))
    for by in ("yiwu_cac_liaison", "yiwu_samr_leader"):
        with pytest.raises(Unseen):
            submit(world, obligation, by)
    with pytest.raises(PermissionDenied):
        submit(world, obligation, "yiwu_handler")
    assert submit(world, obligation, "yiwu_post_leader").pk


def test_figures_belong_to_the_obligation(world: World) -> None:
    case = world.case("rectifying")
    mine, other = world.obligation(case), world.obligation(case, "yiwu-cac")
    with invalid():
        submit(world, other, "yiwu_cac_liaison", values={mine.indicators.get().pk: Decimal(1)})
    other.refresh_from_db()
    assert other.state == "open"


def test_a_second_report_waits_for_the_verdict(world: World, submitted: Submission) -> None:
    with refused("办案规则第七十七条", "待核验"):
        submit(world, submitted.obligation)
    assert submitted.obligation.submissions.count() == 1


def test_accepting_settles_the_obligation(world: World, submitted: Submission) -> None:
    services.accept(submitted.pk, reasons="到位", by=world.yiwu_handler, at=world.now)
    submitted.refresh_from_db()
    obligation = Obligation.objects.get(pk=submitted.obligation_id)
    assert (submitted.state, obligation.state, submitted.judged_by) == (
        "accepted",
        "accepted",
        world.yiwu_handler,
    )
    entry = Entry.objects.get(subject_type="cases.obligation", subject_id=obligation.pk, to_state="accepted")
    assert (entry.by, entry.note) == (world.yiwu_handler, "到位")
    with refused():
        services.accept(submitted.pk, by=world.yiwu_handler, at=world.now)


def test_a_returned_report_is_chased_anew(world: World, submitted: Submission) -> None:
    due = world.now.date() + timedelta(days=14)
    services.return_submission(
        submitted.pk, reasons="缺台账", due_on=due, by=world.yiwu_handler, at=world.now
    )
    obligation = Obligation.objects.get(pk=submitted.obligation_id)
    assert (obligation.state, obligation.due_on) == ("returned", due)
    assert obligation.respondent.deadlines.get(rule="N06", state="open").due_on == due
    assert world.yiwu_post_liaison.notices.filter(body="缺台账").exists()
    assert submit(world, obligation).state == "sent"


def test_a_return_says_why_and_not_until_yesterday(world: World, submitted: Submission) -> None:
    with invalid("reasons"):
        services.return_submission(submitted.pk, reasons="", by=world.yiwu_handler, at=world.now)
    with invalid("due_on"):
        services.return_submission(
            submitted.pk, reasons="缺", due_on=date(2026, 11, 1), by=world.yiwu_handler, at=world.now
        )


def test_what_relapsed_is_asked_for_again(world: World, submitted: Submission) -> None:
    services.accept(submitted.pk, by=world.yiwu_handler, at=world.now)
    due = world.now.date() + timedelta(days=30)
    services.reopen(submitted.obligation_id, reasons="反弹", due_on=due, by=world.yiwu_handler, at=world.now)
    obligation = Obligation.objects.get(pk=submitted.obligation_id)
    assert (obligation.state, obligation.due_on) == ("open", due)
    assert obligation.respondent.deadlines.filter(rule="N06", state="open").count() == 1
    with refused("办案规则第七十七条"):
        services.reopen(obligation.pk, reasons="反弹", due_on=due, by=world.yiwu_handler, at=world.now)


def test_agencies_do_not_judge_themselves(world: World, submitted: Submission) -> None:
    with pytest.raises(PermissionDenied):
        services.accept(submitted.pk, by=world.yiwu_post_leader, at=world.now)
    with pytest.raises(Unseen):
        services.accept(submitted.pk, by=world.yiwu_cac_leader, at=world.now)


def test_a_day_put_right_on_the_clock_is_the_day_everywhere(world: World) -> None:
    obligation = set_one(world)
    until = obligation.due_on + timedelta(days=9)
    assert obligation.clock is not None
    deadlines.correct(
        obligation.clock.pk, started_on=obligation.clock.started_on, until=until, reason="会议纪要载明的日期",
        by=world.yiwu_handler, at=world.now,
    )  # fmt: skip
    obligation.refresh_from_db()
    assert obligation.due_on == until


def test_a_part_is_accepted_and_the_rest_is_chased(world: World, submitted: Submission) -> None:
    due = world.now.date() + timedelta(days=20)
    said = {"accepted_part": "城区网点已全部应用", "reasons": "农村网点尚未接入", "due_on": due}
    services.accept_part(submitted.pk, **said, by=world.yiwu_handler, at=world.now)
    obligation = Obligation.objects.get(pk=submitted.obligation_id)
    submitted.refresh_from_db()
    assert (submitted.state, obligation.state, obligation.due_on) == ("partly", "partly", due)
    assert submitted.accepted_part == "城区网点已全部应用"
    assert obligation.respondent.deadlines.get(rule="N06", state="open").due_on == due
    told = world.yiwu_post_liaison.notices.get(key=f"verdict:{submitted.pk}")
    assert "城区网点已全部应用" in told.body and "农村网点尚未接入" in told.body
    assert submit(world, obligation).state == "sent"


def test_a_part_says_which_and_what_is_missing(world: World, submitted: Submission) -> None:
    whole = {"accepted_part": "甲", "reasons": "乙", "due_on": None}
    for name, value in (("accepted_part", ""), ("reasons", ""), ("due_on", date(2026, 11, 1))):
        with invalid(name):
            services.accept_part(submitted.pk, **{**whole, name: value}, by=world.yiwu_handler, at=world.now)


def test_what_is_accepted_in_part_is_not_done(world: World) -> None:
    case = world.told(f"{DONE.replace(' 30 accept', '')} 20 review").case
    for sent in case.submissions.filter(state="sent"):
        services.accept_part(
            sent.pk, accepted_part="一半", reasons="另一半", by=world.yiwu_handler, at=world.now
        )
    ground = {"ground": "rectified", "facts": "事实"}
    with refused("办案规则第七十四条", "2 项整改尚未验收"):
        services.make_case_move(case.pk, "close", data=ground, by=world.yiwu_handler, at=world.now)
    with refused("办案规则第七十四条", "1 项整改尚未验收"):
        services.judge(
            world.respondent(case).pk, performed=True, verdict="到位", by=world.yiwu_handler, at=world.now
        )


def test_nothing_is_asked_for_again_after_the_end(world: World) -> None:
    closed = world.obligation(world.case("closed"))
    again = {"reasons": "反弹", "due_on": world.now.date() + timedelta(days=9)}
    with refused(text="新线索"):
        services.reopen(closed.pk, **again, by=world.yiwu_handler, at=world.now)
