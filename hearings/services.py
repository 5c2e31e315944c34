"""Hearings are planned, approved, noticed, held; the officers' opinions feed the end of the case."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypedDict, Unpack

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts import access
from accounts import selectors as accounts
from accounts.models import User
from audit.flow import Reason, Refused, day, record
from cases import services as cases
from cases.models import Decision
from deadlines import selectors as clocks
from deadlines import services as deadlines
from deadlines.calendar import say
from deadlines.models import NoticeKind
from hearings.flow import HEARING_FLOW, HearingState
from hearings.models import Hearing, HearingOfficer

FEWEST, MOST = 3, 7


@dataclass(frozen=True)
class Officer:
    """A citizen invited to listen."""

    name: str
    kind: str


@dataclass(frozen=True)
class Opinion:
    """What one officer said: whether they agree with the intended handling, and why."""

    supports: bool
    text: str


class MoreOfHearing(TypedDict, total=False):
    """What a plan may say beyond what it must."""

    public: bool
    closed_reason: str
    co_organiser: str
    site_visit: str


@transaction.atomic
def plan_hearing(
    case_id: int,
    *,
    purpose: str,
    held_on: date,
    place: str,
    officers: Sequence[Officer],
    version: int | None = None,
    by: User,
    at: datetime,
    **more: Unpack[MoreOfHearing],
) -> Hearing:
    """Ask the chief to approve a hearing with three to seven officers (hearing rules 4, 7, 9).

    Refuses a day too near to tell participants three days before, and a closed hearing without a reason.
    """
    _check_plan(held_on, officers, more, on=day(at))
    plan: dict[str, Any] = {"purpose": purpose, "held_on": held_on, "place": place, **more}
    draft = _draft(plan, officers)
    outcome = cases.make_case_move(case_id, "hear", data=draft, by=by, at=at, version=version)
    hearing = Hearing.objects.create(
        case=outcome.subject, decision=outcome.decision, planned_by=by, planned_at=at, **plan
    )
    _invite(hearing, officers)
    return hearing


@transaction.atomic
def redraft_hearing(
    decision_id: int,
    *,
    purpose: str,
    held_on: date,
    place: str,
    officers: Sequence[Officer],
    version: int | None = None,
    by: User,
    at: datetime,
    **more: Unpack[MoreOfHearing],
) -> Decision:
    """Change the plan of a hearing while its approval waits; the opinions on the earlier plan are void (rule 7)."""
    _check_plan(held_on, officers, more, on=day(at))
    plan: dict[str, Any] = {"purpose": purpose, "held_on": held_on, "place": place, **more}
    decision = cases.redraft(decision_id, data=_draft(plan, officers), version=version, by=by, at=at)
    Hearing.objects.filter(decision=decision).update(**plan)
    hearing = Hearing.objects.get(decision=decision)
    hearing.officers.all().delete()
    _invite(hearing, officers)
    return decision


def _draft(plan: dict[str, Any], officers: Sequence[Officer]) -> dict[str, Any]:
    return {**plan, "officers": [officer.name for officer in officers]}


def _invite(hearing: Hearing, officers: Sequence[Officer]) -> None:
    HearingOfficer.objects.bulk_create(
        [HearingOfficer(hearing=hearing, **vars(officer)) for officer in officers]
    )


@transaction.atomic
def give_notice(hearing_id: int, *, noticed_on: date, by: User, at: datetime) -> Hearing:
    """Record that participants were told of case, time and place, at least three days before (article 10)."""
    hearing = access.take(by, "hearing.run", Hearing, hearing_id, at=at, lock=True)
    _check_approved(hearing)
    last = clocks.preview("T27", hearing.held_on).counted.due
    if noticed_on > last:
        text = _("最迟应在 %(day)s 告知听证参加人，请改期") % {"day": say(last)}
        raise Refused([Reason(text, "听证规定第十条")])
    if noticed_on > day(at):
        raise ValidationError({"noticed_on": _("告知日期不能晚于今天")})
    assert hearing.decision is not None
    if hearing.decision.closed_at and noticed_on < day(hearing.decision.closed_at):
        raise ValidationError({"noticed_on": _("听证尚未经检察长批准")})
    hearing.noticed_on = noticed_on
    hearing.save(update_fields=["noticed_on"])
    record(by=by, at=at, action="hearing.run", label="告知听证参加人", obj=hearing)
    deadlines.stop(rules=("T27",), case=hearing.case, on=noticed_on, by=by, at=at)
    title = f"听证通知：{hearing.held_on:%Y-%m-%d} {hearing.place}"
    for respondent in hearing.case.respondents.select_related("agency__group"):
        deadlines.notify(
            accounts.members_of(respondent.agency.group_id, on=day(at)),
            title=title,
            subject=title,
            body=hearing.case.title,
            url="/portal/",
            key=f"hearing:{hearing.pk}:{hearing.held_on}",
            kind=NoticeKind.TASK,
            at=at,
        )
    return hearing


@transaction.atomic
def conclude_hearing(
    hearing_id: int, *, record_text: str, result: str, opinions: Mapping[int, Opinion], by: User, at: datetime
) -> Hearing:
    """Write the record of a hearing that was held and each officer's opinion (articles 14-16)."""
    hearing = access.take(by, "hearing.run", Hearing, hearing_id, at=at, lock=True)
    for officer in hearing.officers.all():
        said = opinions.get(officer.pk)
        if said is not None:
            officer.supports, officer.opinion = said.supports, said.text
            officer.save(update_fields=["supports", "opinion"])
    hearing.record, hearing.result = record_text, result
    hearing.save(update_fields=["record", "result"])
    HEARING_FLOW.move(hearing, "conclude", by=by, at=at)
    cases.close_step(hearing.case_id, kind="hearing", outcome=result, by=by, at=at)
    return hearing


