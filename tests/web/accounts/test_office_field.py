"""The field in which one names a procuratorate by typing."""

import re
from typing import Any

import pytest
from django import forms

from accounts.office_field import OfficeField
from accounts.services import load_procuratorates
from cases.models import Clue
from tests.web.people import page, send
from tests.world import NOW, World


@pytest.fixture
def country(world: World) -> World:
    """The small world with the whole country around it."""
    load_procuratorates(at=NOW)
    return world


class Asking(forms.Form):
    """A form with two such fields."""

    office = OfficeField(label="检察院")
    city = OfficeField(label="市级院", levels=["municipal"], required=False)


def filled(**values: Any) -> Asking:
    form = Asking(values)
    form.is_valid()
    return form


@pytest.mark.parametrize(
    "said",
    ["义乌市人民检察院", "义乌市检察院", "义乌市", "义乌", " 义乌 ", "330782", "义乌检察院", "义"],
)
def test_what_people_type_is_understood(world: World, said: str) -> None:
    assert filled(office=said).cleaned_data["office"] == world.yiwu.pk


def test_an_id_is_understood_as_well(country: World) -> None:
    for said in (country.yiwu.pk, str(country.yiwu.pk)):
        assert filled(office=said).cleaned_data["office"] == country.yiwu.pk


def test_the_bare_name_of_a_place_is_its_own_office_and_not_one_below(country: World) -> None:
    assert filled(office="金华").cleaned_data["office"] == country.jinhua.pk
    assert filled(office="婺城").is_valid()


def test_what_may_mean_several_is_answered_with_the_nearest(country: World) -> None:
    form = filled(office="朝阳")
    assert "北京市朝阳区人民检察院" in form.errors["office"][0]
    assert "写全称" in form.errors["office"][0]
    assert "双塔" not in form.errors["office"][0]
    for said in ("余", "鼓楼", "海南", "新华"):
        assert filled(office=said).errors["office"], said


@pytest.mark.parametrize("said", ["没有这个院", "999999", 10**30, True, "%", "x" * 81])
def test_what_means_none_is_refused(country: World, said: object) -> None:
    assert filled(office=said).errors["office"]


def narrow(form: Asking, **terms: Any) -> None:
    field: Any = form.fields["office"]
    field.narrow(**terms)


def test_only_what_was_offered_is_taken(country: World) -> None:
    form = filled(office="义乌", city="义乌")
    assert form.errors.keys() == {"city"}
    assert filled(office="义乌", city="").cleaned_data["city"] is None
    form = Asking({"office": "义乌"})
    narrow(form, levels=["county"], but=country.yiwu)
    assert not form.is_valid()
    form = Asking({"office": "东阳"})
    narrow(form, under=country.ningbo)
    assert not form.is_valid()


def test_one_form_that_is_narrowed_leaves_the_others_alone(country: World) -> None:
    narrow(Asking(), levels=["municipal"])
    assert filled(office="义乌").is_valid()


def test_without_a_script_the_neighbours_are_proposed_and_the_server_finds_the_office(country: World) -> None:
    clue = country.clue("evaluating")
    path = f"/clues/{clue.pk}/moves/transfer/"
    text = page(country.yiwu_handler, path)
    proposed = re.findall(r'<option value="([^"]+)">', text)
    assert "东阳市人民检察院" in proposed
    assert "义乌市人民检察院" not in proposed
    assert "金华市人民检察院" not in proposed
    text = send(country.yiwu_handler, path, status=422, office="朝阳", reason="管辖")
    assert "北京市朝阳区人民检察院" in text
    assert 'value="朝阳"' in text
    send(country.yiwu_handler, path, office="永康", reason="管辖")
    assert Clue.objects.get(office__code="330784").title == clue.title


def test_proposals_follow_what_is_typed_under_the_name_of_the_field(country: World) -> None:
    text = page(
        country.yiwu_handler, f"/offices/suggest/?field=office&office=婺&level=county&but={country.yiwu.pk}"
    )
    assert re.findall(r'value="([^"]+)">([^<]*)<', text) == [
        ("金华市婺城区人民检察院", "金华市检察院"),
        ("婺源县人民检察院", "上饶市检察院"),
    ]
    below = page(country.yiwu_handler, f"/offices/suggest/?q=市&under={country.ningbo.pk}&level=county")
    assert "慈溪市人民检察院" in below
    assert "义乌市人民检察院" not in below


def test_the_list_of_cases_is_narrowed_to_an_office_below_by_its_name(country: World) -> None:
    case = country.case("filed")
    assert case.title in page(country.zhejiang_chief, "/cases/?office=义乌")
    assert case.title not in page(country.zhejiang_chief, "/cases/?office=东阳")
    assert "没有找到这个检察院" in page(country.jinhua_chief, "/cases/?office=余姚")
    assert 'name="office"' not in page(country.yiwu_chief, "/cases/")
