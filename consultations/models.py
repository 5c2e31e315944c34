"""Consultations with agencies (rule 70): who was invited, what each said, what was agreed."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.access import Scope
from agencies.models import Agency
from audit.models import Stateful
from cases.models import Case
from consultations.flow import CONSULTATION_FLOW, ConsultationState


class ConsultationForm(models.TextChoices):
    """The forms a consultation may take (rule 70)."""

    MEETING = "meeting", _("磋商座谈会")
    LETTER = "letter", _("事实确认书")


class Consultation(Stateful):
    """One consultation of a case."""

    state = models.CharField(
        _("状态"), max_length=24, choices=ConsultationState, default=ConsultationState.CALLED, editable=False
    )
    case = models.ForeignKey(Case, models.CASCADE, related_name="consultations", verbose_name=_("案件"))
    form = models.CharField(_("形式"), max_length=8, choices=ConsultationForm)
    held_on = models.DateField(_("磋商日期"))
    place = models.CharField(_("地点"), max_length=120, blank=True)
    agenda = models.TextField(_("磋商事项"))
    minutes = models.TextField(_("会议记录"), blank=True)
    agreed = models.TextField(_("磋商意见"), blank=True)
    called_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("召集人")
    )
    called_at = models.DateTimeField(_("召集时间"))

    SCOPE = Scope(view="consultation.view", roots=("case",), granted="case", agency="invitees__agency__group")

    class Meta:
        verbose_name = _("磋商")
        ordering = ["-held_on", "-id"]
        triggers = [
            pgtrigger.FSM(
                name="consultation_flow", field="state", transitions=CONSULTATION_FLOW.transitions()
            )
        ]
        constraints = [
            models.CheckConstraint(
                name="concluded_consultations_have_minutes", condition=~Q(state="concluded") | ~Q(minutes="")
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_form_display()} {self.held_on}"


class InviteeKind(models.TextChoices):
    """Who comes to a consultation."""

    AGENCY = "agency", _("行政机关")
    ENTERPRISE = "enterprise", _("企业")
    PLATFORM = "platform", _("平台")
    ASSOCIATION = "association", _("行业协会")
    OTHER = "other", _("其他")


class Invitee(models.Model):
    """One unit invited, whether it came, and its position."""

    consultation = models.ForeignKey(
        Consultation, models.CASCADE, related_name="invitees", verbose_name=_("磋商")
    )
    kind = models.CharField(_("类别"), max_length=12, choices=InviteeKind)
    agency = models.ForeignKey(
        Agency, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("行政机关")
    )
    name = models.CharField(_("单位"), max_length=100)
    attended = models.BooleanField(_("到会"), null=True)
    position = models.TextField(_("意见"), blank=True)

    class Meta:
        verbose_name = _("受邀单位")
        ordering = ["id"]
        constraints = [models.UniqueConstraint(name="invited_once", fields=["consultation", "name"])]

    def __str__(self) -> str:
        return self.name
