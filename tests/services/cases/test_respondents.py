"""One agency of a case: named, served, replying, judged; papers recorded with the office above."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from accounts.access import Unseen
from audit.models import Entry
from cases import services
from cases.models import Case, Respondent, Service
from tests.refusals import invalid, refused
from tests.world import World


def serve(world: World, respondent: Respondent, by: str = "yiwu_clerk", **changes: Any) -> Service:
    typed = {
        "kind": "recommendation",
        "method": "direct",
        "served_on": world.now.date(),
        "recipient": "季春雷",
        **changes,
    }
    return services.serve(respondent.pk, **typed, by=getattr(world, by), at=world.now)


def rules(respondent: Respondent, state: str = "open") -> list[str]:
    return sorted(respondent.deadlines.filter(state=state).values_list("rule", flat=True))


# ---- named ------------------------------------------------------------------------------------------------------


def test_an_agency_found_later_joins_the_case(world: World) -> None:
    case = world.case("investigating")
    added = services.name_respondent(
        case.pk, agency_id=world.agency("yiwu-samr").pk, by=world.yiwu_handler, at=world.now
    )
    assert (added.state, rules(added)) == ("named", ["T04"])
    with invalid("agency_id"):
        services.name_respondent(
            case.pk, agency_id=world.agency("yiwu-samr").pk, by=world.yiwu_handler, at=world.now
        )


def test_an_agency_that_another_case_of_the_kind_waits_with_joins_none(world: World) -> None:
    """G8, as on filing: it belongs into that case, unless it is said why this is another kind."""
    first, other = world.case("investigating"), world.case("investigating", agencies=(), measures=())
    said = {"agency_id": world.agency("yiwu-post").pk, "by": world.yiwu_handler, "at": world.now}
    with refused("办案规则第六十九条", first.number):
        services.name_respondent(other.pk, **said)
    assert services.name_respondent(other.pk, **said, separate_reason="一为泄露，一为违规收集").case == other
    assert Entry.objects.filter(case_ref=other.pk, note="一为泄露，一为违规收集").exists()


def test_no_agency_joins_a_closed_case(world: World) -> None:
    with refused("办案规则第六十九条"):
        services.name_respondent(
            world.case("closed").pk,
            agency_id=world.agency("yiwu-samr").pk,
            by=world.yiwu_handler,
            at=world.now,
        )


# ---- served -----------------------------------------------------------------------------------------------------


def test_service_starts_the_agencys_two_months_and_the_review_after_it(world: World) -> None:
    respondent = world.respondent(world.case("recommended"))
    serve(world, respondent)
    respondent.refresh_from_db()
    assert (respondent.state, respondent.served_on) == ("served", world.now.date())
    assert {"T07", "T08", "T10"} <= set(rules(respondent))
    assert respondent.deadlines.get(rule="T06").state == "met"
    assert respondent.due_on == date(2027, 1, 24)
    assert respondent.deadlines.get(
        rule="T08"
    ).uncertain  # a Sunday of a year whose rest days are not known yet
    review = respondent.deadlines.get(rule="T10")
    assert review.started_on == respondent.due_on
    assert world.yiwu_post_liaison.notices.filter(key=f"served:{respondent.pk}").exists()


def test_the_case_moves_on_when_the_last_agency_is_served(world: World) -> None:
    case = world.case("recommended")
    first, second = case.respondents.order_by("id")
    serve(world, first)
    assert Case.objects.get(pk=case.pk).state == "recommended"
    serve(world, second)
    assert Case.objects.get(pk=case.pk).state == "rectifying"
    assert Entry.objects.filter(case_ref=case.pk, to_state="rectifying", by=world.yiwu_clerk).count() == 1


def test_an_urgent_recommendation_gives_fifteen_days(world: World) -> None:
    story = world.told("60 register 55 evaluate 50 file 45 investigate")
    texts = {**story.matter.recommendation, "urgent": True}
    story.clock.ago(1)
    story.move("recommend", respondents=[world.respondent(story.case).pk], **texts)
    respondent = world.respondent(story.case)
    serve(world, respondent)
    assert "T09" in rules(respondent)
    assert "T08" not in rules(respondent)


def test_a_paper_is_served_once(world: World) -> None:
    respondent = world.respondent(world.case("recommended"))
    serve(world, respondent)
    with refused("办案规则第七十六条"):
        serve(world, respondent)
    assert respondent.services.filter(document=respondent.recommendation.document).count() == 1


def test_what_was_not_signed_is_not_served(world: World) -> None:
    with refused("办案规则第七十六条", "尚未统一编号签发"):
        serve(world, world.respondent(world.case("investigating")))


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("served_on", {"served_on": date(2026, 11, 25)}),
        ("served_on", {"served_on": date(2026, 10, 1)}),
        ("recipient", {"recipient": ""}),
        ("note", {"method": "left", "recipient": ""}),
    ],
)
def test_a_service_has_its_day_and_its_proof(world: World, field: str, changes: dict[str, Any]) -> None:
    respondent = world.respondent(world.case("recommended"))
    with invalid(field):
        serve(world, respondent, **changes)
    assert not respondent.services.filter(document=respondent.recommendation.document).exists()


def test_a_filing_is_served_within_seven_days(world: World) -> None:
    respondent = world.respondent(world.case("filed"))
    assert rules(respondent) == ["T04"]
    serve(world, respondent, kind="filing")
    assert respondent.deadlines.get(rule="T04").state in ("met", "missed")


def test_who_may_not_serve(world: World) -> None:
    respondent = world.respondent(world.case("recommended"))
    with pytest.raises(PermissionDenied):
        serve(world, respondent, "yiwu_head")
    with pytest.raises(Unseen):
        serve(world, respondent, "dongyang_clerk")


# ---- replying ---------------------------------------------------------------------------------------------------


def reply(
    world: World, respondent: Respondent, by: str = "yiwu_post_liaison", on: date | None = None
) -> None:
    services.reply(
        respondent.pk, text="已整改", received_on=on or world.now.date(), by=getattr(world, by), at=world.now
    )


def test_a_reply_stops_the_agencys_clock_and_tells_the_handler(world: World) -> None:
    respondent = world.respondent(world.case("rectifying"))
    reply(world, respondent)
    respondent.refresh_from_db()
    assert (respondent.state, respondent.deadlines.get(rule="T08").state) == ("replied", "met")
    assert world.yiwu_handler.notices.filter(key=f"reply:{respondent.replies.get().pk}").exists()


def test_a_reply_comes_after_service(world: World) -> None:
    respondent = world.respondent(world.case("rectifying"))
    assert respondent.served_on
    with invalid("received_on"):
        reply(world, respondent, on=respondent.served_on - timedelta(days=1))
    with refused(text="待送达"):
        reply(world, world.respondent(world.case("recommended")), by="yiwu_handler")


def test_an_agency_replies_for_itself_only(world: World) -> None:
    respondent = world.respondent(world.case("rectifying"))
    with pytest.raises(Unseen):
        reply(world, respondent, by="yiwu_samr_liaison")
    with pytest.raises(Unseen):
        reply(world, respondent, by="yiwu_cac_leader")


# ---- judged -----------------------------------------------------------------------------------------------------


def judge(world: World, respondent: Respondent, by: str = "yiwu_handler", **typed: Any) -> Respondent:
    return services.judge(respondent.pk, **{"verdict": "理由", **typed}, by=getattr(world, by), at=world.now)


def test_an_agency_performed_when_everything_asked_was_accepted(world: World) -> None:
    respondent = world.respondent(world.case("reviewing"))
    assert judge(world, respondent, performed=True).state == "performed"
    with refused("办案规则第七十四条", "1 项整改尚未验收"):
        judge(world, world.respondent(world.case("rectifying")), performed=True)


def test_an_agency_is_not_judged_failing_while_its_time_runs(world: World) -> None:
    with refused("办案规则第八十二条", "尚未届满"):
        judge(world, world.respondent(world.case("rectifying")), performed=False, failing="silent")


def test_a_failing_agency_has_missed_its_time(world: World) -> None:
    late = world.told(
        "120 register 115 evaluate 110 file 105 investigate 92 recommend 90 serve 5 review"
    ).case
    respondent = world.respondent(late)
    judged = judge(world, respondent, performed=False, failing="silent")
    assert (judged.state, judged.failing) == ("failing", "silent")
    assert respondent.deadlines.get(rule="T08").state == "missed"


def test_a_verdict_of_failing_names_its_ground(world: World) -> None:
    with invalid("failing"):
        judge(world, world.respondent(world.case("reviewing")), performed=False)


def test_who_may_not_judge(world: World) -> None:
    respondent = world.respondent(world.case("reviewing"))
    for by in ("yiwu_assistant", "yiwu_chief", "yiwu_post_leader"):
        with pytest.raises(PermissionDenied):
            judge(world, respondent, by, performed=True)


# ---- delivered to the court ---------------------------------------------------------------------------------------


def test_delivery_to_the_court_starts_five_days(world: World) -> None:
    case = world.told(
        "120 register 115 evaluate 110 file 105 investigate 92 recommend 90 serve 20 review 19 judge:failing 18 prove 6 sue"
    ).case
    suit = case.lawsuit
    with invalid("delivered_on"):
        services.record_delivery(
            case.pk, delivered_on=suit.decided_on - timedelta(days=1), by=world.yiwu_handler, at=world.now
        )
    services.record_delivery(case.pk, delivered_on=world.now.date(), by=world.yiwu_handler, at=world.now)
    assert case.deadlines.get(rule="T16").state == "open"
    with refused("办案规则第四十六条"):
        services.record_delivery(case.pk, delivered_on=world.now.date(), by=world.yiwu_handler, at=world.now)


def test_nothing_is_delivered_before_the_decision_to_sue(world: World) -> None:
    with refused("办案规则第八十一条"):
        services.record_delivery(
            world.case("reviewing").pk, delivered_on=world.now.date(), by=world.yiwu_handler, at=world.now
        )
