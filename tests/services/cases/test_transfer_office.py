"""A county passes to another city: who sees and leads its matters before and after (rule 10)."""

from io import StringIO
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command

from accounts import access
from accounts import services as accounts
from accounts.models import Level, Procuratorate, User
from audit.models import Entry
from cases import services
from cases.models import Case, Clue, Decision
from cases.models.places import SCOPE_COLUMNS, InOffice
from cases.services import offices
from deadlines.models import Deadline
from desk.demo.people import SINCE
from evidence.models import Item
from tests.refusals import refused
from tests.world import World

KINDS = {
    Case: "case.view",
    Clue: "clue.view",
    Decision: "decision.view",
    Item: "evidence.view",
    Deadline: "deadline.view",
}


@pytest.fixture
def county(world: World) -> World:
    """Yiwu with a case that runs, one that is closed, and a clue that is looked into."""
    running, closed, clue = world.case("reviewing"), world.case("closed"), world.clue("evaluating")
    vars(world).update(running=running, closed=closed, looked_into=clue)
    return world


def pass_to(world: World, parent: Procuratorate, **options: Any) -> offices.Transferred:
    return services.transfer_office(
        world.yiwu.pk, parent_id=parent.pk, by=world.spp_sysadmin, at=world.now, **options
    )


def seen(user: User, world: World) -> dict[str, set[int]]:
    """What somebody sees of every kind."""
    fresh = world.fresh(user)
    return {
        model.__name__: set(access.allowed(fresh, action, model, at=world.now).values_list("pk", flat=True))
        for model, action in KINDS.items()
    }


def of(case: Case, *clues: Clue) -> dict[str, set[int]]:
    """The rows of every kind that belong to a case, and to clues."""
    mine = [case.clue_id, *(clue.pk for clue in clues)]
    return {
        "Case": {case.pk},
        "Clue": set(mine),
        "Decision": set(Decision.objects.filter(case=case).values_list("pk", flat=True))
        | set(Decision.objects.filter(clue__in=mine).values_list("pk", flat=True)),
        "Item": set(Item.objects.filter(case=case).values_list("pk", flat=True)),
        "Deadline": set(Deadline.objects.filter(case=case).values_list("pk", flat=True))
        | set(Deadline.objects.filter(clue__in=mine).values_list("pk", flat=True)),
    }


def both(one: dict[str, set[int]], other: dict[str, set[int]]) -> dict[str, set[int]]:
    return {name: one[name] | other[name] for name in one}


NOTHING: dict[str, set[int]] = {model.__name__: set() for model in KINDS}


def test_what_runs_goes_along_and_what_has_ended_stays(county: World) -> None:
    running, ended = of(county.running, county.looked_into), of(county.closed)
    own = seen(county.yiwu_handler, county)
    assert seen(county.jinhua_chief, county) == both(running, ended)
    assert seen(county.ningbo_chief, county) == NOTHING
    done = pass_to(county, county.ningbo)
    assert seen(county.jinhua_chief, county) == ended
    assert seen(county.ningbo_chief, county) == running
    assert seen(county.yiwu_handler, county) == own == both(running, ended)
    assert seen(county.zhejiang_chief, county) == both(running, ended)
    assert seen(county.spp_chief, county) == both(running, ended)
    assert (done.moved["case"], done.stayed["case"]) == (1, 1)
    assert (done.moved["clue"], done.stayed["clue"]) == (2, 1)


def test_ended_matters_go_along_when_asked_to(county: World) -> None:
    everything = seen(county.jinhua_chief, county)
    done = pass_to(county, county.ningbo, ended_too=True)
    assert seen(county.jinhua_chief, county) == NOTHING
    assert seen(county.ningbo_chief, county) == everything
    assert not any(done.stayed.values())


def test_ended_matters_may_follow_later(county: World) -> None:
    everything = seen(county.jinhua_chief, county)
    pass_to(county, county.ningbo)
    pass_to(county, county.ningbo, ended_too=True)
    assert seen(county.jinhua_chief, county) == NOTHING
    assert seen(county.ningbo_chief, county) == everything
    with pytest.raises(PermissionDenied):
        services.transfer_office(
            county.yiwu.pk, parent_id=county.ningbo.pk, by=county.spp_chief, at=county.now, ended_too=True
        )


@pytest.fixture
def nanjing(world: World) -> Procuratorate:
    """A city of another province, with its chief."""
    office = accounts.open_office(
        code="320100", name="南京市人民检察院", short_name="南京市检察院", mark="宁", level=Level.MUNICIPAL,
        parent=world.jiangsu, by=None, at=world.now,
    )  # fmt: skip
    chief = accounts.NewPerson("nanjing.chief", "秦淮月", "chief")
    made = accounts.enter_people(office, [chief], password="!", starts_on=SINCE, by=None, at=world.now)
    world.cast.users |= {user.username: user for user in made}
    world.cast.offices["nanjing"] = office
    return office


def test_to_another_province_both_provinces_change(county: World, nanjing: Procuratorate) -> None:
    running, ended = of(county.running, county.looked_into), of(county.closed)
    pass_to(county, nanjing)
    for former in (county.jinhua_chief, county.zhejiang_chief):
        assert seen(former, county) == ended
    for now in (county.nanjing_chief, county.jiangsu_chief):
        assert seen(now, county) == running
    assert seen(county.spp_chief, county) == both(running, ended)


