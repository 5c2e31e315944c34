"""What a person fills in about who must act (rules 69, 72). Used by the pages and by the API."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from agencies import selectors as agencies
from audit.flow import day
from cases.duty_board import acting, duties_for
from cases.forms.base import SubjectForm, day_field, id_field
from cases.forms.case import text
from cases.forms.obligation import number
from cases.models import DutyShare
from cases.models.case import StepKind
from cases.services.duties import Task
from cases.services.obligations import Figure
from cases.statutory import Measure, Part

TASK = ("measure", "category", "due_on", "figure_name", "figure_unit", "figure_baseline", "figure_target")


class Matter(SubjectForm):
    """A matter for which it must be known who acts. Its subject is the case."""

    name = forms.CharField(
        label=_("监管事项"),
        max_length=200,
        help_text=_("一件事一项，例如“寄递企业个人信息保护监管”"),
        widget=forms.TextInput(attrs={"article": _("办案规则第七十二条")}),
    )
    note = forms.CharField(
        label=_("说明"), max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )


class Share(SubjectForm):
    """What part an agency has in a matter, by which law, and what it says itself. Its subject is the matter."""

    agency_id = id_field(_("行政机关"))
    part = forms.ChoiceField(
        label=_("职责"),
        choices=Part.choices,
        widget=forms.RadioSelect(attrs={"article": _("办案规则第六十九条")}),
    )
    duty_id = id_field(
        _("登记的职责"), required=False, help_text=_("选了登记簿里的职责，依据和来源可以不再填写")
    )
    basis = forms.CharField(
        label=_("法律依据"),
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs={"article": _("办案规则第七十二条")}),
    )
    source = forms.CharField(
        label=_("职责来源"), max_length=100, required=False, help_text=_("如权力清单、责任清单、三定方案")
    )
    position = forms.CharField(
        label=_("机关意见"),
        max_length=300,
        required=False,
        help_text=_("该机关自己怎么说；有争议的写明争议所在"),
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def prepare(self) -> None:
        """The agencies of the region, and the duties that are written down of those in question."""
        region = agencies.of_region(self.subject.case.office)
        agency, duty = self.fields["agency_id"], self.fields["duty_id"]
        assert isinstance(agency, forms.ChoiceField) and isinstance(duty, forms.ChoiceField)
        agency.choices = [("", _g("请选择")), *((row.pk, row.name) for row in region)]
        duty.choices = [("", _g("不在登记簿中")), *self._duties()]

    def _duties(self) -> list[tuple[str, list[tuple[int, str]]]]:
        """The duties on offer, by agency."""
        chosen = str(self.data.get("agency_id") or self.initial.get("agency_id") or "")
        found: dict[str, list[tuple[int, str]]] = {}
        for row in duties_for(self.subject, chosen=chosen):
            found.setdefault(row.agency.short_name, []).append((row.pk, row.matter))
        return list(found.items())


@dataclass(frozen=True)
class Group:
    """The fields about one agency, as the page puts them together."""

    share: DutyShare
    fields: list[forms.BoundField]


class Settle(SubjectForm):
    """Where the parts were settled, and what each agency is to put right in the matter. Its subject is the matter.

    For each part that acts it asks, by its id: measure_<id>, category_<id>, due_on_<id>, and a figure. Left empty,
    nothing is set.
    """

    template_name = "cases/duty_settle.html"

    step_id = id_field(
        _("在哪次磋商中确认"),
        required=False,
        widget=forms.Select(attrs={"article": _("办案规则第七十条")}),
    )

    def prepare(self) -> None:
        """The consultations that are over, and the fields of each part."""
        held = self.subject.case.steps.filter(kind=StepKind.CONSULTATION, closed_at__isnull=False)
        step = self.fields["step_id"]
        assert isinstance(step, forms.ChoiceField)
        ended = [(row.pk, row.closed_at) for row in held.order_by("-closed_at")]
        step.choices = [
            ("", _g("未经磋商，调查中确认")),
            *((pk, _g("%(day)s的磋商") % {"day": date_format(day(at), _g("Y年n月j日"))}) for pk, at in ended),
        ]
        if len(ended) == 1:
            self.initial.setdefault("step_id", ended[0][0])
        self.shares = acting(self.subject)
        for share in self.shares:
            self.fields |= {f"{name}_{share.pk}": field for name, field in _task_fields(self).items()}

    @property
    def groups(self) -> list[Group]:
        """The fields by agency."""
        return [Group(share, [self[f"{name}_{share.pk}"] for name in TASK]) for share in self.shares]

    @property
    def heads(self) -> list[forms.BoundField]:
        """The fields that belong to no agency."""
        return [self["step_id"]]

    def clean(self) -> dict[str, Any]:
        """What is asked of an agency is said whole or not at all, and so is its figure."""
        found: dict[str, Any] = super().clean() or self.cleaned_data
        for share in self.shares:
            said = {name: found.get(f"{name}_{share.pk}") not in (None, "") for name in TASK}
            must: tuple[str, ...] = ("measure", "category", "due_on") if any(said.values()) else ()
            if any(said[name] for name in TASK[3:]):
                must += ("figure_name", "figure_unit", "figure_target")
            for name in must:
                if not said[name] and f"{name}_{share.pk}" not in self.errors:
                    self.add_error(f"{name}_{share.pk}", _g("确定整改事项时此项必填"))
        return found

    def service_values(self) -> dict[str, Any]:
        """What `services.settle_matter` takes."""
        return {
            "step_id": self.cleaned_data["step_id"],
            "tasks": {share.pk: task for share in self.shares if (task := self._task(share.pk))},
        }

    def _task(self, pk: int) -> Task | None:
        measure, category, due_on, name, unit, baseline, target = (
            self.cleaned_data[f"{field}_{pk}"] for field in TASK
        )
        if not measure:
            return None
        return Task(measure, category, due_on, [Figure(name, unit, target, baseline)] if name else ())


def _task_fields(form: SubjectForm) -> dict[str, forms.Field]:
    """What is asked about one agency."""
    half = {"half": True}
    due_on = day_field(_("完成期限"), required=False)
    due_on.widget.attrs |= {"half": True, "min": day(form.at).isoformat()}
    return {
        "measure": forms.CharField(label=_("整改措施"), max_length=200, required=False),
        "category": forms.ChoiceField(
            label=_("措施类别"),
            choices=[("", _("请选择")), *Measure.choices],
            required=False,
            widget=forms.Select(attrs=half),
        ),
        "due_on": due_on,
        "figure_name": forms.CharField(
            label=_("量化指标"), max_length=60, required=False, widget=forms.TextInput(attrs=half)
        ),
        "figure_unit": forms.CharField(
            label=_("单位"), max_length=12, required=False, widget=forms.TextInput(attrs=half)
        ),
        "figure_baseline": number(_("基线值")),
        "figure_target": number(_("目标值")),
    }


class Reopen(SubjectForm):
    """Why a matter that was settled is taken up again. Its subject is the matter."""

    reason = text(_("重新确认的理由"), _("办案规则第六十九条"), rows=3)
