"""Nothing that a person can send breaks a page: every door of the site, with every kind of nonsense."""

import html
import re
from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from datetime import timedelta
from itertools import count
from typing import Any, cast
from urllib.parse import urlencode
from uuid import UUID

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.db.models import Model
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from accounts.models import Procuratorate, User
from agencies.models import Agency
from cases import services
from cases.models import Case, Clue, Respondent
from consultations.models import Invitee
from evidence.models import Item
from tests.access.test_urls_closed import ADDRESSES
from tests.refusals import invalid
from tests.web.door import Door, Form
from tests.web.doors import every
from tests.web.people import awake, known
from tests.world import World, this_moment

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

ANSWERS = {200, 302, 400, 403, 404, 409, 413, 415, 422}
LONG, LONGISH, HUGE = "x" * 20_000, "x" * 2_000, "1" + "0" * 30
ODD = (
    "前\x00后",
    "\u202e左\u2066右",
    HUGE,
    "2026-02-30",
    ["a", "b"],
    "<script>{{ 7*7 }}%s%(x)s",
    "前\ud800后",
    "-1",
    "NaN",
)
ODD_DAYS = "0001-01-01", "9999-12-31", "2026-02-30"
ODD_IDS = HUGE, "0", "-1", "NaN", "9" * 18, "字"
KEYS = (
    "cursor",
    "older",
    "newer",
    "stage",
    "page",
    "q",
    "text",
    "tab",
    "element",
    "rule",
    "whose",
    "office",
    "state",
    "mine",
    "kind",
    "duty",
    "on",
    "month",
)
VALUES = (
    "%FF%ED%A0%80",
    "q" * 5000,
    HUGE,
    "-1",
    "2026-02-30_1",
    "0001-01-01_9",
    "9999-12-31T23:59:59%2B00:00_1",
    "%00",
)
SENT = "application/x-www-form-urlencoded"
WATCHED = {
    "audit": ("entry", "outbox", "idempotency"),
    "cases": (
        "clue",
        "case",
        "decision",
        "document",
        "member",
        "obligation",
        "respondent",
        "submission",
        "reply",
        "objection",
        "sharing",
    ),
    "evidence": ("item", "file", "custody", "draft"),
    "hearings": ("hearing",),
    "consultations": ("consultation",),
    "agencies": ("agency", "duty", "enterprise", "incident", "association", "invitation"),
    "deadlines": ("deadline", "notice", "chasechoice", "holiday", "holidaynotice"),
}
# Doors whose form a person does not type: they answer by doing it, or by going back to where one was.
UNTYPED = {
    "decision-withdraw",
    "delegation-end",
    "member-end",
    "evidence-verify",
    "notice-open",
    "notices-read",
    "login",
    "logout",
    "set_language",
    "person-act",
    "post-end",
    "password",
    "unmask",
    "invitation-revoke",
}
SHOWN_ONCE = {"unmask"}  # its answer is no other page, and kept for no twin: tests/web/clues/test_unmask.py
UNKEYED = {
    "login",
    "logout",
    "password",
    "second-factor",
}  # wrong tries there are counted, whatever their key
# tried with their letters: tests/services/accounts/test_logins.py, tests/web/agencies/test_accepting.py
BY_LETTER = {"set-password", "invitation-accept", "invitation-join"}
ROOMY = {*UNTYPED, "consultation-conclude", "hearing-conclude"}  # what is written down there may be that long
HIDDEN = ("version", "step")


