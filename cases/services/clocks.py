"""How cases start and stop their clocks; what each clock means stands in deadlines/limits.py."""

from collections.abc import Sequence
from datetime import date, datetime

from accounts.models import Procuratorate, User
from audit.flow import day, official
from cases import seats
from cases.between import REPORT
from cases.flow import OF_DECIDERS
from cases.models import Case, Clue, Commission, Decision, Instruction, Obligation, Order, Respondent
from deadlines import services as deadlines
from deadlines.models import Deadline

REPLY_TIME = ("T08", "T09")
PER_AGENCY = ("T04",)
FOLLOWING = {"T11": "T15"}
REVIEWS = ("T10", "T11", "T12", "T12B")
TAKEN_OVER = {"administrative": "T12", "civil": "T12B"}


def start_for_case(case: Case, rule: str, *, started_on: date, by: User, at: datetime) -> Deadline:
    """Start a clock whose duty lies with the case's own office and handler.

    The review of a civil case begins where the announcement ends, so it follows that clock and moves with it (rule 47).
    """
    if rule in FOLLOWING:
        return start_following(case, rule, by=by, at=at)
    return deadlines.start(
        rule=rule,
        case=case,
        started_on=started_on,
        duty_office=case.office,
        duty_user=case.handler,
        by=by,
        at=at,
    )


def start_following(case: Case, rule: str, *, by: User, at: datetime) -> Deadline:
    """Start a clock at the end of the one it follows, which may lie ahead; one that was started so already is left."""
    before = Deadline.objects.filter(case=case, rule=FOLLOWING[rule]).order_by("-id")[0]
    running = before.followers.filter(rule=rule).first()
    return running or deadlines.start(
        rule=rule, case=case, follows=before, duty_office=case.office, duty_user=case.handler, by=by, at=at
    )


def start_for_clue(clue: Clue, rule: str, *, started_on: date, by: User, at: datetime) -> Deadline:
    """Start a clock on a clue; its handler is chased when there is one, else who registered it in this office."""
    sent_here = all(post.office_id != clue.office_id for post in clue.registered_by.posts_on(started_on))
    person = clue.handler or (None if sent_here else clue.registered_by)
    return deadlines.start(
        rule=rule, clue=clue, started_on=started_on, duty_office=clue.office, duty_user=person, by=by, at=at
    )


def hand_over(clue: Clue) -> None:
    """The clue has a handler: the clocks that run on it are theirs now."""
    assert clue.handler is not None
    deadlines.reassign(clue=clue, duty_user=clue.handler, keep=OF_DECIDERS)


def start_for_decision(decision: Decision, able: Sequence[User], *, by: User | None, at: datetime) -> None:
    """Start the target of the step that is next, for the office and the person whose turn it is.

    A clock has one person: of several who are `able` to decide the first is chased, all of them find the request in
    their inbox. Where nobody may decide it, the department heads of that office are chased.
    """
    seat, subject = decision.waits_for, decision.subject
    where = {"case": subject} if isinstance(subject, Case) else {"clue": subject}
    decision.clock = deadlines.start(
        rule="N07",
        **where,
        title=f"{official(decision.label)} · 审批",
        started_on=day(at),
        duty_office=seats.office_of(decision, seat) or decision.office,
        duty_user=next(iter(able), None),
        by=by,
        at=at,
    )
    decision.save(update_fields=["clock"])


def end_step(decision: Decision, *, by: User | None, at: datetime, decided: bool = True) -> None:
    """Whoever was next has decided; or nobody need decide any more, for the request was taken back."""
    if decision.clock is None or not decision.clock.running:
        return
    end = deadlines.meet if decided else deadlines.cancel
    end(decision.clock, on=day(at), by=by, at=at)


def start_for_question(instruction: Instruction, *, by: User, at: datetime) -> Deadline:
    """Start the target of the office that was asked, whose department heads are chased (rule 104)."""
    office, on = instruction.waits_at or instruction.asked_of, day(at)
    return deadlines.start(
        rule="N05",
        clue=instruction.clue,
        case=instruction.case,
        started_on=on,
        duty_office=office,
        by=by,
        at=at,
    )


