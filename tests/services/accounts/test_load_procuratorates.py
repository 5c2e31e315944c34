"""All procuratorates of the country, from the kept list of areas."""

import hashlib
from dataclasses import replace
from io import StringIO

import pytest
from django.core.management import call_command

from accounts import divisions
from accounts import special_offices as special
from accounts.divisions import Planned, planned
from accounts.models import Level, Procuratorate
from accounts.services import Loaded, edit_office, load_procuratorates
from accounts.services.offices import UPWARD
from audit.models import Entry
from desk.demo import people
from tests.world import NOW, World

COUNTED = {Level.COUNTY: 2853, Level.MUNICIPAL: 363, Level.PROVINCIAL: 32, Level.SUPREME: 1}


@pytest.fixture(scope="module")
def listed() -> dict[str, Planned]:
    """The list by code; what it says needs no database."""
    return {office.code: office for office in planned()}


def leads(listed: dict[str, Planned], code: str) -> list[str]:
    """The names of those who lead an office, from the nearest up."""
    found = []
    while code := listed[code].parent:
        found.append(listed[code].short_name)
    return found


def test_the_kept_file_is_the_one_that_is_described() -> None:
    described = (divisions.AREAS.parent / "README.md").read_text()
    assert hashlib.sha256(divisions.AREAS.read_bytes()).hexdigest() in described


def test_each_level_has_so_many(listed: dict[str, Planned]) -> None:
    levels = [office.level for office in listed.values()]
    assert {level: levels.count(level) for level in Level} == COUNTED


def test_every_office_is_led_by_one_exactly_one_level_above(listed: dict[str, Planned]) -> None:
    for office in listed.values():
        if office.level == Level.SUPREME:
            assert not office.parent
        else:
            assert UPWARD.index(listed[office.parent].level) == UPWARD.index(office.level) + 1, office
        assert (leads(listed, office.code) or [office.short_name])[-1] == "最高检"


def test_no_two_offices_share_a_name_a_code_or_a_mark(listed: dict[str, Planned]) -> None:
    for name in ("code", "name", "short_name", "mark"):
        found = [getattr(office, name) for office in listed.values()]
        longest = Procuratorate._meta.get_field(name).max_length or 0
        assert len(set(found)) == len(found)
        assert all(0 < len(value) <= longest for value in found)


def test_the_offices_of_the_demo_world_are_the_same_in_the_list(listed: dict[str, Planned]) -> None:
    codes = {office.slug: office.code for office in people.OFFICES}
    for office in people.OFFICES:
        same = Planned(office.code, office.name, office.short_name, office.mark, office.level,
                       codes.get(office.parent, ""))  # fmt: skip
        assert listed[office.code] == same


@pytest.mark.parametrize(
    ("code", "name", "above"),
    [
        # the rule: a district bears its city's name, a county and a city of its rank do not
        ("330702", "金华市婺城区人民检察院", "金华市检察院"),
        ("330726", "浦江县人民检察院", "金华市检察院"),
        ("331127", "景宁畲族自治县人民检察院", "丽水市检察院"),
        ("222401", "延吉市人民检察院", "延边州检察院"),
        ("230751", "伊春市金林区人民检察院", "伊春市检察院"),
        # cities without counties
        ("441900", "东莞市人民检察院", "广东省检察院"),
        ("441900-03", "东莞市第三市区人民检察院", "东莞市检察院"),
        ("442000-01", "中山市第一市区人民检察院", "中山市检察院"),
        ("460300", "三沙市人民检察院", "海南省检察院"),
        ("460300-01", "三沙群岛人民检察院", "三沙市检察院"),
        ("460400", "儋州市人民检察院", "海南省检察院第二分院"),
        ("620201", "嘉峪关市城区人民检察院", "嘉峪关市检察院"),
        # counties directly under a province
        ("419001", "济源市人民检察院", "河南省检察院济源分院"),
        ("429004", "仙桃市人民检察院", "湖北省检察院汉江分院"),
        ("429021", "神农架林区人民检察院", "湖北省检察院"),
        ("469002", "琼海市人民检察院", "海南省检察院第一分院"),
        ("469024", "临高县人民检察院", "海南省检察院第二分院"),
        # branches of the four municipalities
        ("110108", "北京市海淀区人民检察院", "北京市检察院第一分院"),
        ("120116", "天津市滨海新区人民检察院", "天津市检察院第三分院"),
        ("310118", "上海市青浦区人民检察院", "上海市检察院第二分院"),
        ("500235", "重庆市云阳县人民检察院", "重庆市检察院第二分院"),
        ("500240", "重庆市石柱土家族自治县人民检察院", "重庆市检察院第四分院"),
        # an area that a branch took over from its city
        ("130638", "雄县人民检察院", "河北省检察院雄安新区分院"),
        # where a province sends a branch because there is no city
        ("232700", "黑龙江省人民检察院大兴安岭分院", "黑龙江省检察院"),
        ("232761", "加格达奇区人民检察院", "黑龙江省检察院大兴安岭分院"),
        ("152200", "内蒙古自治区人民检察院兴安盟分院", "内蒙古自治区检察院"),
        ("542500", "西藏自治区人民检察院阿里分院", "西藏自治区检察院"),
        ("654000", "新疆维吾尔自治区人民检察院伊犁哈萨克自治州分院", "新疆维吾尔自治区检察院"),
        # the Corps
        ("660000", "新疆生产建设兵团人民检察院", "最高检"),
        ("660000-14", "新疆生产建设兵团人民检察院第十四师分院", "新疆生产建设兵团检察院"),
        ("659001", "石河子市人民检察院", "新疆生产建设兵团检察院第八师分院"),
        # other names
        ("520203", "六枝特区人民检察院", "六盘水市检察院"),
        ("632857", "大柴旦矿区人民检察院", "海西州检察院"),
    ],
)  # fmt: skip
def test_the_exceptions_stand_where_they_should(
    listed: dict[str, Planned], code: str, name: str, above: str
) -> None:
    assert listed[code].name == name
    assert leads(listed, code)[0] == above


