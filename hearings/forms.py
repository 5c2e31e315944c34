"""What is typed about hearings: planning one, telling those who take part, and how it went."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from cases.forms.base import DayField, SubjectForm
from cases.forms.case import YesNo
from hearings.models import Hearing, OfficerKind, Purpose
from hearings.services import FEWEST, MOST, Officer, Opinion

NUMBERS = {1: _("一"), 2: _("二"), 3: _("三"), 4: _("四"), 5: _("五"), 6: _("六"), 7: _("七")}


class Plan(SubjectForm):
    """Asking the chief to approve a hearing, with three to seven officers."""

    purpose = forms.ChoiceField(
        label=_("听证事由"),
        choices=Purpose.choices,
        initial=Purpose.EFFECT,
        widget=forms.Select(attrs={"article": _("听证工作指引第四条")}),
    )
    held_on = DayField(
        label=_("听证日期"),
        help_text=_("至少提前三日告知听证参加人"),
        widget=forms.DateInput(
            attrs={"type": "date", "half": True, "article": _("听证规定第十条")}, format="%Y-%m-%d"
        ),
    )
    place = forms.CharField(
        label=_("地点"),
        max_length=120,
        help_text=_("一般在检察听证室"),
        widget=forms.TextInput(attrs={"half": True, "article": _("听证规定第十二条")}),
    )
    public = YesNo(
        _("公开听证"),
        _("不公开听证"),
        label=_("是否公开"),
        initial="true",
    )
    closed_reason = forms.CharField(
        label=_("不公开理由"),
        required=False,
        max_length=200,
        help_text=_("涉及国家秘密、个人隐私等，不公开时必填"),
    )
    co_organiser = forms.CharField(
        label=_("联合举办单位"), required=False, max_length=100, widget=forms.TextInput(attrs={"half": True})
    )
    site_visit = forms.CharField(
        label=_("实地察看"), required=False, max_length=200, widget=forms.TextInput(attrs={"half": True})
    )

    def prepare(self) -> None:
        """Room for seven officers; the first three must be named."""
        for number, word in NUMBERS.items():
            self.fields[f"officer_{number}_name"] = forms.CharField(
                label=_g("听证员%(number)s") % {"number": word},
                required=number <= FEWEST,
                max_length=40,
                widget=forms.TextInput(attrs={"half": True}),
            )
            self.fields[f"officer_{number}_kind"] = forms.ChoiceField(
                label=_g("身份"),
                choices=OfficerKind.choices,
                required=False,
                widget=forms.Select(attrs={"half": True}),
            )

    def service_values(self) -> dict[str, Any]:
        """What `services.plan_hearing` takes."""
        names = ("purpose", "held_on", "place", "public", "closed_reason", "co_organiser", "site_visit")
        values = {name: self.cleaned_data[name] for name in names}
        rows = (
            (self.cleaned_data[f"officer_{n}_name"], self.cleaned_data[f"officer_{n}_kind"]) for n in NUMBERS
        )
        return values | {
            "officers": [Officer(name, kind or OfficerKind.OTHER) for name, kind in rows if name]
        }

    def add_error(self, field: str | None, error: Any) -> None:
        """Put what a service says about the officers where officers are typed."""
        super().add_error("officer_1_name" if field == "officers" else field, error)


def officers_typed(hearing: Hearing) -> dict[str, str]:
    """The officers of a planned hearing as the plan's form has them."""
    rows = enumerate(hearing.officers.order_by("id"), start=1)
    found = [(number, officer) for number, officer in rows if number in NUMBERS]
    names = {f"officer_{number}_name": officer.name for number, officer in found}
    return names | {f"officer_{number}_kind": officer.kind for number, officer in found}


class Notice(SubjectForm):
    """The day on which those who take part were told."""

    noticed_on = DayField(
        label=_("告知日期"),
        help_text=_("告知案由、时间、地点，以及主持人和听证员的姓名、身份；公开听证的，应当发布公告"),
        widget=forms.DateInput(attrs={"type": "date", "article": _("听证规定第十条")}, format="%Y-%m-%d"),
    )

    def service_values(self) -> dict[str, Any]:
        """What `services.give_notice` takes."""
        return {"noticed_on": self.cleaned_data["noticed_on"]}


class Postpone(SubjectForm):
    """Another day, and another place if need be, for a hearing that has not been held."""

    held_on = DayField(
        label=_("听证日期"),
        help_text=_("至少提前三日重新告知听证参加人"),
        widget=forms.DateInput(
            attrs={"type": "date", "half": True, "article": _("听证规定第十条")}, format="%Y-%m-%d"
        ),
    )
    place = forms.CharField(
        label=_("地点"),
        required=False,
        max_length=120,
        help_text=_("不填则地点不变"),
        widget=forms.TextInput(attrs={"half": True}),
    )

    def service_values(self) -> dict[str, Any]:
        """What `services.postpone_hearing` takes."""
        return {name: self.cleaned_data[name] for name in ("held_on", "place")}


class Conclude(SubjectForm):
    """The record of a hearing and what each officer said."""

    record_text = forms.CharField(
        label=_("听证笔录"),
        max_length=40000,
        widget=forms.Textarea(attrs={"rows": 8, "article": _("听证规定第十八条")}),
    )
    result = forms.CharField(
        label=_("听证意见"),
        max_length=4000,
        help_text=_("听证员形成的意见，是依法处理案件的重要参考"),
        widget=forms.Textarea(attrs={"rows": 4, "article": _("听证规定第十六条")}),
    )

    def prepare(self) -> None:
        """Ask what each officer said."""
        self.officers = list(self.subject.officers.all())
        for officer in self.officers:
            self.fields[f"officer_{officer.pk}_supports"] = YesNo(
                _("同意"),
                _("不同意"),
                label=_g("%(name)s（%(kind)s）对拟处理意见")
                % {"name": officer.name, "kind": officer.get_kind_display()},
            )
            self.fields[f"officer_{officer.pk}_opinion"] = forms.CharField(
                label=_g("%(name)s的评议意见") % {"name": officer.name},
                max_length=2000,
                widget=forms.Textarea(attrs={"rows": 2, "article": _("听证规定第十五条")}),
            )

    def service_values(self) -> dict[str, Any]:
        """What `services.conclude_hearing` takes."""
        values = {name: self.cleaned_data[name] for name in ("record_text", "result")}
        said = {
            officer.pk: Opinion(
                self.cleaned_data[f"officer_{officer.pk}_supports"],
                self.cleaned_data[f"officer_{officer.pk}_opinion"],
            )
            for officer in self.officers
        }
        return values | {"opinions": said}


assert len(NUMBERS) == MOST