def end_question(instruction: Instruction, *, by: User, at: datetime) -> None:
    """The question was answered."""
    deadlines.stop(rules=("N05",), clue=instruction.clue, case=instruction.case, on=day(at), by=by, at=at)


def end_for_clue(clue: Clue, rule: str, *, by: User, at: datetime) -> None:
    """What one clock of a clue asked for is done."""
    deadlines.stop(rules=(rule,), clue=clue, on=day(at), by=by, at=at)


def start_for_commission(commission: Commission, *, by: User, at: datetime) -> Deadline:
    """Start the thirty days of the commissioned office and of its handler, on the day the letter came in (rule 43)."""
    assert commission.received_on is not None
    return deadlines.start(
        rule="T05",
        case=commission.case,
        title=_of_commission(commission),
        started_on=commission.received_on,
        duty_office=commission.to_office,
        duty_user=commission.handler,
        by=by,
        at=at,
    )


def end_for_commission(commission: Commission, *, by: User, at: datetime) -> None:
    """The commissioned office has reported what it found."""
    running = Deadline.objects.filter(case=commission.case, rule="T05", ended_on=None)
    for clock in running.filter(title__startswith=_of_commission(commission)):
        deadlines.meet(clock, on=day(at), by=by, at=at)


def _of_commission(commission: Commission) -> str:
    return f"异地委托调查（{commission.to_office} {commission.document.number}）"


def start_for_respondent(
    respondent: Respondent, rule: str, *, started_on: date, by: User, at: datetime, theirs: bool = False
) -> Deadline:
    """Start a clock about one agency; `theirs` when the duty is the agency's own (its people are chased)."""
    case = respondent.case
    return deadlines.start(
        rule=rule,
        case=case,
        respondent=respondent,
        started_on=started_on,
        duty_office=case.office,
        duty_user=case.handler,
        duty_group=respondent.agency.group if theirs else None,
        by=by,
        at=at,
    )


def start_at_filing(case: Case, rule: str, *, started_on: date, by: User, at: datetime) -> None:
    """Start a clock that filing starts: on each agency what must reach each agency, else on the case."""
    if rule not in PER_AGENCY:
        start_for_case(case, rule, started_on=started_on, by=by, at=at)
        return
    for respondent in case.respondents.select_related("agency__group", "case__office", "case__handler"):
        start_for_respondent(respondent, rule, started_on=started_on, by=by, at=at)


def start_review(respondent: Respondent, *, after: Deadline, by: User, at: datetime) -> Deadline:
    """Start the month of review at the rolled end of the agency's time, which lies ahead (rule 47)."""
    case = respondent.case
    return deadlines.start(
        rule="T10",
        case=case,
        respondent=respondent,
        follows=after,
        duty_office=case.office,
        duty_user=case.handler,
        by=by,
        at=at,
    )


def start_for_obligation(obligation: Obligation, *, started_on: date, by: User, at: datetime) -> None:
    """Start the clock of one obligation, whose last day was agreed and not counted."""
    respondent = obligation.respondent
    obligation.clock = deadlines.start(
        rule="N06",
        case=obligation.case,
        respondent=respondent,
        title=obligation.measure,
        started_on=started_on,
        until=obligation.due_on,
        duty_office=obligation.case.office,
        duty_user=obligation.case.handler,
        duty_group=respondent.agency.group,
        by=by,
        at=at,
    )
    obligation.save(update_fields=["clock"])


def meet(
    case: Case, *rules: str, on: date, by: User, at: datetime, respondent: Respondent | None = None
) -> None:
    """Stop the running clocks of these rules that have begun: what they asked for was done on that day."""
    found = Deadline.objects.filter(
        case=case, rule__in=rules, state__in=("open", "suspended"), started_on__lte=on
    )
    if respondent is not None:
        found = found.filter(respondent=respondent)
    for clock in found.order_by("id"):
        deadlines.meet(clock, on=on, by=by, at=at)


def meet_obligation(obligation: Obligation, *, on: date, by: User, at: datetime) -> None:
    """Stop the clock of one obligation: its agency reported on that day."""
    if obligation.clock is not None and obligation.clock.running:
        deadlines.meet(obligation.clock, on=on, by=by, at=at)


