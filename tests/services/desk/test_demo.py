"""The demo world: the seed case with its dates, its people and its figures; every state lively; loaded once."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import transaction
from pytest_django import DjangoDbBlocker

from accounts.models import Level, Procuratorate
from audit.models import Entry, Outbox
from cases.models import (
    Case,
    Clue,
    Document,
    IndicatorValue,
    Instruction,
    Member,
    RecordUp,
    Submission,
    TaskForce,
)
from deadlines.models import Deadline
from desk.demo import seed
from evidence.models import Item
from evidence.services import verify
from hearings.models import Hearing
from tests.world import World


@pytest.fixture(scope="module")
def past(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[tuple[World, int]]:
    """A world in which the seed case was replayed, once for all tests of this file."""
    with django_db_blocker.unblock(), transaction.atomic():
        world = World()
        yield world, seed.replay(world.cast).pk
        transaction.set_rollback(True)


@pytest.fixture
def world(db: None, past: tuple[World, int]) -> World:
    return past[0]


@pytest.fixture
def county(db: None, past: tuple[World, int]) -> Case:
    return Case.objects.get(pk=past[1])


def test_the_clue_goes_up_level_by_level(world: World, county: Case) -> None:
    chain = Clue.objects.filter(field="telecom_fraud").exclude(source="assigned").order_by("id")
    assert [(c.office, c.state, c.received_on.isoformat()[:7]) for c in chain] == [
        (world.yuyao, "reported", "2022-04"), (world.ningbo, "reported", "2022-04"), (world.zhejiang, "filed", "2022-04"),
    ]  # fmt: skip


def test_the_supreme_agrees_before_the_province_files(world: World, county: Case) -> None:
    asked = Instruction.objects.get(kind="question")
    assert county.parent is not None
    assert (asked.asked_of, asked.agreed, asked.answered_by) == (world.spp, True, world.spp_chief)
    assert asked.answered_at is not None
    assert asked.answered_at.date() < county.parent.filed_on
    assert [(leg.office, leg.outcome) for leg in asked.legs.all()] == [(world.spp, "answered")]
    assert asked.document and asked.document.signed_by == world.zhejiang_chief
    assert asked.answer_document and asked.answer_document.office == world.spp


def test_the_supreme_hears_how_it_stands_in_march(world: World, county: Case) -> None:
    report = Instruction.objects.get(kind="report")
    assert (report.case, report.asked_of) == (county.parent, world.spp)
    assert (report.asked_at.strftime("%Y-%m"), report.state_label) == ("2023-03", "已阅")


def test_the_major_clue_is_recorded_with_the_city(world: World, county: Case) -> None:
    recorded = RecordUp.objects.get()
    assert (recorded.office, recorded.state) == (world.ningbo, "received")


def test_province_and_county_file_one_above_the_other(world: World, county: Case) -> None:
    assert county.parent is not None
    assert (county.office, county.parent.office) == (world.yiwu, world.zhejiang)
    assert (county.field, county.other_fields) == ("telecom_fraud", ["personal_data"])
    assert county.respondents.count() == 5


def test_the_task_force_is_of_four_offices_by_a_written_order(county: Case) -> None:
    lent = Member.objects.exclude(order="")
    assert {m.office.mark for m in lent} == {"浙", "金", "义", "余"}
    assert {m.starts_on.isoformat()[:7] for m in lent} == {"2022-11"}
    forces = TaskForce.objects.order_by("id")
    assert [force.order.document.signed_on.isoformat() for force in forces] == ["2022-11-08", "2022-11-14"]
    assert [force.order.state for force in forces] == ["done", "done"]
    assert [force.ends_on.isoformat() for force in forces] == ["2023-07-25", "2023-07-18"]


def test_the_consultation_is_on_the_day_the_law_came_into_force(county: Case) -> None:
    held = county.consultations.get()
    assert held.held_on == date(2022, 12, 1)
    assert held.invitees.filter(attended=True).count() >= 10
    assert held.minutes
    assert held.agreed


def test_it_closes_straight_from_consultation_and_hearing(county: Case) -> None:
    """G4: no recommendation was needed."""
    assert not county.recommendations.exists()
    states = Entry.objects.filter(case_ref=county.pk, subject_type="cases.case").exclude(to_state="")
    assert list(states.order_by("id").values_list("to_state", flat=True)) == [
        "investigating", "consulting", "rectifying", "reviewing", "hearing", "closed",
    ]  # fmt: skip
    assert (county.state, county.closure_ground) == ("closed", "rectified")
    assert county.parent is not None
    assert county.parent.state == "closed"


def test_the_hearing_is_unanimous(county: Case) -> None:
    hearing = Hearing.objects.get(case=county)
    assert hearing.held_on == date(2023, 7, 12)
    assert "省委网信办" in hearing.co_organiser
    assert {o.kind for o in hearing.officers.all()} >= {"deputy", "cppcc"}
    assert all(o.supports for o in hearing.officers.all())


def test_the_rate_rises_above_ninety_per_cent(county: Case) -> None:
    values = IndicatorValue.objects.filter(indicator__name="隐私面单应用率").order_by("on")
    rates = [v.value for v in values]
    assert rates == sorted(rates)
    assert rates[-1] > Decimal(90)
    assert county.obligations.exclude(state="accepted").count() == 0
    assert not Submission.objects.filter(case=county, evidence=None).exists()


def test_the_screening_yields_are_kept_as_evidence(world: World, county: Case) -> None:
    item = Item.objects.get(case=county, title__contains="筛查")
    assert all(figure in item.proves for figure in ("25", "107", "16"))
    assert all(verify(item.pk, by=world.yiwu_handler, at=world.now).values())


def test_the_whole_past_lies_in_the_past_and_leaves_nothing_running(county: Case) -> None:
    assert Entry.objects.filter(case_ref=county.pk, at__year__gt=2023).count() == 0
    assert {d.signed_on.year for d in Document.objects.all()} <= {2022, 2023}
    assert not Deadline.objects.filter(state__in=["open", "suspended"]).exists()
    assert not Outbox.objects.exists()


def test_offices_have_four_levels_and_their_codes(world: World) -> None:
    assert {o.level for o in Procuratorate.objects.all()} == set(Level.values)
    assert (world.yiwu.code, world.yiwu.parent, world.jinhua.parent) == (
        "330782",
        world.jinhua,
        world.zhejiang,
    )


def test_the_people_are_printed_with_their_password() -> None:
    said = StringIO()
    call_command("demo", "--people", stdout=said)
    assert all(word in said.getvalue() for word in ("yisu-demo", "yiwu.handler", "yiwu-post.liaison"))


def test_who_must_act_was_settled_in_the_consultation(world: World, county: Case) -> None:
    matters = county.duty_matters.order_by("id")
    assert matters.count() == 5
    assert {(m.settled_in.kind, m.settled_on.isoformat()) for m in matters} == {
        ("consultation", "2022-12-02")
    }
    leads = [m.shares.get(part="leads").agency for m in matters]
    assert leads == [world.agency(f"yiwu-{slug}") for slug in ("cac", "post", "mdc", "police", "samr")]
    disputed = Entry.objects.filter(case_ref=county.pk, action="duty.enter", note__contains="有争议")
    assert disputed.get().at.date() < date(2022, 12, 1)


def test_it_was_looked_at_before_the_hearing_and_after_the_end(county: Case) -> None:
    back, site = county.site_checks.all()
    assert (site.kind, site.result, back.kind, back.result) == ("site", "done", "look_back", "done")
    assert county.ended_on is not None and site.on < date(2023, 7, 12) < county.ended_on < back.on
    assert all(check.people.count() == 2 and check.evidence.get().files.exists() for check in (site, back))
    rate = IndicatorValue.objects.filter(indicator__obligation__case=county).order_by("on").last()
    assert rate is not None and (rate.value, rate.submission) == (Decimal("93.60"), None)