def _check_plan(held_on: date, officers: Sequence[Officer], more: MoreOfHearing, *, on: date) -> None:
    if not FEWEST <= len(officers) <= MOST:
        raise ValidationError({"officers": _("听证员一般为三至七人")})
    if len({officer.name for officer in officers}) != len(officers):
        raise ValidationError({"officers": _("听证员姓名重复")})
    if not more.get("public", True) and not more.get("closed_reason"):
        raise ValidationError({"closed_reason": _("不公开听证应当说明理由（听证规定第五条）")})
    _check_day(held_on, on=on)


@transaction.atomic
def postpone_hearing(hearing_id: int, *, held_on: date, place: str = "", by: User, at: datetime) -> Hearing:
    """Move an approved hearing to a day far enough ahead; participants must be told anew, in time (article 10)."""
    hearing = access.take(by, "hearing.run", Hearing, hearing_id, at=at, lock=True)
    if hearing.state != HearingState.PLANNED:
        raise Refused([Reason(_("听证已经举行"), "听证规定第十条")])
    _check_approved(hearing)
    _check_day(held_on, on=day(at))
    hearing.held_on, hearing.place, hearing.noticed_on = held_on, place or hearing.place, None
    hearing.save(update_fields=["held_on", "place", "noticed_on"])
    record(by=by, at=at, action="hearing.run", label=f"听证改期至{held_on:%Y-%m-%d}", obj=hearing)
    _chase_notice_anew(hearing, by=by, at=at)
    return hearing


def _chase_notice_anew(hearing: Hearing, *, by: User, at: datetime) -> None:
    """The clock of the former day no longer matters; the time to tell people ends three days before the new one."""
    case = hearing.case
    for clock in case.deadlines.filter(rule="T27", ended_on=None):
        deadlines.cancel(clock, on=day(at), by=by, at=at, note="听证改期")
    deadlines.start(
        rule="T27",
        case=case,
        started_on=hearing.held_on,
        duty_office=case.office,
        duty_user=case.handler,
        by=by,
        at=at,
    )


def _check_approved(hearing: Hearing) -> None:
    if hearing.decision is None or hearing.decision.state != "approved":
        raise Refused([Reason(_("听证尚未经检察长批准"), "听证规定第四条")])


def _check_day(held_on: date, *, on: date) -> None:
    if clocks.preview("T27", held_on).counted.due < on:
        raise ValidationError({"held_on": _("听证应至少提前三日告知参加人（听证规定第十条），请另定日期")})