def drop_theirs(case: Case, *, on: date, by: User, at: datetime) -> None:
    """Stop chasing the agencies, and reviews yet to begin: the court decides now what they must do."""
    theirs = Deadline.objects.filter(
        case=case, rule__in=("N06", *REPLY_TIME, *REVIEWS), state__in=("open", "suspended")
    )
    for clock in theirs.order_by("id"):
        deadlines.cancel(clock, on=on, by=by, at=at, note="已提起诉讼")


def cancel_all(case: Case, *, on: date, by: User, at: datetime) -> None:
    """Stop whatever still runs: the case left this office or came to its end. What an order asks to report stays due."""
    deadlines.cancel_all(case=case, on=on, by=by, at=at, keep=(REPORT,))


def end_all_of_clue(clue: Clue, *, on: date, by: User, at: datetime) -> None:
    """The clue was decided on: its evaluation is done, nothing else is awaited."""
    deadlines.stop(rules=("N01",), clue=clue, on=on, by=by, at=at)
    deadlines.cancel_all(clue=clue, on=on, by=by, at=at, keep=(REPORT,))


def under_review(case: Case, *, on: date) -> bool:
    """Whether the time to decide on a suit runs on the case (rule 47)."""
    reviews = Deadline.objects.filter(case=case, rule__in=REVIEWS, state__in=("open", "suspended"))
    return reviews.filter(started_on__lte=on).exists()


def take_over(case: Case, clue: Clue, *, by: User, at: datetime) -> None:
    """Let the review of a case that another office handed over run on the case filed here, as it stands (rule 47)."""
    handed_over = Deadline.objects.filter(
        clue=clue, rule__in=TAKEN_OVER.values(), state__in=("open", "suspended")
    )
    for clock in handed_over.order_by("id"):
        deadlines.take_over(
            clock, rule=TAKEN_OVER[case.track], case=case, duty_user=case.handler, by=by, at=at
        )


def suspend(case: Case, *, grounds: str, on: date, by: User, at: datetime) -> None:
    """Let the clocks of rectification and review stand still; a review yet to begin is put off (rules 47, 78)."""
    deadlines.suspend_all(case=case, on=on, grounds=grounds, by=by, at=at)
    for waiting in Deadline.objects.filter(case=case, rule="T10", state="open", started_on__gt=on):
        deadlines.cancel(waiting, on=on, by=by, at=at, note="中止审查，恢复后重新起算")


def resume(case: Case, *, on: date, by: User, at: datetime) -> None:
    """Let them run on; a review that was put off starts at the end, now later, of its agency's time (rules 47, 78)."""
    deadlines.resume_all(case=case, on=on, by=by, at=at)
    for respondent in case.respondents.filter(state__in=("served", "replied")).select_related("case__office"):
        under_way = Deadline.objects.filter(
            respondent=respondent, rule="T10", state__in=("open", "suspended")
        )
        kept = Deadline.objects.filter(respondent=respondent, rule__in=REPLY_TIME).exclude(state="cancelled")
        reply_time = kept.order_by("-id").first()
        if reply_time is not None and not under_way.exists():
            start_review(respondent, after=reply_time, by=by, at=at)


def start_for_order(order: Order, *, by: User, at: datetime) -> Deadline:
    """Start the clock of what must be reported on an order: its last day was set in the order (rules 10, 11)."""
    assert order.document is not None
    return deadlines.start(
        rule=REPORT,
        case=order.case,
        clue=order.clue,
        title=f"{official(order.get_kind_display())}（{order.document.number}） · 报告办理结果",
        started_on=day(at),
        until=order.report_by,
        duty_office=order.to_office,
        duty_user=duty_of(order),
        by=by,
        at=at,
    )


def duty_of(order: Order) -> User | None:
    """Who reports on an order: the matter's handler, while the office that must act has the matter."""
    subject = order.subject
    return subject.handler if subject.office_id == order.to_office_id else None


def pass_to(
    subject: Case | Clue, *, from_office: Procuratorate, office: Procuratorate, person: User | None
) -> None:
    """Let the clocks that an office keeps on a matter be another office's, and its person's; reports on orders stay."""
    where = {"case": subject} if isinstance(subject, Case) else {"clue": subject}
    deadlines.pass_to(
        **where, from_office=from_office, office=office, duty_user=person, keep=(*OF_DECIDERS, REPORT)
    )
