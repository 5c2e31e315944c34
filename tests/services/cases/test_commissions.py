"""Asking another office to investigate where it is, and what comes back (rule 43)."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts import access
from accounts.access import Unseen
from accounts.models import Post
from audit.flow import day
from cases import services
from cases.models import Case, Commission
from evidence import services as evidence
from tests.refusals import invalid, refused
from tests.world import World


@pytest.fixture
def case(world: World) -> Case:
    return world.case("investigating")


def send(world: World, case: Case, to: str = "dongyang", by: str = "yiwu_handler") -> Commission:
    return services.send_commission(
        case.pk, to_office_id=getattr(world, to).pk, matters="向东阳某云仓调取打印记录", by=getattr(world, by),
        at=world.ago(3),
    )  # fmt: skip


def receive(world: World, found: Commission, by: str = "dongyang_head", on: date | None = None) -> Commission:
    handler = world.dongyang_handler.pk
    on = on or day(world.ago(2))
    return services.receive_commission(
        found.pk, received_on=on, handler_id=handler, by=getattr(world, by), at=world.now
    )


def test_a_signed_letter_goes_to_an_office_of_the_same_level(world: World, case: Case) -> None:
    sent = send(world, case)
    assert (sent.state, sent.document.kind, sent.document.signed_by) == (
        "sent",
        "commission",
        world.yiwu_handler,
    )
    assert "行公委〔2026〕1号" in sent.document.number
    for told in (world.dongyang_head, world.dongyang_handler):
        assert told.notices.filter(key=f"commission:{sent.pk}").exists()
    for wrong in ("yiwu", "jinhua", "zhejiang"):
        with invalid("to_office_id"):
            send(world, case, wrong)


def test_only_the_handler_sends_one_while_the_case_runs(world: World, case: Case) -> None:
    for by in ("yiwu_assistant", "yiwu_chief"):
        with pytest.raises(PermissionDenied):
            send(world, case, by=by)
    with refused("办案规则第四十三条"):
        send(world, world.case("closed"))


def test_thirty_days_run_from_receipt_for_the_commissioned_office(world: World, case: Case) -> None:
    taken = receive(world, send(world, case))
    clock = case.deadlines.get(rule="T05")
    assert (clock.started_on, clock.duty_office, clock.duty_user) == (
        day(world.ago(2)), world.dongyang, world.dongyang_handler,
    )  # fmt: skip
    assert clock.due_on == date(2026, 12, 22)
    assert (taken.state, taken.handler) == ("received", world.dongyang_handler)
    with refused("办案规则第四十三条"):
        receive(world, taken)


def test_it_is_received_on_a_day_since_it_was_sent_by_one_of_the_office(world: World, case: Case) -> None:
    sent = send(world, case)
    for on in (day(world.ago(4)), day(world.now) + timedelta(days=1)):
        with invalid("received_on"):
            receive(world, sent, on=on)
    with invalid("handler_id"):
        services.receive_commission(
            sent.pk, received_on=day(world.now), handler_id=world.yiwu_handler.pk, by=world.dongyang_head,
            at=world.now,
        )  # fmt: skip
    for by in ("yiwu_handler", "jinhua_head", "dongyang_chief"):
        with pytest.raises(PermissionDenied):
            receive(world, sent, by)
    with pytest.raises(Unseen):
        receive(world, sent, "jiangsu_head")


def test_the_commissioned_office_sees_the_commission_and_nothing_else_of_the_case(
    world: World, case: Case
) -> None:
    sent = receive(world, send(world, case))
    who = world.dongyang_handler
    assert access.can(who, "commission.view", sent, at=world.now)
    assert not access.can(who, "case.view", case, at=world.now)
    assert not access.can(who, "case.view", sent.document, at=world.now)
    assert access.can(world.yiwu_assistant, "commission.view", sent, at=world.now)


def test_it_is_sent_back_with_reasons(world: World, case: Case) -> None:
    back = services.decline_commission(
        send(world, case).pk, reason="不在本辖区", by=world.dongyang_head, at=world.now
    )
    assert (back.state, back.result) == ("declined", "不在本辖区")
    assert world.yiwu_handler.notices.filter(key=f"commission:{back.pk}:declined").exists()
    assert not case.deadlines.filter(rule="T05").exists()
    with refused("办案规则第四十三条"):
        receive(world, back)


def test_what_was_found_comes_back_with_files_as_evidence_of_the_case(world: World, case: Case) -> None:
    sent = receive(world, send(world, case))
    other = receive(world, send(world, case))
    file = SimpleUploadedFile("打印记录.pdf", b"%PDF-1.7\n" + b"x" * 99)
    done = evidence.receive_findings(
        sent.pk, result="已调取打印记录三千条", files=[file], by=world.dongyang_handler, at=world.now
    )
    assert (done.state, done.finished_on) == ("done", day(world.now))
    item = case.evidence.get(source__startswith="委托调查")
    assert sent.document.number in item.source and item.files.get().name == "打印记录.pdf"
    clocks = {clock.title: clock.state for clock in case.deadlines.filter(rule="T05")}
    assert {state for title, state in clocks.items() if sent.document.number in title} == {"met"}
    assert {state for title, state in clocks.items() if other.document.number in title} == {"open"}
    with refused("办案规则第四十三条"):
        services.finish_commission(sent.pk, result="再报", by=world.dongyang_handler, at=world.now)


def test_the_clock_stays_with_the_commissioned_office_when_the_case_changes_hands(
    world: World, case: Case
) -> None:
    receive(world, send(world, case))
    Post.objects.create(user=world.yiwu_clerk, post="handler", office=world.yiwu, starts_on=day(world.ago(9)))
    services.assign_handler(case.pk, user_id=world.yiwu_clerk.pk, by=world.yiwu_head, at=world.now)
    assert case.deadlines.get(rule="T05").duty_user == world.dongyang_handler
