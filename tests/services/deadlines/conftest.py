"""A small place for clocks: three offices, their people, one agency, one case."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.contrib.auth.models import Group, Permission

from accounts.models import Level, Post, PostName, Procuratorate, User
from agencies.models import Agency, AgencyKind
from cases.models import Case, CaseUserGrant, Respondent
from cases.models.places import columns
from cases.statutory import Field, Track

SHANGHAI = ZoneInfo("Asia/Shanghai")


def moment(day: str, hour: int = 10, minute: int = 0) -> datetime:
    """A moment in the house's time zone."""
    return datetime.fromisoformat(f"{day}T{hour:02}:{minute:02}:00").replace(tzinfo=SHANGHAI)


def person(
    username: str, post: str, *, office: Procuratorate | None = None, group: Group | None = None
) -> User:
    """Somebody with one post and an address."""
    user = User.objects.create(username=username, name=username, email=f"{username}@example.test")
    Post.objects.create(user=user, post=post, office=office, group=group, starts_on=date(2020, 1, 1))
    return user


@dataclass
class Place:
    """Who and what there is."""

    office: Procuratorate
    upper: Procuratorate
    handler: User
    head: User
    chief: User
    upper_head: User
    upper_chief: User
    casemgr: User
    top_casemgr: User
    stranger: User
    agency: Agency
    liaison: User
    leader: User
    case: Case
    respondent: Respondent


def make_place() -> Place:
    """Build it."""
    spp = Procuratorate.objects.create(
        code="00", name="最高检", short_name="最高检", mark="高", level=Level.SUPREME
    )
    above, made = spp, []
    for code, name, level in (
        ("33", "浙江", Level.PROVINCIAL), ("3307", "金华", Level.MUNICIPAL), ("330782", "义乌", Level.COUNTY),
    ):  # fmt: skip
        above = Procuratorate.objects.create(
            code=code, name=name, short_name=name, mark=name[0], level=level, parent=above
        )
        made.append(above)
    _province, city, county = made
    other = Procuratorate.objects.create(
        code="330783", name="东阳", short_name="东阳", mark="东", level=Level.COUNTY, parent=city
    )
    group = Group.objects.create(name="义乌邮政")
    agency = Agency.objects.create(
        name="义乌市邮政管理局", short_name="市邮政管理局", kind=AgencyKind.POST, area=county, group=group
    )
    handler = person("handler", PostName.HANDLER, office=county)
    case = Case.objects.create(
        number="1", title="快递面单案", track=Track.ADMINISTRATIVE, field=Field.PERSONAL_DATA, facts="事实",
        handler=handler, filed_on=date(2026, 6, 2), **columns(county),
    )  # fmt: skip
    CaseUserGrant.objects.create(
        user=handler, content_object=case, starts_at=moment("2026-06-02"),
        permission=Permission.objects.get(codename="as_assigned", content_type__app_label="cases"), **columns(county),
    )  # fmt: skip
    return Place(
        office=county,
        upper=city,
        handler=handler,
        head=person("head", PostName.HEAD, office=county),
        chief=person("chief", PostName.CHIEF, office=county),
        upper_head=person("upper_head", PostName.HEAD, office=city),
        upper_chief=person("upper_chief", PostName.CHIEF, office=city),
        casemgr=person("casemgr", PostName.CASEMGR, office=county),
        top_casemgr=person("top_casemgr", PostName.CASEMGR, office=spp),
        stranger=person("stranger", PostName.HANDLER, office=other),
        agency=agency,
        liaison=person("liaison", PostName.LIAISON, group=group),
        leader=person("leader", PostName.LEADER, group=group),
        case=case,
        respondent=Respondent.objects.create(case=case, agency=agency),
    )


@pytest.fixture
def place(db: None) -> Place:
    """The place, in a transaction that is rolled back."""
    return make_place()
