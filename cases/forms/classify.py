"""What the chief fills in when a clue or a case is classified. Used by the page."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Secrecy
from cases.forms.base import SubjectForm, id_field, long_text


class Classify(SubjectForm):
    """How secret the row is from now on, and why. Its subject is the clue or the case."""

    secrecy = id_field(
        _("密级"), choices=Secrecy.choices, widget=forms.RadioSelect(attrs={"article": _("保守国家秘密法")})
    )
    reason = long_text(
        _("定密依据和理由"), rows=3, help_text=_("对应的保密事项范围条目，以及为什么定为这一级")
    )

    def prepare(self) -> None:
        """It stands as it is now."""
        self.initial.setdefault("secrecy", self.subject.secrecy)
