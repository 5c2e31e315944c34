"""One row of every kind that an address names, and where each belongs, by what was done to it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from typing import Any

from accounts.models import Post, User
from accounts.policy import ANY, BELOW, OFFICE, OWN, POLICY, SENT, TOP
from accounts.selectors import leads
from agencies import services as registers
from agencies.models import Enterprise
from cases import services as cases
from cases.models import Commission, Involvement, RecordUp, SiteCheck, TaskForce
from desk.demo import files
from desk.demo.paths import DONE
from evidence.drafting import Subject
from evidence.models import Draft
from evidence.services import begin_upload, check_waiting, export_evidence, hand_in
from tests.services.cases.ordering import decided, draft, supervised
from tests.world import World

TOLD = DONE.replace("92 recommend", "99 consult:2 97 conclude 92 recommend") + " 20 review 0 plan:12"


@dataclass
class Belongs:
    """Where a row belongs: its office, those it was sent to, who was given its case, whose agency it is about."""

    view: str
    office: Any = None
    sent_to: tuple[Any, ...] = ()
    assigned: tuple[User, ...] = ()
    members: tuple[User, ...] = ()
    groups: set[int] = field(default_factory=set)
    owner: User | None = None

    def lets(self, user: User, action: str) -> bool:
        """Whether the table of accounts/policy.py lets this person do that on the row; apart from accounts/access.py."""
        if action in ("notice.own", "upload.own"):
            return user == self.owner
        line = POLICY[action]
        if (line["assigned"] and user in self.assigned) or (line["member"] and user in self.members):
            return True
        return any(self._by_post(post, line[post.post], action) for post in in_force(user))

    def _by_post(self, post: Post, reach: str, action: str) -> bool:
        if reach in (OFFICE, BELOW) and action == self.view and post.office in self.sent_to:
            return True
        if reach == SENT:
            return post.office in self.sent_to
        if reach == OFFICE:
            return bool(post.office == self.office)
        if reach == BELOW:
            return leads(post.office, self.office)
        if reach == OWN:
            return post.group_id in self.groups
        return reach == ANY


def holds(user: User, action: str) -> bool:
    """Whether any post of the person carries the action."""
    line = POLICY[action]
    return any(
        line[post.post] and (line[post.post] != TOP or post.office.parent_id is None)
        for post in in_force(user)
    )


def in_force(user: User) -> Iterator[Post]:
    """The posts that the person holds."""
    return (post for post in user._posts if post.ends_on is None)


@dataclass
class Rows:
    """The rows by the part of an address that names them."""

    ids: dict[str, Any]
    belongs: dict[str, Belongs]


def rows(world: World) -> Rows:
    """A case of Yiwu that went all the way, with what hangs from it and what passed between offices about it."""
    story = world.told(TOLD)
    case, mine = story.case, world.respondent(story.case)
    asking = world.told("20 register 15 evaluate 5 instruct:jinhua", title="请示线索")
    cases.call_up(
        case.pk, user_id=world.yuyao_clerk.pk, duty="协助", starts_on=world.ago(3).date(), order="浙检调1号",
        ends_on=(world.now + timedelta(days=30)).date(), by=world.zhejiang_chief, at=world.ago(3),
    )  # fmt: skip
    item = case.evidence.filter(respondent=None)[0]
    written = _draft(world, mine)
    check_waiting(at=world.now)
    person = world.yiwu_clerk
    ids = {
        "clue_id": case.clue_id, "case_id": case.pk, "decision_id": case.decisions.all()[0].pk,
        "instruction_id": asking.clue.instructions.get().pk, "member_id": case.members.all()[0].pk,
        "respondent_id": mine.pk, "recommendation_id": mine.recommendation.pk,
        "document_id": case.documents.get(kind="filing").pk, "obligation_id": world.obligation(case).pk,
        "submission_id": mine.obligations.all()[0].submissions.all()[0].pk, "item_id": item.pk,
        "file_id": item.files.all()[0].pk, "page": 1, "consultation_id": case.consultations.get().pk,
        "hearing_id": case.hearings.get().pk, "deadline_id": case.deadlines.get(rule="N02").pk,
        "notice_id": world.yiwu_handler.notices.all()[0].pk,
        "upload_id": begin_upload(name="视频.mp4", size=9, by=world.yiwu_handler, at=world.now).pk,
        "order_id": supervised(world, case).pk, "commission_id": _commission(world, case).pk,
        "record_id": RecordUp.objects.filter(case=case)[0].pk, "task_force_id": _task_force(world, case).pk,
        "user_id": person.pk, "post_id": person.posts.get().pk,
        "delegation_id": _standing_in(world).pk, "year": world.now.year,
        "export_id": export_evidence(case.pk, purpose="移送法院", by=world.yiwu_handler, at=world.now).pk,
        "reply_id": mine.replies.all()[0].pk, "objection_id": _objection(world, mine).pk, "draft_id": written.pk,
        "held_id": written.files.get().pk,
        "office_id": world.yiwu.pk, "row_id": case.clue_id, "agency_id": world.agency("yiwu-post").pk,
        **found_out(world, case),
        **registered(world),
    }  # fmt: skip
    return Rows(ids, _belonging(world))


def registered(world: World) -> dict[str, int]:
    """One entry of every register, all of Yiwu."""
    agency, by, at = world.agency("yiwu-post"), world.yiwu_handler, world.now
    invited = registers.invite(agency.pk, post="leader", name="受邀人", by=by, at=at)
    enterprise = registers.register_enterprise(
        name="名录云仓", sector="电商云仓", scale="small", by=by, at=at
    )
    association = registers.register_association(name="名录协会", sector="电商", by=by, at=at)
    return {
        "duty_id": agency.duties.all()[0].pk, "agency_post_id": world.yiwu_post_leader.posts.get().pk,
        "invitation_id": invited.invitation.pk, "enterprise_id": enterprise.pk, "association_id": association.pk,
    }  # fmt: skip


def _belonging(world: World) -> dict[str, Belongs]:
    yiwu, post = world.yiwu, {world.agency("yiwu-post").group_id}
    team: Any = {
        "assigned": (world.yiwu_handler,),
        "members": (world.yiwu_assistant, world.yuyao_clerk, world.ningbo_clerk),
    }

    def of_case(view: str = "case.view", **more: Any) -> Belongs:
        return Belongs(view, yiwu, **team, **more)

    return {
        "clue_id": Belongs("clue.view", yiwu), "row_id": Belongs("clue.view", yiwu),
        "case_id": of_case(), "member_id": of_case(), "document_id": of_case(), "task_force_id": of_case(),
        "decision_id": of_case("decision.view"), "deadline_id": of_case("deadline.view"),
        "hearing_id": of_case("hearing.view"),
        "item_id": of_case("evidence.view"), "export_id": of_case(), "file_id": of_case("evidence.view"),
        "matter_id": of_case(), "share_id": of_case(), "check_id": of_case(), "involvement_id": of_case(),
        "indicator_id": of_case("obligation.view", groups=post), "value_id": of_case("obligation.view", groups=post),
        "respondent_id": of_case("respondent.view", groups=post),
        "recommendation_id": of_case("recommendation.view", groups=post),
        "obligation_id": of_case("obligation.view", groups=post),
        "submission_id": of_case("submission.view", groups=post),
        "reply_id": of_case("respondent.view", groups=post), "objection_id": of_case("respondent.view", groups=post),
        "draft_id": Belongs("draft.view", groups=post), "held_id": Belongs("draft.view", groups=post),
        "consultation_id": of_case("consultation.view", groups={*post, world.agency("yiwu-cac").group_id}),
        "commission_id": of_case("commission.view", sent_to=(world.yuyao,)),
        "record_id": of_case(sent_to=(world.jinhua,)),
        "instruction_id": Belongs("clue.view", yiwu),
        "order_id": Belongs("order.view", world.jinhua, sent_to=(yiwu,)),
        "delegation_id": Belongs("post.edit", yiwu),
        "agency_id": Belongs("agency.view", yiwu, groups=post), "duty_id": Belongs("agency.view", yiwu, groups=post),
        "agency_post_id": Belongs("agency.view", yiwu, groups=post), "invitation_id": Belongs("agency.invite", yiwu),
        "enterprise_id": Belongs("enterprise.view", yiwu), "association_id": Belongs("enterprise.view", yiwu),
        "user_id": Belongs("person.view", yiwu), "post_id": Belongs("person.view", yiwu),
        "notice_id": Belongs("notice.own", owner=world.yiwu_handler),
        "upload_id": Belongs("upload.own", owner=world.yiwu_handler),
    }  # fmt: skip


def _objection(world: World, mine: Any) -> Any:
    """The agency objects to its recommendation."""
    return cases.raise_objection(mine.pk, text="事实有出入", by=world.yiwu_post_leader, at=world.now)


def _draft(world: World, mine: Any) -> Any:
    """The liaison objects to an obligation; the leader has not looked at it yet."""
    subject = Subject(Draft.Kind.OBJECTION, mine.pk, mine.obligations.all()[0].pk)
    proof = files.pdf("职责说明.pdf", ["职责说明"])
    return hand_in(subject, text="职责不清", files=[proof], by=world.yiwu_post_liaison, at=world.now)


def _commission(world: World, case: Any) -> Commission:
    return cases.send_commission(
        case.pk, to_office_id=world.yuyao.pk, matters="走访当地驿站。", by=world.yiwu_handler, at=world.now
    )


def found_out(world: World, case: Any) -> dict[str, int]:
    """What the procuratorate found out itself in a case, by the part of an address that names it."""
    by: dict[str, Any] = {"by": world.yiwu_handler, "at": world.now}
    rate, post = world.obligation(case).indicators.get(), world.agency("yiwu-post").pk
    kept = cases.enter_value(rate.pk, on=world.ago(9).date(), value=Decimal(80), source="抽查", **by)
    matter = cases.enter_matter(case.pk, name="寄递监管", **by)
    share = cases.enter_share(matter.pk, agency_id=post, part="disputed", **by)
    return {
        "indicator_id": rate.pk, "value_id": kept.pk, "matter_id": matter.pk, "share_id": share.pk,
        "check_id": _check(world, case).pk, "involvement_id": _involvement(world, case).pk,
    }  # fmt: skip


def _check(world: World, case: Any) -> SiteCheck:
    return cases.record_check(
        case.pk, kind="site", on=world.now.date(), place="驿站", findings="台账齐全", result="done",
        team=[world.yiwu_handler.pk, world.yiwu_assistant.pk], by=world.yiwu_handler, at=world.now,
    )  # fmt: skip


def _involvement(world: World, case: Any) -> Involvement:
    firm = Enterprise.objects.create(name="某快递公司", sector="寄递", area=world.yiwu, scale="small")
    return cases.involve(case.pk, enterprise_id=firm.pk, role="leaked", by=world.yiwu_handler, at=world.now)


def _task_force(world: World, case: Any) -> TaskForce:
    """People of another city work on the case, by an order of the province."""
    people = [{"user": world.ningbo_clerk.pk, "role": "成员"}]
    days = {"starts_on": world.now.date(), "ends_on": (world.now + timedelta(days=30)).date()}
    plan = {"name": "专案组", **days, "people": people}
    order = draft(world, "task_force", case, world.zhejiang_handler, data=plan)
    return TaskForce.objects.get(order=decided(world, order, "zhejiang"))


def _standing_in(world: World) -> Post:
    """The head of Yiwu is away, and somebody else stands in."""
    user = User.objects.create(username="standing.in", name="代行人")
    first, last = world.ago(1).date(), (world.now + timedelta(days=9)).date()
    return Post.objects.create(
        user=user, post="head", office=world.yiwu, acting_for=world.yiwu_head, starts_on=first, ends_on=last
    )
