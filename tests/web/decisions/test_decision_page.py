"""One request: everything needed to decide on one screen, and the decision itself."""

import pytest

from audit.flow import Flow
from cases import guards
from cases.flow import CASE_FLOW, CLUE_FLOW
from cases.models import Case, Decision
from tests.web.people import browser, cost, nothing_changes, page, send
from tests.world import World

ASKED = {
    "file": "20 register 15 evaluate 10 file:asked",
    "decline": "20 register 15 evaluate 10 decline:asked",
    "recommend": "40 register 35 evaluate 30 file 28 serve_filing 25 investigate 1 recommend:asked",
    "suspend": "60 register 55 evaluate 50 file 48 serve_filing 45 investigate 30 recommend 28 serve 2 suspend:asked",
    "sue": "200 register 195 evaluate 190 file 188 serve_filing 180 investigate 100 recommend 98 serve 20 review "
    "19 judge:failing 18 prove 3 sue:asked",
    "hear": "200 register 195 evaluate 190 file 188 serve_filing 180 investigate 100 recommend 98 serve 20 review "
    "3 plan_asked",
}


def asked(world: World, move: str = "file") -> Decision:
    story = world.told(ASKED[move])
    return world.pending(getattr(story, "case", None) or story.clue)


@pytest.mark.parametrize("move", ASKED)
def test_the_draft_is_read_in_words(world: World, move: str) -> None:
    decision = asked(world, move)
    said = page(world.yiwu_head, f"/decisions/{decision.pk}/")
    assert str(decision.label) in said and "同意" in said
    for value in decision.draft.values():
        if isinstance(value, str) and not value.isascii():
            assert value.splitlines()[0] in said
    assert "已不在名录" not in said


def test_ids_and_choices_become_names(world: World) -> None:
    said = page(world.yiwu_head, f"/decisions/{asked(world).pk}/")
    for words in (world.agency("yiwu-post").name, str(world.yiwu_assistant), "行政公益诉讼", "个人信息保护"):
        assert words in said


def test_every_guard_has_its_line_in_the_checklist() -> None:
    def names(flow: Flow) -> set[str]:
        return {guard.__name__ for move in flow.moves for guard in move.guards}

    assert names(CLUE_FLOW) | names(CASE_FLOW) <= set(guards.ASKS)


def test_the_conditions_of_a_suit_are_listed_with_their_articles(world: World) -> None:
    said = page(world.yiwu_head, f"/decisions/{asked(world, 'sue').pk}/")
    for words in (
        "检察建议已经送达",
        "司法解释第二十一条",
        "行政机关整改期已满",
        "已认定行政机关没有依法履行职责",
        "均已具备",
    ):
        assert words in said
    assert "公告期" not in said


def test_head_then_chief_and_the_case_is_there(world: World) -> None:
    decision = asked(world)
    url = f"/decisions/{decision.pk}/"
    assert "同意并生效" not in page(world.yiwu_head, url)
    send(world.yiwu_head, f"{url}approve/", text="拟同意", version=decision.version)
    said = page(world.yiwu_chief, url)
    assert "拟同意" in said and "同意并生效" in said and str(world.yiwu_head) in said
    send(world.yiwu_chief, f"{url}approve/", version=decision.version + 1)
    assert Case.objects.get(clue=decision.clue_id).handler == world.yiwu_handler
    said = page(world.yiwu_handler, url)
    assert "已批准" in said and "撤回提请" not in said


def test_returning_needs_reasons(world: World) -> None:
    decision = asked(world)
    url = f"/decisions/{decision.pk}/return/"
    with nothing_changes(decision):
        assert "退回必须说明理由" in send(world.yiwu_head, url, 422, text="  ")
        assert "长长长" in send(world.yiwu_head, url, 422, text="长" * 4001)
    send(world.yiwu_head, url, text="请补充证据")
    assert "请补充证据" in page(world.yiwu_handler, f"/decisions/{decision.pk}/")


def test_nobody_decides_on_the_own_request(world: World) -> None:
    decision = asked(world)
    Decision.objects.filter(pk=decision.pk).update(requested_by=world.yiwu_head)
    url = f"/decisions/{decision.pk}/"
    said = page(world.yiwu_head, url)
    assert "本人提请的事项由他人审批" in said and "办案规则第七条" in said and f"{url}approve/" not in said
    with nothing_changes(decision):
        refused = send(world.yiwu_head, f"{url}approve/", 409, text="我同意")
    assert "不能审批本人提请的事项" in refused and "办案规则第七条" in refused


def test_the_asker_takes_it_back(world: World) -> None:
    decision = asked(world)
    url = f"/decisions/{decision.pk}/"
    assert "撤回提请" in page(world.yiwu_handler, url)
    for who, status in ((world.yiwu_head, 403), (world.dongyang_handler, 404)):
        send(who, f"{url}withdraw/", status)
    send(world.yiwu_handler, f"{url}withdraw/")
    assert "已撤回" in page(world.yiwu_head, url)
    send(world.yiwu_head, f"{url}approve/", 409)


def test_who_comes_second_is_told_so_with_the_text_kept(world: World) -> None:
    decision = asked(world)
    url = f"/decisions/{decision.pk}/approve/"
    send(world.yiwu_head, url, version=decision.version)
    said = send(world.yiwu_head, url, 409, version=decision.version, text="也同意")
    assert "他人刚刚更新了此项" in said
    decision.refresh_from_db()
    assert (decision.step, decision.opinions.count()) == (1, 1)


def test_a_form_sent_twice_counts_once(world: World) -> None:
    decision = asked(world)
    client = browser(world.yiwu_head)
    answers = [
        client.post(f"/decisions/{decision.pk}/approve/", {"version": decision.version, "_key": "k1"})
        for _ in range(2)
    ]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert decision.opinions.count() == 1


@pytest.mark.parametrize(
    ("who", "seen", "sent"),
    [
        ("yiwu_chief", 200, 409),
        ("yiwu_clerk", 200, 403),
        ("jinhua_head", 200, 409),
        ("dongyang_head", 404, 404),
        ("yiwu_post_liaison", 404, 404),
        ("yiwu_secadmin", 404, 404),
    ],
)
def test_others_look_or_find_nothing(world: World, who: str, seen: int, sent: int) -> None:
    decision = asked(world)
    person = getattr(world, who)
    with nothing_changes(decision):
        page(person, f"/decisions/{decision.pk}/", seen)
        for verb in ("approve", "return"):
            send(person, f"/decisions/{decision.pk}/{verb}/", sent, text="理由")


def test_the_verbs_want_a_post(world: World) -> None:
    decision = asked(world)
    for verb in ("approve", "return", "withdraw"):
        page(world.yiwu_head, f"/decisions/{decision.pk}/{verb}/", 405)


@pytest.mark.parametrize("move", ASKED)
def test_the_page_costs_at_most_twenty_queries(world: World, move: str) -> None:
    assert cost(world.yiwu_head, f"/decisions/{asked(world, move).pk}/") <= 20
