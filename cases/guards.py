"""What must be true before a step: each guard returns what is missing and the article, or None.

Guards read the case's own tables only, through the row they are given and its plain relations (`.all()`), so that a
page that has loaded them already asks nothing twice.
"""

from datetime import date
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from audit.flow import Reason
from cases.statutory import PROOF_RULE, PROVED_IN, Standing

# What is recorded with the office above, and under which article.
RECORDED_UP = {
    "recommendation": "办案规则第七十五条",
    "lawsuit": "办案规则第四十六条",
    "suspension": "办案规则第七十八条",
}

if TYPE_CHECKING:
    from cases.models import Case, Clue, Document, Instruction, Respondent

ANTITRUST_RULE = "反垄断法第六十条"
ASKING_RULE = "办案规则第一百零四条"
COMMISSION_RULE = "办案规则第四十三条"
REPORTING_RULE = "办案规则第十条"
MAJOR_RULE = "办案规则第二十五条"
SUE_RULE = "办案规则第八十一条、司法解释第二十一条"


def evaluated(clue: "Clue", on: date) -> Reason | None:
    """The clue's truth and checkability have been looked into (rule 27)."""
    return None if clue.evaluated_on else Reason(_("线索尚未评估"), "办案规则第二十七条")


def not_received_by_transfer(clue: "Clue", on: date) -> Reason | None:
    """A clue received by transfer is not sent back or passed on; one may only report upward (G9)."""
    if clue.source != "transferred":
        return None
    return Reason(_("移送来的线索应当受理，有异议的只能层报上级院"), "办案规则第二十六条")


def has_upper_office(clue: "Clue", on: date) -> Reason | None:
    """There is a procuratorate above to report to."""
    return None if clue.office.parent_id else Reason(_("本院没有上级院"), "办案规则第二十六条")


def instruction_answered(clue: "Clue", on: date) -> Reason | None:
    """A question put to the offices above is answered before the clue is decided on (rule 104)."""
    pending = _waiting_question(clue)
    if pending is None:
        return None
    return Reason(_("请示尚待%(office)s答复") % {"office": pending.asked_of}, ASKING_RULE)


def new_field_agreed(clue: "Clue", on: date) -> Reason | None:
    """A clue outside the fields that the law names is filed once an office above has agreed (rule 104)."""
    return asks_above(clue, clue.field)


def asks_above(clue: "Clue", field: str) -> Reason | None:
    """What is missing to file under that field; NEW_FIELDS_ASK_ABOVE turns the question off."""
    if field != "other" or not settings.NEW_FIELDS_ASK_ABOVE or not clue.office.parent_id:
        return None
    if any(row.agreed for row in clue.instructions.all()):
        return None
    return Reason(_("法定领域以外的新类型线索，应当先向上级院请示并获同意"), ASKING_RULE)


def antitrust_from_city(clue: "Clue", on: date) -> Reason | None:
    """Monopoly is a matter for procuratorates from the city up (anti-monopoly law 60)."""
    if clue.field != "antitrust" or clue.office.level != "county":
        return None
    return Reason(_("反垄断领域由设区的市级以上人民检察院立案，请层报上级院"), ANTITRUST_RULE)


def case_to_join(clue: "Clue", on: date) -> Reason | None:
    """The office has a case that may still take in what is found later: nothing was recommended in it yet (rule 69)."""
    before = ("filed", "investigating", "consulting")
    if clue.cases.model._default_manager.filter(office=clue.office_id, state__in=before).exists():
        return None
    return Reason(_("本院没有尚未发出检察建议的在办案件可以并入"), "办案规则第六十九条")


def cannot_ask(row: "Clue | Case") -> list[Reason]:
    """Why no question may be put to an office above on this clue or case now; empty when one may (rule 104)."""
    if not is_open(row):
        return [Reason(_("线索或者案件已经办结，不再请示"), ASKING_RULE)]
    if not row.office.parent_id:
        return [Reason(_("本院没有上级院"), ASKING_RULE)]
    if _waiting_question(row):
        return [Reason(_("已有请示尚待答复"), ASKING_RULE)]
    return []


def being_decided(row: "Clue | Case") -> list[Reason]:
    """The request that must be decided on or taken back before another one is made."""
    waiting = next((one for one in row.decisions.all() if one.holds_steps), None)
    if waiting is None:
        return []
    text = _("“%(label)s”正在审批，请等待结果或者先撤回") % {"label": waiting.label}
    return [Reason(text, waiting.article)]


