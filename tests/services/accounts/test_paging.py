"""One engine pages every list: walking all pages finds the whole set once, with ties, in parts, for people and programs."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts import access, paging
from accounts.models import Post, User
from accounts.paging import Parts
from cases import in_view
from cases.models import Case, Clue
from cases.models.places import columns
from cases.services import people
from tests.world import World

SIZE = 3


@pytest.fixture
def many(world: World) -> list[Case]:
    """Eleven cases of Yiwu and nine of Dongyang, on four days; some of each given to the other's handler, too."""
    made = [*cases_in(world, "yiwu", 11), *cases_in(world, "dongyang", 9)]
    for case in made[::3]:
        people.grant(case, world.yiwu_handler, "member", from_=world.ago(1))
        people.grant(case, world.dongyang_handler, "assigned", from_=world.ago(1))
    return made


def cases_in(world: World, office: str, count: int) -> list[Case]:
    """Cases of an office, three on each day."""
    same = {
        "track": "administrative",
        "field": "ecology",
        "facts": "事实",
        "handler": world.cast.of(office, "handler"),
    }
    return Case.objects.bulk_create(
        Case(
            number=f"{office}{n}", title="同日立案", filed_on=world.ago(n // 3).date(), **same,
            **columns(world.cast.offices[office]),
        )
        for n in range(count)
    )  # fmt: skip


def walked(user: User, world: World, *, rising: bool = False) -> list[Case]:
    """All pages one after the other; the way back must show the same ones."""
    pages, older = [], ""
    while True:
        rows = in_view.cases(by=user, at=world.now)
        page = paging.page(rows, "filed_on", older=older, size=SIZE, rising=rising)
        pages.append(page)
        if not page.older:
            break
        older = page.older
        assert len(pages) < 20
    assert back(user, world, pages[-1].newer, rising) == [page.rows for page in pages[-2::-1]]
    return [case for page in pages for case in page.rows]


def back(user: User, world: World, newer: str, rising: bool) -> list[Any]:
    """The pages before a key, going back to the first."""
    found = []
    while newer:
        rows = in_view.cases(by=user, at=world.now)
        page = paging.page(rows, "filed_on", newer=newer, size=SIZE, rising=rising)
        found.append(page.rows)
        newer = page.newer
    return found


@pytest.mark.parametrize(
    "who", ["yiwu_handler", "dongyang_handler", "jinhua_head", "spp_chief", "jiangsu_head"]
)
@pytest.mark.parametrize("rising", [False, True])
def test_walking_all_pages_finds_the_whole_set_once(
    world: World, many: list[Case], who: str, rising: bool
) -> None:
    user = getattr(world, who)
    found = walked(user, world, rising=rising)
    keys = [(case.filed_on, case.pk) for case in found]
    assert keys == sorted(keys, reverse=not rising)
    seen = access.allowed(user, "case.view", Case, at=world.now)
    assert {case.pk for case in found} == set(seen.values_list("pk", flat=True))
    assert len(found) == len(set(keys)) == paging.counted(in_view.cases(by=user, at=world.now))


def test_posts_in_two_offices_show_each_row_once(world: World, many: list[Case]) -> None:
    Post.objects.create(
        user=world.yiwu_handler, post="head", office=world.jinhua, starts_on=world.ago(9).date(), clearance=1
    )
    user = world.fresh(world.yiwu_handler)
    found = walked(user, world)
    assert len(found) == len({case.pk for case in found}) == len(many)
    assert paging.counted(in_view.cases(by=user, at=world.now)) == len(many)


def test_programs_walk_the_same_rows(world: World, many: list[Case], client: Client) -> None:
    client.force_login(world.yiwu_handler)
    link, found = f"/api/v1/cases/?page_size={SIZE}", []
    while link:
        page = client.get(link).json()
        found += [row["id"] for row in page["results"]]
        link = page["next"]
    assert found == [case.pk for case in walked(world.yiwu_handler, world)]
    assert page["count"] == len(found)


def test_filters_reach_every_part(world: World, many: list[Case], client: Client) -> None:
    client.force_login(world.yiwu_handler)
    answer = client.get(f"/api/v1/cases/?office={world.dongyang.pk}").json()
    lent = [case.pk for case in many[::3] if case.office_id == world.dongyang.pk]
    assert {row["id"] for row in answer["results"]} == set(lent)
    assert answer["count"] == len(lent)


def test_what_a_post_shows_is_not_read_once_more_by_grant(world: World) -> None:
    own, far = cases_in(world, "yiwu", 2), cases_in(world, "dongyang", 1)
    for case in own:
        people.grant(case, world.yiwu_handler, "assigned", from_=world.ago(1))
    assert len(access.parts(world.yiwu_handler, "case.view", Case, at=world.now)) == 1
    people.grant(far[0], world.yiwu_handler, "member", from_=world.ago(1))
    by_post, given = access.parts(world.yiwu_handler, "case.view", Case, at=world.now)
    assert set(by_post) == set(own)
    assert set(given) == set(far)
    assert len(access.parts(world.jinhua_head, "case.view", Case, at=world.now)) == 1
    assert len(access.parts(world.spp_chief, "case.view", Case, at=world.now)) == 1


def test_a_grant_goes_further_than_a_post_that_is_cleared_for_less(world: World) -> None:
    case = cases_in(world, "yiwu", 1)[0]
    Case.objects.update(secrecy=2)
    Post.objects.create(
        user=world.yiwu_clerk,
        post="handler",
        office=world.dongyang,
        starts_on=world.ago(9).date(),
        clearance=2,
    )
    user = world.fresh(world.yiwu_clerk)
    people.grant(Case.objects.get(), user, "member", from_=world.ago(1))
    assert access.can(user, "case.view", case, at=world.now)
    assert [case.pk for case in walked(user, world)] == [case.pk]


def test_people_with_more_grants_than_one_asks_for_at_once_see_all(
    world: World, many: list[Case], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(access, "FEW", 1)
    seen = access.allowed(world.yiwu_handler, "case.view", Case, at=world.now)
    assert {case.pk for case in walked(world.yiwu_handler, world)} == {case.pk for case in seen}


def test_counting_stops_at_the_cap(world: World, many: list[Case], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paging, "CAP", 5)
    for user in (world.yiwu_handler, world.jinhua_head):
        page = paging.page(in_view.cases(by=user, at=world.now), "filed_on")
        assert (page.count, page.capped, page.total) == (6, True, "5+")


def queries(many: list[Case], user: User, world: World) -> Iterator[str]:
    """The SQL of one page."""
    with CaptureQueriesContext(connection) as asked:
        paging.page(in_view.cases(by=user, at=world.now), "filed_on", size=SIZE)
    yield from (query["sql"] for query in asked)


def test_a_page_asks_for_grants_rows_office_and_people_once(world: World, many: list[Case]) -> None:
    assert len(list(queries(many, world.jinhua_head, world))) == 5, "grants, rows, office, handler, count"
    assert len(list(queries(many, world.spp_chief, world))) == 4, (
        "whoever sees everything has no grants to ask for"
    )


def test_nobody_without_a_post_has_a_page(world: World, many: list[Case]) -> None:
    page = paging.page(in_view.cases(by=world.yiwu_sysadmin, at=world.now), "filed_on")
    assert (list(page.rows), page.count, page.older) == ([], 0, "")


def test_a_moment_is_a_key_as_well(world: World) -> None:
    world.case("recommended")
    rows = in_view.decisions(by=world.yiwu_head, at=world.now)
    whole = paging.page(rows, "requested_at").rows
    first = paging.page(rows, "requested_at", size=1)
    assert [*first.rows, *paging.page(rows, "requested_at", older=first.older).rows] == list(whole)
    assert len(whole) > 1


def test_a_list_of_one_queryset_pages_the_same(world: World) -> None:
    world.clue("registered")
    page = paging.page(Clue.objects.all(), "received_on")
    assert list(page.rows) == list(Clue.objects.all())
    assert paging.page(Parts[Clue](()), "received_on").count == 0
