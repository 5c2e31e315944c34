"""Every page that takes a form: who sends it, where, and what they send when all is well."""

from collections.abc import Iterator
from datetime import date, timedelta
from uuid import uuid4

from django.utils import timezone

from accounts.models import Post
from cases import services
from cases.models import Case, TaskForce
from deadlines import services as deadlines
from deadlines.selectors import plan
from deadlines.services import CalendarDay
from desk.demo.paths import DONE, FAILED, LOOKED, OPEN, SERVED
from evidence import services as evidence
from tests.web import draft_doors, duty_doors
from tests.web.door import Door, Form, day, pdf
from tests.web.register_doors import people_doors, register_doors
from tests.world import CIVIL, World


def every(world: World) -> Iterator[Door]:
    """All doors of that world; a person tries one and takes it back before the next."""
    for room in (
        clue_doors,
        between_doors,
        order_doors,
        stand_in_doors,
        step_doors,
        case_doors,
        group_doors,
        clock_doors,
        register_doors,
        other_doors,
    ):
        yield from room(world)


def clue_doors(world: World) -> Iterator[Door]:
    """Clues and decisions."""
    handler, head = world.yiwu_handler, world.yiwu_head
    fresh, evaluated = world.clue("registered"), world.clue("evaluating")
    post = world.agency("yiwu-post").pk
    yield Door("clue-new", handler, {}, {
        "title": "面单泄露", "source": "report", "field": "personal_data", "received_on": day(), "facts": "事实",
        "source_note": "转交", "place": "义乌", "suspected": "某站", "giver": "群众",
        "giver_contact": "13900001234", "criminal_ref": "无", "major": "on",
    })  # fmt: skip
    looked = {"model": "cases.clue", "row_id": fresh.pk, "field": "facts"}
    yield Door("unmask", handler, looked, {"why": "case", "reason": "核实地点", "_key": lambda: uuid4().hex})
    yield Door("clue-classify", world.yiwu_chief, {"clue_id": fresh.pk}, {"secrecy": 2, "reason": "涉密来源"})
    moves: dict[str, Form] = {
        "file": {"title": "快递案", "track": "administrative", "field": "personal_data", "agencies": [post], "facts": "事实",
                 "basis": "依据", "team": [world.yiwu_clerk.pk], "other_fields": ["food_drug"], "parent": "", "preventive": "on",
                 "separate_reason": "性质不同"},
        "merge": {"case": world.case("filed").pk, "reason": "性质相同"},
        "decline": {"reason": "理由"},
        "transfer": {"office": str(world.dongyang.pk), "reason": "理由"},
        "report_up": {"opinion": "意见"},
    }  # fmt: skip
    found = {"truth": "属实", "checkability": "可查", "risk": "有", "opinion": "立案"}
    yield Door(
        "clue-move", handler, {"clue_id": fresh.pk, "name": "evaluate"}, found | {"version": fresh.version}
    )
    for name, form in moves.items():
        version = {"version": evaluated.version}
        yield Door("clue-move", handler, {"clue_id": evaluated.pk, "name": name}, form | version)
    asking = {"asked_of_id": world.jinhua.pk, "question": "可否", "own_opinion": "可以"}
    yield Door("clue-instruct", handler, {"clue_id": evaluated.pk}, asking)
    yield Door("clue-report", handler, {"clue_id": evaluated.pk}, asking)
    major = {"reason": "影响大", "own_opinion": "拟立案"}
    yield Door("clue-record-up", handler, {"clue_id": world.clue(major=True).pk}, major)
    waiting = {"decision_id": world.pending(world.told("20 register 15 evaluate 5 file:asked").clue).pk}
    asked = world.pending(world.told("20 register 15 evaluate 5 decline:asked").clue)
    redrafted = {"reason": "另有新的情况", "version": asked.version}
    yield Door("decision-redraft", handler, {"decision_id": asked.pk}, redrafted)
    one = f"d{asked.pk}"
    seat = {"pick": str(asked.pk), f"{one}-outcome": "approve", f"{one}-text": "同意", f"{one}-version": "1"}
    yield Door("sitting", head, {}, seat)
    reviewed = world.pending(world.told("20 register 15 evaluate 5 file:reviewed").clue)
    up = {"forward-to": "committee", "forward-text": "提请讨论", "forward-version": str(reviewed.version)}
    yield Door("decision-forward", world.yiwu_chief, {"decision_id": reviewed.pk}, up)
    yield Door("decision-approve", head, waiting, {"text": "同意", "version": 1})
    yield Door("decision-return", head, waiting, {"text": "退回", "version": 1})
    yield Door("decision-withdraw", handler, waiting, {})


