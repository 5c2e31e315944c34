"""What each move of a case does beyond changing its state."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.models import Procuratorate
from audit.flow import Reason, Refused, official, record
from cases.models import Case, Lawsuit, Recommendation, Step
from cases.services import clocks, papers, people, suit_transfers
from cases.services.acts import Act, Data, Effect, require
from cases.services.clues import create_clue
from cases.services.respondents import move_respondent
from cases.statutory import RECOMMENDATION_CONTENTS, ClosureGround, DocumentKind, Method, Source, item

RECOMMENDATION_TEXTS = ("origin", "harm", "failure", "basis", "requests", "other")


def investigate(case: Case, act: Act) -> None:
    """Keep the plan of the investigation and the ways it takes (rules 33, 35)."""
    ways = "、".join(official(Method(way).label) for way in act.data.get("methods") or [])
    case.plan = f"调查方式：{ways}。\n{act.text('plan')}" if ways else act.text("plan")
    case.save(update_fields=["plan"])


def check_investigate(case: Case, act: Act) -> None:
    """There is a plan, and it takes no way that the law does not know (rules 33, 35; G6)."""
    require(act, "plan")
    if set(act.data.get("methods") or []) - set(Method.values):
        raise ValidationError({"methods": _("请选择办案规则规定的调查方式")})


def open_consultation(case: Case, act: Act) -> None:
    """Hold the case open for a consultation (rule 70)."""
    Step.objects.create(case=case, kind="consultation", opened_at=act.at)


def open_hearing(case: Case, act: Act) -> None:
    """Sign the notice of the hearing and hold the case open for it (hearing rules 4, 10)."""
    _sign(case, act)
    Step.objects.create(case=case, kind="hearing", opened_at=act.at)


def recommend(case: Case, act: Act) -> None:
    """Sign one recommendation per agency and start the three days to serve each (rules 75, 76)."""
    chosen = act.ids("respondents")
    for respondent in case.respondents.filter(pk__in=chosen).select_related("agency__group", "case__office"):
        texts = {name: act.text(name) for name in RECOMMENDATION_TEXTS}
        urgent = bool(act.data.get("urgent"))
        contents = recommendation_contents(act.data, respondent.agency.name)
        title = f"{case.title}（{respondent.agency.name}）"
        paper = papers.sign(
            act.move.document, case=case, title=title, contents=contents, by=act.signer, at=act.at
        )
        Recommendation.objects.create(
            case=case, respondent=respondent, document=paper, urgent=urgent, issued_on=act.on, **texts
        )
        move_respondent(respondent, "recommend", on=act.on, by=act.signer, at=act.at)


def recommendation_contents(draft: Data, agency: str) -> dict[str, Any]:
    """What the paper to one agency says: the eight contents of rule 75."""
    texts = {name: str(draft.get(name) or "") for name in RECOMMENDATION_TEXTS}
    term = "十五日" if draft.get("urgent") else "二个月"
    return {"agency": agency, **texts, "term": f"自收到本检察建议书之日起{term}内"}


def check_recommend(case: Case, act: Act) -> None:
    """A recommendation goes out with all eight contents, to agencies of this case (rule 75; G5).

    The seventh, the term, follows from urgency; what else is missing is refused, each with its item.
    """
    lacking = [
        Reason(_("检察建议应当写明%(content)s") % {"content": label}, item(number), name)
        for number, (name, label) in enumerate(RECOMMENDATION_CONTENTS, start=1)
        if name in RECOMMENDATION_TEXTS and not act.text(name).strip()
    ]
    if not act.ids("respondents"):
        lacking.insert(0, Reason(_("检察建议应当写明发往哪个行政机关"), item(1), "respondents"))
    if lacking:
        raise Refused(lacking)
    named = case.respondents.filter(pk__in=act.ids("respondents"), state="named").count()
    if named != len(set(act.ids("respondents"))):
        raise ValidationError({"respondents": _("请选择本案尚未收到检察建议的机关")})


def suspend(case: Case, act: Act) -> None:
    """Sign the suspension, which names plan, cause and evidence, and let the clocks stand still (rule 78)."""
    proofs = [str(item) for item in _evidence(case, act)]
    contents = {
        "plan": act.text("plan"),
        "plan_on": act.day("plan_on"),
        "cause": act.text("cause"),
        "evidence": proofs,
    }
    _sign(case, act, contents)
    clocks.suspend(case, grounds=act.text("cause"), on=act.on, by=act.signer, at=act.at)


def check_suspend(case: Case, act: Act) -> None:
    """What rule 78 asks for: a decision or plan made in time, an objective cause, no neglect, and evidence of the cause."""
    require(act, "plan", "cause")
    made_on = act.past_day("plan_on", not_before=case.filed_on, before_text=_("作出日期不能早于立案日期"))
    times = [row.due_on for row in case.respondents.all() if row.due_on]
    if times and made_on > max(times):
        raise ValidationError({"plan_on": _("行政决定或者整改方案应当在整改期限内作出")})
    missing = []
    if not act.data.get("no_neglect"):
        missing.append(_("中止审查以行政机关没有怠于履行职责为条件，请先审查确认"))
    if not act.ids("evidence"):
        missing.append(_("没有证明客观原因的证据，不能中止审查"))
    elif len(_evidence(case, act)) != len(set(act.ids("evidence"))):
        missing.append(_("请选择本案的证据"))
    if missing:
        raise Refused([Reason(text, act.move.article) for text in missing])


def _evidence(case: Case, act: Act) -> list[Any]:
    """The pieces of evidence of this case that the form names."""
    return list(case.evidence.filter(pk__in=act.ids("evidence")))


def resume(case: Case, act: Act) -> None:
    """Sign the resumption and let the clocks run on (rule 78)."""
    _sign(case, act)
    clocks.resume(case, on=act.on, by=act.signer, at=act.at)


def check_announce(case: Case, act: Act) -> None:
    """An announcement was published in some medium, not before filing and not in the future."""
    require(act, "media", "content")
    act.past_day("published_on", not_before=case.filed_on, before_text=_("公告日期不能早于立案日期"))


def end_announcement(case: Case, act: Act) -> None:
    """The announcement ran its thirty days; its clock is met on its last one, whenever the review begins."""
    until = case.announced_until
    assert until is not None
    clocks.meet(case, "T15", on=until, by=act.signer, at=act.at)
    clocks.start_following(case, "T11", by=act.signer, at=act.at)


def close(case: Case, act: Act) -> None:
    """Sign the closure with its ground; every clock of the case stops (rules 74, 90)."""
    _sign(case, act)
    case.closure_ground, case.ended_on = act.text("ground"), act.on
    case.save(update_fields=["closure_ground", "ended_on"])
    clocks.cancel_all(case, on=act.on, by=act.signer, at=act.at)


def check_close(case: Case, act: Act) -> None:
    """A closure names one of the grounds of the law and the facts for it."""
    require(act, "ground", "facts")
    if act.text("ground") == ClosureGround.JUDGED and case.state not in ("judged", "withdrawn"):
        raise ValidationError({"ground": _("本案尚无生效裁判")})


def sue(case: Case, act: Act) -> None:
    """Sign the complaint; the review is over, the agencies are no longer chased, the court is next (rule 46)."""
    _sign(case, act)
    Lawsuit.objects.create(case=case, court=act.text("court"), claims=act.text("claims"), decided_on=act.on)
    clocks.drop_theirs(case, on=act.on, by=act.signer, at=act.at)


def judge(case: Case, act: Act) -> None:
    """Write down the judgment and the day it came in (rule 58)."""
    suit = case.lawsuit
    suit.outcome, suit.court_number = act.text("outcome"), act.text("court_number")
    suit.judged_on, suit.judgment_received_on = act.day("judged_on"), act.day("received_on")
    suit.save()


def check_judge(case: Case, act: Act) -> None:
    """A judgment comes after the complaint was delivered, and is received after it was made."""
    require(act, "outcome", "court_number")
    suit = case.lawsuit
    if suit.delivered_on is None:
        raise ValidationError({"judged_on": _("请先登记起诉书送达法院的日期")})
    judged = act.past_day(
        "judged_on", not_before=suit.delivered_on, before_text=_("裁判日期不能早于起诉日期")
    )
    act.past_day("received_on", not_before=judged, before_text=_("收到日期不能早于裁判日期"))


def transfer(case: Case, act: Act) -> None:
    """Sign the transfer; the receiving office gets the matter as a clue of its own (rules 16, 79).

    A case that was under review is reviewed anew from the day the other office receives it (rule 47).
    """
    _sign(case, act)
    reviewed = clocks.under_review(case, on=act.on)
    office = Procuratorate.objects.get(pk=int(act.text("office")))
    clue = create_clue(
        office,
        title=case.title,
        field=case.field,
        facts=case.facts,
        source=Source.TRANSFERRED,
        source_note=case.number,
        secrecy=case.secrecy,
        received_on=act.on,
        by=act.by,
        at=act.at,
    )
    if reviewed:
        clocks.start_for_clue(
            clue, clocks.TAKEN_OVER[case.track], started_on=act.on, by=act.signer, at=act.at
        )
    case.ended_on = act.on
    case.save(update_fields=["ended_on"])
    clocks.cancel_all(case, on=act.on, by=act.signer, at=act.at)
    people.tell_handlers(
        office,
        title=f"收到移送案件：{case.title}",
        url=f"/clues/{clue.pk}/",
        key=f"clue:{clue.pk}",
        at=act.at,
        secrecy=clue.secrecy,
    )


def check_transfer(case: Case, act: Act) -> None:
    """The receiver is another procuratorate, and there is a reason."""
    require(act, "office", "reason")
    office = Procuratorate.objects.filter(pk=int(act.text("office"))).first()
    if office is None or office == case.office:
        raise ValidationError({"office": _("请选择其他检察院")})


def _sign(case: Case, act: Act, contents: Mapping[str, Any] | None = None) -> None:
    kind = DocumentKind(act.move.document)
    said = {key: value for key, value in (contents or act.data).items() if value not in ("", None, [])}
    papers.sign(kind, case=case, title=case.title, contents=said, by=act.signer, at=act.at)
    record(by=act.signer, at=act.at, action="document.sign", label=f"签发{official(kind.label)}", obj=case)


EFFECTS = {
    "investigate": Effect(investigate, check_investigate),
    "consult": Effect(open_consultation),
    "recommend": Effect(recommend, check_recommend),
    "suspend": Effect(suspend, check_suspend),
    "resume": Effect(resume, lambda case, act: require(act, "reason")),
    "announce": Effect(_sign, check_announce, counts_from=lambda case, act: act.day("published_on")),
    "review_civil": Effect(end_announcement),
    "hear": Effect(open_hearing, counts_from=lambda case, act: act.day("held_on")),
    "close": Effect(close, check_close),
    "sue": Effect(sue, lambda case, act: require(act, "court", "claims", "facts")),
    "judge": Effect(judge, check_judge, counts_from=lambda case, act: act.day("received_on")),
    "withdraw": Effect(_sign, lambda case, act: require(act, "reason")),
    "transfer": Effect(transfer, check_transfer),
    "transfer_suit": Effect(suit_transfers.transfer_suit, suit_transfers.check_transfer_suit),
}
