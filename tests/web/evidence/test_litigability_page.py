"""The board of what a suit must prove: its page, the card on the case's page, and the gate that it feeds."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cases.models import Proof
from desk.demo.paths import FAILED
from evidence import services as evidence
from tests.web.people import browser, page
from tests.web.portal.place import Place, ago
from tests.world import World, this_moment

BUDGET = 20


@pytest.fixture
def handler(client: Client, place: Place) -> Client:
    client.force_login(place["handler"])
    return client


def test_each_element_shows_its_evidence_and_how_it_stands(handler: Client, place: Place) -> None:
    evidence.add_item(
        place.case.pk, kind="inspection", title="现场勘查笔录", source="现场", collected_on=ago(5).date(),
        element="harm", by=place["handler"], at=ago(5),
    )  # fmt: skip
    url = f"/cases/{place.case.pk}/litigability/"
    shown = handler.get(url).content.decode()
    for words in (
        "公益损害",
        "法律适用",
        "监管职责",
        "未依法履职",
        "因果关系",
        "现场勘查笔录",
        "尚缺证据",
        "第七十一条",
    ):
        assert words in shown, words
    said = {"standing": "partly", "reasons": "尚缺鉴定意见"}
    shown = handler.post(f"{url}harm/", said, follow=True).content.decode()
    assert "部分证明" in shown and "尚缺鉴定意见" in shown and "已经证明 0 项" in shown
    card = handler.get(f"/cases/{place.case.pk}/").content.decode()
    assert "部分证明" in card and f'href="{url}"' in card
    for element in ("law", "duty"):
        handler.post(f"{url}{element}/", {"standing": "proven", "reasons": "依据明确"})
    assert handler.get(url).content.decode().count("还没有证据指向这一要素") == 1  # law needs none of its own


def test_what_is_wrong_is_said_at_its_field(handler: Client, place: Place) -> None:
    url = f"/cases/{place.case.pk}/litigability/harm/"
    for field, said in (
        ("standing", {"standing": "sure", "reasons": "x"}),
        ("reasons", {"standing": "proven"}),
    ):
        answer = handler.post(url, said)
        assert answer.status_code == 422 and answer.context["form"].errors.keys() == {field}
    assert not Proof.objects.exists()
    assert handler.get(f"/cases/{place.case.pk}/litigability/rumour/").status_code == 404


def test_others_read_it_and_agencies_do_not(client: Client, place: Place) -> None:
    url = f"/cases/{place.case.pk}/litigability/"
    client.force_login(place["chief"])
    assert client.get(url).status_code == 200 and client.get(f"{url}harm/").status_code == 403
    assert "认定</a>" not in client.get(url).content.decode()
    client.force_login(place["post.leader"])
    assert client.get(url).status_code == client.get(f"{url}harm/").status_code == 404


def test_the_case_page_says_what_the_suit_still_lacks(db: None) -> None:
    world = World(this_moment())
    case = world.told(FAILED.replace(" 18 prove", "")).case
    shown = page(world.yiwu_handler, f"/cases/{case.pk}/")
    assert "可诉性尚未全部认定" in shown and "公益损害（尚缺证据）" in shown
    for element in ("harm", "law", "duty", "failure", "link"):
        said = {"standing": "proven", "reasons": "证据充分"}
        browser(world.yiwu_handler).post(f"/cases/{case.pk}/litigability/{element}/", said)
    assert "可诉性尚未全部认定" not in page(world.yiwu_handler, f"/cases/{case.pk}/")
    assert "各项要素均已证明" in page(world.yiwu_handler, f"/cases/{case.pk}/litigability/")


def test_the_board_asks_the_database_a_fixed_number_of_times(handler: Client, place: Place) -> None:
    url = f"/cases/{place.case.pk}/litigability/"
    handler.get(url)
    with CaptureQueriesContext(connection) as few:
        handler.get(url)
    for number in range(6):
        evidence.add_item(
            place.case.pk, kind="physical", title=f"物证{number}", source="现场", collected_on=ago(5).date(),
            element=("harm", "law")[number % 2], by=place["handler"], at=ago(4),
        )  # fmt: skip
    for element in ("harm", "law", "duty"):
        handler.post(f"{url}{element}/", {"standing": "proven", "reasons": "充分"})
    with CaptureQueriesContext(connection) as many:
        handler.get(url)
    assert (
        len(many) <= len(few) + 2 and len(many) <= BUDGET
    )  # files of items and who judged, once there are any