def stand_in_doors(world: World) -> Iterator[Door]:
    """Who stands in for whom."""
    chief = world.yiwu_chief
    post = Post.objects.get(user=chief, post="chief")
    stand_in = {
        "post_id": str(post.pk),
        "user_id": world.yiwu_head.pk,
        "starts_on": day(),
        "ends_on": day(5),
        "reason": "休假",
    }
    yield Door("delegation-new", chief, {}, stand_in)
    held = Post.objects.create(
        user=world.yiwu_handler, post="chief", office=world.yiwu, acting_for=chief,
        starts_on=timezone.localdate() + timedelta(days=20), ends_on=timezone.localdate() + timedelta(days=30),
    )  # fmt: skip
    yield Door("delegation-end", chief, {"delegation_id": held.pk}, {})


def between_doors(world: World) -> Iterator[Door]:
    """What passes between offices upward and sideways."""
    handler, case = world.yiwu_handler, world.told(SERVED).case
    asking = {"asked_of_id": world.jinhua.pk, "question": "可否", "own_opinion": "可以"}
    yield Door("case-instruct", handler, {"case_id": case.pk}, asking)
    yield Door("case-report", handler, {"case_id": case.pk}, asking)
    asked = world.told("20 register 15 evaluate 5 instruct:zhejiang").clue.instructions.get()
    answer = {"agreed": "True", "answer": "同意"}
    yield Door("instruction-answer", world.jinhua_chief, {"instruction_id": asked.pk}, answer)
    yield Door("instruction-forward", world.jinhua_chief, {"instruction_id": asked.pk}, {"opinion": "同意"})
    sent = services.send_report(
        case_id=case.pk, asked_of_id=world.jinhua.pk, question="进展", by=handler, at=timezone.now()
    )
    yield Door("instruction-note", world.jinhua_chief, {"instruction_id": sent.pk}, {"text": "已阅"})
    recorded = {"record_id": case.records_up.all()[0].pk}
    yield Door("record-receive", world.jinhua_head, recorded, {"remark": "请补充"})
    letter = {"to_office_id": world.dongyang.name, "matters": "调取", "demands": "盖章"}
    yield Door("commission-new", handler, {"case_id": case.pk}, letter)
    told = [world.told(f"{LOOKED} 9 commission:dongyang", title=title).case for title in ("甲案", "乙案")]
    fresh, taken = (one.commissions.get() for one in told)
    there = {"received_on": day(), "handler_id": world.dongyang_handler.pk}
    yield Door("commission-receive", world.dongyang_head, {"commission_id": fresh.pk}, there)
    yield Door("commission-decline", world.dongyang_head, {"commission_id": fresh.pk}, {"reason": "管辖"})
    services.receive_commission(
        taken.pk, received_on=timezone.localdate(), handler_id=world.dongyang_handler.pk,
        by=world.dongyang_head, at=timezone.now(),
    )  # fmt: skip
    found = {"result": "已查明", "files": pdf}
    yield Door("commission-finish", world.dongyang_handler, {"commission_id": taken.pk}, found)


