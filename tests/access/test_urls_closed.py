"""Every address of the site: closed without a login, and not there for strangers."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from accounts.models import Post, User
from cases import services
from cases.models import TaskForce
from desk.demo.paths import DONE
from evidence import services as evidence_services
from tests.world import World

OPEN = {"login", "logout", "set_language", "api-token", "health", "set-password"}
# Registers that everyone of a procuratorate may look up; an agency's people may not.
LISTS = {"agency_id", "office_id"}
WORDS = {
    "model": "cases.clue",
    "field": "facts",
    "name": "investigate",
    "kind": "recommendation",
    "act": "accepted",
    "element": "harm",
    "upload_id": "00000000-0000-4000-8000-000000000000",
}


@dataclass(frozen=True)
class Address:
    """One named pattern and the parts that it takes."""

    name: str
    parts: tuple[str, ...]

    def at(self, ids: dict[str, Any]) -> str:
        """The path with these ids; a word for each part that is not an id."""
        words = {**WORDS, "name": "evaluate"} if "clue_id" in self.parts else WORDS
        words = {**words, "kind": "supervise"} if "order" in self.name else words
        words = {**words, "act": "disable"} if "user_id" in self.parts else words
        return reverse(self.name, kwargs={part: ids.get(part, words.get(part, 1)) for part in self.parts})

    @property
    def api(self) -> bool:
        """Whether programs come here."""
        return reverse(self.name, kwargs={part: WORDS.get(part, 1) for part in self.parts}).startswith(
            "/api/"
        )


def walk(patterns: list[URLPattern | URLResolver], before: tuple[str, ...] = ()) -> Iterator[Address]:
    for entry in patterns:
        parts = (*before, *entry.pattern.converters)
        if isinstance(entry, URLResolver):
            yield from walk(entry.url_patterns, parts)
        else:
            assert entry.name, f"{entry} has no name"
            yield Address(entry.name, parts)


ADDRESSES = sorted(walk(get_resolver().url_patterns), key=lambda address: address.name)


def test_names_are_given_once() -> None:
    names = [address.name for address in ADDRESSES]
    assert sorted(set(names)) == sorted(names)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address", [a for a in ADDRESSES if a.name not in OPEN], ids=lambda address: address.name
)
def test_nobody_comes_in_without_a_login(client: Client, address: Address) -> None:
    for answer in (client.get(address.at({})), client.post(address.at({}))):
        if address.api:
            assert answer.status_code in (401, 403), answer.status_code
        else:
            assert answer.status_code == 302
            assert answer["Location"].startswith("/login/")


@pytest.fixture
def ids(world: World) -> dict[str, Any]:
    """One row of every kind, all of one case of Yiwu."""
    script = DONE.replace("92 recommend", "99 consult:2 97 conclude 92 recommend")
    story = world.told(f"{script} 20 review 9 supervise 0 plan:12")
    case, mine = story.case, world.respondent(story.case)
    asked = world.told("20 register 15 evaluate 5 instruct:jinhua", title="请示线索").clue.instructions.get()
    evidence = case.evidence.filter(respondent=None)[0]
    evidence_services.check_waiting(at=world.now)
    return {
        "clue_id": case.clue_id,
        "row_id": case.clue_id,
        "case_id": case.pk,
        "delegation_id": Post.objects.create(
            user=world.ningbo_head,
            post="chief",
            office=world.ningbo,
            acting_for=world.ningbo_chief,
            starts_on=world.now.date(),
            ends_on=world.now.date(),
        ).pk,
        "decision_id": case.decisions.all()[0].pk,
        "instruction_id": asked.pk,
        "record_id": case.records_up.all()[0].pk,
        "commission_id": services.send_commission(
            case.pk, to_office_id=world.yuyao.pk, matters="调取", by=world.yiwu_handler, at=world.now
        ).pk,
        "order_id": case.orders.get().pk,
        "member_id": case.members.all()[0].pk,
        "task_force_id": TaskForce.objects.create(
            case=case, name="专案组", lead=world.yiwu, starts_on=world.now.date()
        ).pk,
        "respondent_id": mine.pk,
        "recommendation_id": mine.recommendation.pk,
        "document_id": case.documents.get(kind="filing").pk,
        "obligation_id": world.obligation(case).pk,
        "submission_id": mine.obligations.all()[0].submissions.all()[0].pk,
        "item_id": evidence.pk,
        "file_id": evidence.files.all()[0].pk,
        "export_id": evidence_services.export_evidence(
            case.pk, purpose="移送", by=world.yiwu_handler, at=world.now
        ).pk,
        "page": 1,
        "consultation_id": case.consultations.get().pk,
        "hearing_id": case.hearings.get().pk,
        "deadline_id": case.deadlines.get(rule="N02").pk,
        "notice_id": world.yiwu_handler.notices.all()[0].pk,
        "upload_id": evidence_services.begin_upload(
            name="视频.mp4", size=9, by=world.yiwu_handler, at=world.now
        ).pk,
        "user_id": world.ningbo_handler.pk,
        "post_id": world.ningbo_handler.posts.get().pk,
    }


def row_addresses() -> list[Address]:
    """The addresses of single rows."""
    return [a for a in ADDRESSES if any(p.endswith("_id") for p in a.parts) and not LISTS & set(a.parts)]


def test_every_kind_of_row_is_tried(ids: dict[str, Any]) -> None:
    parts = {part for address in row_addresses() for part in address.parts}
    assert parts <= set(ids) | set(WORDS)


def answers(user: User, ids: dict[str, Any]) -> Iterator[tuple[str, str, int]]:
    client = Client()
    client.force_login(user, backend="accounts.backends.People")
    for address in row_addresses():
        path = address.at(ids)
        yield address.name, "GET", client.get(path).status_code
        yield address.name, "POST", client.post(path).status_code


@pytest.mark.parametrize(
    "who", ["dongyang_handler", "jiangsu_chief", "yiwu_sysadmin", "yiwu_auditor", "yiwu_samr_liaison"]
)
def test_for_a_stranger_a_row_is_not_there(world: World, ids: dict[str, Any], who: str) -> None:
    """404 and not 403: whoever may not see it does not learn that it exists; 405 where the method never works."""
    found = [answer for answer in answers(getattr(world, who), ids) if answer[2] not in (404, 405)]
    assert not found


def test_who_sees_the_case_opens_its_pages(world: World, ids: dict[str, Any]) -> None:
    client = Client()
    client.force_login(world.yiwu_handler, backend="accounts.backends.People")
    for name in (
        "case",
        "clue",
        "decision",
        "deadline",
        "document",
        "consultation",
        "hearing",
        "case-evidence",
    ):
        address = next(a for a in ADDRESSES if a.name == name)
        assert client.get(address.at(ids)).status_code == 200, name
