"""A case's steps, and each thing without which a step is refused, with its article."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from accounts.access import Unseen
from audit.flow import Refused, Stale
from audit.models import Entry
from cases import papers_text, selectors, services
from cases.models import Case, Member
from cases.services import Outcome
from deadlines import services as deadlines
from tests.refusals import invalid, refused
from tests.world import CIVIL, World

TEXTS = dict.fromkeys(("origin", "harm", "failure", "basis", "requests", "other"), "内容")
FORMS: dict[str, dict[str, Any]] = {
    "investigate": {"plan": "计划"},
    "consult": {},
    "rectify": {},
    "resume": {"reason": "汛期已过"},
    "review": {},
    "hear": {},
    "close": {"ground": "rectified", "facts": "已整改"},
    "sue": {"court": "法院", "claims": "请求", "facts": "事实"},
    "withdraw": {"reason": "已履职"},
}


def move(
    world: World, case: Case, name: str, *, by: str = "yiwu_handler", version: int | None = None, **data: Any
) -> Outcome[Case]:
    typed = {**FORMS.get(name, {}), **data}
    return services.make_case_move(
        case.pk, name, data=typed, by=getattr(world, by), at=world.now, version=version
    )


def decided(world: World, case: Case, name: str, **data: Any) -> Case:
    """Take a step that head and chief decide."""
    decision = move(world, case, name, **data).decision
    assert decision is not None
    services.approve(decision.pk, by=world.yiwu_head, at=world.now)
    services.approve(decision.pk, by=world.yiwu_chief, at=world.now)
    return Case.objects.get(pk=case.pk)


def chosen(world: World, case: Case) -> dict[str, Any]:
    return {"respondents": [r.pk for r in case.respondents.all()], **TEXTS}


# ---- investigation ----------------------------------------------------------------------------------------------


def test_an_investigation_needs_two_people(world: World) -> None:
    case = world.case("filed")
    Member.objects.filter(case=case).delete()
    with refused("办案规则第三十六条", "两名以上"):
        move(world, case, "investigate")
    services.call_up(
        case.pk,
        user_id=world.yiwu_clerk.pk,
        duty="记录",
        starts_on=world.now.date(),
        by=world.yiwu_head,
        at=world.now,
    )
    move(world, case, "investigate")
    case.refresh_from_db()
    assert (case.state, case.plan) == ("investigating", "计划")


def test_an_investigation_has_a_plan(world: World) -> None:
    with invalid("plan"):
        move(world, world.case("filed"), "investigate", plan="")


def test_a_step_is_recorded_with_both_states(world: World) -> None:
    case = world.case("filed")
    move(world, case, "investigate")
    entry = Entry.objects.get(case_ref=case.pk, to_state="investigating")
    assert (entry.by, entry.from_state, entry.at) == (world.yiwu_handler, "filed", world.now)


# ---- consultation, recommendation -------------------------------------------------------------------------------


def test_nobody_is_consulted_before_the_agency_is_known(world: World) -> None:
    case = world.case("investigating", agencies=(), measures=())
    with refused("办案规则第七十五条", "尚未确定"):
        move(world, case, "consult")
    with refused("办案规则第七十五条", "尚未确定"):
        move(world, case, "recommend", respondents=[], **TEXTS)


def test_the_civil_track_has_neither(world: World) -> None:
    case = world.told("40 register 35 evaluate 30 file 25 investigate", CIVIL).case
    for name in ("consult", "recommend"):
        with refused("办案规则", "本案为民事公益诉讼"):
            move(world, case, name, respondents=[], **TEXTS)


def test_no_recommendation_while_a_consultation_is_open(world: World) -> None:
    case = world.told("40 register 35 evaluate 30 file 25 investigate 2 consult:5").case
    with refused("办案规则第七十条", "尚未结束"):
        move(world, case, "recommend", **chosen(world, case))


@pytest.mark.parametrize("empty", ["respondents", *TEXTS])
def test_a_recommendation_has_its_eight_contents(world: World, empty: str) -> None:
    """G5."""
    case = world.case("investigating")
    with refused("办案规则第七十五条第"):
        move(world, case, "recommend", **{**chosen(world, case), empty: [] if empty == "respondents" else ""})
    assert not case.decisions.exists()


def test_each_agency_gets_a_recommendation_with_a_number_of_its_own(world: World) -> None:
    found = world.case("investigating")
    case = decided(world, found, "recommend", **chosen(world, found))
    assert case.state == "recommended"
    numbers = [r.recommendation.document.number for r in case.respondents.all()]
    assert numbers == ["义检行公建〔2026〕1号", "义检行公建〔2026〕2号"]
    assert case.deadlines.filter(rule="T06", state="open").count() == 2
    assert case.deadlines.get(rule="N02").state == "met"


def test_agencies_of_another_case_are_not_recommended_to(world: World) -> None:
    case, other = world.case("investigating"), world.case("investigating", title="另案")
    with invalid("respondents"):
        move(world, case, "recommend", **chosen(world, other))


# ---- rectification ----------------------------------------------------------------------------------------------


def test_rectification_follows_a_consultation_with_minutes_and_obligations(world: World) -> None:
    open_one = world.told("40 register 35 evaluate 30 file 25 investigate 2 consult:5").case
    with refused("办案规则第七十条", "尚未结束"):
        move(world, open_one, "rectify")
    without = world.case("consulting")
    with refused("办案规则第七十七条", "尚未列明整改事项"):
        move(world, without, "rectify")
    services.set_obligation(
        without.pk, respondent_id=world.respondent(without).pk, measure="推广隐私面单", category="privacy_waybill",
        due_on=world.now.date() + timedelta(days=30), by=world.yiwu_handler, at=world.now,
    )  # fmt: skip
    move(world, without, "rectify")
    without.refresh_from_db()
    assert without.state == "rectifying"


def test_suspension_stops_the_agencys_clock_and_resumption_lets_it_run(world: World) -> None:
    case = world.case("rectifying")
    clock = case.deadlines.filter(rule="T08")[0]
    decided(world, case, "suspend", **world.suspension(case))
    clock.refresh_from_db()
    assert (clock.state, clock.next_check) == ("suspended", None)
    case = decided(world, case, "resume")
    clock.refresh_from_db()
    assert (case.state, clock.state) == ("rectifying", "open")
    assert [d.kind for d in case.documents.order_by("id")][-2:] == ["suspension", "resumption"]


def test_after_resumption_the_review_follows_the_time_that_counts_and_not_a_dropped_one(world: World) -> None:
    case = world.case("rectifying")
    decided(world, case, "suspend", **world.suspension(case))
    kept = case.deadlines.filter(rule="T08")[0]
    dropped = deadlines.start(
        rule="T08", case=case, respondent=kept.respondent, started_on=world.now.date(), duty_office=case.office,
        by=None, at=world.now,
    )  # fmt: skip
    deadlines.cancel(dropped, on=world.now.date(), by=None, at=world.now)
    case = decided(world, case, "resume")
    kept.refresh_from_db()
    assert kept.due_on < dropped.due_on
    review = case.deadlines.get(rule="T10", respondent=kept.respondent, ended_on=None)
    assert (review.follows, review.started_on) == (kept, kept.due_on)


@pytest.mark.parametrize("empty", ["cause", "plan", "plan_on"])
def test_a_suspension_names_the_plan_its_day_and_the_cause(world: World, empty: str) -> None:
    case = world.case("rectifying")
    with invalid(empty):
        move(world, case, "suspend", **world.suspension(case, **{empty: ""}))


@pytest.mark.parametrize("days", [-1, 200])
def test_a_plan_is_made_while_the_case_runs(world: World, days: int) -> None:
    case = world.case("rectifying")
    made_on = world.ago(days).date()
    with invalid("plan_on"):
        move(world, case, "suspend", **world.suspension(case, plan_on=made_on))


def test_a_plan_made_after_the_time_to_rectify_is_too_late(world: World) -> None:
    case = world.told("120 register 115 evaluate 110 file 105 investigate 92 recommend 90 serve").case
    with invalid("plan_on"):
        move(world, case, "suspend", **world.suspension(case))


@pytest.mark.parametrize(
    ("changes", "words"),
    [({"evidence": []}, "没有证明客观原因的证据"), ({"no_neglect": False}, "没有怠于履行职责")],
)
def test_no_suspension_without_evidence_or_with_neglect(
    world: World, changes: dict[str, Any], words: str
) -> None:
    case = world.case("rectifying")
    with refused("办案规则第七十八条", words):
        move(world, case, "suspend", **world.suspension(case, **changes))
    assert not case.decisions.filter(move="suspend").exists()


def test_evidence_of_another_case_proves_nothing_and_is_not_named(world: World) -> None:
    case, other = world.case("rectifying"), world.case("rectifying", title="另一案")
    theirs = world.suspension(other)["evidence"]
    for foreign in (theirs, [*world.suspension(case)["evidence"], *theirs], [987654]):
        with refused("办案规则第七十八条", "请选择本案的证据"):
            move(world, case, "suspend", **world.suspension(case, evidence=foreign))


def test_the_paper_of_a_suspension_names_plan_cause_and_evidence(world: World) -> None:
    case = world.case("rectifying")
    decided(world, case, "suspend", **world.suspension(case))
    paper = papers_text.text_of(case.documents.get(kind="suspension"))
    assert [lines for _label, lines in paper.parts[1:]] == [
        ("整改方案",), ("2026年11月24日",), ("洪水",), ("停工通知",),
    ]  # fmt: skip


def test_no_review_while_an_agencys_time_still_runs(world: World) -> None:
    case = world.case("rectifying")
    with refused("办案规则第七十七条", "尚未届满"):
        move(world, case, "review")


def test_review_begins_when_all_have_replied_or_are_late(world: World) -> None:
    assert world.case("reviewing").state == "reviewing"
    late = world.told("120 register 115 evaluate 110 file 105 investigate 92 recommend 90 serve 5 review")
    late.case.refresh_from_db()
    assert late.case.state == "reviewing"


# ---- the announcement of the civil track --------------------------------------------------------------------------


def test_the_administrative_track_has_no_announcement(world: World) -> None:
    with refused("办案规则", "本案为行政公益诉讼"):
        move(
            world,
            world.case("investigating"),
            "announce",
            media="报",
            content="文",
            published_on=world.now.date(),
        )


def test_the_review_of_a_civil_case_waits_for_the_thirty_days(world: World) -> None:
    """G3."""
    case = world.case("announced")
    with refused("办案规则第九十一条", "尚未届满"):
        move(world, case, "review_civil")
    over = world.told("90 register 85 evaluate 80 file 75 investigate 45 announce 5 review", CIVIL).case
    over.refresh_from_db()
    assert over.state == "reviewing"
    assert over.deadlines.get(rule="T11").started_on == over.announced_until


@pytest.mark.parametrize("days", [-1, 60])
def test_an_announcement_was_published_after_filing_and_not_tomorrow(world: World, days: int) -> None:
    case = world.told("40 register 35 evaluate 30 file 25 investigate", CIVIL).case
    published = world.now.date() - timedelta(days=days)
    with invalid("published_on"):
        move(world, case, "announce", media="报", content="文", published_on=published)


# ---- the end ----------------------------------------------------------------------------------------------------


def test_no_closure_with_something_left_unjudged(world: World) -> None:
    with refused("办案规则第七十四条", "2 项整改尚未验收"):
        move(world, world.case("rectifying"), "close")


def test_no_closure_before_the_hearing_was_held(world: World) -> None:
    case = world.case("hearing")
    with pytest.raises(Refused) as refusal:
        move(world, case, "close")
    assert [str(reason.source) for reason in refusal.value.reasons] == [
        "听证规定第十五条",
        "听证规定第十六条",
    ]


@pytest.mark.parametrize("empty", ["ground", "facts"])
def test_a_closure_has_a_ground_and_its_facts(world: World, empty: str) -> None:
    with invalid(empty):
        move(world, world.case("reviewing"), "close", **{empty: ""})


def test_a_case_without_a_judgment_is_not_closed_as_judged(world: World) -> None:
    with invalid("ground"):
        move(world, world.case("reviewing"), "close", ground="judged")


def test_a_closed_case_leaves_no_clock_running(world: World) -> None:
    case = world.case("closed")
    assert (case.closure_ground, case.ended_on) == ("rectified", case.documents.get(kind="closure").signed_on)
    assert not case.deadlines.filter(state__in=["open", "suspended"]).exists()
    with refused(text="已终结"):
        move(world, case, "investigate")


def test_a_suit_needs_a_failing_agency_whose_time_ran_out(world: World) -> None:
    """G2."""
    case = world.case("reviewing")
    with refused("办案规则第八十一条", "尚未认定"):
        move(world, case, "sue")
    agreed = world.told(
        "60 register 55 evaluate 50 file 45 investigate 40 consult:5 34 conclude 33 oblige:20 32 rectify 5 review"
    )
    with refused("司法解释第二十一条", "检察建议尚未送达"):
        move(world, agreed.case, "sue")


def test_a_civil_suit_waits_for_the_announcement(world: World) -> None:
    """G3: even a case that came to review some other way is not sued before its announcement ended."""
    over = world.told("90 register 85 evaluate 80 file 75 investigate 45 announce 5 review", CIVIL).case
    over.deadlines.filter(rule="T15").update(due_on=world.now.date(), state="met")
    with refused("办案规则第九十一条", "尚未届满"):
        move(world, over, "sue")


def test_once_sued_the_agencies_are_no_longer_chased(world: World) -> None:
    case = world.case("sued")
    assert case.documents.filter(kind="lawsuit").exists()
    assert not case.deadlines.filter(rule__in=["T08", "T09", "T10", "N06"], state="open").exists()
    assert case.deadlines.filter(rule="T08", state="missed").count() == 2


def test_a_judgment_comes_after_delivery_and_starts_report_and_appeal(world: World) -> None:
    case = world.told(
        "120 register 115 evaluate 110 file 105 investigate 92 recommend 90 serve 20 review 19 judge:failing 18 prove 16 sue"
    ).case
    day = world.now.date()
    form = {
        "outcome": "perform",
        "court_number": "（2026）浙0702行初1号",
        "judged_on": day,
        "received_on": day,
    }
    with invalid("judged_on"):
        move(world, case, "judge", **form)
    services.record_delivery(
        case.pk, delivered_on=day - timedelta(days=9), by=world.yiwu_handler, at=world.now
    )
    with invalid("received_on"):
        move(world, case, "judge", **{**form, "received_on": day - timedelta(days=1)})
    with invalid("judged_on"):
        move(world, case, "judge", **{**form, "judged_on": day - timedelta(days=10)})
    move(world, case, "judge", **form)
    assert {"T19", "T20"} <= set(case.deadlines.filter(state="open").values_list("rule", flat=True))


def test_a_withdrawn_suit_is_brought_to_the_court_in_three_days(world: World) -> None:
    case = world.case("withdrawn")
    assert case.documents.filter(kind="withdrawal").exists()
    assert case.deadlines.filter(rule="T22").exists()


def test_a_transferred_case_is_a_clue_of_the_other_office(world: World) -> None:
    case = world.case("transferred")
    assert case.ended_on
    received = world.dongyang_handler.notices.filter(title__startswith="收到移送案件")
    assert received.count() == 1
    with invalid("office"):
        move(world, world.case("investigating"), "transfer", office=world.yiwu.pk, reason="管辖")


# ---- who, and when ------------------------------------------------------------------------------------------------


def test_only_the_handler_advances_the_case(world: World) -> None:
    case = world.case("filed")
    for by in ("yiwu_assistant", "yiwu_head", "yiwu_chief", "yiwu_clerk", "jinhua_handler"):
        with pytest.raises(PermissionDenied):
            move(world, case, "investigate", by=by)
    for by in ("dongyang_handler", "yiwu_sysadmin", "yiwu_post_liaison"):
        with pytest.raises(Unseen):
            move(world, case, "investigate", by=by)


def test_a_step_from_elsewhere_says_where_the_case_stands(world: World) -> None:
    with refused("办案规则", "现处“已立案”"):
        move(world, world.case("filed"), "close")


def test_who_saw_an_older_version_is_told(world: World) -> None:
    case = world.case("filed")
    with pytest.raises(Stale):
        move(world, case, "investigate", version=case.version + 1)
    move(world, case, "investigate", version=case.version)


def test_the_page_shows_the_same_reasons_as_the_refusal(world: World) -> None:
    case = world.case("rectifying")
    shown = {
        s.name: [str(r.text) for r in s.reasons]
        for s in selectors.case_steps(case, by=world.yiwu_handler, at=world.now)
    }
    for name, reasons in shown.items():
        if reasons:
            with pytest.raises(Refused) as refusal:
                move(world, case, name)
            assert [str(reason.text) for reason in refusal.value.reasons] == reasons