def step_doors(world: World) -> Iterator[Door]:
    """Every step of a case."""
    filed, looked, served = (world.case(state) for state in ("filed", "investigating", "rectifying"))
    sued, suspended = world.case("sued"), world.case("suspended")
    reviewing, civil = world.told(f"{DONE} 20 review 15 judge").case, world.told(LOOKED, CIVIL).case
    done, agreed = world.told(DONE).case, world.told(f"{LOOKED} 20 consult:7 13 conclude 12 oblige:60").case
    failed, announced = world.told(FAILED).case, world.told(f"{OPEN} 100 investigate 90 announce", CIVIL).case
    papers = dict.fromkeys(("origin", "harm", "failure", "basis", "requests", "other"), "内容")
    officers = {f"officer_{n}_name": f"听证员{n}" for n in range(1, 8)}
    kinds = {f"officer_{n}_kind": "expert" for n in range(1, 8)}
    hearing = {"purpose": "effect", "held_on": day(9), "place": "听证室", "public": "true", "closed_reason": "无",
               "co_organiser": "甲", "site_visit": "乙"}  # fmt: skip
    meeting = {"form": "meeting", "held_on": day(3), "place": "会议室", "agenda": "事项"}
    guests = {f"guests_{kind}": f"某{kind}" for kind in ("enterprise", "platform", "association", "other")}
    court = {
        "outcome": "perform",
        "court_number": "（2026）浙0782行初1号",
        "judged_on": day(-1),
        "received_on": day(),
    }
    steps: list[tuple[str, Case, Form]] = [
        ("investigate", filed, {"plan": "方案"}),
        ("consult", looked, meeting | guests),
        ("recommend", looked, papers | {"respondents": [world.respondent(looked).pk], "urgent": "false"}),
        ("rectify", agreed, {"note": "说明"}),
        ("suspend", served, world.suspension(served, no_neglect="on")),
        ("resume", suspended, {"reason": "消除"}),
        ("announce", civil, {"media": "检察日报", "published_on": day(-1), "content": "公告"}),
        ("review", done, {"note": "说明"}),
        ("review_civil", announced, {"note": "说明"}),
        ("hear", reviewing, hearing | officers | kinds),
        ("close", reviewing, {"ground": "rectified", "facts": "事实"}),
        ("sue", failed, {"court": "义乌市人民法院", "claims": "请求", "facts": "事实"}),
        ("judge", sued, court),
        ("withdraw", sued, {"reason": "理由"}),
        ("transfer", looked, {"office": str(world.dongyang.pk), "reason": "理由"}),
        (
            "transfer_suit",
            failed,
            {"office": world.dongyang.name, "court": "东阳市人民法院", "reason": "理由"},
        ),
    ]
    for name, case, form in steps:
        parts, version = {"case_id": case.pk, "name": name}, {"version": Case.objects.get(pk=case.pk).version}
        yield Door("case-move", world.yiwu_handler, parts, form | version)


