"""What is typed about consultations: calling one, and writing down how it went."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from cases.forms.base import DayField, SubjectForm
from consultations.models import ConsultationForm, InviteeKind
from consultations.services import Guest

GUEST_KINDS = [kind for kind in InviteeKind if kind != InviteeKind.AGENCY]
LONGEST_NAME = 100
MOST_GUESTS = 30


class GuestsField(forms.CharField):
    """Names of units, one a line."""

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, max_length=4000, **options)

    def clean(self, value: Any) -> list[str]:
        """The names, without blanks and without empty lines."""
        names = [line.strip() for line in super().clean(value).splitlines() if line.strip()]
        if any(len(name) > LONGEST_NAME for name in names):
            raise ValidationError(_g("单位名称不能超过 %(n)d 个字") % {"n": LONGEST_NAME})
        if len(names) > MOST_GUESTS:
            raise ValidationError(_g("一次最多邀请 %(n)d 个单位") % {"n": MOST_GUESTS})
        return names


class Call(SubjectForm):
    """Calling a consultation. The agencies of the case are invited of themselves."""

    form = forms.ChoiceField(
        label=_("磋商形式"),
        choices=ConsultationForm.choices,
        initial=ConsultationForm.MEETING,
        widget=forms.RadioSelect(attrs={"article": _("办案规则第七十条")}),
    )
    held_on = DayField(
        label=_("磋商日期"), widget=forms.DateInput(attrs={"type": "date", "half": True}, format="%Y-%m-%d")
    )
    place = forms.CharField(
        label=_("地点"),
        max_length=120,
        required=False,
        help_text=_("以事实确认书等书面方式磋商的，可以不填"),
        widget=forms.TextInput(attrs={"half": True}),
    )
    agenda = forms.CharField(
        label=_("磋商事项"),
        max_length=4000,
        help_text=_("可围绕是否违法行使职权或者不作为、公益受损后果、整改方案等"),
        widget=forms.Textarea(attrs={"rows": 4, "article": _("办案规则第七十条")}),
    )
    guests_enterprise = GuestsField(
        label=_("邀请的企业"), help_text=_("每行一个"), widget=forms.Textarea(attrs={"rows": 3, "half": True})
    )
    guests_platform = GuestsField(
        label=_("邀请的平台"), help_text=_("每行一个"), widget=forms.Textarea(attrs={"rows": 3, "half": True})
    )
    guests_association = GuestsField(
        label=_("邀请的行业协会"),
        help_text=_("每行一个"),
        widget=forms.Textarea(attrs={"rows": 3, "half": True}),
    )
    guests_other = GuestsField(
        label=_("邀请的其他单位"),
        help_text=_("每行一个"),
        widget=forms.Textarea(attrs={"rows": 3, "half": True}),
    )

    def clean_place(self) -> str:
        """A meeting is somewhere."""
        place: str = self.cleaned_data["place"]
        if not place and self.cleaned_data.get("form") == ConsultationForm.MEETING:
            raise ValidationError(_g("请填写会议地点"))
        return place

    def service_values(self) -> dict[str, Any]:
        """What `services.call_consultation` takes."""
        values = {name: self.cleaned_data[name] for name in ("form", "held_on", "place", "agenda")}
        guests = [
            Guest(name, kind) for kind in GUEST_KINDS for name in self.cleaned_data[f"guests_{kind.value}"]
        ]
        return values | {"guests": guests}

    def add_error(self, field: str | None, error: Any) -> None:
        """Put what a service says about the guests where guests are typed."""
        super().add_error("guests_enterprise" if field == "guests" else field, error)


class Conclude(SubjectForm):
    """The minutes of a consultation: who came, what each said, what was agreed."""

    minutes = forms.CharField(
        label=_("会议记录"),
        max_length=20000,
        widget=forms.Textarea(attrs={"rows": 8, "article": _("办案规则第七十条")}),
    )
    agreed = forms.CharField(
        label=_("磋商意见"),
        required=False,
        max_length=4000,
        help_text=_("达成一致的内容；随后据此逐项确定整改事项"),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    attended = forms.TypedMultipleChoiceField(
        label=_("到会单位"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )

    def prepare(self) -> None:
        """Ask for the position of each unit that was invited."""
        self.invitees = list(self.subject.invitees.all())
        attended = self.fields["attended"]
        assert isinstance(attended, forms.TypedMultipleChoiceField)
        attended.choices = [(invitee.pk, invitee.name) for invitee in self.invitees]
        for invitee in self.invitees:
            self.fields[f"position_{invitee.pk}"] = forms.CharField(
                label=_g("%(name)s的意见") % {"name": invitee.name},
                required=False,
                max_length=2000,
                widget=forms.Textarea(attrs={"rows": 2}),
            )

    def service_values(self) -> dict[str, Any]:
        """What `services.conclude_consultation` takes."""
        said = {invitee.pk: self.cleaned_data[f"position_{invitee.pk}"] for invitee in self.invitees}
        values = {name: self.cleaned_data[name] for name in ("minutes", "agreed", "attended")}
        return values | {"positions": {pk: text for pk, text in said.items() if text}}