def test_every_district_of_a_municipality_is_led_by_one_of_its_branches(listed: dict[str, Planned]) -> None:
    below = [office for office in listed.values() if office.code[:2] in divisions.MUNICIPALITIES
             and office.level == Level.COUNTY]  # fmt: skip
    assert len(below) == 16 + 16 + 16 + 38
    assert all(office.parent.startswith(office.code[:2]) and "-" in office.parent for office in below)
    named = [name for branch in special.BRANCHES for name in branch.over.split()]
    led = [office for office in listed.values() if office.parent in {b.code for b in special.BRANCHES}]
    assert len(named) == len(led)


def test_development_zones_and_placeholders_have_no_office(listed: dict[str, Planned]) -> None:
    assert not {"320571", "320576", "540172", "350527", "460321", "110100", "429000-01"} & set(listed)
    assert not [office for office in listed.values() if "开发区" in office.name or "市辖区" in office.name]
    zones = [name for code, name in divisions.left_out().items() if code not in special.WITHOUT]
    assert len(zones) == 124
    assert not [name for name in zones if name.endswith(("县", "市", "旗"))]


def test_the_people_say_it_shorter() -> None:
    said = {"延边朝鲜族自治州": "延边州", "积石山保安族东乡族撒拉族自治县": "积石山县", "东乡族自治县": "东乡县",
            "鄂伦春自治旗": "鄂伦春旗", "克孜勒苏柯尔克孜自治州": "克孜勒苏州", "龙胜各族自治县": "龙胜县",
            "义乌市": "义乌市"}  # fmt: skip
    assert {area: divisions.spoken(area) for area in said} == said


@pytest.fixture
def loaded(world: World) -> Loaded:
    """The country, loaded into a site that has the offices of the small world already."""
    return load_procuratorates(at=NOW)


def test_the_small_world_and_the_country_live_together(world: World, loaded: Loaded) -> None:
    there = {level: sum(office.level == level for office in people.OFFICES) for level in Level}
    assert {level: loaded.made[level] for level in Level} == {k: n - there[k] for k, n in COUNTED.items()}
    assert {level: loaded.kept[level] for level in Level} == there
    assert not (loaded.renamed or loaded.elsewhere or loaded.not_listed or loaded.by_hand)
    assert Procuratorate.objects.count() == sum(COUNTED.values())
    lines = Procuratorate.objects.filter(level=Level.COUNTY).values_list(
        "parent__parent__parent__code", flat=True
    )
    assert set(lines) == {"100000"}
    entry = Entry.objects.get(action="office.open", data__has_key="codes")
    assert len(entry.data["codes"]) == sum(COUNTED.values()) - len(people.OFFICES)


def test_a_second_time_nothing_changes(world: World, loaded: Loaded) -> None:
    before, entries = list(Procuratorate.objects.values()), Entry.objects.count()
    out = StringIO()
    call_command("load_procuratorates", stdout=out)
    assert list(Procuratorate.objects.values()) == before
    assert Entry.objects.count() == entries
    assert "county             0        0       2853" in out.getvalue()


def test_a_name_that_the_list_changed_is_changed_and_recorded(world: World) -> None:
    supreme, yiwu = (one for one in planned() if one.code in ("100000", "330782"))
    loaded = load_procuratorates(
        at=NOW, offices=[supreme, replace(yiwu, name="义乌新市人民检察院", mark="新")]
    )
    world.yiwu.refresh_from_db()
    assert (world.yiwu.name, world.yiwu.mark) == ("义乌新市人民检察院", "义")
    assert loaded.renamed == [("义乌市人民检察院", "义乌新市人民检察院")]
    assert loaded.changed == {Level.COUNTY: 1}
    assert Entry.objects.get(action="office.edit").subject_id == world.yiwu.pk


def test_a_name_put_right_by_hand_stays(world: World) -> None:
    edit_office(
        world.yiwu.pk, name="浙江省义乌市人民检察院", short_name="义乌市检察院", mark="浙义",
        by=world.spp_sysadmin, at=NOW,
    )  # fmt: skip
    loaded = load_procuratorates(at=NOW)
    world.yiwu.refresh_from_db()
    assert (world.yiwu.name, world.yiwu.mark) == ("浙江省义乌市人民检察院", "浙义")
    assert loaded.by_hand == ["330782"]


def test_an_office_that_stands_elsewhere_or_is_not_listed_is_named_and_left_alone(world: World) -> None:
    world.yuyao.parent = world.jinhua
    world.yuyao.save()
    Procuratorate.objects.create(
        code="330799",
        name="某铁路运输检察院",
        short_name="某铁检",
        mark="铁",
        level=Level.COUNTY,
        parent=world.jinhua,
    )
    out = StringIO()
    call_command("load_procuratorates", stdout=out)
    world.yuyao.refresh_from_db()
    assert world.yuyao.parent == world.jinhua
    assert "330281 stands under 330200 in the list" in out.getvalue()
    assert "not in the list, left alone: 330799" in out.getvalue()


def test_a_mark_that_is_in_use_is_not_given_again(world: World) -> None:
    world.dongyang.mark = "浦江"
    world.dongyang.save()
    load_procuratorates(at=NOW)
    assert Procuratorate.objects.get(code="330726").mark == "330726"