def test_a_city_takes_its_counties_along(county: World) -> None:
    services.transfer_office(
        county.jinhua.pk, parent_id=county.jiangsu.pk, by=county.spp_sysadmin, at=county.now, ended_too=True
    )
    assert seen(county.zhejiang_chief, county) == NOTHING
    assert seen(county.jiangsu_chief, county) == seen(county.jinhua_chief, county) != NOTHING
    assert (
        Case.objects.filter(office=county.yiwu, municipal=county.jinhua, provincial=county.jiangsu).count()
        == 2
    )


def test_no_row_stands_where_its_office_never_stood(county: World) -> None:
    pass_to(county, county.ningbo)
    lines = {(county.yiwu.pk, city.pk, county.zhejiang.pk) for city in (county.jinhua, county.ningbo)}
    for model in offices._running():
        rows = model._default_manager.filter(office=county.yiwu)
        assert set(rows.values_list(*SCOPE_COLUMNS)) <= lines, model


def test_every_kind_that_stands_in_an_office_is_moved() -> None:
    known = {model for model in apps.get_models() if issubclass(model, InOffice)}
    assert known == set(offices._running())


def test_a_question_that_waited_for_the_former_city_waits_for_the_new_one(world: World) -> None:
    asked = world.told("20 register 15 evaluate 5 instruct:jinhua").clue.instructions.get()
    pass_to(world, world.ningbo)
    asked.refresh_from_db()
    assert asked.asked_of == asked.waits_at == asked.legs.get().office == world.ningbo
    assert world.ningbo_chief.notices.filter(url=f"/instructions/{asked.pk}/").exists()
    assert asked.clue.deadlines.get(rule="N05").duty_office == world.ningbo
    services.answer_instruction(asked.pk, agreed=True, answer="同意", by=world.ningbo_chief, at=world.now)


def test_a_question_still_being_signed_goes_to_the_new_city(world: World) -> None:
    clue = world.clue("evaluating")
    draft = services.ask_instruction(
        clue_id=clue.pk, asked_of_id=world.jinhua.pk, question="可否立案", own_opinion="可以", by=world.yiwu_handler,
        at=world.now,
    )  # fmt: skip
    pass_to(world, world.ningbo)
    draft.refresh_from_db()
    assert draft.draft["asked_of_id"] == world.ningbo.pk


def test_a_request_that_waits_for_the_chief_above_goes_to_the_new_one(world: World) -> None:
    case = world.case("filed")
    asked = Decision.objects.create(
        case=case, office=world.yiwu, municipal=world.jinhua, provincial=world.zhejiang, move="sue",
        chain=["head", "upper"], step=1, requested_by=world.yiwu_handler, requested_at=world.now,
    )  # fmt: skip
    pass_to(world, world.ningbo)
    asked.refresh_from_db()
    assert asked.clock is not None
    assert (asked.clock.duty_office, asked.clock.duty_user) == (world.ningbo, world.ningbo_chief)
    assert world.ningbo_chief.notices.filter(url=f"/decisions/{asked.pk}/").exists()


def test_it_is_recorded(county: World) -> None:
    pass_to(county, county.ningbo)
    placed, moved = Entry.objects.filter(action="office.edit").order_by("pk")
    assert (placed.by, placed.data) == (county.spp_sysadmin, {"from": "330700", "to": "330200"})
    assert moved.data["moved"]["case"] == 1


def test_what_cannot_be(world: World) -> None:
    def move(office: Procuratorate, parent: Procuratorate, by: User = world.spp_sysadmin) -> None:
        services.transfer_office(office.pk, parent_id=parent.pk, by=by, at=world.now)

    for office, parent in (
        (world.spp, world.zhejiang),
        (world.yiwu, world.zhejiang),
        (world.yiwu, world.dongyang),
        (world.jinhua, world.ningbo),
        (world.jinhua, world.yiwu),
        (world.yiwu, world.yiwu),
    ):
        with refused("人民检察院组织法第十条"):
            move(office, parent)
    with refused(""):
        move(world.yiwu, world.jinhua)
    for by in (world.zhejiang_sysadmin, world.spp_chief, world.yiwu_sysadmin):
        with pytest.raises(PermissionDenied):
            move(world.yiwu, world.ningbo, by)
    world.yiwu.refresh_from_db()
    assert world.yiwu.parent == world.jinhua


def test_from_the_command_line(county: World) -> None:
    out = StringIO()
    call_command("transfer_office", "330782", "330200", "--with-ended", stdout=out)
    assert "case                   2 went along       0 stayed" in out.getvalue()
    for codes in (("330782", "330200"), ("330782", "999999"), ("100000", "330000"), ("330200", "330700")):
        with pytest.raises(CommandError):
            call_command("transfer_office", *codes, stdout=out)


def test_many_rows_are_moved_in_batches(county: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(offices, "BATCH", 1)
    assert pass_to(county, county.ningbo).moved["clue"] == 2
