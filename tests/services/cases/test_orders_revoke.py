"""A paper of the lower office is revoked or changed in writing, and the matter stands where it is decided anew (rule 10)."""

from typing import Any

import pytest

from cases import services
from cases.models import Case, Clue, Document, Order
from tests.refusals import invalid, refused
from tests.services.cases.ordering import draft, in_days, ordered
from tests.world import World


def undone(world: World, kind: str, subject: Case | Clue, paper: Document, **said: Any) -> Order:
    demands = {"demands": "依法重新作出决定。"} if kind == "change" else {}
    return ordered(world, kind, subject, target_id=paper.pk, report_by=in_days(world, 15), **demands, **said)


def paper(subject: Case | Clue, kind: str) -> Document:
    return subject.documents.get(kind=kind)


def test_a_revoked_not_filing_is_evaluated_again(world: World) -> None:
    clue = world.clue("not_filed")
    order = undone(world, "revoke", clue, paper(clue, "not_filing"))
    clue.refresh_from_db()
    assert clue.state == "evaluating" and clue.deadlines.filter(rule="N01", state="open").exists()
    assert order.document is not None and order.document.number == "金检行公撤〔2026〕1号"
    assert "不立案决定书" in order.document.contents["target"]
    with refused("第十条", "不能重复作出"):
        draft(
            world,
            "revoke",
            clue,
            world.jinhua_handler,
            target_id=order.target_id,
            report_by=in_days(world, 9),
        )


@pytest.mark.parametrize("state", ["filed", "investigating"])
def test_a_revoked_filing_ends_the_case_and_opens_the_clue(world: World, state: str) -> None:
    case = world.case(state)
    order = undone(world, "revoke", case, paper(case, "filing"))
    case.refresh_from_db()
    assert (case.state, case.ended_on) == ("revoked", world.now.date())
    assert Clue.objects.get(pk=case.clue_id or 0).state == "evaluating"
    assert [clock.pk for clock in case.deadlines.filter(ended_on=None)] == [order.clock_id]


def test_a_filing_is_revoked_wherever_the_case_went_since(world: World) -> None:
    """Rule 10: the paper is of an office below, and the one that has the case now carries it out."""
    case = world.case("investigating")
    ordered(world, "designate", case, to_office_id=world.dongyang.pk)
    order = undone(world, "revoke", case, paper(case, "filing"))
    case.refresh_from_db()
    assert (case.state, order.to_office) == ("revoked", world.dongyang)
    clue = Clue.objects.get(pk=case.clue_id or 0)
    assert (clue.state, clue.office) == ("evaluating", world.dongyang)


def test_only_who_stands_above_the_paper_revokes_it(world: World) -> None:
    """A case of another city came here: the province revokes that city's paper, the city here does not."""
    case = world.case("investigating", office="yuyao", agencies=(), measures=())
    ordered(world, "designate", case, "zhejiang", to_office_id=world.yiwu.pk)
    filing = paper(case, "filing")
    with refused("第十条", "只能由余姚市检察院的上级检察院撤销"):
        undone(world, "revoke", case, filing)
    assert undone_by(world, "zhejiang", case, filing).state == "issued"


def undone_by(world: World, office: str, case: Case, filing: Document) -> Order:
    return ordered(world, "revoke", case, office, target_id=filing.pk, report_by=in_days(world, 15))


def test_a_filing_is_no_longer_revoked_once_agencies_were_asked(world: World) -> None:
    case = world.case("rectifying")
    with refused("第十条", "不能撤销此文书"):
        draft(
            world,
            "revoke",
            case,
            world.jinhua_handler,
            target_id=paper(case, "filing").pk,
            report_by=in_days(world, 9),
        )


def test_a_revoked_closure_reopens_the_case(world: World) -> None:
    case = world.case("closed")
    undone(world, "revoke", case, paper(case, "closure"))
    case.refresh_from_db()
    assert (case.state, case.ended_on, case.closure_ground) == ("reviewing", None, "")


def test_a_revoked_suspension_lets_the_clocks_run_on(world: World) -> None:
    case = world.case("suspended")
    assert case.deadlines.filter(state="suspended").exists()
    undone(world, "revoke", case, paper(case, "suspension"))
    case.refresh_from_db()
    assert case.state == "rectifying"
    assert not case.deadlines.filter(state="suspended").exists()


@pytest.mark.parametrize("kind", ["recommendation", "hearing"])
def test_what_the_table_does_not_have_is_not_revoked(world: World, kind: str) -> None:
    case = world.case("hearing" if kind == "hearing" else "rectifying")
    with refused("第十条", "此类文书不能撤销"):
        target = case.documents.filter(kind=kind)[0]
        draft(world, "revoke", case, world.jinhua_handler, target_id=target.pk, report_by=in_days(world, 9))


def test_a_paper_of_another_matter_is_no_target(world: World) -> None:
    other = paper(world.case("filed"), "filing")
    with invalid("target_id"):
        draft(
            world,
            "revoke",
            world.case("filed"),
            world.jinhua_handler,
            target_id=other.pk,
            report_by=in_days(world, 9),
        )


def test_a_change_is_done_when_the_lower_office_has_decided_anew(world: World) -> None:
    clue = world.clue("not_filed")
    order = undone(world, "change", clue, paper(clue, "not_filing"))
    services.receive_order(order.pk, by=world.yiwu_handler, at=world.now)
    with refused("第十条", "尚未重新作出立案决定书"):
        services.finish_order(order.pk, result="已立案", by=world.yiwu_handler, at=world.now)
    said = {
        "title": "快递案",
        "track": "administrative",
        "field": "personal_data",
        "facts": "事实",
        "basis": "依据",
    }
    asked = services.make_clue_move(clue.pk, "file", data=said, by=world.yiwu_handler, at=world.now).decision
    assert asked is not None
    for who in (world.yiwu_head, world.yiwu_chief):
        services.approve(asked.pk, by=who, at=world.now)
    assert (
        services.finish_order(order.pk, result="已立案", by=world.yiwu_handler, at=world.now).state == "done"
    )
