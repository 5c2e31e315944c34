"""Which procuratorates the country has: the list of areas (accounts/data/), read by these rules.

Where the offices do not follow the areas stands in accounts/special_offices.py. Codes of areas have six digits: two for
the province, two for the city, two for the county.
"""

import csv
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from accounts import special_offices as special
from accounts.models import Level

AREAS = Path(__file__).parent / "data" / "divisions.csv"
OFFICE, SPOKEN = "人民检察院", "检察院"
PLACEHOLDERS = ("市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划")
REGIONS = ("地区", "盟")  # not a level of self-government: the province sends a branch there
ZONE = "7"  # xx7x: development zones and the like, which the statistics bureau lists among the counties
MUNICIPALITIES = ("11", "12", "31", "50")
NUMERALS = ["", *"一二三四五六七八九"]
PEOPLES = (
    "各族", "蒙古族", "回族", "藏族", "维吾尔族", "苗族", "彝族", "壮族", "布依族", "朝鲜族", "满族", "侗族", "瑶族",
    "白族", "土家族", "哈尼族", "哈萨克族", "傣族", "黎族", "傈僳族", "佤族", "畲族", "拉祜族", "水族", "东乡族",
    "纳西族", "景颇族", "柯尔克孜族", "土族", "达斡尔族", "仫佬族", "羌族", "布朗族", "撒拉族", "毛南族", "仡佬族",
    "锡伯族", "普米族", "塔吉克族", "怒族", "裕固族", "独龙族", "保安族",
    "蒙古", "哈萨克", "柯尔克孜", "塔吉克", "锡伯",
)  # fmt: skip
TAILS = ("自治州", "自治县", "自治旗", "地区", "林区", "盟", "市", "县", "旗", "区")


@dataclass(frozen=True)
class Planned:
    """One procuratorate as the list has it. `parent` is the code of the office that leads it."""

    code: str
    name: str
    short_name: str
    mark: str
    level: Level
    parent: str


@cache
def planned() -> tuple[Planned, ...]:
    """All procuratorates of the country, each after the one that leads it."""
    areas = read()
    led = _led_by_branches(areas)
    supreme = Planned(*special.SUPREME, Level.SUPREME, "")
    found = [
        supreme,
        *_provinces(areas),
        *_branches(),
        *_cities(areas, led),
        *_counties(areas, led),
        *_added(),
    ]
    rank = list(Level)[::-1]
    return _with_marks(sorted(found, key=lambda office: (rank.index(office.level), office.code)))


@cache
def read() -> Mapping[str, str]:
    """The areas by their codes, as the kept file has them."""
    with AREAS.open(encoding="utf-8", newline="") as lines:
        return {row["code"]: row["name"] for row in csv.DictReader(lines)}


def left_out() -> dict[str, str]:
    """The areas that have no procuratorate of their own."""
    return {code: name for code, name in read().items() if _is_zone(code, name) or code in special.WITHOUT}


def stem(area: str) -> str:
    """The name of an area without what kind of area it is: 义乌 of 义乌市, 景宁 of 景宁畲族自治县."""
    tail = next((tail for tail in TAILS if area.endswith(tail)), "")
    found = area.removesuffix(tail)
    if tail.startswith("自治"):
        found = _without_peoples(found)
    return found if len(found) > 1 else area


def spoken(area: str) -> str:
    """An area as people say it: 延边州, 景宁县; the others in full."""
    for tail, said in (("自治州", "州"), ("自治县", "县"), ("自治旗", "旗")):
        if area.endswith(tail):
            return _without_peoples(area.removesuffix(tail)) + said
    return area


def _provinces(areas: Mapping[str, str]) -> Iterator[Planned]:
    for code, name in areas.items():
        if code.endswith("0000"):
            yield _office(code, name + OFFICE, Level.PROVINCIAL, special.SUPREME[0])
    code, name, mark, parent = special.CORPS
    yield _office(code, name, Level.PROVINCIAL, parent, mark)


def _branches() -> Iterator[Planned]:
    for branch in special.BRANCHES:
        yield _office(branch.code, branch.name, Level.MUNICIPAL, branch.code[:2] + "0000", branch.mark)
    above, corps, mark, _parent = special.CORPS
    for city, (division, _name) in special.CORPS_DIVISIONS.items():
        code = _of_division(city)
        yield _office(code, f"{corps}{division}分院", Level.MUNICIPAL, above, f"{mark}{division[1:-1]}分")