@pytest.fixture(scope="module")
def doors(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[list[Door]]:
    """The doors of one world, built once; what a test does through them is undone."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield list(every(World(this_moment())))
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def logged_in(doors: list[Door], django_db_blocker: DjangoDbBlocker) -> Iterator[dict[User, Client]]:
    """Each person who goes through a door, logged in once."""
    with django_db_blocker.unblock():
        browsers = {door.who: awake(door.who) for door in doors if door.who}
        with known(browsers):
            yield browsers


@pytest.fixture
def everyone(db: None, logged_in: dict[User, Client]) -> dict[User | None, Client]:
    """A browser for each of them: as it was before another test logged them out."""
    return {**deepcopy(logged_in), None: Client()}


def post(client: Client, door: Door, form: Form) -> HttpResponse:
    """Send a form as a browser does, or as one would by hand: broken characters are sent as they are."""
    sent = {name: value() if callable(value) else value for name, value in form.items()}
    if any(isinstance(value, SimpleUploadedFile) for value in sent.values()):
        whole = {n: v.encode(errors="replace").decode() if isinstance(v, str) else v for n, v in sent.items()}
        return cast(HttpResponse, client.post(door.path, whole))
    body = urlencode(sent, doseq=True, errors="surrogatepass")
    return cast(HttpResponse, client.post(door.path, body, content_type=SENT))


def rows() -> tuple[int, ...]:
    """How many rows there are in each table that matters."""
    models = (apps.get_model(app, name) for app, names in WATCHED.items() for name in names)
    tables = [model._meta.db_table for model in models]
    with connection.cursor() as cursor:
        cursor.execute("SELECT " + ", ".join(f"(SELECT count(*) FROM {table})" for table in tables))
        return tuple(cursor.fetchone())


@contextmanager
def undone() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def refused(client: Client, door: Door, form: Form, *, at: str = "") -> str:
    """What is read after sending nonsense: an answer of ours, and nothing of it was kept if it was refused."""
    with undone():
        before = rows()
        answer = post(client, door, form)
        text = answer.content.decode()
        assert answer.status_code in ANSWERS, (str(door), answer.status_code, text[:500])
        if answer.status_code != 302:
            assert rows() == before, f"{door}: half saved"
        if answer.status_code == 422 and at:
            assert wrong_at(text, at), f"{door}: nothing is said at {at}"
        return text if answer.status_code == 422 else ""


def wrong_at(page: str, field: str) -> bool:
    """Whether something is said, in Chinese, at this field of the page."""
    _before, _mark, after = page.partition(f'data-field="{field}"')
    said = re.search(r'errorlist"[^>]*>(.*?)</ul>', after.partition("data-field=")[0], re.DOTALL)
    return bool(said and re.search(r"[\u4e00-\u9fff]", said[1]))


def typed(door: Door) -> Iterator[tuple[str, str]]:
    """What is written in words in the form of a door."""
    for name, value in door.form.items():
        if isinstance(value, str) and re.search(r"[\u4e00-\u9fff]", value):
            yield name, value


def test_every_page_that_takes_a_form_is_tried(
    doors: list[Door], everyone: dict[User | None, Client]
) -> None:
    known = {door.name for door in doors} | BY_LETTER
    client = next(client for who, client in everyone.items() if who)
    for address in (address for address in ADDRESSES if not address.api and address.name not in known):
        with undone():
            assert client.post(address.at({})).status_code == 405, (
                f"{address.name} takes a form and is not tried"
            )


def test_each_form_is_good_when_it_is_good_and_is_done_once(
    doors: list[Door], everyone: dict[User | None, Client]
) -> None:
    for door in doors:
        with undone():
            keyed = {**door.form, "_key": "schlüssel-1"}
            if door.name in SHOWN_ONCE:
                continue
            first = post(everyone[door.who], door, keyed)
            assert first.status_code == 302, (str(door), first.content.decode()[:3000])
            if door.name in UNKEYED:
                continue
            after, again = rows(), post(everyone[door.who], door, keyed)
            told = again.status_code, again["Location"], rows()
            assert told == (302, first["Location"], after), str(door)
            other = post(everyone[door.who], door, {**keyed, "more": "anders"})
            assert (other.status_code, rows()) == (422, after), str(door)


def test_nothing_and_far_too_much(doors: list[Door], everyone: dict[User | None, Client]) -> None:
    for door in doors:
        client = everyone[door.who]
        refused(client, door, {})
        for name, _text in list(typed(door))[:1]:
            assert door.name in ROOMY or refused(client, door, {**door.form, name: LONG}, at=name), str(door)
        refused(client, door, dict.fromkeys(door.form, LONGISH))


def test_odd_values_of_every_field_together(doors: list[Door], everyone: dict[User | None, Client]) -> None:
    for turn, door in enumerate(doors):
        sent = {name: ODD[(turn + n) % len(ODD)] for n, name in enumerate(door.form)}
        refused(everyone[door.who], door, sent)
        text = next(typed(door), None)
        if text and door.name not in UNTYPED:
            page = refused(everyone[door.who], door, {**door.form, text[0]: f"{text[1]}\x00"}, at=text[0])
            assert all(html.escape(said) in page for _name, said in typed(door)), (
                f"{door}: typed text is lost"
            )


def test_odd_days_and_ids_one_by_one(doors: list[Door], everyone: dict[User | None, Client]) -> None:
    turn = count()
    for door in doors:
        for name, value in door.form.items():
            odd: tuple[str, ...] = ()
            if re.fullmatch(r"\d{4}-\d\d-\d\d", str(value)):
                odd = ODD_DAYS
            elif isinstance(value, int | list) or name in ("office", "indicator_target"):
                odd = ODD_IDS
            if odd and door.name not in UNTYPED:
                sent = {**door.form, name: odd[next(turn) % len(odd)]}
                refused(everyone[door.who], door, sent, at="" if name in HIDDEN else name)


def test_what_belongs_to_others_cannot_be_named(
    doors: list[Door], everyone: dict[User | None, Client]
) -> None:
    foreign = {
        "case-obligation": ("respondent_id", Respondent.objects.order_by("pk")[0].pk),
        "case-respondent": ("agency_id", Agency.objects.get(name="东阳市文化和广电旅游体育局").pk),
        "case-handler": ("user_id", User.objects.get(username="dongyang.handler").pk),
        "case-member": ("user_id", User.objects.get(username="jiangsu.handler").pk),
        "clue-instruct": ("asked_of_id", Procuratorate.objects.get(name="江苏省人民检察院").pk),
    }
    for door in (door for door in doors if door.name in foreign):
        name, pk = foreign[door.name]
        assert refused(everyone[door.who], door, {**door.form, name: pk}, at=name), str(door)


def test_a_day_before_its_time_and_a_page_gone_stale(
    doors: list[Door], everyone: dict[User | None, Client]
) -> None:
    orders = {"case-member": "ends_on", "case-obligation": "due_on", "obligation-reopen": "due_on", "respondent-serve": "served_on",
              "respondent-reply": "received_on", "document-record-up": "sent_on", "case-delivery": "delivered_on",
              "hearing-notice": "noticed_on"}  # fmt: skip
    for door in doors:
        client = everyone[door.who]
        if door.name in orders:
            assert refused(
                client, door, {**door.form, orders[door.name]: "1999-01-01"}, at=orders[door.name]
            ), str(door)
        if "version" in door.form:
            with undone():
                before = rows()
                answer = post(client, door, {**door.form, "version": door.form["version"] + 7})
                page = answer.content.decode()
                assert answer.status_code == 409 and rows() == before, str(door)
                assert all(html.escape(text) in page for _name, text in typed(door)), str(door)


def nonsense(part: str, pk: int) -> Any:
    """What stands in an address for nothing that is there."""
    if part in ("name", "kind"):
        return "nonsense"
    return UUID(int=pk) if part == "held_id" else pk


def test_nonsense_in_addresses(doors: list[Door], everyone: dict[User | None, Client]) -> None:
    client = everyone[next(door.who for door in doors if door.who)]
    pages = [address for address in ADDRESSES if not address.api and address.name != "health"]
    for n, address in enumerate(pages):
        query = "&".join(f"{key}={VALUES[(n + k) % len(VALUES)]}" for k, key in enumerate(KEYS))
        for ids in (dict.fromkeys(address.parts, pk) for pk in ((0, 10**18) if address.parts else (0,))):
            path = reverse(address.name, kwargs={part: nonsense(part, pk) for part, pk in ids.items()})
            for answer in (client.get(f"{path}?{query}"), client.post(path, {}) if ids else None):
                assert answer is None or answer.status_code in {*ANSWERS, 405}, path


@pytest.mark.parametrize(
    "name",
    [
        "clues",
        "cases",
        "decisions",
        "deadlines",
        "deadlines-month",
        "notices",
        "case-evidence",
        "agencies",
        "agency-matrix",
        "enterprises",
        "associations",
    ],
)
def test_nonsense_in_filters(doors: list[Door], everyone: dict[User | None, Client], name: str) -> None:
    door = next(door for door in doors if door.name == "case-obligation")
    path = reverse(name, kwargs=door.parts if name == "case-evidence" else {})
    for value in VALUES:
        query = "&".join(f"{key}={value}" for key in KEYS)
        assert everyone[door.who].get(f"{path}?{query}").status_code == 200, value[:40]


def test_an_agency_does_not_date_its_own_reply(
    doors: list[Door], everyone: dict[User | None, Client]
) -> None:
    """Its reply counts from the day on which it sends it; the handler's page, which asks for the day, is not there."""
    taken = next(door for door in doors if door.name == "respondent-reply")
    liaison = next(door.who for door in doors if door.name == "portal-reply")
    assert liaison is not None and post(everyone[liaison], taken, taken.form).status_code == 404
    ids = {"by": liaison, "at": timezone.now(), "received_on": timezone.localdate() - timedelta(days=9)}
    with invalid("received_on"):
        services.reply(taken.parts["respondent_id"], text="已整改", **ids)


@pytest.mark.parametrize("charset", ["utf-16", "zlib", "rot13", "nope"])
def test_a_form_in_another_encoding_is_refused(client: Client, charset: str) -> None:
    for kind in (SENT, "multipart/form-data; boundary=x"):
        assert client.generic("POST", "/login/", b"a=b", f"{kind}; charset={charset}").status_code == 415


# Fields in which somebody chooses a row: what they choose from.
CHOSEN: dict[str, type[Model]] = {
    "agencies": Agency, "agency_id": Agency, "team": User, "user_id": User, "handler_id": User, "respondents": Respondent,
    "respondent_ids": Respondent, "respondent_id": Respondent,
    "evidence": Item, "attended": Invitee, "parent": Case, "case": Case, "child": Case,
}  # fmt: skip
FOREIGN = {Agency: {"area__code__startswith": "330783"}, User: {"username": "jiangsu.handler"}}


def swapped(door: Door) -> Iterator[tuple[str, Any]]:
    """Each field of a form in which a row is chosen, with a row of another case, office or province instead."""
    for name, value in door.form.items():
        model, chosen = CHOSEN.get(name), value[0] if isinstance(value, list) and value else value
        if model is None or not str(chosen).isdigit():
            continue
        others: Any = model._default_manager.exclude(pk=chosen)
        if model in FOREIGN:
            others = others.filter(**FOREIGN[model])
        elif model in (Respondent, Item):
            others = others.exclude(case=model._default_manager.get(pk=chosen).case)
        elif model is Invitee:
            others = others.exclude(consultation=Invitee.objects.get(pk=chosen).consultation)
        pk = others.order_by("pk")[0].pk
        yield name, [pk] if isinstance(value, list) else pk


def test_ids_of_others_in_a_form_are_no_choice(
    doors: list[Door], everyone: dict[User | None, Client]
) -> None:
    """Whoever sends by hand what the page does not offer is refused at that field, and nothing is written (S2)."""
    tried = set()
    for door in doors:
        for name, other in swapped(door):
            with undone():
                before = rows()
                answer = post(everyone[door.who], door, {**door.form, name: other})
                assert answer.status_code in (409, 422), f"{door} {name}: {answer.status_code}"
                assert rows() == before, f"{door} {name}: written"
            tried.add(name)
    assert tried >= {"agencies", "team", "respondents", "respondent_id", "evidence", "attended", "user_id"}


# Registers are for all, and a commission of this world went to Dongyang, where one of the strangers works.
NOT_STRANGE = ("office", "agency", "enterprise", "incident", "association", "commission")
STRANGERS = ("dongyang.handler", "jiangsu.chief", "yiwu-samr.liaison", "dongyang-env.liaison")


def test_a_days_work_sent_again_by_strangers_finds_nothing(doors: list[Door]) -> None:
    """Whole good requests, by people for whom the rows are not there: 404 and not 403, and no word of what they say (S2)."""
    words = {*Case.objects.values_list("title", flat=True), *Clue.objects.values_list("title", flat=True)}
    found = []
    for stranger in User.objects.filter(username__in=STRANGERS):
        client = awake(stranger)
        for door in (door for door in doors if not door.name.startswith(NOT_STRANGE) and mine(door.parts)):
            with undone():
                before = rows()
                answer = post(client, door, door.form)
                page = answer.content.decode()
                if answer.status_code != 404 or rows() != before or any(word in page for word in words):
                    found.append(f"{door} {stranger.username}: {answer.status_code}")
    assert not found


def mine(parts: Form) -> bool:
    """Whether an address names a row that belongs to somebody."""
    return any(part.endswith("_id") for part in parts)
