"""Consultations are called, held and concluded; what was agreed becomes obligations."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts import access
from accounts import selectors as accounts
from accounts.models import User
from audit.flow import day
from cases import services as cases
from cases.models import Respondent
from consultations.flow import CONSULTATION_FLOW
from consultations.models import Consultation, Invitee, InviteeKind
from deadlines import services as deadlines
from deadlines.models import NoticeKind


@dataclass(frozen=True)
class Guest:
    """A unit invited that is not one of the case's agencies."""

    name: str
    kind: str = InviteeKind.ENTERPRISE


@transaction.atomic
def call_consultation(
    case_id: int,
    *,
    form: str,
    held_on: date,
    place: str,
    agenda: str,
    guests: Sequence[Guest] = (),
    version: int | None = None,
    by: User,
    at: datetime,
) -> Consultation:
    """Call a consultation with the agencies of the case and other units; the case moves to consulting (rule 70).

    Every agency of the case is invited. Refused where the case may not consult; a day that has passed is not.
    """
    if held_on < day(at):
        raise ValidationError({"held_on": _("磋商日期不能早于今天")})
    case = cases.make_case_move(case_id, "consult", data={}, by=by, at=at, version=version).subject
    _check_guests(guests, list(case.respondents.values_list("agency__name", flat=True)))
    consultation = Consultation.objects.create(
        case=case, form=form, held_on=held_on, place=place, agenda=agenda, called_by=by, called_at=at
    )
    for respondent in case.respondents.select_related("agency__group"):
        _invite(consultation, respondent, at=at)
    Invitee.objects.bulk_create(
        Invitee(consultation=consultation, kind=guest.kind, name=guest.name) for guest in guests
    )
    return consultation


@transaction.atomic
def conclude_consultation(
    consultation_id: int,
    *,
    minutes: str,
    agreed: str,
    attended: Sequence[int] = (),
    positions: Mapping[int, str] | None = None,
    by: User,
    at: datetime,
) -> Consultation:
    """Write the minutes of a consultation that was held, who came and what each said (rule 70)."""
    consultation = access.take(by, "consultation.run", Consultation, consultation_id, at=at, lock=True)
    if not minutes:
        raise ValidationError({"minutes": _("请填写会议记录")})
    consultation.minutes, consultation.agreed = minutes, agreed
    consultation.save(update_fields=["minutes", "agreed"])
    CONSULTATION_FLOW.move(consultation, "conclude", by=by, at=at)
    for invitee in consultation.invitees.all():
        invitee.attended = invitee.pk in attended
        invitee.position = (positions or {}).get(invitee.pk, "")
        invitee.save(update_fields=["attended", "position"])
    cases.close_step(consultation.case_id, kind="consultation", outcome=agreed, by=by, at=at)
    return consultation


def _invite(consultation: Consultation, respondent: Respondent, *, at: datetime) -> None:
    agency = respondent.agency
    Invitee.objects.create(
        consultation=consultation, kind=InviteeKind.AGENCY, agency=agency, name=agency.name
    )
    title = f"磋商邀请：{consultation.held_on:%Y-%m-%d} {consultation.place}"
    deadlines.notify(
        accounts.members_of(agency.group_id, on=day(at)),
        title=title,
        subject=title,
        body=consultation.agenda,
        url="/portal/",
        key=f"consultation:{consultation.pk}",
        kind=NoticeKind.TASK,
        at=at,
    )


def _check_guests(guests: Sequence[Guest], invited: Sequence[str]) -> None:
    names = [*invited, *(guest.name for guest in guests)]
    if twice := next((name for name in names if names.count(name) > 1), ""):
        raise ValidationError({"guests": _("“%(name)s”重复，每个单位只邀请一次") % {"name": twice}})