def _cities(areas: Mapping[str, str], led: Mapping[str, str]) -> Iterator[Planned]:
    for code, name in areas.items():
        if not _is_city(code) or name in PLACEHOLDERS or code in led:
            continue
        province = areas[code[:2] + "0000"]
        branch = f"{province}{OFFICE}{name.removesuffix('地区')}分院"
        full = branch if name.endswith(REGIONS) else name + OFFICE
        short = spoken(name) + SPOKEN if not name.endswith(REGIONS) else ""
        yield _named(code, full, short, Level.MUNICIPAL, code[:2] + "0000", stem(name))


def _counties(areas: Mapping[str, str], led: Mapping[str, str]) -> Iterator[Planned]:
    for code, name in areas.items():
        if code in led or code in special.CORPS_DIVISIONS:
            yield _county(areas, code, name, led.get(code) or _of_division(code))
        elif code in special.AS_CITY:
            yield _office(code, name + OFFICE, Level.MUNICIPAL, code[:2] + "0000", stem(name))
        elif not code.endswith("00") and not _is_zone(code, name) and code not in special.WITHOUT:
            yield _county(areas, code, name, code[:4] + "00")


def _county(areas: Mapping[str, str], code: str, name: str, parent: str) -> Planned:
    above = areas[code[:2] + "0000"] if code[:2] in MUNICIPALITIES else areas[code[:4] + "00"]
    district = above.endswith("市") and (name.endswith("区") or code[:2] in MUNICIPALITIES)
    before = above if district and not code.endswith("00") else ""
    mark = (stem(before) if before else "") + stem(name)
    if code in special.CORPS_DIVISIONS:
        return _office(code, special.CORPS_DIVISIONS[code][1], Level.COUNTY, parent, mark)
    return _named(code, before + name + OFFICE, before + spoken(name) + SPOKEN, Level.COUNTY, parent, mark)


def _added() -> Iterator[Planned]:
    for office in special.ADDED:
        yield _office(office.code, office.name, Level.COUNTY, office.parent, office.name.removesuffix(OFFICE))


def _named(code: str, name: str, short: str, level: Level, parent: str, mark: str) -> Planned:
    """An office under the name that the rules give it, or under the one by which it goes."""
    if code in special.NAMES:
        called, _basis = special.NAMES[code]
        return _office(
            code, called, level, parent, mark if level != Level.COUNTY else called.removesuffix(OFFICE)
        )
    return replace(_office(code, name, level, parent, mark), short_name=short or name.replace(OFFICE, SPOKEN))


def _office(code: str, name: str, level: Level, parent: str, mark: str = "") -> Planned:
    known = special.MARKS.get(code, mark)
    return Planned(code, name, name.replace(OFFICE, SPOKEN), known, level, parent)


def _with_marks(offices: list[Planned]) -> tuple[Planned, ...]:
    """Numbers of papers are unique in the country, so proposed marks are: those that meet say more of the place."""
    several = {mark for mark, count in Counter(office.mark for office in offices).items() if count > 1}
    return tuple(
        replace(office, mark=office.name.removesuffix(OFFICE))
        if office.mark in several and office.code not in special.MARKS and office.level == Level.COUNTY
        else office
        for office in offices
    )


def _led_by_branches(areas: Mapping[str, str]) -> dict[str, str]:
    """The codes of the areas that branches lead, each with the code of its branch."""
    found: dict[str, str] = {}
    for branch in special.BRANCHES:
        here = {name: code for code, name in areas.items() if code[:2] == branch.code[:2]}
        found |= {here[name]: branch.code for name in branch.over.split()}
    return found


def _of_division(city: str) -> str:
    """The code of the branch of the Corps whose division the city belongs to: 660000-08 for the eighth."""
    _nothing, ten, ones = special.CORPS_DIVISIONS[city][0][1:-1].rpartition("十")
    number = 10 * len(ten) + NUMERALS.index(ones)
    return f"{special.CORPS[0]}-{number:02}"


def _is_city(code: str) -> bool:
    return code.endswith("00") and not code.endswith("0000")


def _is_zone(code: str, name: str) -> bool:
    return code[4] == ZONE and name not in PLACEHOLDERS


def _without_peoples(area: str) -> str:
    while people := next((one for one in PEOPLES if area.endswith(one)), ""):
        area = area.removesuffix(people) or people.removesuffix("族")
        if area == people.removesuffix("族"):
            break
    return area