def case_doors(world: World) -> Iterator[Door]:
    """What hangs from a case: people, agencies, papers, obligations."""
    handler, head = world.yiwu_handler, world.yiwu_head
    looked = world.case("investigating")
    case = world.told(SERVED.replace(" 88 record_up", "")).case
    done = world.told(f"{DONE} 20 review").case
    sued = world.told(f"{FAILED} 16 sue").case
    respondent = {"respondent_id": world.respondent(case).pk}
    named = {"respondent_id": world.respondent(world.case("filed")).pk, "kind": "filing"}
    unserved = {"respondent_id": world.respondent(world.case("recommended")).pk, "kind": "recommendation"}
    sent = world.told(f"{SERVED} 40 reply 35 submit").case
    obligation = {"respondent_id": world.respondent(case).pk, "measure": "加装回收箱", "category": "restoration",
                  "due_on": day(30), "indicator_name": "回收箱", "indicator_unit": "个", "indicator_baseline": "1",
                  "indicator_target": "300"}  # fmt: skip
    member = {
        "user_id": world.yiwu_clerk.pk,
        "duty": "取证",
        "starts_on": day(),
        "ends_on": day(9),
        "order": "一号",
    }
    service = {"method": "direct", "served_on": day(), "recipient": "陈收发", "note": "说明"}
    verdict = {"performed": "false", "failing": "partial", "verdict": "理由"}
    yield Door("case-member", head, {"case_id": looked.pk}, member)
    yield Door("member-end", head, {"member_id": looked.members.all()[0].pk}, {})
    Post.objects.create(user=world.yiwu_clerk, post="handler", office=world.yiwu, starts_on=day(-9))
    yield Door("case-handler", head, {"case_id": looked.pk}, {"user_id": world.yiwu_clerk.pk})
    yield Door(
        "case-classify", world.yiwu_chief, {"case_id": looked.pk}, {"secrecy": 1, "reason": "涉及举报人信息"}
    )
    yield Door(
        "case-respondent", handler, {"case_id": looked.pk}, {"agency_id": world.agency("yiwu-samr").pk}
    )
    yield Door("respondent-serve", handler, named, service)
    yield Door("respondent-serve", handler, unserved, service)
    yield Door("respondent-reply", handler, respondent, {"text": "已整改", "received_on": day()})
    yield Door("respondent-judge", handler, {"respondent_id": world.respondent(done).pk}, verdict)
    yield Door("case-obligation", handler, {"case_id": case.pk}, obligation)
    paper = world.respondent(case).recommendation.document_id
    yield Door("document-record-up", handler, {"document_id": paper}, {"sent_on": day()})
    yield Door("case-delivery", handler, {"case_id": sued.pk}, {"delivered_on": day()})
    judged = world.case("judged")
    yield Door(
        "case-court", handler, {"case_id": judged.pk, "act": "judgment_sent"}, {"on": day(), "note": "机要"}
    )
    stands = {"case_id": world.case("suspended").pk}
    yield Door(
        "case-recheck", handler, stands, {"checked_on": day(), "found": "仍在汛期", "persists": "true"}
    )
    clock = done.deadlines.filter(rule="T10", state="open")[0]
    yield Door("deadline-extend", handler, {"deadline_id": clock.pk}, {"reason": "案情复杂"})
    verdict_on = {"verdict": "accept_part", "accepted_part": "已装", "reasons": "补充", "due_on": day(9)}
    yield Door("submission-judge", handler, {"submission_id": world.submission(sent).pk}, verdict_on)
    again = {"obligation_id": world.obligation(done).pk}
    yield Door("obligation-reopen", handler, again, {"reasons": "反弹", "due_on": day(9)})
    yield from duty_doors.doors(world, looked, case)
    mine = world.obligation(case)
    figures = {f"value_{row.pk}": "55.5" for row in mine.indicators.all()}
    liaison = world.yiwu_post_liaison
    yield Door("portal-obligation", liaison, {"obligation_id": mine.pk}, {"text": "已整改", **figures})
    yield Door("portal-obligation", liaison, {"obligation_id": mine.pk}, {"act": "save", "text": "写到一半"})
    yield Door("portal-reply", liaison, respondent, {"text": "已整改"})
    yield Door("portal-object", liaison, respondent, {"text": "职责不清"})
    yield Door(
        "portal-obligation-object", world.yiwu_post_leader, {"obligation_id": mine.pk}, {"text": "有异议"}
    )
    yield from draft_doors.doors(world)


