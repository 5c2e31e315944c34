"""The moves of a public hearing."""

from datetime import date
from typing import TYPE_CHECKING

from django.db.models import TextChoices
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from audit.flow import Flow, Move, Reason

if TYPE_CHECKING:
    from hearings.models import Hearing


class HearingState(TextChoices):
    """Where a hearing stands."""

    PLANNED = "planned", _("待举行")
    CONCLUDED = "concluded", _("已举行")


def on_its_day(hearing: "Hearing", on: date) -> Reason | None:
    """A hearing is recorded on its day or later."""
    return None if hearing.held_on <= on else Reason(_g("听证尚未举行"), "听证规定第十五条")


def enough_opinions(hearing: "Hearing", on: date) -> Reason | None:
    """Each of the hearing officers, three to seven, gave an opinion (articles 15, 16)."""
    silent = hearing.officers.filter(opinion="").count()
    if not silent:
        return None
    return Reason(_g("还有 %(n)d 名听证员的意见未记录") % {"n": silent}, "听证规定第十五条")


def approved(hearing: "Hearing", on: date) -> Reason | None:
    """The chief approved the hearing (article 4)."""
    if hearing.decision is not None and hearing.decision.state == "approved":
        return None
    return Reason(_g("听证尚未经检察长批准"), "听证规定第四条")


def noticed(hearing: "Hearing", on: date) -> Reason | None:
    """Participants were told at least three days before (article 10)."""
    return None if hearing.noticed_on else Reason(_g("尚未告知听证参加人"), "听证规定第十条")


S = HearingState
HEARING_FLOW = Flow(
    HearingState,
    (
        Move(
            "conclude",
            _("登记听证结果"),
            frozenset({S.PLANNED}),
            S.CONCLUDED,
            "hearing.run",
            guards=(approved, on_its_day, noticed, enough_opinions),
            article="听证规定第十五条、第十六条",
        ),
    ),
)
