"""The consultations and hearings that an agency is invited to, as far as it is told of them."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject
from django.utils.translation import gettext as _

from accounts import access
from accounts.models import User
from agencies.models import Agency
from audit.flow import day
from cases.models import Respondent
from consultations.models import Consultation, Invitee
from hearings.models import Hearing, HearingOfficer

SHOWN: Final = 10


@dataclass(frozen=True)
class Meeting:
    """One of them; `agencies` are those of the reader that it concerns."""

    title: str
    on: date
    place: str
    about: str
    office: str
    case: str
    state: str
    ahead: bool
    agencies: str
    position: str = ""
    officers: tuple[tuple[str, str], ...] = ()


def invited(own: list[Agency], *, by: User, at: datetime) -> list[Meeting]:
    """What these agencies, all of the person's own, are invited to; the newest of each kind."""
    return [*_consultations(own, by=by, at=at), *_hearings(own, by=by, at=at)]


def _consultations(own: list[Agency], *, by: User, at: datetime) -> list[Meeting]:
    rows = access.allowed(by, "consultation.view", Consultation, at=at).distinct()
    ours = Invitee.objects.filter(consultation=OuterRef("pk"), agency__in=own).order_by("agency")
    rows = rows.annotate(
        positions=ArraySubquery(ours.exclude(position="").values("position")),
        ours=ArraySubquery(ours.values("agency__short_name")),
    )
    found = rows.select_related("case__office").order_by("-held_on", "-id")[:SHOWN]
    return [
        Meeting(
            title=one.get_form_display(),
            on=one.held_on,
            place=one.place,
            about=one.agenda,
            office=one.case.office.name,
            case=one.case.title,
            state=one.get_state_display(),
            ahead=one.state == "called" and one.held_on >= day(at),
            agencies="、".join(one.ours),
            position="；".join(one.positions),
        )
        for one in found
    ]


def _hearings(own: list[Agency], *, by: User, at: datetime) -> list[Meeting]:
    labels = dict(HearingOfficer._meta.get_field("kind").choices or ())
    rows = access.allowed(by, "hearing.view", Hearing, at=at).distinct().exclude(state="cancelled")
    officers = HearingOfficer.objects.filter(hearing=OuterRef("pk")).order_by("id")
    ours = Respondent.objects.filter(case=OuterRef("case"), agency__in=own).order_by("agency")
    rows = rows.annotate(
        listeners=ArraySubquery(officers.values(one=JSONObject(name="name", kind="kind"))),
        ours=ArraySubquery(ours.values("agency__short_name")),
    )
    found = rows.select_related("case__office").order_by("-held_on", "-id")
    return [
        Meeting(
            title=_("公开听证") if one.public else _("听证"),
            on=one.held_on,
            place=one.place,
            about=one.get_purpose_display(),
            office=one.case.office.name,
            case=one.case.title,
            state=one.get_state_display(),
            ahead=one.state == "planned" and one.held_on >= day(at),
            agencies="、".join(one.ours),
            officers=tuple((each["name"], labels[each["kind"]]) for each in one.listeners),
        )
        for one in found[:SHOWN]
    ]
