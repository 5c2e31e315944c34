"""Somebody went and looked: on the spot while the case runs, and again after its end (rule 77)."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts import access
from accounts.models import User
from audit.flow import Reason, Refused, day, official, record
from cases.flow import ENDED, CaseState
from cases.models import Case, Clue, Obligation, SiteCheck
from cases.services import people
from cases.services.clues import create_clue
from cases.statutory import CheckKind, CheckResult, Source
from deadlines.models import NoticeKind

TWO, FOLLOWING_UP = "办案规则第三十六条", "办案规则第七十七条"
LEAST = 2


@transaction.atomic
def record_check(
    case_id: int,
    *,
    obligation_id: int | None = None,
    kind: str,
    on: date,
    place: str,
    team: Sequence[int],
    others: str = "",
    findings: str,
    result: str,
    by: User,
    at: datetime,
) -> SiteCheck:
    """Write down what was found on the spot, about one obligation or the whole case, and what came of it (rule 77).

    At least two people of the case went (rules 35, 36; G6): `team` are ids of users who worked on it that day. Looking
    back is for what was accepted, and goes on after the case was closed; a visit to the site does not. A relapse is
    found only where something had been accepted.
    """
    case = access.take(by, "site_check.enter", Case, case_id, at=at, lock=True)
    obligation = _obligation(case, obligation_id)
    _check_day(case, on, today=day(at))
    _check_kind(case, obligation, kind, result)
    went = _team(case, team, on=on)
    check = SiteCheck.objects.create(
        case=case,
        obligation=obligation,
        kind=kind,
        on=on,
        place=place,
        others=others,
        findings=findings,
        result=result,
        entered_by=by,
        entered_at=at,
    )
    check.people.set(went)
    _tell(check, went, by=by, at=at)
    return check


@transaction.atomic
def register_relapse(check_id: int, *, title: str, facts: str, by: User, at: datetime) -> Clue:
    """Register what relapsed after the end as a new clue of the office, found in casework, linked to the old case.

    Refused while the case runs (the obligation is reopened then), where nothing relapsed, and twice.
    """
    check = access.take(by, "site_check.enter", SiteCheck, check_id, at=at, lock=True)
    case = check.case
    if case.office not in access.offices(by, "clue.register", at=at):
        raise PermissionDenied("clue.register")
    if reasons := no_new_clue(check):
        raise Refused(reasons)
    check.clue = create_clue(
        case.office,
        title=title,
        source=Source.CASEWORK,
        source_note=f"回头看发现反弹：{case.number}",
        field=case.field,
        facts=facts,
        place=check.place,
        received_on=day(at),
        by=by,
        at=at,
    )
    check.save(update_fields=["clue"])
    note = f"{check.clue.number} {title}"
    record(by=by, at=at, action="site_check.enter", label="反弹问题登记为线索", obj=check, note=note)
    return check.clue


def who_can_go(case: Case, *, on: date) -> list[User]:
    """Who checks on a case that day: its handler and members; after its end also those who worked on it until then."""
    ended = case.ended_on
    members = case.members.select_related("user").order_by("id")
    there = [
        member.user
        for member in members
        if member.on_day(on) or (ended and on > ended and (member.ends_on is None or member.ends_on >= ended))
    ]
    return list(dict.fromkeys([case.handler, *there]))


def no_new_clue(check: SiteCheck) -> list[Reason]:
    """Why what a check found is not registered as a new clue; empty when it may be."""
    if check.kind != CheckKind.LOOK_BACK or check.result != CheckResult.RELAPSED:
        return [Reason(_("“回头看”发现反弹的，才登记为新线索"), FOLLOWING_UP)]
    if check.case.state not in ENDED:
        return [Reason(_("案件还在办理，请要求责任机关重新整改"), FOLLOWING_UP)]
    if check.clue_id is not None:
        return [Reason(_("已经登记为线索"), FOLLOWING_UP)]
    return []


def kinds_open(case: Case, accepted: Iterable[Obligation] | bool) -> list[CheckKind]:
    """Which kinds of check a case can have now: the site while it runs, looking back where something was accepted."""
    if case.state == CaseState.CLOSED:
        return [CheckKind.LOOK_BACK]
    if case.state in ENDED:
        return []
    return [CheckKind.SITE, CheckKind.LOOK_BACK] if accepted else [CheckKind.SITE]


def _team(case: Case, team: Sequence[int], *, on: date) -> list[User]:
    went = [user for user in who_can_go(case, on=on) if user.pk in set(team)]
    if {user.pk for user in went} != set(team):
        raise ValidationError({"team": _("请选择当天在本案办案组中的人员")})
    if len(went) < LEAST:
        raise ValidationError({"team": _("核查应当由两名以上检察人员进行（办案规则第三十六条）")})
    return went


def _obligation(case: Case, obligation_id: int | None) -> Obligation | None:
    if obligation_id is None:
        return None
    found = case.obligations.filter(pk=obligation_id).first()
    if found is None:
        raise ValidationError({"obligation_id": _("请选择本案的整改事项")})
    return found


def _check_day(case: Case, on: date, *, today: date) -> None:
    if on > today:
        raise ValidationError({"on": _("核查日期不能晚于今天")})
    if on < case.filed_on:
        raise ValidationError({"on": _("核查日期不能早于立案日期")})


def _check_kind(case: Case, obligation: Obligation | None, kind: str, result: str) -> None:
    accepted = case.obligations.filter(state="accepted")
    was_accepted = obligation.state == "accepted" if obligation else accepted.exists()
    possible = kinds_open(case, accepted.exists())
    if not possible:
        raise Refused([Reason(_("案件已经移送或者撤销，不再核查"), FOLLOWING_UP)])
    if kind not in possible:
        text = (
            _("案件已经终结，请登记为“回头看”")
            if case.ended_on
            else _("还没有验收的事项，请登记为“现场核查”")
        )
        raise ValidationError({"kind": text})
    if kind == CheckKind.LOOK_BACK and not case.ended_on and not was_accepted:
        raise ValidationError({"kind": _("这一事项还没有验收，请登记为“现场核查”")})
    if result == CheckResult.RELAPSED and not (was_accepted or case.ended_on):
        raise ValidationError({"result": _("验收以后又出现的，才是反弹回潮")})


def _tell(check: SiteCheck, went: Sequence[User], *, by: User, at: datetime) -> None:
    """The record says who went and what they found; the handler hears of it where somebody else wrote it down."""
    kind, result = official(CheckKind(check.kind).label), official(CheckResult(check.result).label)
    about = check.obligation.measure if check.obligation else check.case.title
    names = "、".join(str(user) for user in went)
    record(
        by=by,
        at=at,
        action="site_check.enter",
        label=f"{kind}：{result}",
        obj=check,
        note=f"{about}（{names}）",
    )
    if by != check.case.handler:
        people.tell(
            [check.case.handler],
            title=f"{kind}：{result}",
            body=about,
            url=f"/cases/{check.case_id}/#checks",
            key=f"check:{check.pk}",
            kind=NoticeKind.TASK,
            at=at,
        )
