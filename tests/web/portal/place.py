"""One case on its way, with two agencies of which one must never learn of the other's."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from accounts.models import Level, Post, PostName, Procuratorate, User
from agencies.models import Agency, AgencyKind
from cases import services as cases
from cases.models import Case, Obligation, Recommendation, Respondent
from cases.services.obligations import Figure
from consultations import services as consultations
from consultations.models import Consultation
from desk.demo import files
from tests.kept import built

PDF: bytes = files.pdf("a.pdf", ["培训签到表"]).read()
OFFICES = (
    ("000000", "最高人民检察院", "最高检", "高", Level.SUPREME),
    ("330000", "浙江省人民检察院", "浙江省院", "浙", Level.PROVINCIAL),
    ("330700", "金华市人民检察院", "金华市院", "金", Level.MUNICIPAL),
    ("330782", "义乌市人民检察院", "义乌市院", "义", Level.COUNTY),
)


def upload(name: str = "培训签到表.pdf", content: bytes = PDF) -> SimpleUploadedFile:
    """A file as a browser sends it."""
    return SimpleUploadedFile(name, content)


def ago(days: int, hour: int = 10) -> datetime:
    """A moment some days before today; ahead of it when negative."""
    return timezone.localtime().replace(hour=hour, minute=0, second=0, microsecond=0) - timedelta(days=days)


def today() -> date:
    return timezone.localdate()


@dataclass
class Place:
    """Who and what there is."""

    office: Procuratorate
    people: dict[str, User]
    agency: Agency
    other: Agency
    made: dict[str, int] = field(default_factory=dict)

    def __getitem__(self, name: str) -> User:
        return self.people[name]

    @property
    def case(self) -> Case:
        return Case.objects.get(pk=self.made["case"])

    @property
    def respondent(self) -> Respondent:
        return Respondent.objects.get(pk=self.made["respondent"])

    @property
    def obligation(self) -> Obligation:
        return Obligation.objects.get(pk=self.made["obligation"])

    @property
    def consultation(self) -> Consultation:
        return Consultation.objects.get(pk=self.made["consultation"])

    @property
    def recommendation(self) -> Recommendation:
        return Recommendation.objects.get(respondent=self.respondent)


def build() -> Place:
    """The people, then the case as far as its consultation."""
    return built(f"consulted {today()}", _build)


def rectifying() -> Place:
    """The case in rectification: an obligation for each agency, recommendations served."""
    return built(f"rectifying {today()}", _rectify)


def _build() -> Place:
    place = _people()
    handler, head, chief = place["handler"], place["head"], place["chief"]
    clue = cases.register_clue(
        title="快递面单个人信息保护", source="casework", field="personal_data", facts="面单泄露",
        received_on=ago(95).date(), by=handler, at=ago(95),
    )  # fmt: skip
    opinion = {"truth": "属实", "checkability": "可查", "opinion": "建议立案"}
    cases.make_clue_move(clue.pk, "evaluate", data=opinion, by=handler, at=ago(94))
    filing = {
        "title": "快递面单个人信息保护案", "track": "administrative", "field": "personal_data", "facts": "面单泄露",
        "basis": "个人信息保护法", "agencies": [place.agency.pk, place.other.pk], "team": [place["assistant"].pk],
    }  # fmt: skip
    asked = cases.make_clue_move(clue.pk, "file", data=filing, by=handler, at=ago(93))
    approve(asked.decision, head, chief, ago(92))
    case = Case.objects.get()
    place.made |= {"case": case.pk, "respondent": case.respondents.get(agency=place.agency).pk}
    cases.make_case_move(case.pk, "investigate", data={"plan": "调查方案"}, by=handler, at=ago(91))
    called = consultations.call_consultation(
        case.pk, form="meeting", held_on=ago(85).date(), place="义乌市检察院", agenda="整改方案",
        guests=[consultations.Guest("快递企业甲")], by=handler, at=ago(90),
    )  # fmt: skip
    place.made["consultation"] = called.pk
    return place


def _rectify() -> Place:
    place = _build()
    handler, case = place["handler"], place.case
    consultations.conclude_consultation(
        place.consultation.pk, minutes="会议记录", agreed="推广隐私面单", by=handler, at=ago(85, 16)
    )
    for agency in (place.agency, place.other):
        respondent = case.respondents.get(agency=agency)
        made = cases.set_obligation(
            case.pk, respondent_id=respondent.pk, measure=f"{agency.short_name}的整改事项", category="privacy_waybill",
            due_on=today() + timedelta(days=5), by=handler, at=ago(60),
            figures=[Figure("隐私面单应用率", "%", Decimal(90), Decimal(40))],
        )  # fmt: skip
        place.made["obligation" if agency == place.agency else "others"] = made.pk
    texts = dict.fromkeys(("origin", "harm", "failure", "basis", "requests", "other"), "建议书的内容")
    ids = list(case.respondents.values_list("pk", flat=True))
    asked = cases.make_case_move(
        case.pk, "recommend", data={"respondents": ids, **texts}, by=handler, at=ago(58)
    )
    approve(asked.decision, place["head"], place["chief"], ago(57))
    for pk in ids:
        cases.serve(
            pk, kind="recommendation", method="direct", served_on=ago(56).date(), recipient="王某",
            by=handler, at=ago(56),
        )  # fmt: skip
    return place


def approve(decision, head: User, chief: User, at: datetime) -> None:
    """Both sign."""
    cases.approve(decision.pk, by=head, at=at)
    cases.approve(decision.pk, by=chief, at=at + timedelta(minutes=5))


def _people() -> Place:
    above = None
    for code, name, short, mark, level in OFFICES:
        above = Procuratorate.objects.create(
            code=code, name=name, short_name=short, mark=mark, level=level, parent=above
        )
    assert above is not None
    posts = (PostName.HANDLER, PostName.ASSISTANT, PostName.HEAD, PostName.CHIEF)
    people = {str(post): _person(str(post), post, office=above) for post in posts}
    found = []
    for slug, name, kind in (
        ("post", "义乌市邮政管理局", AgencyKind.POST),
        ("cac", "义乌市网信办", AgencyKind.CAC),
    ):
        group = Group.objects.create(name=slug)
        found.append(
            Agency.objects.create(name=name, short_name=name[2:], kind=kind, area=above, group=group)
        )
        for post in (PostName.LIAISON, PostName.LEADER):
            people[f"{slug}.{post}"] = _person(f"{slug}.{post}", post, group=group)
    return Place(above, people, *found)


def _person(name: str, post: str, *, office: Procuratorate | None = None, group: Group | None = None) -> User:
    user = User.objects.create(username=name, name=f"{PostName(post).label}{name[:1]}")
    Post.objects.create(user=user, post=post, office=office, group=group, starts_on=date(2020, 1, 1))
    return user
