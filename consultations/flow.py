"""The moves of a consultation."""

from datetime import date
from typing import TYPE_CHECKING

from django.db.models import TextChoices
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from audit.flow import Flow, Move, Reason

if TYPE_CHECKING:
    from consultations.models import Consultation


class ConsultationState(TextChoices):
    """Where a consultation stands."""

    CALLED = "called", _("已召集")
    CONCLUDED = "concluded", _("已结束")


def held(consultation: "Consultation", on: date) -> Reason | None:
    """Minutes are of a meeting that took place."""
    if consultation.held_on <= on:
        return None
    return Reason(_g("磋商尚未举行"), "办案规则第七十条")


CONSULTATION_FLOW = Flow(
    ConsultationState,
    (
        Move(
            "conclude",
            _("登记磋商结果"),
            frozenset({ConsultationState.CALLED}),
            ConsultationState.CONCLUDED,
            "consultation.run",
            guards=(held,),
            article="办案规则第七十条",
        ),
    ),
)