def is_open(row: "Clue | Case") -> bool:
    """Whether the clue or the case is still being worked on."""
    if hasattr(row, "ended_on"):
        return row.state not in ("closed", "transferred", "revoked")
    return row.state in ("registered", "evaluating")


def cannot_commission(case: "Case") -> list[Reason]:
    """Why no other office is asked to investigate on this case now; empty when one may be (rule 43)."""
    return [] if is_open(case) else [Reason(_("案件已经办结，不再委托调查"), COMMISSION_RULE)]


def cannot_record(document: "Document") -> list[Reason]:
    """Why a paper of a case is not recorded with the office above now; empty when it may be (rules 46, 75, 78)."""
    source = RECORDED_UP.get(document.kind, "")
    if not source or document.case is None:
        return [Reason(_("此种文书不需要报上级院备案"))]
    if document.kind == "recommendation" and document.recommendation.respondent.served_on is None:
        return [Reason(_("检察建议送达后报备案"), source)]
    if document.kind == "lawsuit" and document.case.lawsuit.delivered_on is None:
        return [Reason(_("起诉书送达法院后报备案"), source)]
    return []


def cannot_record_clue(clue: "Clue") -> list[Reason]:
    """Why a clue is not recorded with the office above now; empty when it may be (rule 25)."""
    if not clue.major:
        return [Reason(_("重大线索才需要报上一级院备案"), MAJOR_RULE)]
    if not clue.office.parent_id:
        return [Reason(_("本院没有上级院"), MAJOR_RULE)]
    if any(row.document.kind == "major_clue" for row in clue.records_up.all()):
        return [Reason(_("该线索已经备案"), MAJOR_RULE)]
    return []


def administrative(case: "Case", on: date) -> Reason | None:
    """The step belongs to the administrative track."""
    if case.track == "administrative":
        return None
    return Reason(_("本案为民事公益诉讼，不适用此步骤"), "办案规则第八十五条")


def civil(case: "Case", on: date) -> Reason | None:
    """The step belongs to the civil track."""
    if case.track == "civil":
        return None
    return Reason(_("本案为行政公益诉讼，不适用此步骤"), "办案规则第六十七条")


def two_investigators(case: "Case", on: date) -> Reason | None:
    """Evidence work takes at least two people of the procuratorate (rules 35, 36; G6)."""
    if case.team_on(on) >= 2:
        return None
    return Reason(_("调查应当由两名以上检察人员进行，请先确定办案组成员"), "办案规则第三十六条")


def has_respondent(case: "Case", on: date) -> Reason | None:
    """The agency that must act is known."""
    if case.respondents.all():
        return None
    return Reason(_("尚未确定被监督的行政机关"), "办案规则第七十五条")


def nothing_held_open(case: "Case", on: date) -> Reason | None:
    """No consultation or hearing is still under way."""
    step = next((step for step in case.steps.all() if step.closed_at is None), None)
    if step is None:
        return None
    source = {"consultation": "办案规则第七十条", "hearing": "听证规定第十五条"}.get(step.kind, "")
    return Reason(_("%(step)s尚未结束") % {"step": step.get_kind_display()}, source)


def consultation_recorded(case: "Case", on: date) -> Reason | None:
    """A consultation leaves minutes (rule 70)."""
    if _held(case, "consultation"):
        return None
    return Reason(_("尚无磋商会议记录"), "办案规则第七十条")


def hearing_held(case: "Case", on: date) -> Reason | None:
    """A case that went to a hearing is decided after the hearing was held and its opinions recorded."""
    if case.state != "hearing" or _held(case, "hearing"):
        return None
    return Reason(_("听证尚未举行或者听证员意见尚未记录"), "听证规定第十六条")


def obligations_agreed(case: "Case", on: date) -> Reason | None:
    """There is something to track: what each agency must put right."""
    if case.obligations.all():
        return None
    return Reason(_("尚未列明整改事项"), "办案规则第七十七条")


def recommendations_served(case: "Case", on: date) -> Reason | None:
    """Every recommendation issued has reached its agency (rule 76)."""
    waiting = [r for r in case.respondents.all() if r.state == "recommended"]
    if not waiting:
        return None
    names = _("、").join(str(r.agency) for r in waiting)
    return Reason(_("检察建议尚未送达：%(names)s") % {"names": names}, "办案规则第七十六条")


