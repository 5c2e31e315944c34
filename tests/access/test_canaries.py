"""Made-up values of people stand in every column of the register; everybody reads everything, and nobody finds one.

Where one may stand in clear is said in MAY, and nowhere else. (Abuse test S3.)
"""

import io
import logging
import pickle
import re
from collections.abc import Iterator
from typing import Any

import pytest
import redis
from django.apps import apps
from django.conf import settings
from django.core import mail
from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client
from django.utils.log import configure_logging
from pytest_django import DjangoDbBlocker

from accounts import personal, sealing
from accounts.access import is_agency_person
from accounts.models import User
from audit import masks
from audit.flow import day
from audit.models import Entry, Idempotency, Outbox
from deadlines import services as deadlines
from deadlines.models import Deadline, Notice
from tests.access.needs import GET
from tests.access.rows import Rows, rows
from tests.access.test_every_url import expected, listed, needs
from tests.access.test_urls_closed import Address
from tests.web.people import hasty, known
from tests.world import World, this_moment

# What may stand in clear: where, and why.
MAY = {
    "form": "a field in which the person writes: no mask is ever saved over the text",
    "own": "one's own number and address",
    "portal-obligation": "the handler's number, for the agency that is to call them",
    "api-document-docx": "the signed paper is given out whole: its digest covers every letter",
    "api-document-pdf": "the same",
    "evidence-file": "an original is given out as it was collected",
    "export-archive": "originals with their signed list",
    "portal-draft": "an agency reads what it wrote itself as it wrote it",
    "api-draft": "the same",
    "api-drafts": "the same",
    "receipt-submission": "for the agency that sent it: its proof, whose digest covers every letter; masked for the procuratorate",
    "receipt-reply": "the same",
    "receipt-objection": "the same",
    "api-submission-receipt": "the same",
    "api-reply-receipt": "the same",
    "api-objection-receipt": "the same",
}
OWN_WORDS = {
    "portal-draft",
    "api-draft",
    "api-drafts",
    "receipt-submission",
    "receipt-reply",
    "receipt-objection",
    "api-submission-receipt",
    "api-reply-receipt",
    "api-objection-receipt",
}
FILES = {"api-document-docx", "api-document-pdf", "evidence-file", "export-archive"}
KINDS = (
    "yiwu.handler", "yiwu.assistant", "yiwu.head", "yiwu.sysadmin", "yiwu.secadmin", "yiwu.auditor",
    "jinhua.chief", "yiwu-post.liaison",
)  # fmt: skip
CANARY = re.compile(r"金丝雀|13977\d{6}|33078219900307\d{3}[\dX]|canary\d+@leak|77号\d+室")
FIELD = re.compile(r"<textarea\b.*?</textarea>|<input\b[^>]*>", re.DOTALL)


def number(n: int) -> str:
    """A mobile number of nobody."""
    return f"13977{n:06d}"


def identity(n: int) -> str:
    """An identity number of nobody, with the right check digit."""
    first = f"33078219900307{n:03d}"
    return next(first + last for last in "0123456789X" if masks.is_identity(first + last))


def sentence(n: int, longest: int | None) -> str:
    """A text with one of everything, as far as there is room."""
    whole = f"联系{number(n)}，证件{identity(n)}，邮箱canary{n}@leak.example，住稠州北路77号{n}室"
    return whole if longest is None or longest > len(whole) + 20 else number(n)


def planted(line: personal.Line, n: int, old: Any) -> Any:
    """What a column says once somebody is in it."""
    by_kind = {"name": "金丝雀", "suspect": "金丝雀、某驿站", "contact": number(n), "phone": number(n)}
    if line.mask != "free":
        return by_kind.get(line.mask, f"canary{n}@leak.example")
    if isinstance(old, str) or old is None:
        return sentence(n, line.column.max_length)
    if isinstance(old, dict):
        return {k: planted(line, n, v) if isinstance(v, dict) or _said(v) else v for k, v in old.items()}
    return old


def _said(value: Any) -> bool:
    return isinstance(value, str) and re.search(r"[\u4e00-\u9fff]", value) is not None


def plant(world: World) -> int:
    """A canary in every column of every row; how many columns had a row."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SET LOCAL session_replication_role = replica"
        )  # past the triggers of what is never changed
    count = 0
    for n, line in enumerate(personal.register().values()):
        model = apps.get_model(line.model)
        if line.mask == "none" or line.model == "accounts.User":
            continue
        for row in (found := list(model._base_manager.all())):
            value = planted(line, n, getattr(row, line.field))
            model._base_manager.filter(pk=row.pk).update(**{line.field: value})
        count += bool(found)
    for user in User.objects.all():
        own = {"phone": number(900_000 + user.pk % 99_999), "email": f"canary{user.pk}@leak.example"}
        User.objects.filter(pk=user.pk).update(**own)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = origin")
    return count


class Planted:
    """The world with canaries, and what the logs said of it."""

    def __init__(self) -> None:
        self.world = World(this_moment())
        self.rows: Rows = rows(self.world)
        self.columns = plant(self.world)
        self.log = io.StringIO()


@pytest.fixture(scope="module")
def planted_world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Planted]:
    """Built once; undone at the end."""
    with django_db_blocker.unblock(), transaction.atomic():
        made = Planted()
        listening = logging.StreamHandler(made.log)
        configure_logging(settings.LOGGING_CONFIG, settings.LOGGING)
        listening.setFormatter(logging.getLogger().handlers[0].formatter)
        logging.getLogger().addHandler(listening)
        yield made
        logging.getLogger().removeHandler(listening)
        transaction.set_rollback(True)


def text_of(answer: Any) -> str:
    """What was answered, as text; a file that people take away is none."""
    if answer.streaming:
        return b"".join(answer.streaming_content).decode(errors="replace")
    return str(answer.content.decode(errors="replace"))


def leaks(text: str, user: User) -> set[str]:
    """Canaries in a text outside of the fields of a form, but for the person's own."""
    found = {match[0] for match in CANARY.finditer(text)}
    if not found:
        return set()
    found = {match[0] for match in CANARY.finditer(FIELD.sub("", text))}
    return {one for one in found if one not in f"{user.phone} {user.email}"}


