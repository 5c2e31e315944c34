"""An order goes out when the last one agrees: numbered, told, and with its effect (rules 10, 11, 17, 18)."""

from accounts import access
from cases import services
from cases.models import Case, Clue, Order
from tests.refusals import refused
from tests.services.cases.ordering import decided, draft, in_days, ordered, supervised
from tests.world import World


def test_supervision_stays_below_and_is_due_on_the_day_set(world: World) -> None:
    case = world.case("investigating")
    order = supervised(world, case)
    assert order.state == "issued" and order.document is not None
    assert (order.document.office, order.document.number) == (world.jinhua, "金检行公督〔2026〕1号")
    assert order.document.contents["addressed"] == "义乌市人民检察院"
    assert Case.objects.get(pk=case.pk).office == world.yiwu
    clock = order.clock
    assert clock is not None
    assert (clock.rule, clock.due_on) == ("N08", in_days(world, 10))
    assert (clock.duty_office, clock.duty_user) == (world.yiwu, world.yiwu_handler)
    told = set(
        world.yiwu_head.notices.filter(url=f"/between/orders/{order.pk}/").values_list("key", flat=True)
    )
    assert told == {f"order:{order.pk}:issued"}


def test_nobody_below_sees_an_order_before_it_is_signed(world: World) -> None:
    order = draft(
        world,
        "supervise",
        world.case("investigating"),
        world.jinhua_handler,
        demands="查清",
        report_by=in_days(world, 9),
    )
    assert not access.can(world.yiwu_head, "order.view", order, at=world.now)
    assert access.can(world.jinhua_chief, "order.view", order, at=world.now)
    decided(world, order, "jinhua")
    assert access.can(world.yiwu_head, "order.view", order, at=world.now)
    assert not access.can(world.dongyang_head, "order.view", order, at=world.now)


def test_designation_moves_the_case_and_its_papers_keep_their_numbers(world: World) -> None:
    case = world.case("investigating")
    number = case.number
    order = ordered(world, "designate", case, to_office_id=world.dongyang.pk)
    case = Case.objects.get(pk=case.pk)
    assert (case.office, case.municipal, case.number) == (world.dongyang, world.jinhua, number)
    assert order.from_office == world.yiwu
    assert not access.can(world.yiwu_handler, "case.view", case, at=world.now)
    assert access.can(world.yiwu_handler, "order.view", order, at=world.now)
    assert access.can(world.dongyang_head, "case.view", case, at=world.now)
    assert access.can(world.jinhua_handler, "case.view", case, at=world.now)


def test_a_clue_taken_up_is_the_upper_offices(world: World) -> None:
    clue = world.clue("evaluating")
    order = ordered(world, "take_up", clue, "zhejiang", handler_id=world.zhejiang_handler.pk)
    clue = Clue.objects.get(pk=clue.pk)
    assert (clue.office, clue.municipal, clue.provincial) == (world.zhejiang, None, world.zhejiang)
    assert clue.handler == world.zhejiang_handler and order.to_office == world.yiwu
    assert not access.can(world.yiwu_handler, "clue.view", clue, at=world.now)


def test_an_upper_office_hands_down_a_clue_and_goes_on_with_its_case(world: World) -> None:
    case = world.case("investigating", office="jinhua")
    order = ordered(world, "assign", case, to_office_id=world.yiwu.pk, data={"keep": True})
    assert Case.objects.get(pk=case.pk).office == world.jinhua
    assert order.given is not None and order.document is not None
    assert (order.given.office, order.given.source, order.given.state) == (
        world.yiwu,
        "assigned",
        "registered",
    )
    assert order.document.number in order.given.source_note
    with refused("第十八条", "不能重复交办"):
        draft(world, "assign", case, world.jinhua_handler, to_office_id=world.yiwu.pk, data={"keep": True})
    assert ordered(world, "assign", case, to_office_id=world.dongyang.pk, data={"keep": True}).given


def test_an_order_that_was_returned_or_taken_back_never_goes_out(world: World) -> None:
    case = world.case("investigating")
    first = draft(world, "designate", case, world.jinhua_handler, to_office_id=world.dongyang.pk)
    services.withdraw(first.decision.pk, by=world.jinhua_handler, at=world.now)
    again = draft(world, "designate", case, world.jinhua_handler, to_office_id=world.dongyang.pk)
    services.send_back(again.decision.pk, text="不必指定", by=world.jinhua_head, at=world.now)
    assert set(Order.objects.values_list("state", flat=True)) == {"dropped"}
    assert Case.objects.get(pk=case.pk).office == world.yiwu


def test_an_order_is_not_signed_when_the_matter_has_changed_meanwhile(world: World) -> None:
    case = world.case("investigating")
    order = draft(world, "designate", case, world.jinhua_handler, to_office_id=world.dongyang.pk)
    services.approve(order.decision.pk, by=world.jinhua_head, at=world.now)
    services.make_case_move(
        case.pk,
        "close",
        data={"ground": "lawful", "facts": "查明未违法"},
        by=world.yiwu_handler,
        at=world.now,
    )
    with refused("第十七条", "正在审批"):
        services.approve(order.decision.pk, by=world.jinhua_chief, at=world.now)
    assert Order.objects.get(pk=order.pk).state == "drafted"
