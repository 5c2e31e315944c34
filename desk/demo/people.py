"""Who lives in the demo world. Every name is invented; user names are fixed so that anyone can follow the README."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

from django.contrib.auth.models import Group

from accounts import office_lists
from accounts import services as accounts
from accounts.models import Level, PostName, Procuratorate, Secrecy, User
from agencies import services as registry
from agencies.models import Agency, AgencyKind, DutySource, Enterprise
from desk.demo import agencies as listed

PASSWORD = "yisu-demo"
SINCE = date(2020, 1, 1)
POSTS = (
    PostName.HANDLER, PostName.ASSISTANT, PostName.CLERK, PostName.HEAD, PostName.CHIEF, PostName.CASEMGR,
    PostName.SYSADMIN, PostName.SECADMIN, PostName.AUDITOR,
)  # fmt: skip
CLEARANCE = {
    PostName.HEAD: Secrecy.CONFIDENTIAL,
    PostName.CHIEF: Secrecy.CONFIDENTIAL,
    PostName.HANDLER: Secrecy.SECRET,
    PostName.ASSISTANT: Secrecy.SECRET,
}


@dataclass(frozen=True)
class Office:
    """One procuratorate and its people, in the order of POSTS."""

    slug: str
    code: str
    name: str
    short_name: str
    mark: str
    level: Level
    parent: str
    people: str


OFFICES = (
    Office("spp", "100000", "中华人民共和国最高人民检察院", "最高检", "高", Level.SUPREME, "",
           "秦远舟 顾思齐 何语桐 梁振声 邵怀民 苏静澜 卫晨曦 方砚 柳明达"),
    Office("jiangsu", "320000", "江苏省人民检察院", "江苏省检察院", "苏", Level.PROVINCIAL, "spp",
           "陆闻笛 顾南乔 宋知遥 徐伯安 薛敬之 朱可心 季维扬 范叔宁 丁望舒"),
    Office("zhejiang", "330000", "浙江省人民检察院", "浙江省检察院", "浙", Level.PROVINCIAL, "spp",
           "沈砚秋 俞景行 叶知微 钱维岳 郑怀瑾 屠晓岚 孟凡舟 汪惟真 楼子衿"),
    Office("ningbo", "330200", "宁波市人民检察院", "宁波市检察院", "甬", Level.MUNICIPAL, "zhejiang",
           "史承宇 张雨蒙 邬佳怡 虞国栋 戴崇文 胡依楠 乐天行 柴文博 贺秋白"),
    Office("yuyao", "330281", "余姚市人民检察院", "余姚市检察院", "余", Level.COUNTY, "ningbo",
           "阮清和 谢昀 岑晚晴 黄立夏 韩启明 诸葛雯 施一帆 魏书衡 褚宁"),
    Office("jinhua", "330700", "金华市人民检察院", "金华市检察院", "金", Level.MUNICIPAL, "zhejiang",
           "章慕云 吴景澄 滕若曦 施鸿飞 郎文彦 金小满 严一诺 潘之行 姜存义"),
    Office("yiwu", "330782", "义乌市人民检察院", "义乌市检察院", "义", Level.COUNTY, "jinhua",
           "楼承远 陈知夏 朱语晨 骆文澜 龚正言 吴悠然 王砚平 何守一 金照临"),
    Office("dongyang", "330783", "东阳市人民检察院", "东阳市检察院", "东", Level.COUNTY, "jinhua",
           "卢星野 马思源 蒋若溪 厉明轩 许衡之 胡知意 郭予安 应怀远 单青禾"),
)  # fmt: skip


@dataclass
class Cast:
    """The offices, agencies, people and enterprises of the demo world, by their names."""

    offices: dict[str, Procuratorate] = field(default_factory=dict)
    agencies: dict[str, Agency] = field(default_factory=dict)
    users: dict[str, User] = field(default_factory=dict)
    enterprises: dict[str, Enterprise] = field(default_factory=dict)

    def __getitem__(self, username: str) -> User:
        return self.users[username]

    def of(self, office: str, post: str) -> User:
        """The person who holds a post in an office."""
        return self.users[f"{office}.{post}"]

    def liaison(self, agency: str) -> User:
        """The person who writes for an agency."""
        return self.users[f"{agency}.liaison"]


def settle(
    *, password: str, demo: bool, agencies: Iterable[listed.Row] = listed.AGENCIES, at: datetime
) -> Cast:
    """Open the offices, enter their people, and register the agencies with theirs. `password` is an encoded one."""
    cast = Cast()
    for office in OFFICES:
        cast.offices[office.slug] = office_lists.by_code(office.code) or accounts.open_office(
            code=office.code,
            name=office.name,
            short_name=office.short_name,
            mark=office.mark,
            level=office.level,
            parent=cast.offices.get(office.parent),
            by=None,
            at=at,
        )
        people = [
            accounts.NewPerson(
                f"{office.slug}.{post}", name, post, clearance=CLEARANCE.get(post, Secrecy.WORK)
            )
            for post, name in zip(POSTS, office.people.split(), strict=True)
        ]
        _enter(cast, cast.offices[office.slug], people, password=password, demo=demo, at=at)
    for agency in agencies:
        _register(cast, agency, password=password, demo=demo, at=at)
    return cast


def _register(cast: Cast, row: listed.Row, *, password: str, demo: bool, at: datetime) -> None:
    by = cast.of(row.office, PostName.CASEMGR)
    above = cast.agencies.get(row.superior)
    agency = registry.register_agency(
        name=row.name,
        short_name=row.short_name,
        kind=AgencyKind(row.kind),
        superior_id=above.pk if above else None,
        by=by,
        at=at,
    )
    cast.agencies[row.slug] = agency
    for matter, basis, *written in row.duties:
        kind, source = written or (DutySource.STATUTE, "")
        registry.add_duty(
            agency.pk, matter=matter, basis=basis, source_kind=kind, source=source, by=by, at=at
        )
    posts = (PostName.LIAISON, PostName.LEADER)
    people = [
        accounts.NewPerson(f"{row.slug}.{post}", name, post)
        for post, name in zip(posts, row.people.split(), strict=False)
    ]
    _enter(cast, agency.group, people, password=password, demo=demo, at=at)


def _enter(
    cast: Cast,
    place: Procuratorate | Group,
    people: list[accounts.NewPerson],
    *,
    password: str,
    demo: bool,
    at: datetime,
) -> None:
    made = accounts.enter_people(place, people, password=password, starts_on=SINCE, demo=demo, by=None, at=at)
    cast.users.update({user.username: user for user in made})


def is_settled() -> bool:
    """Whether the demo world stands already."""
    return User.objects.filter(demo=True).exists()


def give_addresses() -> None:
    """Give everyone a mail address, once the past is replayed: mail is for what happens from now on."""
    users = list(User.objects.filter(demo=True, email=""))
    for user in users:
        user.email = f"{user.username}@demo.yisu.invalid"
    User.objects.bulk_update(users, ["email"])


def lines() -> Iterator[str]:
    """Who can log in, for the person at the terminal."""
    yield f"People of the demo world, password {PASSWORD}"
    for office in OFFICES:
        yield f"  {office.slug + '.…':<12}{office.short_name}"
    yield "    posts: " + " ".join(POSTS)
    for row in listed.AGENCIES:
        if row.main:
            yield f"  {row.slug + '.…':<14}{row.name}"
    yield "    posts: liaison leader"
    yield "  e.g. yiwu.handler  yiwu.head  yiwu.chief  yiwu-post.liaison"
