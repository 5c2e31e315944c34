"""The world most tests live in: the offices, agencies and people of the demo world, and cases walked to any state.

`world.yiwu_handler` is the person yiwu.handler, `world.yiwu_post_liaison` is yiwu-post.liaison, `world.yiwu` the office
and `world.agency("yiwu-post")` an agency. Cases are walked through the services, as of `world.now`.
"""

from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

import pytest
from django.contrib.auth.hashers import make_password
from django.utils import timezone, translation

from accounts.models import Post, User
from agencies.models import Agency
from audit.flow import day
from cases import services as cases
from cases.models import Case, Clue, Decision, Obligation, Respondent, Submission
from cases.statutory import PROVED_IN
from desk.demo import agencies as listed
from desk.demo import paths, people
from desk.demo.clock import Clock, moment
from desk.demo.matter import Matter, Measure
from desk.demo.story import Story
from evidence import services as evidence
from tests.kept import built

NOW = datetime.fromisoformat("2026-11-24T16:00:00+08:00")

AGENCIES = tuple(row for row in listed.AGENCIES if row.main or row.office == "dongyang")
MATTER = Matter(
    office="yiwu",
    field="personal_data",
    title="快递驿站泄露收件人信息",
    place="义乌市稠城街道",
    facts="辖区多家快递驿站未对面单信息脱敏，废弃面单随意丢弃，收件人姓名、电话和住址外泄。",
    agencies=("yiwu-post", "yiwu-cac"),
    measures=(
        Measure("yiwu-post", "推广应用隐私面单", "privacy_waybill", ("隐私面单应用率", "%", "30", "90")),
        Measure("yiwu-cac", "开展个人信息保护联合执法检查", "coordination"),
    ),
)
CIVIL = Matter(
    office="yiwu",
    field="food_drug",
    title="网店销售不合格食品",
    place="义乌市福田街道",
    facts="某网店经营者销售不合格食品，涉及消费者众多，损害社会公共利益。",
    track="civil",
)


@cache
def _moment_of(_day: date) -> datetime:
    return timezone.now()


def this_moment() -> datetime:
    """The moment at which this worker's tests begin today, for pages that look at the real clock: one for all of them."""
    return _moment_of(timezone.localdate())


@cache
def _password() -> str:
    return make_password(people.PASSWORD)


def _settled() -> people.Cast:
    """Everybody, knowing their posts."""
    cast = people.settle(password=_password(), demo=False, agencies=AGENCIES, at=moment(people.SINCE))
    posts: dict[int, list[Post]] = {}
    for post in Post.objects.select_related("office", "group"):
        posts.setdefault(post.user_id, []).append(post)
    for user in cast.users.values():
        user._posts = posts.get(user.pk, [])
    return cast


class World:
    """Everybody and everything by name."""

    def __init__(self, now: datetime = NOW) -> None:
        self.now = now
        self.cast = built("world", _settled)

    def __getattr__(self, name: str) -> Any:
        """A person (yiwu_handler, yiwu_post_liaison) or an office (yiwu)."""
        if name.startswith("__") or "cast" not in self.__dict__:
            raise AttributeError(name)
        place, _, post = name.rpartition("_")
        username = f"{place.replace('_', '-')}.{post}"
        if username in self.cast.users:
            return self.cast.users[username]
        if name in self.cast.offices:
            return self.cast.offices[name]
        raise AttributeError(name)

    def agency(self, slug: str) -> Agency:
        """An agency, as in world.agency("yiwu-post")."""
        return self.cast.agencies[slug]

    def ago(self, days: int) -> datetime:
        """The same hour so many days before now."""
        return self.now - timedelta(days=days)

    def story(self, matter: Matter = MATTER, **changes: Any) -> Story:
        """A story of that matter, to be told step by step (desk/demo/story.py)."""
        return Story(self.cast, Matter(**{**vars(matter), **changes}), Clock(self.now))

    def told(self, script: str, matter: Matter = MATTER, **changes: Any) -> Story:
        """A story told as far as the script goes: "60 register 55 evaluate 50 file"."""
        story = self.story(matter, **changes)

        def tell() -> Story:
            with translation.override("zh-hans"):
                story.tell(script)
            return story

        return built(f"{self.now} {script} {story.matter}", tell, self._known())

    def clue(self, state: str = "registered", **changes: Any) -> Clue:
        """A clue of Yiwu in that state."""
        clue = self.told(paths.CLUES[state], **changes).clue
        return Clue.objects.get(pk=clue.pk)

    def case(self, state: str = "filed", **changes: Any) -> Case:
        """A case of Yiwu in that state, with two agencies (or, where only civil cases go, on the civil track)."""
        matter = CIVIL if state == "announced" else MATTER
        case = self.told(paths.CASES[state], matter, **changes).case
        return Case.objects.get(pk=case.pk)

    def respondent(self, case: Case, slug: str = "yiwu-post") -> Respondent:
        """One agency of a case."""
        return case.respondents.get(agency=self.agency(slug))

    def obligation(self, case: Case, slug: str = "yiwu-post") -> Obligation:
        """What that agency must put right."""
        return case.obligations.get(respondent__agency=self.agency(slug))

    def submission(self, case: Case) -> Submission:
        """The newest report of an agency."""
        return case.submissions.order_by("-id")[0]

    def pending(self, subject: Case | Clue) -> Decision:
        """The decision that somebody asked for and that waits."""
        return subject.decisions.get(state="pending")

    def proven(self, case: Case, *elements: str, standing: str = "proven") -> None:
        """The handler finds these elements of a suit proved, or all that its track has."""
        for element in elements or PROVED_IN[case.track]:
            cases.assess_element(
                case.pk, element=element, standing=standing, reasons="证据充分", by=case.handler, at=self.now
            )

    def suspension(self, case: Case, **changes: Any) -> dict[str, Any]:
        """What the form of a suspension says (rule 78), with a new piece of evidence that proves the cause."""
        proof = evidence.add_item(
            case.pk, kind="documentary", title="停工通知", source="调取", collected_on=day(self.now),
            by=case.handler, at=self.now,
        )  # fmt: skip
        said = {"plan": "整改方案", "plan_on": day(self.now).isoformat(), "cause": "洪水", "no_neglect": True}
        return {**said, "evidence": [proof.pk], **changes}

    def _known(self) -> dict[str, object]:
        """What a story refers to."""
        cast = self.cast
        return {
            "cast": cast,
            **cast.users,
            **cast.agencies,
            **{f"office {k}": v for k, v in cast.offices.items()},
        }

    def fresh(self, user: User) -> User:
        """The same person at the next request, when posts have changed meanwhile."""
        return User.objects.get(pk=user.pk)


@pytest.fixture
def world(db: None) -> World:
    """A new world."""
    return World()
