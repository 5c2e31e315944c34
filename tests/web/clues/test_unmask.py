"""On the page: a masked text with a way to see it, a reason, a minute; and a form never saves the mask over the text."""

import html
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from rest_framework.authtoken.models import Token

from audit.models import Entry, Idempotency
from cases.models import Clue
from tests.web.people import browser, page
from tests.world import World

GIVER, PHONE, SUSPECT = "王秀兰", "13900001234", "张建国"
FACTS = f"店主电话{PHONE}，废弃面单随意丢弃。"
REASON = {"why": "case", "reason": "核实举报内容"}


@pytest.fixture
def clue(world: World) -> Clue:
    """A clue with a giver, how to reach them, a suspect, and a number in its facts."""
    clue = world.clue("evaluating", giver=GIVER, facts=FACTS, suspected=f"{SUSPECT}、义乌某驿站")
    Clue.objects.filter(pk=clue.pk).update(giver_contact=PHONE)
    return clue


def ask(client: Client, clue: Clue, field: str, **said: Any) -> Any:
    return client.post(f"/personal/cases.clue/{clue.pk}/{field}/", {**REASON, "_key": uuid4().hex, **said})


def test_the_page_shows_masks_and_the_way_to_what_is_behind_them(world: World, clue: Clue) -> None:
    said = page(world.yiwu_handler, f"/clues/{clue.pk}/")
    for hidden in (GIVER, PHONE, SUSPECT):
        assert hidden not in said
    for mask in ("王**", "139****1234", "张**、义乌某驿站"):
        assert mask in said
    for field in ("giver", "giver_contact", "facts", "suspected"):
        assert f'href="/personal/cases.clue/{clue.pk}/{field}/" data-dialog' in said
    assert "/personal/" not in page(world.yiwu_casemgr, f"/clues/{clue.pk}/")


def test_after_a_reason_it_is_shown_once_and_kept_by_nobody(world: World, clue: Clue) -> None:
    client, url, key = (
        browser(world.yiwu_handler),
        f"/personal/cases.clue/{clue.pk}/giver_contact/",
        uuid4().hex,
    )
    asked = client.get(url).content.decode()
    assert "查看理由" in asked and "还可以查看 20 次" in asked and PHONE not in asked
    shown = ask(client, clue, "giver_contact", _key=key)
    assert (
        shown.status_code == 200 and PHONE in shown.content.decode() and "no-store" in shown["Cache-Control"]
    )
    assert 'data-shown-for="60"' in shown.content.decode()
    kept = Idempotency.objects.get(user=world.yiwu_handler, key=key)
    assert (kept.status, PHONE in kept.body) == (409, False)
    again = ask(client, clue, "giver_contact", _key=key)
    assert (
        again.status_code == 409
        and PHONE not in again.content.decode()
        and "重新说明理由" in again.content.decode()
    )
    assert Entry.objects.filter(action="clue.unmask").count() == 1


def test_without_a_reason_or_from_no_form_nothing_is_shown(world: World, clue: Clue) -> None:
    client = browser(world.yiwu_handler)
    for said in ({"reason": ""}, {"why": "curious"}, {"_key": ""}):
        answer = ask(client, clue, "facts", **said)
        assert answer.status_code == 422 and PHONE not in answer.content.decode(), said
    assert not Entry.objects.filter(action="clue.unmask").exists()


def test_a_form_holds_what_was_typed_and_saves_it_whole(world: World, clue: Clue) -> None:
    client = browser(world.yiwu_handler)
    url = f"/clues/{clue.pk}/moves/file/"
    form = client.get(url)
    assert FACTS in html.unescape(form.content.decode()), "the writer edits the text and not its mask"
    kept = form.context["form"].initial
    sent = {"title": kept["title"], "track": "administrative", "field": kept["field"], "facts": kept["facts"], "basis": "依据",
            "agencies": [world.agency("yiwu-post").pk], "version": clue.version}  # fmt: skip
    answer = client.post(url, sent)
    assert answer.status_code == 302, answer.content.decode()[:400]
    asked = world.pending(clue)
    assert asked.draft["facts"] == FACTS
    assert PHONE not in page(world.yiwu_head, f"/decisions/{asked.pk}/")
    wrong = client.post(f"/clues/{clue.pk}/moves/report_up/", {"opinion": "", "version": clue.version})
    assert PHONE not in wrong.content.decode()
    clue.refresh_from_db()
    assert clue.facts == FACTS


def test_ones_own_number_is_not_masked_for_oneself(world: World) -> None:
    user = world.yiwu_sysadmin
    type(user).objects.filter(pk__in=(user.pk, world.yiwu_clerk.pk)).update(
        phone=PHONE, email="own@example.cn"
    )
    mine = page(user, f"/people/{user.pk}/")
    assert PHONE in mine and "own@example.cn" in mine
    theirs = page(world.yiwu_secadmin, f"/people/{user.pk}/")
    assert PHONE not in theirs and "139****1234" in theirs and "o***@example.cn" in theirs


def test_programs_see_masks_and_ask_in_the_same_way(world: World, clue: Clue) -> None:
    token = Token.objects.create(user=world.yiwu_handler)
    client, into = Client(headers={"Authorization": f"Token {token.key}"}), "application/json"
    told = client.get(f"/api/v1/clues/{clue.pk}/").json()
    assert (told["giver"], told["giver_contact"], told["suspected"]) == (
        "王**",
        "139****1234",
        "张**、义乌某驿站",
    )
    assert told["facts"] == FACTS.replace(PHONE, "139****1234")
    said = {"model": "cases.clue", "row": clue.pk, "field": "facts", **REASON}
    url, key = "/api/v1/personal/unmask/", {"Idempotency-Key": uuid4().hex}
    assert client.post(url, said, into).status_code == 400
    seen = client.post(url, said, into, headers=key)
    assert seen.json() == {"value": FACTS, "seconds": 60, "left": 19}
    again = client.post(url, said, into, headers=key)
    assert again.status_code == 409 and PHONE not in again.content.decode()
    stranger = Client(
        headers={"Authorization": f"Token {Token.objects.create(user=world.dongyang_handler).key}"}
    )
    assert stranger.post(url, said, into, headers={"Idempotency-Key": "1"}).status_code == 404
    wrong = client.get(f"/api/v1/clues/?state={PHONE}")
    assert wrong.status_code == 400 and PHONE not in wrong.content.decode()


def test_the_auditor_reads_who_looked_at_what_and_why(world: World, clue: Clue) -> None:
    ask(browser(world.yiwu_handler), clue, "giver")
    said = page(world.yiwu_auditor, "/record/?action=clue.unmask")
    assert "核实举报内容" not in page(world.yiwu_handler, f"/clues/{clue.pk}/")
    assert clue.number in said and "线索提供人" in said and "办案需要" in said and "核实举报内容" in said
    assert GIVER not in said and "王" not in said.split("核实举报内容")[0][-60:]


def test_masking_costs_no_query(world: World, clue: Clue, django_assert_max_num_queries: Any) -> None:
    client = browser(world.yiwu_handler)
    client.get(f"/clues/{clue.pk}/")
    with django_assert_max_num_queries(20):
        client.get(f"/clues/{clue.pk}/")
