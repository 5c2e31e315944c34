"""Nobody of a procuratorate sees a row above their clearance, by whatever way; and who gave a clue is a right of its own."""

import json
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.test import Client

from accounts import access, paging
from accounts.models import Post, User
from audit import masks
from audit.models import Entry
from cases import in_view
from cases import services as cases
from cases.models import Case, Clue, Commission, Decision, Document, Order, RecordUp
from cases.models.places import columns
from deadlines import services as deadlines
from deadlines.models import Notice
from tests.world import World

SECRET, CONFIDENTIAL = 2, 3


def sees(world: World, user: User, row: Model) -> bool:
    """The list, the object and the reading for change say the same."""
    action = row.SCOPE.view  # type: ignore[attr-defined]
    listed = access.allowed(user, action, type(row), at=world.now).filter(pk=row.pk).exists()
    in_parts = any(
        part.filter(pk=row.pk).exists() for part in access.parts(user, action, type(row), at=world.now)
    )
    try:
        taken = access.take(user, action, type(row), row.pk, at=world.now) == row
    except (access.Unseen, PermissionDenied):
        taken = False
    assert listed == in_parts == taken == access.can(user, action, row, at=world.now)
    assert listed == access.why(user, action, type(row), row.pk, at=world.now).allowed
    return listed


def cleared(world: World, username: str, clearance: int) -> User:
    """That person, cleared for so much in every post."""
    user = world.cast[username]
    Post.objects.filter(user=user).update(clearance=clearance)
    return world.fresh(user)


def rows_of(world: World, case: Case) -> list[Model]:
    """A row of every kind that belongs to a case."""
    mine = world.respondent(case)
    found: list[Any] = [
        case, case.clue, case.decisions.all()[0], case.documents.all()[0], mine, mine.recommendation,
        world.obligation(case), mine.evidence.all()[0], case.hearings.get(), case.members.all()[0],
        case.deadlines.all()[0], case.clue.deadlines.all()[0], mine.replies.all()[0],
    ]  # fmt: skip
    return found


@pytest.mark.parametrize("secrecy", [0, 1, SECRET, CONFIDENTIAL])
def test_every_row_of_a_case_is_as_secret_as_the_case(world: World, secrecy: int) -> None:
    case = world.case("hearing")
    for model in (Case, Clue, Decision):
        model._default_manager.update(secrecy=secrecy)
    case.refresh_from_db()
    rows = rows_of(world, case)
    for name in ("yiwu.head", "zhejiang.head", "spp.chief"):
        for clearance in (0, SECRET, CONFIDENTIAL):
            user = cleared(world, name, clearance)
            for row in rows:
                assert sees(world, user, row) == (clearance >= secrecy), (name, clearance, row)


def test_a_grant_goes_as_far_as_the_highest_clearance_of_the_posts_in_force(world: World) -> None:
    case = world.case("investigating")
    cases.call_up(
        case.pk, user_id=world.dongyang_handler.pk, duty="协助", starts_on=world.ago(2).date(), order="金检调1号",
        by=world.jinhua_chief, at=world.ago(2),
    )  # fmt: skip
    Case.objects.update(secrecy=SECRET)
    assert sees(world, world.fresh(world.dongyang_handler), case)
    assert not sees(world, cleared(world, "dongyang.handler", 1), case)
    Post.objects.create(
        user=world.dongyang_handler,
        post="clerk",
        office=world.dongyang,
        starts_on=world.ago(9).date(),
        clearance=3,
    )
    assert sees(world, world.fresh(world.dongyang_handler), case)
    Post.objects.filter(user=world.dongyang_handler, post="clerk").update(ends_on=world.ago(1).date())
    assert not sees(world, world.fresh(world.dongyang_handler), case)


def test_without_a_post_a_grant_opens_nothing(world: World) -> None:
    case = world.case("investigating")
    Post.objects.filter(user=world.yiwu_assistant).update(ends_on=world.ago(1).date())
    assert not sees(world, world.fresh(world.yiwu_assistant), case)


def test_a_post_sees_by_its_own_clearance_and_not_by_another(world: World) -> None:
    case = world.case("filed")
    Case.objects.update(secrecy=SECRET)
    Post.objects.create(
        user=world.yiwu_clerk, post="head", office=world.dongyang, starts_on=world.ago(9).date(), clearance=3
    )
    assert not sees(world, world.fresh(world.yiwu_clerk), case)


def paper(case: Case, n: int) -> Document:
    """A paper of that case."""
    return Document.objects.create(
        office=case.office, kind="filing", case=case, number=f"试{n}", title="文书", digest="", signed_on=case.filed_on,
        signed_by=case.handler,
    )  # fmt: skip


def test_what_was_sent_to_an_office_is_seen_by_who_is_cleared(world: World) -> None:
    case = world.case("investigating")
    order = Order.objects.create(
        **columns(world.jinhua), kind="supervise", case=case, from_office=world.yiwu, to_office=world.yiwu, reason="督办",
        drafted_by=world.jinhua_handler, drafted_at=world.now, secrecy=SECRET, state="issued", document=paper(case, 1),
    )  # fmt: skip
    sent = Commission.objects.create(
        case=case, to_office=world.dongyang, matters="询问", document=paper(case, 2), sent_by=world.yiwu_handler,
        sent_at=world.now,
    )  # fmt: skip
    recorded = RecordUp.objects.create(
        clue=case.clue,
        document=paper(case, 3),
        office=world.jinhua,
        sent_on=world.now.date(),
        by=world.yiwu_handler,
    )
    Case.objects.update(secrecy=SECRET)
    Clue.objects.update(secrecy=SECRET)
    for row, office in ((order, "yiwu"), (sent, "dongyang"), (recorded, "jinhua")):
        assert sees(world, world.cast.of(office, "handler"), row), row
        assert not sees(world, world.cast.of(office, "clerk"), row), row