def group_doors(world: World) -> Iterator[Door]:
    """Task forces, and cases below a case."""
    zhejiang = world.zhejiang_handler
    looked, child, taken = (world.case(state) for state in ("investigating", "filed", "filed"))
    parent = world.case("filed", office="zhejiang", agencies=(), measures=())
    Case.objects.filter(pk=taken.pk).update(parent=parent)
    force = TaskForce.objects.create(
        case=looked, name="专案组", lead=world.zhejiang, starts_on=timezone.localdate(), ends_on=day(20)
    )
    until = timezone.localdate() + timedelta(days=20)
    lent = services.call_up(
        looked.pk,
        user_id=world.jinhua_assistant.pk,
        duty="成员",
        starts_on=timezone.localdate(),
        ends_on=until,
        order="浙检调〔2026〕1号",
        by=world.zhejiang_chief,
        at=timezone.now(),
    )
    lent.task_force = force
    lent.save()
    called = {"name": "快递专案组", "to_office_id": world.zhejiang.pk, "starts_on": day(), "ends_on": day(30), "reason": "理由",
              "demands": "要求", "person_1": "阮清和（余姚市检察院）", "role_1": "成员", "from_1": day(1),
              "until_1": day(9)}  # fmt: skip
    yield Door("task-force-new", zhejiang, {"case_id": looked.pk}, called)
    led = {"task_force_id": force.pk}
    yield Door("task-force-extend", world.zhejiang_chief, led, {"ends_on": day(40), "reason": "未查完"})
    yield Door("task-force-end", world.zhejiang_chief, led, {"reason": "已完成"})
    yield Door("case-link", zhejiang, {"case_id": parent.pk}, {"case_id": child.pk, "reason": "同一事项"})
    yield Door("case-unlink", zhejiang, {"case_id": taken.pk}, {"reason": "另案处理"})


def clock_doors(world: World) -> Iterator[Door]:
    """What is done to a clock."""
    handler, at = world.yiwu_handler, timezone.now()
    started_on = timezone.localdate() - timedelta(days=10)

    def clock(rule: str) -> Form:
        case = world.case("investigating")
        made = deadlines.start(
            rule=rule,
            case=case,
            started_on=started_on,
            duty_office=world.yiwu,
            duty_user=handler,
            by=None,
            at=at,
        )
        return {"deadline_id": made.pk}

    runs, stands, trial = clock("T10"), clock("T10"), clock("T29B")
    deadlines.exclude(**stands, start=started_on, until=None, reason="委托鉴定", by=handler, at=at)
    yield Door("deadline-exclude", handler, runs, {"start": day(-5), "until": day(-1), "reason": "鉴定"})
    yield Door("deadline-go-on", handler, stands, {"on": day(-1), "note": "已收到报告"})
    yield Door("deadline-correct", handler, runs, {"started_on": day(-9), "reason": "回证有误"})
    decided = {"months": "6", "reason": "义乌市人民法院2026年1月通知"}
    yield Door("deadline-court-extension", handler, trial, decided)


def order_doors(world: World) -> Iterator[Door]:
    """Written orders of the office above, and what comes back."""
    above, head = world.jinhua_handler, world.yiwu_head
    looked, clue = world.case("investigating"), world.clue("not_filed")
    fresh = world.clue("evaluating")
    said = {"reason": "理由", "demands": "要求", "report_by": day(20)}
    target, away = looked.documents.get(kind="filing").pk, world.dongyang.name
    orders: dict[str, Form] = {
        "supervise": said,
        "designate": said | {"to_office_id": away},
        "take_up": said | {"handler_id": above.pk},
        "revoke": said | {"target_id": target},
        "change": said | {"target_id": target},
    }
    for kind, form in orders.items():
        yield Door("order-new", above, {"case_id": looked.pk, "kind": kind}, form)
    own = world.case("filed", office="jinhua")
    down = said | {"to_office_id": away, "keep": "true"}
    yield Door("order-new", above, {"case_id": own.pk, "kind": "assign"}, down)
    revoked = said | {"target_id": clue.documents.get(kind="not_filing").pk}
    yield Door("clue-order-new", above, {"clue_id": clue.pk, "kind": "revoke"}, revoked)
    yield Door(
        "clue-order-new", above, {"clue_id": fresh.pk, "kind": "designate"}, said | {"to_office_id": away}
    )
    sent = {"order_id": world.told("20 register 15 evaluate 10 file 5 supervise").case.orders.get().pk}
    yield Door("order-receive", head, sent, {})
    yield Door("order-object", head, sent, {"objection": "不同意"})
    signed = {
        "order_id": world.told("20 register 15 evaluate 10 file 5 supervise 4 sign_for").case.orders.get().pk
    }
    yield Door("order-finish", head, signed, {"result": "已办"})