def rectification_over(case: "Case", on: date) -> Reason | None:
    """Every agency has replied, or its time to rectify has run out."""
    return _first_running(case, on, "办案规则第七十七条")


def obligations_judged(case: "Case", on: date) -> Reason | None:
    """Nothing asked of an agency is left without a verdict (rules 74, 77), unless a court has decided."""
    if case.state in ("judged", "withdrawn"):
        return None
    unjudged = sum(row.state != "accepted" for row in case.obligations.all())
    if not unjudged:
        return None
    text = ngettext("%(n)d 项整改尚未验收", "%(n)d 项整改尚未验收", unjudged) % {"n": unjudged}
    return Reason(text, "办案规则第七十四条")


def recommendation_served(case: "Case", on: date) -> Reason | None:
    """No administrative suit without a recommendation that was served (G2)."""
    if case.track != "administrative" or any(row.served_on for row in case.respondents.all()):
        return None
    return Reason(_("检察建议尚未送达，不能提起行政公益诉讼"), "司法解释第二十一条")


def time_has_run(case: "Case", on: date) -> Reason | None:
    """No administrative suit before the agency's time to rectify is over (rule 81, interpretation 21)."""
    return _first_running(case, on, SUE_RULE)


def somebody_fails(case: "Case", on: date) -> Reason | None:
    """At least one agency was judged not to perform its duty (rules 81, 82)."""
    if case.track != "administrative" or any(row.state == "failing" for row in case.respondents.all()):
        return None
    return Reason(_("尚未认定行政机关没有依法履行职责"), "办案规则第八十一条、第八十二条")


def elements_proven(case: "Case", on: date) -> Reason | None:
    """The handler has found each element that a suit of this track must prove to be proven (rules 71, 86)."""
    found = {row.element: row.standing for row in case.proofs.all()}
    labels = {standing: Standing(standing).label for standing in Standing.values}
    lacking = [
        _("%(element)s（%(standing)s）") % {"element": element.label, "standing": labels[standing]}
        for element in PROVED_IN[case.track]
        if (standing := found.get(element, Standing.MISSING)) != Standing.PROVEN
    ]
    if not lacking:
        return None
    text = _("可诉性尚未全部认定：%(elements)s") % {"elements": _("、").join(lacking)}
    return Reason(text, PROOF_RULE[case.track])


def cannot_assess(case: "Case") -> list[Reason]:
    """Why nothing more is said on how far a case is proved; empty when it may be (rule 71)."""
    return [] if is_open(case) else [Reason(_("案件已经办结，不再认定证明程度"), PROOF_RULE[case.track])]


def announcement_over(case: "Case", on: date) -> Reason | None:
    """The thirty days of the public announcement have ended (G3)."""
    if case.announced_until is None:
        return Reason(_("尚未发布公告"), "办案规则第九十一条")
    if on > case.announced_until:
        return None
    until = date_format(case.announced_until, "Y-m-d")
    return Reason(_("公告期至 %(until)s 尚未届满") % {"until": until}, "办案规则第九十一条")


def announced_if_civil(case: "Case", on: date) -> Reason | None:
    """No civil suit before the announcement ended (G3)."""
    return announcement_over(case, on) if case.track == "civil" else None


def replied_or_late(respondent: "Respondent", on: date) -> Reason | None:
    """An agency is judged after it replied or after its time ran out, not before (rule 82)."""
    if respondent.state != "served" or respondent.due_on is None or on > respondent.due_on:
        return None
    return _still_running(respondent, "办案规则第八十二条")


def own_obligations_judged(respondent: "Respondent", on: date) -> Reason | None:
    """An agency performed only when each thing asked of it was accepted."""
    unjudged = respondent.obligations.exclude(state="accepted").count()
    if not unjudged:
        return None
    text = ngettext("该机关还有 %(n)d 项整改尚未验收", "该机关还有 %(n)d 项整改尚未验收", unjudged) % {
        "n": unjudged
    }
    return Reason(text, "办案规则第七十四条")


def _waiting_question(row: "Clue | Case") -> "Instruction | None":
    return next((one for one in row.instructions.all() if one.state == "asked" and one.asks), None)


