"""Figures that the procuratorate finds out itself, beside those that agencies report."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from accounts.access import Unseen
from audit.models import Entry
from cases import services
from cases.models import Indicator, IndicatorValue, Obligation
from cases.services.obligations import Figure
from desk.figures import figure
from tests.refusals import invalid, refused
from tests.world import World


@pytest.fixture
def rate(world: World) -> Indicator:
    return world.obligation(world.case("rectifying")).indicators.get()


def enter(world: World, rate: Indicator, value: str, **said: Any) -> IndicatorValue:
    said = {"on": world.now.date(), "source": "现场抽查", "by": world.yiwu_handler, **said}
    return services.enter_value(rate.pk, value=Decimal(value), **said, at=world.now)


def test_a_value_is_entered_with_its_source(world: World, rate: Indicator) -> None:
    kept = enter(world, rate, "71.5")
    assert (kept.value, kept.entered_by, kept.submission) == (Decimal("71.5"), world.yiwu_handler, None)
    assert "71.5%" in Entry.objects.get(label="登记指标数值").note


def test_never_of_a_day_to_come_nor_twice_a_day_nor_without_a_source(world: World, rate: Indicator) -> None:
    enter(world, rate, "71.5")
    for name, said in (
        ("on", {"on": world.now.date() + timedelta(days=1)}),
        ("on", {}),
        ("source", {"on": date(2026, 11, 1), "source": ""}),
    ):
        with invalid(name):
            enter(world, rate, "70", **said)
    assert rate.values.count() == 1


def test_the_curve_takes_what_the_procuratorate_found_over_what_was_reported(
    world: World, rate: Indicator
) -> None:
    services.submit(
        rate.obligation_id,
        text="已整改",
        values={rate.pk: Decimal(95)},
        by=world.yiwu_post_liaison,
        at=world.now,
    )
    enter(world, rate, "60", on=world.ago(5).date())
    enter(world, rate, "88")
    found = figure(Indicator.objects.prefetch_related("values").get(pk=rate.pk))
    assert found.values == [60.0, 88.0] and not found.reached
    assert [float(row.value) for row in found.rows] == [88.0, 95.0, 60.0]


def test_a_correction_stays_on_record(world: World, rate: Indicator) -> None:
    kept = enter(world, rate, "17.5")
    said: dict[str, Any] = {"value": Decimal("71.5"), "source": "", "by": world.yiwu_handler, "at": world.now}
    with invalid("reason"):
        services.correct_value(kept.pk, **said, reason="")
    kept = services.correct_value(kept.pk, **said, reason="数字颠倒")
    assert (kept.value, kept.source) == (Decimal("71.5"), "现场抽查")
    note = Entry.objects.get(label="更正指标数值").note
    assert "17.5%" in note and "71.5%" in note and "数字颠倒" in note


def test_what_an_agency_reported_stays(world: World, rate: Indicator) -> None:
    sent = services.submit(
        rate.obligation_id,
        text="已整改",
        values={rate.pk: Decimal(95)},
        by=world.yiwu_post_liaison,
        at=world.now,
    )
    said: dict[str, Any] = {"value": Decimal(80), "source": "", "reason": "不实", "at": world.now}
    with refused("办案规则第七十七条"):
        services.correct_value(sent.indicator_values.get().pk, **said, by=world.yiwu_handler)


def test_a_figure_may_have_to_fall(world: World) -> None:
    case = world.case("rectifying")
    made = services.set_obligation(
        case.pk, respondent_id=world.respondent(case).pk, measure="减少投诉", category="rules",
        due_on=world.now.date() + timedelta(days=30), by=world.yiwu_handler, at=world.now,
        figures=[Figure("泄露投诉", "件", Decimal(5), Decimal(40))],
    )  # fmt: skip
    indicator = Obligation.objects.get(pk=made.pk).indicators.get()
    enter(world, indicator, "4")
    found = figure(Indicator.objects.prefetch_related("values").get(pk=indicator.pk))
    assert found.reached and found.aim == "目标 降至 5件"


def test_others_enter_nothing(world: World, rate: Indicator) -> None:
    assert enter(world, rate, "50", by=world.yiwu_assistant).pk
    for who, refusal in (
        (world.yiwu_head, PermissionDenied),
        (world.yiwu_post_liaison, PermissionDenied),
        (world.yiwu_cac_liaison, Unseen),
        (world.dongyang_handler, Unseen),
    ):
        with pytest.raises(refusal):
            enter(world, rate, "50", by=who, on=date(2026, 11, 1))