def test_an_agency_sees_what_is_asked_of_it_whatever_the_secrecy(world: World) -> None:
    case = world.case("rectifying")
    Case.objects.update(secrecy=CONFIDENTIAL)
    assert sees(world, world.yiwu_post_liaison, world.obligation(case))
    assert sees(world, world.yiwu_post_liaison, world.respondent(case).recommendation)
    assert not sees(world, world.yiwu_samr_liaison, world.obligation(case))


def test_lists_counts_and_pages_leave_out_what_is_too_secret(world: World, client: Client) -> None:
    secret, plain = (
        world.case("investigating", title="涉密一案"),
        world.case("investigating", title="普通一案"),
    )
    cases.classify(case_id=secret.pk, secrecy=SECRET, reason="涉密", by=world.yiwu_chief, at=world.now)
    rows = in_view.cases(by=world.yiwu_clerk, at=world.now)
    page = paging.page(rows, "filed_on")
    assert ([case.pk for case in page.rows], page.count) == ([plain.pk], 1)
    client.force_login(world.yiwu_clerk)
    for url in (
        "/cases/",
        "/deadlines/?whose=all",
        "/",
        "/api/v1/cases/",
        "/api/v1/deadlines/",
        "/api/v1/decisions/",
    ):
        assert "涉密一案" not in client.get(url).content.decode(), url
    assert client.get(f"/cases/{secret.pk}/").status_code == 404
    assert client.get(f"/api/v1/cases/{secret.pk}/").status_code == 404
    assert client.get("/cases/?text=涉密一案").context["page"].lines == []
    client.force_login(world.yiwu_handler)
    shown = client.get("/cases/").content.decode()
    assert "涉密一案" in shown
    assert "秘密" in shown


GIVER = "举报人赵不愿透露"


def texts(client: Client, clue: Clue) -> dict[str, str]:
    """Everything somebody can read about a clue, by its address."""
    urls = [
        "/", "/clues/", f"/clues/?text={GIVER[:5]}", f"/clues/{clue.pk}/", "/decisions/", "/notices/", "/between/",
        "/api/v1/clues/", f"/api/v1/clues/{clue.pk}/", "/api/v1/notices/", "/api/v1/decisions/",
    ]  # fmt: skip
    urls += [f"/cases/{case.pk}/" for case in clue.cases.all()] + [
        f"/decisions/{one.pk}/" for one in clue.decisions.all()
    ]
    urls += [f"/documents/{paper.pk}/" for paper in clue.documents.all()]
    answers = {url: client.get(url) for url in urls}
    return {url: answer.content.decode() for url, answer in answers.items()}


def test_who_gave_a_clue_is_told_only_to_those_who_may_know(world: World, client: Client) -> None:
    case = world.case("filed", giver=GIVER)
    clue = case.clue
    assert clue.giver == GIVER
    for name in (
        "yiwu.assistant",
        "yiwu.clerk",
        "yiwu.casemgr",
        "jinhua.chief",
        "zhejiang.handler",
        "spp.chief",
    ):
        client.force_login(world.cast[name])
        told = [url for url, text in texts(client, clue).items() if GIVER in text]
        assert told == [], (name, told)
    client.force_login(world.yiwu_handler)
    read = texts(client, clue)
    told = [url for url, text in read.items() if masks.name(GIVER) in text]
    assert told == [f"/clues/{clue.pk}/", f"/api/v1/clues/{clue.pk}/"]
    assert not [url for url, text in read.items() if GIVER in text], "masked until they say why"


def test_the_name_of_a_giver_stands_in_no_paper_notice_or_record(world: World) -> None:
    world.case("closed", giver=GIVER)
    upward = world.clue("evaluating", giver=GIVER)
    cases.make_clue_move(
        upward.pk, "report_up", data={"opinion": "属上级院管辖"}, by=world.yiwu_handler, at=world.now
    )
    written: dict[str, Any] = {
        "papers": Document.objects.values_list("title", "contents"),
        "notices": Notice.objects.values_list("title", "body"),
        "record": Entry.objects.values_list("label", "note", "data"),
        "drafts": Decision.objects.values_list("draft"),
    }
    for name, rows in written.items():
        assert rows, name
        assert GIVER not in json.dumps(list(rows), ensure_ascii=False, default=str), name


def test_a_reminder_of_a_secret_matter_does_not_say_which(world: World) -> None:
    case = world.case("investigating", title="涉密一案")
    cases.classify(case_id=case.pk, secrecy=SECRET, reason="涉密", by=world.yiwu_chief, at=world.now)
    Notice.objects.all().delete()
    clock = case.deadlines.filter(state="open", next_check__isnull=False).order_by("next_check")[0]
    deadlines.sweep(at=clock.next_check)
    said = list(Notice.objects.filter(kind="deadline").values_list("title", "body"))
    assert said
    assert not any("涉密一案" in text for row in said for text in row)
