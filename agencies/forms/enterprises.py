"""What a person fills in about enterprises and associations, and what they may narrow the lists by."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms.base import SubjectForm, day_field, id_field
from agencies import bands
from agencies.forms.agencies import ALL, HALF, AreaForm, area_filter, search_field
from agencies.models import IncidentKind, ScaleClass

MOST = 2_147_483_647
LEVELS = [
    (str(n), label) for n, label in enumerate((_("一级"), _("二级"), _("三级"), _("四级"), _("五级")), 1)
]
UNKNOWN = ("none", _("未登记"))


def _number(label: Any, unit: Any, **options: Any) -> forms.IntegerField:
    widget = forms.NumberInput(attrs={"unit": unit, **HALF})
    return forms.IntegerField(
        label=label, min_value=0, max_value=MOST, required=False, widget=widget, **options
    )


class EnterpriseFilter(forms.Form):
    """Which enterprises to show."""

    text = search_field(_("企业名称或信用代码"))
    sector = forms.CharField(label=_("行业"), max_length=60, required=False)
    scale = forms.ChoiceField(label=_("规模"), choices=[ALL, *ScaleClass.choices], required=False)
    band = forms.ChoiceField(label=_("个人信息处理体量"), required=False)
    protection = forms.ChoiceField(label=_("等级保护"), choices=[ALL, *LEVELS, UNKNOWN], required=False)
    area = area_filter()

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["band"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [ALL, *((band.name, band.label) for band in bands.bands()), UNKNOWN]


class EnterpriseForm(AreaForm):
    """An enterprise as the register has it."""

    action = "enterprise.edit"
    area_id = id_field(_("所在地检察院"))
    name = forms.CharField(label=_("名称"), max_length=100)
    credit_code = forms.CharField(
        label=_("统一社会信用代码"), max_length=18, required=False, widget=forms.TextInput(attrs=HALF)
    )
    sector = forms.CharField(
        label=_("行业"),
        max_length=60,
        widget=forms.TextInput(attrs={**HALF, "placeholder": _("如：电商云仓")}),
    )
    scale = forms.ChoiceField(
        label=_("经营规模"), choices=ScaleClass.choices, widget=forms.Select(attrs=HALF)
    )
    personal_data_volume = _number(
        _("个人信息处理量"), _("万条"), help_text=_("现存的个人信息条数，用于分档")
    )
    protection_level = forms.TypedChoiceField(
        label=_("网络安全等级保护"),
        choices=[("", _("未登记")), *LEVELS],
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.Select(attrs=HALF),
        help_text=_("已定级备案的级别"),
    )
    systems = forms.CharField(
        label=_("处理个人信息的系统"),
        max_length=300,
        required=False,
        help_text=_("如：仓储管理系统、订单系统、面单打印终端"),
    )
    supervisor_id = id_field(_("行业主管部门"), required=False, widget=forms.Select(attrs=HALF))
    field_order = [
        "area_id", "name", "credit_code", "sector", "scale", "personal_data_volume", "protection_level",
        "supervisor_id", "systems",
    ]  # fmt: skip

    def prepare(self) -> None:
        """What the register says now."""
        super().prepare()
        self.offer_agencies("supervisor_id")
        if self.subject is not None:
            for name in self.fields:
                self.initial.setdefault(name, getattr(self.subject, name) or "")


class IncidentForm(SubjectForm):
    """A leak: when, how, how much."""

    on = day_field(_("发生日期"))
    kind = forms.ChoiceField(label=_("方式"), choices=IncidentKind.choices, widget=forms.RadioSelect)
    records = _number(_("涉及个人信息"), _("条"))
    note = forms.CharField(
        label=_("说明"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("经过和去向；不写个人姓名、电话"),
    )


class AssociationFilter(forms.Form):
    """Which associations to show."""

    text = search_field(_("协会名称"))
    sector = forms.CharField(label=_("行业"), max_length=60, required=False)
    area = area_filter()


class AssociationForm(AreaForm):
    """An association as the register has it."""

    action = "enterprise.edit"
    area_id = id_field(_("所在地检察院"))
    name = forms.CharField(label=_("名称"), max_length=100)
    sector = forms.CharField(label=_("行业"), max_length=60)
    founded_on = day_field(_("成立日期"), required=False)
    members = _number(_("会员数"), _("家"))
    guided_by_id = id_field(_("业务指导单位"), required=False)
    rules = forms.CharField(
        label=_("自律规范"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("自律公约、倡议等文件的名称"),
    )

    def prepare(self) -> None:
        """What the register says now."""
        super().prepare()
        self.offer_agencies("guided_by_id")
        if self.subject is not None:
            for name in self.fields:
                self.initial.setdefault(name, getattr(self.subject, name) or "")