def asked(client: Client, address: Address, found: Rows) -> Any:
    """The answer to a look at an address; what it writes is undone."""
    with transaction.atomic():
        answer = client.get(address.at(found.ids))
        text = text_of(answer) if address.name not in FILES else ""
        for close in vars(answer)["_resource_closers"] if answer.streaming else ():
            close()  # what was handed out; answer.close() would end the transaction
        transaction.set_rollback(True)
    return answer, text


def looked_at_by(user: User, found: Rows) -> Iterator[tuple[Address, Any, str]]:
    """Every address that opens to somebody, with its answer."""
    client = hasty(user)
    with known([user]):
        for address in listed():
            need = next((need for need in needs(address.name) if GET in need.methods), None)
            if need is not None and expected(user, need, address, found) == 200:
                yield address, *asked(client, address, found)


@pytest.mark.django_db
@pytest.mark.slow
def test_nobody_reads_a_person_s_data_at_any_address(planted_world: Planted) -> None:
    world, wrong, seen = planted_world.world, [], 0
    handler_s = User.objects.get(pk=world.yiwu_handler.pk).phone
    for username in KINDS:
        user = world.cast[username]
        fresh = User.objects.get(pk=user.pk)
        for address, answer, text in looked_at_by(user, planted_world.rows):
            seen += answer.status_code == 200
            if address.name in OWN_WORDS and is_agency_person(fresh, day(world.now)):
                continue
            allowed = {handler_s} if address.name == "portal-obligation" else set()
            if found := leaks(text, fresh) - allowed:
                wrong.append(f"{address.name:28} {username:18} {sorted(found)[:3]}")
    assert not wrong, "\n".join(wrong)
    assert seen > 500, seen
    assert planted_world.columns > 60, planted_world.columns


@pytest.mark.django_db
def test_no_notice_mail_log_queue_cache_or_copy_holds_one(planted_world: Planted) -> None:
    world = planted_world.world
    clock = Deadline.objects.filter(state="open", next_check__isnull=False).order_by("next_check")[0]
    with transaction.atomic():
        Notice.objects.all().delete()
        deadlines.sweep(at=clock.next_check)
        deadlines.notify(
            [User.objects.get(pk=world.yiwu_head.pk)],
            title=f"收到线索：{sentence(8, None)}",
            body=sentence(9, None),
            key="canary",
            at=world.now,
        )
        logging.getLogger("yisu").error("could not store %s", sentence(10, None))
        try:
            raise ValueError(sentence(11, None))
        except ValueError:
            logging.getLogger("yisu").exception("failed")
        deadlines.deliver(at=world.now)
        spoken = [(one.subject, one.body) for one in mail.outbox]
        kept = [
            *Notice.objects.values_list("title", "body"),
            *Outbox.objects.values_list("key", "payload", "last_error"),
        ]
        kept += [
            *Entry.objects.values_list("label", "note", "data"),
            *Idempotency.objects.values_list("body", "headers"),
        ]
        transaction.set_rollback(True)
    assert spoken
    queue = redis.from_url(settings.CELERY_BROKER_URL)
    places = {
        "mails": spoken,
        "notices, outbox, record, answers": kept,
        "log": planted_world.log.getvalue(),
        "cache": pickle.dumps(getattr(cache, "_cache", {})).decode("latin-1"),
        "queue": [(key, queue.dump(key)) for key in queue.scan_iter()],
    }
    assert {name: found for name, held in places.items() if (found := set(CANARY.findall(str(held))))} == {}
    assert "could not store 联系139****" in planted_world.log.getvalue()


@pytest.mark.django_db
def test_a_dump_of_the_database_holds_no_sealed_column_in_clear(planted_world: Planted) -> None:
    columns = sealing.columns()
    assert ("cases_clue", "giver") in columns and len(columns) >= 3
    for table, column in columns:
        copied = io.StringIO()
        with connection.cursor() as cursor:
            cursor.copy_expert(f"COPY {table} ({column}) TO STDOUT", copied)  # what pg_dump asks for
        held = copied.getvalue()
        assert "sealed:" in held and not CANARY.search(held), (table, column)


def test_every_exception_says_why() -> None:
    names = {address.name for address in listed()} | {"form", "own"}
    assert set(MAY) <= names and all(MAY.values())
