"""The seed case, replayed through the services with its real dates by the people who may take each step."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

from cases import services as cases
from cases.models import Case, Clue, Decision, Obligation, Order
from cases.services.obligations import Figure
from consultations import services as consultations
from desk.demo import files, seed_duties
from desk.demo import seed_texts as texts
from desk.demo.clock import moment
from desk.demo.people import Cast
from evidence import services as evidence
from hearings import services as hearings


def replay(cast: Cast) -> Case:
    """From the clue in Yuyao to the closure in Yiwu and in Zhejiang; the Yiwu case."""
    clue = report_upward(cast)
    province = file_in_zhejiang(cast, clue)
    county = file_in_yiwu(cast, province)
    inquire(cast, county)
    seed_duties.find_out(cast, county, at)
    consult(cast, county)
    seed_duties.settle(cast, county, at)
    set_duties(cast, county)
    report_progress(cast, province)
    rectify(cast, county)
    hear(cast, county)
    end(cast, county, province)
    seed_duties.look_back(cast, county, at)
    return county


def at(day: str, hour: int = 10, minute: int = 0) -> datetime:
    """A moment of a day of the past."""
    return moment(date.fromisoformat(day), hour, minute)


def decide(cast: Cast, decision: Decision | None, office: str, day: str) -> None:
    """The head reviews in the morning, the chief decides in the afternoon."""
    assert decision is not None
    reviewed = "经审核，事实清楚、依据充分，拟同意，请检察长审批。"
    cases.approve(decision.pk, text=reviewed, by=cast.of(office, "head"), at=at(day, 11))
    cases.approve(decision.pk, text="同意。", by=cast.of(office, "chief"), at=at(day, 15))


def report_upward(cast: Cast) -> Clue:
    """April 2022: found in Yuyao, reported level by level to Zhejiang."""
    clue = cases.register_clue(
        **texts.CLUE, received_on=date(2022, 4, 18), by=cast["yuyao.assistant"], at=at("2022-04-18")
    )
    record_clue(cast, clue)
    for office, looked, sent in (
        ("yuyao", "2022-04-20", "2022-04-22"),
        ("ningbo", "2022-04-26", "2022-04-28"),
    ):
        by = cast.of(office, "handler")
        cases.make_clue_move(clue.pk, "evaluate", data=texts.EVALUATION, by=by, at=at(looked))
        opinion = {"opinion": texts.EVALUATION["opinion"]}
        clue = cases.make_clue_move(clue.pk, "report_up", data=opinion, by=by, at=at(sent)).subject
        clue = Clue.objects.get(reported_from__clue=clue)
    return clue


def record_clue(cast: Cast, clue: Clue) -> None:
    """A major clue is recorded with the city, which takes it in."""
    recorded = cases.record_major_clue(
        clue.pk, **texts.MAJOR, by=cast["yuyao.handler"], at=at("2022-04-19")
    )  # fmt: skip
    cases.receive_record(recorded.pk, by=cast["ningbo.head"], at=at("2022-04-21"))


def file_in_zhejiang(cast: Cast, clue: Clue) -> Case:
    """Zhejiang asks the Supreme, which agrees; it files in November and forms the task force."""
    by = cast["zhejiang.handler"]
    cases.make_clue_move(clue.pk, "evaluate", data=texts.EVALUATION, by=by, at=at("2022-05-10"))
    asked = cases.ask_instruction(
        clue_id=clue.pk,
        asked_of_id=cast.offices["spp"].pk,
        question=texts.QUESTION,
        own_opinion="符合法定领域，拟由省院自行立案。",
        by=by,
        at=at("2022-09-08"),
    )
    decide(cast, asked, "zhejiang", "2022-09-08")
    cases.answer_instruction(
        clue.instructions.get().pk,
        agreed=True,
        answer=texts.ANSWER,
        by=cast["spp.chief"],
        at=at("2022-10-20"),
    )
    case = _file(
        cast,
        clue,
        "zhejiang",
        "2022-11-04",
        title="电商云仓个人信息保护反电信网络诈骗行政公益诉讼案",
        facts=texts.PROVINCE_FACTS,
    )
    _form_task_force(cast, case, texts.TASK_FORCE, texts.TEAM, "2022-11-08")
    plan = {"plan": texts.PLAN}
    cases.make_case_move(case.pk, "investigate", data=plan, by=by, at=at("2022-11-09"))
    return case


def hand_down(cast: Cast, parent: Case) -> Clue:
    """Zhejiang goes on with its own case and gives Yiwu, where the harm is, a clue of it (rule 18)."""
    order = cases.draft_order(
        kind="assign",
        case_id=parent.pk,
        to_office_id=cast.offices["yiwu"].pk,
        reason=texts.WHY_YIWU,
        demands=texts.DEMANDS_OF_YIWU,
        data={"keep": True},
        by=cast["zhejiang.handler"],
        at=at("2022-11-09", 9),
    )
    decide(cast, order.decision, "zhejiang", "2022-11-09")
    cases.receive_order(order.pk, by=cast["yiwu.head"], at=at("2022-11-09", 16))
    return Clue.objects.get(given_by=order)


def file_in_yiwu(cast: Cast, parent: Case) -> Case:
    """Yiwu, where the harm is, files beside the province; people of three other offices are lent to it."""
    clue = hand_down(cast, parent)
    data = {**texts.EVALUATION, "opinion": "属于法定领域且为属地，拟同意立案。"}
    cases.make_clue_move(clue.pk, "evaluate", data=data, by=cast["yiwu.handler"], at=at("2022-11-10"))
    case = _file(
        cast,
        clue,
        "yiwu",
        "2022-11-11",
        title="督促保护快递面单个人信息行政公益诉讼案",
        facts=texts.COUNTY_FACTS,
        parent=parent.pk,
        agencies=[cast.agencies[slug].pk for slug in texts.POSITIONS],
    )
    _form_task_force(cast, case, texts.COUNTY_TASK_FORCE, texts.LENT, "2022-11-14")
    for minute, respondent in enumerate(case.respondents.order_by("id").select_related("agency")):
        cases.serve(
            respondent.pk, kind="filing", method="direct", served_on=date(2022, 11, 15), recipient="办公室",
            by=cast["yiwu.clerk"], at=at("2022-11-15", 10, minute),
        )  # fmt: skip
    return case


def inquire(cast: Cast, case: Case) -> None:
    """On the spot, in the data, with experts; the screening model's yields are kept as evidence."""
    plan = {"plan": texts.PLAN}
    cases.make_case_move(case.pk, "investigate", data=plan, by=cast["yiwu.handler"], at=at("2022-11-16"))
    for n, (title, kind, proves, element, name) in enumerate(texts.EVIDENCE):
        evidence.add_item(
            case.pk, kind=kind, title=title, source="专案组依法调取", collected_on=date(2022, 11, 17 + n),
            proves=proves, element=element, files=[files.pdf(name, [title, proves])],
            by=cast["yuyao.handler" if n == 0 else "yiwu.assistant"], at=at(f"2022-11-{17 + n}", 16),
        )  # fmt: skip
    evidence.add_item(
        case.pk, kind="electronic", title="数字监督模型筛查结果", source="“两卡”、网络安全治理数字专项监督",
        collected_on=date(2022, 11, 23), element="failure",
        proves="筛查出遗漏行政处罚线索25条、刑事立案监督线索107条、公益诉讼线索16条",
        files=[files.table("筛查结果.csv", texts.SCREENING)], by=cast["yiwu.assistant"], at=at("2022-11-23", 16),
    )  # fmt: skip


