"""Questions and reports that go upward: asked on a clue or case, drawn level by level, answered where it is their turn."""

from cases import services
from cases.models import Decision, Instruction
from tests.web.people import browser, cost, page, send
from tests.world import World


def test_a_question_goes_up_and_its_answer_comes_back(world: World) -> None:
    clue = world.clue("evaluating")
    url = f"/clues/{clue.pk}/instruct/"
    assert world.jinhua.name in page(world.yiwu_handler, url)
    send(world.yiwu_handler, url, 422, asked_of_id=world.dongyang.pk, question="可否", own_opinion="可")
    send(world.yiwu_handler, url, asked_of_id=world.zhejiang.pk, question="可否立案", own_opinion="可以")
    page(world.yiwu_handler, url, 409)
    decision = Decision.objects.latest("id")
    assert "请示事项" in page(world.yiwu_head, f"/decisions/{decision.pk}/")
    for by in (world.yiwu_head, world.yiwu_chief):
        services.approve(decision.pk, by=by, at=world.now)
    asked = Instruction.objects.get()
    here = f"/instructions/{asked.pk}/"
    said = page(world.jinhua_chief, here)
    assert "转报上级院" in said and "由本院答复" in said and "尚未到此级" in said
    assert "转报上级院" not in page(world.zhejiang_chief, here).partition("content")[0]
    send(world.jinhua_chief, f"{here}forward/", opinion="同意")
    for who, status in ((world.jinhua_chief, 403), (world.zhejiang_handler, 403), (world.jiangsu_chief, 404)):
        page(who, f"{here}answer/", status)
        send(who, f"{here}answer/", status, agreed="True", answer="同意")
    assert "has-errors" in send(world.zhejiang_chief, f"{here}answer/", 422, agreed="maybe", answer="同意")
    send(world.zhejiang_chief, f"{here}answer/", agreed="False", answer="暂不立案")
    asked.refresh_from_db()
    assert (asked.state, asked.agreed) == ("answered", False)
    said = page(world.yiwu_handler, here)
    assert said.index("义乌市人民检察院") < said.index("金华市人民检察院") < said.rindex("浙江省人民检察院")
    assert "暂不立案" in said and "暂不立案" in page(world.yiwu_handler, f"/clues/{clue.pk}/")
    assert "不能答复" in send(world.zhejiang_chief, f"{here}answer/", 409, agreed="True", answer="再答")


def test_a_report_on_a_case_is_taken_note_of(world: World) -> None:
    case = world.case("investigating")
    send(world.yiwu_handler, f"/cases/{case.pk}/report/", asked_of_id=world.jinhua.pk, question="已查清")
    sent = Instruction.objects.get()
    assert f"/instructions/{sent.pk}/" in page(world.yiwu_handler, f"/cases/{case.pk}/")
    here = f"/instructions/{sent.pk}/"
    assert "阅知" in page(world.jinhua_chief, here)
    send(world.jinhua_chief, f"{here}note/", text="")
    assert "已阅" in page(world.yiwu_handler, here)


def test_who_only_looks_on_is_offered_nothing(world: World) -> None:
    case = world.case("investigating")
    assert f"/cases/{case.pk}/instruct/" in page(world.yiwu_handler, f"/cases/{case.pk}/")
    for who in (world.yiwu_assistant, world.jinhua_chief):
        assert f"/cases/{case.pk}/instruct/" not in page(who, f"/cases/{case.pk}/")
        page(who, f"/cases/{case.pk}/instruct/", 403)


def test_the_tab_lists_what_passes_through_the_own_office(world: World) -> None:
    clue = world.told("20 register 15 evaluate 9 instruct:zhejiang", title="某线索").clue
    here, tab = f"/instructions/{clue.instructions.get().pk}/", "/between/?tab=upward"
    for who in (world.yiwu_handler, world.jinhua_head):
        assert here in page(who, tab)
    assert here not in page(world.zhejiang_chief, tab)
    assert "1 件等您处理" in page(world.jinhua_chief, "/") and here in page(world.jinhua_chief, "/")
    assert "金华市检察院 <b>办理请示</b>" in page(world.yiwu_handler, "/")
    assert browser(world.dongyang_handler).get(here).status_code == 404


def test_pages_keep_within_their_queries(world: World) -> None:
    clue = world.told("20 register 15 evaluate 9 instruct:spp 8 forward 7 forward 6 answer").clue
    assert cost(world.yiwu_handler, f"/instructions/{clue.instructions.get().pk}/") <= 20
    first = cost(world.jinhua_chief, "/between/?tab=upward")
    for _ in range(3):
        world.told("20 register 15 evaluate 9 instruct:jinhua", title="另一线索")
    assert cost(world.jinhua_chief, "/between/?tab=upward") == first <= 12
