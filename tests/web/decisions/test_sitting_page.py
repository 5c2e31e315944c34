"""Several requests on one page: what is asked, what is missing, what became of each."""

from cases.models import Case, Decision, Step
from tests.web.people import browser, cost, page, send
from tests.world import World

URL = "/decisions/sitting/"
REVIEWED = "60 register 55 evaluate 50 file 48 serve_filing 45 investigate 2 recommend:reviewed"


def reviewed(world: World, n: int = 2) -> list[Decision]:
    return [world.pending(world.told(REVIEWED, title=f"快递案{k}").case) for k in range(n)]


def form(decision: Decision, outcome: str, text: str = "") -> dict[str, object]:
    key = f"d{decision.pk}"
    return {f"{key}-outcome": outcome, f"{key}-text": text, f"{key}-version": decision.version}


def picks(*rows: Decision) -> str:
    return "?" + "&".join(f"pick={row.pk}" for row in rows)


def test_from_the_inbox_to_the_result_of_each(world: World) -> None:
    made, back = reviewed(world)
    assert "集中审批" in page(world.yiwu_chief, "/decisions/")
    table = page(world.yiwu_chief, URL + picks(made, back))
    for words in ("快递案0", "快递案1", "法定条件均已具备", "检察建议书", "暂不办"):
        assert words in table
    sent = {"pick": [made.pk, back.pk], **form(made, "approve"), **form(back, "return", "补充证据")}
    result = page(world.yiwu_chief, send(world.yiwu_chief, URL, **sent))
    assert "已批准并生效" in result and "已退回提请人" in result
    assert Case.objects.get(pk=made.case_id).state == "recommended"


def test_what_is_refused_is_told_and_what_was_typed_stays(world: World) -> None:
    made, lost = reviewed(world)
    Step.objects.create(case_id=lost.case_id, kind="consultation", opened_at=world.now)
    assert "尚未结束" in page(world.yiwu_chief, URL + picks(lost))
    sent = {"pick": [made.pk, lost.pk], **form(made, "approve"), **form(lost, "approve", "抓紧办理")}
    said = send(world.yiwu_chief, URL, 200, **sent)
    for words in ("已批准并生效", "没有办理", "尚未结束", "办案规则第七十条", "抓紧办理"):
        assert words in said
    alone = send(world.yiwu_chief, URL, 409, pick=[lost.pk], **form(lost, "approve", "抓紧办理"))
    assert "抓紧办理" in alone


def test_a_return_without_reasons_decides_nothing_at_all(world: World) -> None:
    one, two = reviewed(world)
    said = send(
        world.yiwu_chief, URL, 422, pick=[one.pk, two.pk], **form(one, "approve"), **form(two, "return")
    )
    assert "退回必须说明理由" in said
    assert Decision.objects.filter(pk__in=[one.pk, two.pk], state="pending").count() == 2
    assert "至少对一件" in send(world.yiwu_chief, URL, 422, pick=[one.pk], **form(one, "later"))


def test_only_what_waits_for_the_person_is_on_the_table(world: World) -> None:
    (one,) = reviewed(world, 1)
    said = page(world.yiwu_head, URL + picks(one))
    assert "快递案0" not in said and "没有列出" in said
    page(world.yiwu_handler, URL, 403)
    page(world.yiwu_post_liaison, URL, 404)


def test_the_table_costs_the_same_for_two_and_for_five(world: World) -> None:
    few = reviewed(world, 2)
    cheap = cost(world.yiwu_chief, URL + picks(*few))
    many = [*few, *reviewed(world, 3)]
    assert cost(world.yiwu_chief, URL + picks(*many)) == cheap <= 25
    assert browser(world.yiwu_chief).get(URL).status_code == 200