def consult(cast: Cast, case: Case) -> None:
    """1 December 2022, the day the law came into force: five agencies and eight other units."""
    by = cast["yiwu.handler"]
    held = consultations.call_consultation(
        case.pk,
        form="meeting",
        held_on=date(2022, 12, 1),
        place="义乌市人民检察院会议室",
        agenda=texts.AGENDA,
        guests=[consultations.Guest(name, kind) for name, kind in texts.GUESTS],
        by=by,
        at=at("2022-11-24"),
    )
    said = {cast.agencies[slug].pk: position for slug, position in texts.POSITIONS.items()}
    invitees = list(held.invitees.all())
    consultations.conclude_consultation(
        held.pk,
        minutes=texts.MINUTES,
        agreed=texts.AGREED,
        attended=[invitee.pk for invitee in invitees],
        positions={i.pk: said[i.agency_id] for i in invitees if i.agency_id},
        by=by,
        at=at("2022-12-01", 17),
    )


def set_duties(cast: Cast, case: Case) -> None:
    """What each agency took upon itself, with its day; the case turns to following it up."""
    by = cast["yiwu.handler"]
    agencies = {respondent.agency_id: respondent.pk for respondent in case.respondents.all()}
    for minute, (slug, measure, category, due, *_report) in enumerate(texts.OBLIGATIONS):
        figures = [Figure(*texts.RATE, Decimal(90), Decimal("21.3"))] if category == "privacy_waybill" else ()
        cases.set_obligation(
            case.pk,
            respondent_id=agencies[cast.agencies[slug].pk],
            measure=measure,
            category=category,
            due_on=date.fromisoformat(due),
            figures=figures,
            by=by,
            at=at("2022-12-05", 10, minute),
        )
    cases.make_case_move(case.pk, "rectify", data={}, by=by, at=at("2022-12-05", 16))


