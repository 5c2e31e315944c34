"""How a person wishes to be reminded."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from deadlines.models import ChaseMatter, ChaseWay

OF_AGENCIES = (ChaseMatter.EARLY_15, ChaseMatter.EARLY_7, ChaseMatter.EARLY_3)


class ChaseSettings(forms.Form):
    """One way for each matter that a person may do without; an agency's people have no internal targets."""

    def __init__(self, *args: Any, portal: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for matter in OF_AGENCIES if portal else ChaseMatter:
            self.fields[matter.value] = forms.ChoiceField(label=matter.label, choices=ChaseWay.choices)

    def ways(self) -> dict[ChaseMatter, ChaseWay]:
        """What was chosen."""
        return {ChaseMatter(name): ChaseWay(way) for name, way in self.cleaned_data.items()}


# What nobody can turn off, and why.
LOCKED = (
    (_("法定、约定期限届满前1日、届满当日和逾期之后"), _("法定期限届满前一日起的提醒不能关闭")),
    (_("发给部门负责人、上一级院和机关分管领导的逾期提醒"), _("逾期须由负责人督促，不能关闭")),
)