def other_doors(world: World) -> Iterator[Door]:
    """Meetings, evidence, notices, and the doors of the house itself."""
    handler = world.yiwu_handler
    called = world.told(f"{LOOKED} 20 consult:7").case.consultations.get()
    positions = {f"position_{row.pk}": "同意" for row in called.invitees.all()}
    minutes = {"minutes": "记录", "agreed": "一致", "attended": [row.pk for row in called.invitees.all()]}
    yield Door("consultation-conclude", handler, {"consultation_id": called.pk}, minutes | positions)
    case = world.told(f"{DONE} 20 review 3 plan:9").case
    planned, held = (
        case.hearings.get(),
        world.told(f"{DONE} 20 review 14 plan:12 10 notice").case.hearings.get(),
    )
    yield Door("hearing-notice", handler, {"hearing_id": planned.pk}, {"noticed_on": day()})
    later = {"held_on": day(12), "place": "听证二室"}
    yield Door("hearing-postpone", handler, {"hearing_id": planned.pk}, later)
    said = {f"officer_{row.pk}_supports": "true" for row in held.officers.all()}
    opinions = {f"officer_{row.pk}_opinion": "同意" for row in held.officers.all()}
    record = {"record_text": "笔录", "result": "结果"} | said | opinions
    yield Door("hearing-conclude", handler, {"hearing_id": held.pk}, record)
    item = {
        "kind": "documentary",
        "element": "none",
        "title": "台账",
        "source": "调取",
        "collected_on": day(),
        "proves": "事实",
    }
    yield Door("evidence-new", handler, {"case_id": case.pk}, item | {"files": pdf})
    own = case.evidence.filter(respondent=None)[0]
    yield Door("evidence-verify", handler, {"item_id": own.pk}, {})
    yield Door("evidence-proves", handler, {"item_id": own.pk}, {"element": "law", "proves": "事实"})
    newer = {"reason": "补充盖章页", "files": pdf}
    yield Door("evidence-replace", handler, {"file_id": own.files.all()[0].pk}, newer)
    yield Door("case-verify", handler, {"case_id": case.pk}, {})
    found = {"standing": "partly", "reasons": "尚缺鉴定意见"}
    yield Door("litigability-assess", handler, {"case_id": case.pk, "element": "harm"}, found)
    evidence.check_waiting(at=timezone.now())
    yield Door("export-new", handler, {"case_id": case.pk}, {"purpose": "移送法院"})
    yield Door("notice-open", handler, {"notice_id": handler.notices.all()[0].pk}, {})
    yield Door("notices-read", handler, {}, {})
    wishes = {"early15": "none", "early7": "notice", "early3": "both", "internal": "none"}
    yield Door("chase-settings", handler, {}, wishes)
    yield holidays(world)
    names = {"name": "浙江省义乌市人民检察院", "short_name": "义乌检察院", "mark": "浙义"}
    yield Door("office-edit", world.spp_sysadmin, {"office_id": world.yiwu.pk}, names)
    yield from people_doors(world)
    yield Door("login", None, {}, {"username": "yiwu.handler", "password": "yisu-demo", "next": "/cases/"})
    yield Door("set_language", handler, {}, {"language": "en", "next": "/cases/"})
    yield Door("logout", handler, {}, {})


def holidays(world: World) -> Door:
    """The check before a year's notice holds: what was seen is what the deadlines of this world come to."""
    year = timezone.localdate().year + 1
    days = [CalendarDay(date(year, 1, 1), True, "元旦")]
    form = {
        "number": "国办发明电〔2026〕9号",
        "table": f"{year}-01-01,休,元旦",
        "way": "check",
        "step": "apply",
    }
    return Door(
        "holidays-enter", world.spp_casemgr, {"year": year}, form | {"seen": plan(days, year=year).digest}
    )