def report_progress(cast: Cast, province: Case) -> None:
    """March 2023: the Supreme hears how the matter on which it had agreed stands, on the same thread."""
    sent = cases.send_report(
        case_id=province.pk,
        asked_of_id=cast.offices["spp"].pk,
        question=texts.PROGRESS,
        own_opinion=texts.AHEAD,
        by=cast["zhejiang.handler"],
        at=at("2023-03-20"),
    )
    cases.note_report(sent.pk, text=texts.NOTED, by=cast["spp.chief"], at=at("2023-03-27"))


def rectify(cast: Cast, case: Case) -> None:
    """The agencies report through 2023; the rate of privacy waybills rises until it is above ninety per cent."""
    found = {obligation.measure: obligation for obligation in case.obligations.all()}
    reports = [
        (reported, slug, found[measure], text, name)
        for slug, measure, _category, _due, reported, text, name in texts.OBLIGATIONS
        if reported
    ]
    for reported, slug, obligation, text, name in sorted(reports, key=lambda report: report[0]):
        _report(cast, obligation, slug, reported, text, name)
    rate = next(o for o in found.values() if o.category == "privacy_waybill")
    for reported, value, missing, next_due in texts.RISING:
        _raise(cast, rate, reported, Decimal(value), missing, next_due)
    seed_duties.look(cast, case, at)
    cases.make_case_move(case.pk, "review", data={}, by=cast["yiwu.handler"], at=at("2023-06-28"))


def hear(cast: Cast, case: Case) -> None:
    """12 July 2023, in Yiwu, with the provincial cyberspace office: all officers agree."""
    by = cast["yiwu.handler"]
    hearing = hearings.plan_hearing(
        case.pk,
        purpose="effect",
        held_on=date(2023, 7, 12),
        place="义乌市人民检察院听证室",
        officers=[hearings.Officer(name, kind) for name, kind, _said in texts.OFFICERS],
        co_organiser="浙江省人民检察院、中共浙江省委网信办",
        site_visit="实地察看两家电商云仓企业整改情况",
        by=by,
        at=at("2023-06-29"),
    )
    decide(cast, hearing.decision, "yiwu", "2023-06-30")
    hearings.give_notice(hearing.pk, noticed_on=date(2023, 7, 4), by=by, at=at("2023-07-04"))
    said = {name: hearings.Opinion(True, text) for name, _kind, text in texts.OFFICERS}
    hearings.conclude_hearing(
        hearing.pk,
        record_text=texts.HEARING_RECORD,
        result=texts.HEARING_RESULT,
        opinions={officer.pk: said[officer.name] for officer in hearing.officers.all()},
        by=by,
        at=at("2023-07-12", 17),
    )


