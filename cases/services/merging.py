"""One agency, several violations of one kind: one case (rule 69)."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts import access
from accounts.models import Procuratorate
from agencies.models import Agency
from audit.flow import Reason, Refused, record
from cases.flow import BEFORE_RECOMMENDATION, RespondentState
from cases.models import Case, Clue, Respondent
from cases.services import clocks, people
from cases.services.acts import Act, require

RULE = "办案规则第六十九条"


def merge(clue: Clue, act: Act) -> None:
    """Let the open case take in what was found later: its facts gain a dated supplement, the clue's clocks end."""
    case = _chosen(clue, act, lock=True)
    supplement = f"【{act.on:%Y-%m-%d}并入线索{clue.number}：{clue.title}】\n{clue.facts}"
    case.facts = f"{case.facts}\n\n{supplement}"
    case.save(update_fields=["facts"])
    reason = act.text("reason")
    record(
        by=act.by, at=act.at, action="clue.merge", label=f"并入案件{case.number}", obj=clue, note=reason,
        data={"case": case.pk},
    )  # fmt: skip
    record(
        by=act.by, at=act.at, action="case.merge", label=f"并入线索{clue.number}", obj=case,
        note=f"{clue.title}。{reason}", data={"clue": clue.pk},
    )  # fmt: skip
    clocks.end_all_of_clue(clue, on=act.on, by=act.by, at=act.at)
    others = [] if case.handler_id == act.by.pk else [case.handler]
    people.tell(
        others,
        title=f"线索已并入您承办的案件：{case.title}",
        body=clue.title,
        url=f"/cases/{case.pk}/",
        key=f"merged:{clue.pk}",
        at=act.at,
    )


def check_merge(clue: Clue, act: Act) -> None:
    """The case is one of the same office, still before its recommendation; and it is said why both are of one kind."""
    require(act, "case", "reason")
    _chosen(clue, act)


def refuse_second_case(clue: Clue, act: Act) -> None:
    """Several violations of one kind that one agency is to answer for are filed as one case (rule 69; G8).

    Refused while a case of this office in the same field has not recommended anything to the agency yet, unless the
    form says why this is another kind. The agencies are locked, so that of two filings at once the second sees the first.
    """
    if not act.text("separate_reason").strip():
        _refuse_doubles(clue.office, act.text("field"), act.ids("agencies"))


def refuse_second_agency(case: Case, agency: Agency, *, separate_reason: str) -> None:
    """The same of an agency that is named later: not while another case of the kind waits with it, unless it is said why."""
    if not separate_reason.strip():
        _refuse_doubles(case.office, case.field, [agency.pk], but=case)


def _refuse_doubles(
    office: Procuratorate, field: str, agencies: Iterable[int], *, but: Case | None = None
) -> None:
    locked = Agency.objects.select_for_update(no_key=True).filter(pk__in=agencies).order_by("pk")
    open_still = Respondent.objects.filter(
        agency__in=[agency.pk for agency in locked],
        state=RespondentState.NAMED,
        case__office=office,
        case__field=field,
        case__state__in=BEFORE_RECOMMENDATION,
    )
    others = open_still.exclude(case=but) if but else open_still
    found = others.select_related("agency", "case").order_by("case_id", "id")
    if reasons := [_double(respondent) for respondent in found]:
        raise Refused(reasons)


def _double(respondent: Respondent) -> Reason:
    text = _(
        "%(agency)s在本院同一领域已有尚未发出检察建议的案件%(number)s，同一性质的应当并入该案；不属于同一性质的，请写明另行立案的理由"
    )
    return Reason(text % {"agency": respondent.agency, "number": respondent.case.number}, RULE)


def _chosen(clue: Clue, act: Act, *, lock: bool = False) -> Case:
    """The case that was chosen; the person may see it, and it takes in what is found later."""
    case_id = int(act.text("case")) if act.text("case").isdigit() else 0
    rows = access.allowed(act.by, "case.view", Case, at=act.at).filter(pk=case_id, office=clue.office)
    if not rows.exists():
        raise ValidationError({"case": _("请选择本院的案件")})
    whole = Case.objects.select_for_update(of=("self",)) if lock else Case.objects.all()
    case = whole.select_related("handler").get(pk=case_id)
    if case.state not in BEFORE_RECOMMENDATION:
        text = _("案件%(number)s现处“%(state)s”，不能再并入线索")
        raise Refused([Reason(text % {"number": case.number, "state": case.get_state_display()}, RULE)])
    return case
