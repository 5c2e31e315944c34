"""What a person fills in about what an agency must put right. Used by the pages and by the API."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from audit.flow import day
from cases import selectors
from cases.forms.base import SubjectForm, day_field, id_field
from cases.forms.case import text
from cases.services.obligations import Figure
from cases.statutory import Measure

VERDICTS = (
    ("accept", _("验收")),
    ("accept_part", _("部分验收")),
    ("return", _("退回补充")),
)
FIGURE = ("indicator_name", "indicator_unit", "indicator_baseline", "indicator_target")


def number(label: Any) -> forms.DecimalField:
    """A figure as the database keeps it."""
    return forms.DecimalField(
        label=label,
        max_digits=12,
        decimal_places=2,
        required=False,
        widget=forms.NumberInput(attrs={"half": True}),
    )


class Set(SubjectForm):
    """One thing an agency is to put right by a day (rules 70, 77). Its subject is the case."""

    respondent_id = id_field(_("责任机关"), widget=forms.Select(attrs={"article": _("办案规则第七十七条")}))
    measure = forms.CharField(
        label=_("整改措施"),
        max_length=200,
        help_text=_("写成能够核验的一件事，例如“隐私面单应用率达到百分之九十”"),
    )
    category = forms.ChoiceField(
        label=_("措施类别"),
        choices=[("", _("请选择")), *Measure.choices],
        widget=forms.Select(attrs={"half": True}),
    )
    due_on = day_field(_("完成期限"))
    enterprise_id = id_field(
        _("落实企业"), required=False, help_text=_("由企业落实的，责任机关督促并报送；企业先列入本案")
    )
    indicator_name = forms.CharField(
        label=_("量化指标"),
        max_length=60,
        required=False,
        help_text=_("可以不设；设了就会按进展画出曲线"),
        widget=forms.TextInput(attrs={"half": True}),
    )
    indicator_unit = forms.CharField(
        label=_("单位"), max_length=12, required=False, widget=forms.TextInput(attrs={"half": True})
    )
    indicator_baseline = number(_("基线值"))
    indicator_target = number(_("目标值"))

    def prepare(self) -> None:
        """The agencies of the case; a day to come."""
        rows = selectors.respondents(self.subject.pk)
        field = self.fields["respondent_id"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("请选择")), *((row.pk, row.agency.name) for row in rows)]
        self.fields["due_on"].widget.attrs |= {"half": True, "min": day(self.at).isoformat()}
        involved = list(selectors.enterprises(self.subject.pk))
        enterprise = self.fields["enterprise_id"]
        assert isinstance(enterprise, forms.ChoiceField)
        enterprise.choices = [("", _("由机关自己落实")), *((row.pk, row.name) for row in involved)]
        if not involved:
            del self.fields["enterprise_id"]

    def clean(self) -> dict[str, Any]:
        """A figure is said whole or not at all."""
        found: dict[str, Any] = super().clean() or self.cleaned_data
        if any(found.get(name) not in (None, "") for name in FIGURE):
            for name in ("indicator_name", "indicator_unit", "indicator_target"):
                if found.get(name) in (None, "") and name not in self.errors:
                    self.add_error(name, _("设定指标时此项必填"))
        return found

    def service_values(self) -> dict[str, Any]:
        """What `services.set_obligation` takes."""
        values = {name: value for name, value in self.cleaned_data.items() if name not in FIGURE}
        name, unit, baseline, target = (self.cleaned_data[part] for part in FIGURE)
        return values | {"figures": [Figure(name, unit, target, baseline)] if name else []}


class Verdict(SubjectForm):
    """Whether what the agency reports is enough (rule 77). Its subject is the submission."""

    verdict = forms.ChoiceField(label=_("核验结果"), choices=VERDICTS, widget=forms.RadioSelect)
    accepted_part = text(
        _("已到位的部分"), required=False, rows=2, hint=_("部分验收时填写；这一部分不必再报送")
    )
    reasons = text(
        _("核验意见"), _("办案规则第七十七条"), required=False, hint=_("部分验收、退回时必须写明还差什么")
    )
    due_on = day_field(_("补充期限"), required=False, help_text=_("部分验收、退回时填写；不填则沿用原期限"))

    def prepare(self) -> None:
        """A day to come."""
        self.fields["due_on"].widget.attrs["min"] = day(self.at).isoformat()


class Reopen(SubjectForm):
    """Why something that was accepted is asked for again (rule 77). Its subject is the obligation."""

    reasons = text(_("重新整改的理由"), _("办案规则第七十七条"), hint=_("问题反弹、虚假整改等"))
    due_on = day_field(_("完成期限"))

    def prepare(self) -> None:
        """A day to come."""
        self.fields["due_on"].widget.attrs["min"] = day(self.at).isoformat()


class Value(SubjectForm):
    """What a figure was on a day, as the procuratorate found it (rule 77). Its subject is the indicator."""

    on = day_field(_("日期"))
    value = forms.DecimalField(
        label=_("数值"), max_digits=12, decimal_places=2, widget=forms.NumberInput(attrs={"step": "0.01"})
    )
    source = forms.CharField(
        label=_("数据来源"),
        max_length=100,
        help_text=_("如现场抽查、平台数据、统计报表"),
        widget=forms.TextInput(attrs={"article": _("办案规则第七十七条")}),
    )

    def prepare(self) -> None:
        """Mostly of today, never of a day to come."""
        self.fields["on"].widget.attrs |= {"half": True, "max": day(self.at).isoformat()}
        self.fields["value"].widget.attrs |= {"half": True, "unit": self.subject.unit}
        self.initial.setdefault("on", day(self.at))


class Correct(SubjectForm):
    """A figure put right, and why. Its subject is the value that was entered."""

    value = forms.DecimalField(
        label=_("更正为"), max_digits=12, decimal_places=2, widget=forms.NumberInput(attrs={"step": "0.01"})
    )
    source = forms.CharField(label=_("数据来源"), max_length=100, required=False)
    reason = text(_("更正的理由"), rows=3, hint=_("原来的数值、更正人和理由都留在办案记录中"))

    def prepare(self) -> None:
        """What stands now."""
        self.fields["value"].widget.attrs["unit"] = self.subject.indicator.unit
        self.initial.update({"value": self.subject.value.normalize(), "source": self.subject.source})