def end(cast: Cast, county: Case, province: Case) -> None:
    """Every agency performed; both cases are closed (rule 74)."""
    by = cast["yiwu.handler"]
    for minute, respondent in enumerate(county.respondents.order_by("id")):
        verdict = "已按磋商意见全面采取整改措施，依法履行监督管理职责。"
        cases.judge(respondent.pk, performed=True, verdict=verdict, by=by, at=at("2023-07-14", 10, minute))
    ground = {"ground": "rectified", "facts": texts.CLOSURE_FACTS}
    asked = cases.make_case_move(county.pk, "close", data=ground, by=by, at=at("2023-07-18", 9))
    decide(cast, asked.decision, "yiwu", "2023-07-18")
    given = Order.objects.get(given=county.clue_id)
    cases.finish_order(given.pk, result=texts.CLOSURE_FACTS, by=by, at=at("2023-07-19"))
    ground = {"ground": "protected", "facts": texts.PROVINCE_CLOSURE}
    by = cast["zhejiang.handler"]
    asked = cases.make_case_move(province.pk, "close", data=ground, by=by, at=at("2023-07-25", 9))
    decide(cast, asked.decision, "zhejiang", "2023-07-25")


def _file(cast: Cast, clue: Clue, office: str, day: str, *, title: str, facts: str, **more: object) -> Case:
    data = {
        "title": title,
        "track": "administrative",
        "field": "telecom_fraud",
        "other_fields": ["personal_data"],
        "facts": facts,
        "basis": texts.BASIS,
        "team": [cast.of(office, "assistant").pk],
        **more,
    }
    asked = cases.make_clue_move(clue.pk, "file", data=data, by=cast.of(office, "handler"), at=at(day, 9))
    decide(cast, asked.decision, office, day)
    return Case.objects.get(clue=clue)


def _form_task_force(cast: Cast, case: Case, name: str, team: Sequence[tuple[str, str]], day: str) -> None:
    """Zhejiang calls people of several offices to a case, by a written order until its end; it leads them itself."""
    people = [{"user": cast[username].pk, "role": role} for username, role in team]
    order = cases.draft_order(
        kind="task_force",
        case_id=case.pk,
        to_office_id=cast.offices["zhejiang"].pk,
        reason=texts.WHY_TOGETHER,
        data={"name": name, "starts_on": date.fromisoformat(day), "people": people},
        by=cast["zhejiang.handler"],
        at=at(day, 9),
    )
    decide(cast, order.decision, "zhejiang", day)


def _report(cast: Cast, obligation: Obligation, slug: str, day: str, text: str, name: str) -> None:
    rows = [("日期", "事项", "结果"), (day, obligation.measure, text)]
    file = files.table(name, rows) if name.endswith("csv") else files.pdf(name, [name[:-4], text, day])
    sent = evidence.receive_submission(
        obligation.pk, text=text, files=[file], by=cast.liaison(slug), at=at(day)
    )
    cases.accept(sent.pk, reasons="经现场核查，措施已经落实。", by=cast["yiwu.handler"], at=at(day, 16))


def _raise(cast: Cast, rate: Obligation, day: str, value: Decimal, missing: str, next_due: str) -> None:
    indicator = rate.indicators.get()
    sent = evidence.receive_submission(
        rate.pk,
        text=f"截至{day}，全市寄递行业隐私面单应用率为{value}%。",
        files=[files.png(f"隐私面单应用率{day}.png", share=int(value))],
        values={indicator.pk: value},
        by=cast["yiwu-post.liaison"],
        at=at(day),
    )
    if missing:
        due = date.fromisoformat(next_due)
        cases.return_submission(sent.pk, reasons=missing, due_on=due, by=cast["yiwu.handler"], at=at(day, 16))
    else:
        cases.accept(sent.pk, reasons="应用率超过约定目标。", by=cast["yiwu.handler"], at=at(day, 16))
