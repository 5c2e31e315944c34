"""Personal data is shown for a reason, on the record, and so often an hour: to who works the case, and to nobody else."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.db.utils import OperationalError

from accounts import access
from accounts.models import User
from audit.models import Entry
from cases import services
from cases.models import Case, Clue
from deadlines.models import Notice
from tests.refusals import invalid, refused
from tests.world import World

GIVER, PHONE = "王秀兰", "13900001234"
FACTS = f"店主电话{PHONE}，住稠州北路88号301室。"
WHY = {"why": "case", "reason": "核实举报内容"}


@pytest.fixture
def case(world: World) -> Case:
    """A case of Yiwu whose clue names a giver and a number."""
    case = world.case("hearing", giver=GIVER, facts=FACTS)
    Clue.objects.filter(pk=case.clue_id).update(giver_contact=PHONE)
    return case


def see(world: World, user: User, model: str, pk: int, field: str, **changes: Any) -> services.Seen:
    return services.unmask(model, pk, field, **{**WHY, "by": user, "at": world.now, **changes})


def test_it_is_shown_after_the_record_says_who_saw_what_and_why(world: World, case: Case) -> None:
    assert case.clue_id
    for field, value in (("giver", GIVER), ("giver_contact", PHONE), ("facts", FACTS)):
        seen = see(world, world.yiwu_handler, "cases.Clue", case.clue_id, field)
        assert (seen.value, seen.seconds) == (value, 60)
    entry = Entry.objects.filter(action="clue.unmask").order_by("-pk")[0]
    assert (entry.by, entry.clue_ref, entry.note) == (world.yiwu_handler, case.clue_id, "核实举报内容")
    assert entry.data == {"column": "cases.Clue.facts", "row": case.clue_id, "why": "case"}
    written = str(list(Entry.objects.filter(action="clue.unmask").values()))
    assert GIVER not in written and PHONE not in written


def test_of_a_case_its_people_and_its_heads_see_it(world: World, case: Case) -> None:
    officer = case.hearings.get().officers.all()[0]
    type(officer).objects.filter(pk=officer.pk).update(opinion=f"可致电{PHONE}")
    draft = case.decisions.filter(move="file").first() or case.clue.decisions.get(move="file")
    rows = [("cases.case", case.pk, "facts"), ("hearings.hearingofficer", officer.pk, "opinion")]
    for user in (world.yiwu_handler, world.yiwu_assistant, world.yiwu_head, world.yiwu_chief):
        for model, pk, field in rows:
            assert PHONE in see(world, user, model, pk, field).value
    assert PHONE in see(world, world.yiwu_head, "cases.decision", draft.pk, "draft").value


def test_nobody_else_does(world: World, case: Case) -> None:
    clue, cut = ("cases.clue", case.clue_id, "giver"), ("cases.case", case.pk, "facts")
    for user in (world.yiwu_clerk, world.yiwu_casemgr, world.jinhua_chief, world.spp_chief):
        for where in (clue, cut):
            with pytest.raises(PermissionDenied):
                see(world, user, *where)
    strangers = (
        "yiwu_sysadmin",
        "yiwu_secadmin",
        "yiwu_auditor",
        "dongyang_handler",
        "yiwu_post_liaison",
        "yiwu_post_leader",
    )
    for name in strangers:
        for where in (clue, cut):
            with pytest.raises(access.Unseen):
                see(world, getattr(world, name), *where)
    with pytest.raises(PermissionDenied):
        see(world, world.yiwu_assistant, *clue)
    assert not Entry.objects.filter(action__endswith=".unmask").exists()


def test_what_is_too_secret_or_not_in_the_register_is_not_there(world: World, case: Case) -> None:
    for where in (("cases.clue", 0, "facts"), ("cases.clue", case.clue_id, "number"), ("accounts.user", world.yiwu_clerk.pk, "phone"),
                  ("nothing", 1, "x"), ("cases.clue", case.clue_id, "pk")):  # fmt: skip
        with pytest.raises(access.Unseen):
            see(world, world.yiwu_chief, *where)
    Clue.objects.update(secrecy=3)
    with pytest.raises(access.Unseen):
        see(world, world.yiwu_handler, "cases.clue", case.clue_id or 0, "facts")


def test_without_a_reason_nothing_is_shown(world: World, case: Case) -> None:
    where = ("cases.case", case.pk, "facts")
    with invalid("why"):
        see(world, world.yiwu_handler, *where, why="curious")
    with invalid("reason"):
        see(world, world.yiwu_handler, *where, reason="  ")
    assert not Entry.objects.filter(action="case.unmask").exists()


@pytest.mark.parametrize("code", ["lock_not_available", "disk_full"])
def test_when_the_record_cannot_be_written_nothing_is_shown(world: World, case: Case, code: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"""
            CREATE FUNCTION pg_temp.fails() RETURNS trigger LANGUAGE plpgsql AS
            $$ BEGIN RAISE EXCEPTION USING ERRCODE = '{code}'; END $$;
            CREATE TRIGGER fails BEFORE INSERT ON audit_entry FOR EACH ROW EXECUTE FUNCTION pg_temp.fails();
        """)
    with pytest.raises(OperationalError):
        see(world, world.yiwu_handler, "cases.case", case.pk, "facts")


def test_so_often_an_hour_and_a_day_then_others_hear_of_it(world: World, case: Case, settings: Any) -> None:
    settings.UNMASK_PER_HOUR, settings.UNMASK_PER_DAY = 2, 3
    where = ("cases.case", case.pk, "facts")
    assert [see(world, world.yiwu_handler, *where).left for _ in range(2)] == [1, 0]
    told = Notice.objects.filter(title__startswith="查看个人信息达到上限")
    assert {notice.user for notice in told} == {world.yiwu_head, world.yiwu_secadmin, world.yiwu_auditor}
    with refused("第五十一条", "每小时 2 次、每日 3 次"):
        see(world, world.yiwu_handler, *where)
    assert see(world, world.yiwu_head, *where).left == 1, "each person has their own number"
    later = world.now + timedelta(minutes=61)
    assert see(world, world.yiwu_handler, *where, at=later).left == 0, "the day's number is used up"
    with refused("第五十一条"):
        see(world, world.yiwu_handler, *where, at=later + timedelta(hours=2))
    assert see(world, world.yiwu_handler, *where, at=later + timedelta(hours=25)).left == 1
