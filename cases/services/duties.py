"""Who must act: the matters of a case, what part each agency has in them, and when that was settled (rules 69, 72)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts import access
from accounts.models import User
from agencies import selectors as agencies
from agencies.models import Agency, Duty
from audit.flow import Reason, Refused, day, official, record
from cases import guards
from cases.flow import ENDED
from cases.models import Case, DutyMatter, DutyShare, Step
from cases.models.case import StepKind
from cases.services import obligations
from cases.services.obligations import Figure
from cases.statutory import Part

SEVERAL, BASIS = "办案规则第六十九条", "办案规则第七十二条"
ACTING = (Part.LEADS, Part.SHARES)


@dataclass(frozen=True)
class Task:
    """What an agency is to put right in a matter, as it is set when the matter is settled."""

    measure: str
    category: str
    due_on: date
    figures: Sequence[Figure] = ()


@transaction.atomic
def enter_matter(case_id: int, *, name: str, note: str = "", by: User, at: datetime) -> DutyMatter:
    """Enter a matter for which it must be known who acts. Refused twice by one name, and once the case has ended."""
    case = access.take(by, "duty.enter", Case, case_id, at=at, lock=True)
    _refuse_ended(case)
    if reason := guards.administrative(case, day(at)):
        raise Refused([reason])
    if case.duty_matters.filter(name=name).exists():
        raise ValidationError({"name": _("本案已经列出这一监管事项")})
    matter = DutyMatter.objects.create(case=case, name=name, note=note)
    record(by=by, at=at, action="duty.enter", label="列出监管事项", obj=matter, note=name)
    return matter


@transaction.atomic
def drop_matter(matter_id: int, *, by: User, at: datetime) -> None:
    """Take a matter out that was entered by mistake; one that is settled is reopened first."""
    matter = _unsettled(matter_id, by=by, at=at)
    record(by=by, at=at, action="duty.enter", label="删去监管事项", obj=matter.case, note=matter.name)
    matter.delete()


@transaction.atomic
def enter_share(
    matter_id: int,
    *,
    agency_id: int,
    part: str,
    duty_id: int | None = None,
    basis: str = "",
    source: str = "",
    position: str = "",
    by: User,
    at: datetime,
) -> DutyShare:
    """Write down, or change, what part an agency of the region has in a matter, and what it says itself.

    Who leads or helps does so by a law: a duty of the register, whose text is kept with the case, or one that is typed
    (rule 72). Refused when the matter is settled.
    """
    matter = _unsettled(matter_id, by=by, at=at)
    agency = agencies.of_region(matter.case.office).filter(pk=agency_id).first()
    if agency is None:
        raise ValidationError({"agency_id": _("请选择本地区的行政机关")})
    duty = _duty(agency, duty_id)
    basis, source = basis or (duty.basis if duty else ""), source or (duty.source if duty else "")
    if part in ACTING and not basis:
        raise ValidationError({"basis": _("牵头、配合的职责应当有法律依据：请选登记的职责或者填写依据")})
    share, _new = DutyShare.objects.update_or_create(
        matter=matter,
        agency=agency,
        defaults={"part": part, "duty": duty, "basis": basis, "source": source, "position": position},
    )
    note = f"{matter.name}：{agency} {official(Part(part).label)}"
    record(by=by, at=at, action="duty.enter", label="登记职责分工", obj=matter, note=note)
    return share


@transaction.atomic
def drop_share(share_id: int, *, by: User, at: datetime) -> DutyMatter:
    """Take an agency out of a matter with which it has nothing to do; refused when the matter is settled."""
    share = access.take(by, "duty.enter", DutyShare, share_id, at=at)
    matter = _unsettled(share.matter_id, by=by, at=at)
    note = f"{matter.name}：{share.agency}"
    record(by=by, at=at, action="duty.enter", label="删去职责分工", obj=matter, note=note)
    share.delete()
    return matter


@transaction.atomic
def settle_matter(
    matter_id: int,
    *,
    step_id: int | None = None,
    tasks: Mapping[int, Task] | None = None,
    by: User,
    at: datetime,
) -> DutyMatter:
    """Settle who acts in a matter, in a consultation of the case or without one, and set what follows from it.

    `tasks` maps ids of the matter's shares to what that agency is to put right; each becomes an obligation. Refused
    while nobody leads, several do, or a part is disputed (rule 69).
    """
    matter = access.take(by, "duty.settle", DutyMatter, matter_id, at=at, lock=True)
    _refuse_ended(matter.case)
    _refuse_settled(matter)
    shares = list(matter.shares.select_related("agency"))
    if reasons := unclear(shares):
        raise Refused(reasons)
    matter.settled_on, matter.settled_in = day(at), _consultation(matter.case, step_id)
    matter.save(update_fields=["settled_on", "settled_in"])
    record(by=by, at=at, action="duty.settle", label="确认职责分工", obj=matter, note=_said(matter, shares))
    for share in shares:
        if share.pk in (tasks or {}):
            _oblige(share, (tasks or {})[share.pk], case=matter.case, by=by, at=at)
    if not set(tasks or {}) <= {share.pk for share in shares}:
        raise ValidationError(_("整改事项应当对应本事项的职责分工"))
    return matter


@transaction.atomic
def reopen_matter(matter_id: int, *, reason: str, by: User, at: datetime) -> DutyMatter:
    """Take up again who acts in a matter that was settled, for a reason; what was set in it stays as it is."""
    matter = access.take(by, "duty.settle", DutyMatter, matter_id, at=at, lock=True)
    _refuse_ended(matter.case)
    if matter.settled_on is None:
        raise Refused([Reason(_("这一事项尚未确认，可以直接修改"), SEVERAL)])
    matter.settled_on = matter.settled_in = None
    matter.save(update_fields=["settled_on", "settled_in"])
    note = f"{matter.name}：{reason}"
    record(by=by, at=at, action="duty.settle", label="重新确认职责分工", obj=matter, note=note)
    return matter


def unclear(shares: Sequence[DutyShare]) -> list[Reason]:
    """What keeps the parts in a matter from being settled: nobody leads it, several do, or a part is disputed."""
    leading = [share for share in shares if share.part == Part.LEADS]
    disputed = [share for share in shares if share.part == Part.DISPUTED]
    reasons = []
    if not leading:
        reasons.append(Reason(_("没有机关牵头"), BASIS))
    if len(leading) > 1:
        text = _("%(agencies)s都列为牵头，只能由一家牵头") % {"agencies": _names(leading)}
        reasons.append(Reason(text, SEVERAL))
    if disputed:
        reasons.append(Reason(_("%(agencies)s的职责还有争议") % {"agencies": _names(disputed)}, SEVERAL))
    return reasons


def settled() -> Reason:
    """Why a matter that is settled is not changed."""
    return Reason(_("职责分工已经确认，请先写明理由重新确认"), SEVERAL)


def _oblige(share: DutyShare, task: Task, *, case: Case, by: User, at: datetime) -> None:
    respondent = case.respondents.filter(agency=share.agency_id).first()
    if share.part not in ACTING:
        text = _("%(agency)s在这一事项中没有职责，不能确定整改事项")
        raise ValidationError({f"measure_{share.pk}": text % {"agency": share.agency}})
    if respondent is None:
        text = _("%(agency)s还不是本案的被监督机关，请先列入本案")
        raise ValidationError({f"measure_{share.pk}": text % {"agency": share.agency}})
    try:
        obligations.set_obligation(case.pk, respondent_id=respondent.pk, **vars(task), by=by, at=at)
    except ValidationError as error:
        found = {f"{name}_{share.pk}": texts for name, texts in error.message_dict.items()}
        raise ValidationError(found) from error


def _unsettled(matter_id: int, *, by: User, at: datetime) -> DutyMatter:
    matter = access.take(by, "duty.enter", DutyMatter, matter_id, at=at, lock=True)
    _refuse_ended(matter.case)
    _refuse_settled(matter)
    return matter


def _refuse_ended(case: Case) -> None:
    if case.state in ENDED:
        raise Refused([Reason(_("案件已经办结"))])


def _refuse_settled(matter: DutyMatter) -> None:
    if matter.settled_on is not None:
        raise Refused([settled()])


def _duty(agency: Agency, duty_id: int | None) -> Duty | None:
    if duty_id is None:
        return None
    duty = agency.duties.filter(pk=duty_id).first()
    if duty is None:
        raise ValidationError({"duty_id": _("请选择该机关登记的职责")})
    return duty


def _consultation(case: Case, step_id: int | None) -> Step | None:
    if step_id is None:
        return None
    held = case.steps.filter(pk=step_id, kind=StepKind.CONSULTATION, closed_at__isnull=False).first()
    if held is None:
        raise ValidationError({"step_id": _("请选择本案已经结束的磋商")})
    return held


def _names(shares: Sequence[DutyShare]) -> str:
    return _("、").join(str(share.agency) for share in shares)


def _said(matter: DutyMatter, shares: Sequence[DutyShare]) -> str:
    parts = "；".join(f"{share.agency}{official(Part(share.part).label)}" for share in shares)
    return f"{matter.name}：{parts}"