def _held(case: "Case", kind: str) -> bool:
    return any(step.kind == kind and step.closed_at for step in case.steps.all())


def _first_running(case: "Case", on: date, source: str) -> Reason | None:
    for respondent in case.respondents.all():
        if respondent.state == "served" and respondent.due_on and on <= respondent.due_on:
            return _still_running(respondent, source)
    return None


def _still_running(respondent: "Respondent", source: str) -> Reason:
    assert respondent.due_on is not None
    values = {"agency": respondent.agency, "until": date_format(respondent.due_on, "Y-m-d")}
    return Reason(_("%(agency)s整改期至 %(until)s 尚未届满") % values, source)


# Guards that ask something of one track only; on the other they are fulfilled and not worth a word.
OF_TRACK = {
    "announced_if_civil": "civil",
    "recommendation_served": "administrative",
    "time_has_run": "administrative",
    "somebody_fails": "administrative",
}

# What each guard asks for, as a checklist says it when it is fulfilled.
# fmt: off
ASKS: dict[str, Reason] = {
    "evaluated":                Reason(gettext_lazy("线索的真实性、可查性已经评估"), "办案规则第二十七条"),
    "instruction_answered":     Reason(gettext_lazy("没有尚待答复的请示"), "办案规则第一百零四条"),
    "new_field_agreed":         Reason(gettext_lazy("属于法定领域，或者上级院已经同意"), "办案规则第一百零四条"),
    "not_received_by_transfer": Reason(gettext_lazy("不是移送来的线索"), "办案规则第二十六条"),
    "has_upper_office":         Reason(gettext_lazy("有上级院可以报请"), "办案规则第二十六条"),
    "antitrust_from_city":      Reason(gettext_lazy("不属于反垄断领域，或者由设区的市级以上院立案"), ANTITRUST_RULE),
    "case_to_join":             Reason(gettext_lazy("本院有尚未发出检察建议的在办案件"), "办案规则第六十九条"),
    "administrative":           Reason(gettext_lazy("属于行政公益诉讼"), "办案规则第八十五条"),
    "civil":                    Reason(gettext_lazy("属于民事公益诉讼"), "办案规则第六十七条"),
    "two_investigators":        Reason(gettext_lazy("调查人员在两名以上"), "办案规则第三十六条"),
    "has_respondent":           Reason(gettext_lazy("已确定被监督的行政机关"), "办案规则第七十五条"),
    "nothing_held_open":        Reason(gettext_lazy("没有尚未结束的磋商或者听证"), "办案规则第七十条"),
    "consultation_recorded":    Reason(gettext_lazy("磋商已有会议记录"), "办案规则第七十条"),
    "hearing_held":             Reason(gettext_lazy("听证已经举行并记录意见，或者未经听证"), "听证规定第十六条"),
    "obligations_agreed":       Reason(gettext_lazy("已列明整改事项"), "办案规则第七十七条"),
    "recommendations_served":   Reason(gettext_lazy("检察建议已全部送达"), "办案规则第七十六条"),
    "rectification_over":       Reason(gettext_lazy("行政机关均已回复或者整改期已满"), "办案规则第七十七条"),
    "obligations_judged":       Reason(gettext_lazy("整改事项均已验收，或者法院已经裁判"), "办案规则第七十四条"),
    "recommendation_served":    Reason(gettext_lazy("检察建议已经送达"), "司法解释第二十一条"),
    "time_has_run":             Reason(gettext_lazy("行政机关整改期已满"), SUE_RULE),
    "somebody_fails":           Reason(gettext_lazy("已认定行政机关没有依法履行职责"), "办案规则第八十一条、第八十二条"),
    "elements_proven":          Reason(gettext_lazy("起诉要证明的各项要素均已证明"), "办案规则第七十一条、第八十六条"),
    "announcement_over":        Reason(gettext_lazy("公告期已满"), "办案规则第九十一条"),
    "announced_if_civil":       Reason(gettext_lazy("民事案件公告期已满"), "办案规则第九十一条"),
    "replied_or_late":          Reason(gettext_lazy("行政机关已经回复或者逾期"), "办案规则第八十二条"),
    "own_obligations_judged":   Reason(gettext_lazy("该机关的整改事项均已验收"), "办案规则第七十四条"),
}
# fmt: on
