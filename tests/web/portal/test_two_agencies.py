"""Who acts for two agencies is told at each row which of them it concerns; who acts for one is not."""

import re
from datetime import date, timedelta

import pytest
from django.test import Client

from accounts.models import Post, User
from cases import services as cases
from consultations.models import Consultation
from evidence import services as evidence
from evidence.drafting import Subject
from evidence.models import Draft
from tests.web.portal.place import Place, ago, build, today, upload

NOTICES = re.compile(r"未读通知.*?</section>", re.DOTALL)
ROW = re.compile(
    r'<section class="card[^"]*edge.*?</section>|<header class="task-top">.*?</header>'
    r'|<li class="(?:line-row|meeting)">.*?</li>',
    re.DOTALL,
)


def with_two(place: Place) -> User:
    """The liaison of one agency leads the other as well."""
    liaison = place["post.liaison"]
    Post.objects.create(user=liaison, post="leader", group=place.other.group, starts_on=date(2020, 1, 1))
    return User.objects.get(pk=liaison.pk)


@pytest.fixture
def both(place: Place) -> User:
    """Who acts for two agencies that have something of every kind: sent, shared, objected to, written, met about."""
    handler, liaison, leader = place["handler"], place["post.liaison"], place["post.leader"]
    theirs = place.case.respondents.get(agency=place.other)
    sent = evidence.receive_submission(place.obligation.pk, text="一", files=[upload()], by=leader, at=ago(5))
    cases.share_submission(sent.pk, respondent_ids=[theirs.pk], by=handler, at=ago(4))
    against, answer = (
        Subject(kind, place.respondent.pk) for kind in (Draft.Kind.OBJECTION, Draft.Kind.REPLY)
    )
    evidence.save_draft(against, text="草稿", by=liaison, at=ago(2))
    evidence.hand_in(answer, text="回复", files=[upload()], by=liaison, at=ago(3))
    evidence.hand_in(Subject(Draft.Kind.OBJECTION, theirs.pk), text="异议", by=place["cac.leader"], at=ago(4))
    return with_two(place)


def portal(client: Client, user: User, url: str = "/portal/") -> str:
    client.force_login(user)
    answer = client.get(url)
    assert answer.status_code == 200
    return answer.content.decode()


def concerned(page: str) -> list[str]:
    """The agency that each row names; one, or the test ends."""
    rows = ROW.findall(NOTICES.sub("", page))
    found = [re.findall(r'class="whose">([^<]+)<', row) for row in rows]
    assert all(len(names) == 1 for names in found), list(zip(rows, found, strict=True))
    return [name for [name] in found]


def test_header_and_every_row_say_which_agency(client: Client, place: Place, both: User) -> None:
    page, (ours, theirs) = portal(client, both), (place.agency.short_name, place.other.short_name)
    assert f"{theirs}、{ours}" in page[: page.index("<main")]
    assert f"{place.other.name}、{place.agency.name}" in page
    said = concerned(page)
    assert len(said) >= 7 and {*said} == {ours, theirs, f"{theirs}、{ours}"}


def test_an_invitation_names_all_of_them(client: Client, db: None) -> None:
    place = build()
    Consultation.objects.update(held_on=today() + timedelta(days=3))
    assert concerned(portal(client, with_two(place))) == [
        f"{place.other.short_name}、{place.agency.short_name}"
    ]


def test_the_page_of_one_thing_says_for_whom_it_is_written(client: Client, place: Place, both: User) -> None:
    page = portal(client, both, f"/portal/obligations/{place.made['others']}/")
    assert f"/ {place.other.short_name} /" in page


@pytest.mark.parametrize(("who", "name"), [("post.leader", "agency"), ("cac.liaison", "other")])
def test_nothing_is_added_for_who_acts_for_one(
    client: Client, place: Place, both: User, who: str, name: str
) -> None:
    page, own = portal(client, place[who]), getattr(place, name)
    assert 'class="whose"' not in page
    assert f"<span>整改协同 · </span>{own.short_name}</span>" in page
    assert f'<p class="page-kicker">{own.name}</p>' in page
