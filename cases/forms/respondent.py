"""What a person fills in about one agency of a case. Used by the pages and by the API."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agencies import selectors as agencies
from audit.flow import day
from cases.forms.base import SubjectForm, day_field, id_field
from cases.forms.case import YesNo, past, text
from cases.statutory import Failing, ServiceMethod


class Named(SubjectForm):
    """An agency that turned out to be responsible (rules 29, 69). Its subject is the case."""

    agency_id = id_field(_("行政机关"), widget=forms.Select(attrs={"article": _("办案规则第六十九条")}))

    separate_reason = text(
        _("另行列入的理由"),
        _("办案规则第六十九条"),
        rows=2,
        required=False,
        hint=_("本院另有该机关同一领域、尚未发出检察建议的案件，又不属于同一性质的，写明理由"),
    )

    def prepare(self) -> None:
        """The agencies of the region that are not named yet."""
        named = set(self.subject.respondents.values_list("agency_id", flat=True))
        found = agencies.of_region(self.subject.office)
        field = self.fields["agency_id"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("请选择")), *((row.pk, row.name) for row in found if row.pk not in named)]


class Serve(SubjectForm):
    """How and when a paper reached the agency (rules 70, 76). Its subject is the respondent."""

    method = forms.ChoiceField(
        label=_("送达方式"),
        choices=ServiceMethod.choices,
        initial=ServiceMethod.DIRECT,
        widget=forms.RadioSelect(attrs={"article": _("办案规则第七十六条")}),
    )
    served_on = day_field(_("送达日期"), help_text=_("期限自此日起算"))
    recipient = forms.CharField(
        label=_("签收人"),
        max_length=40,
        required=False,
        help_text=_("留置送达可以不填"),
        widget=forms.TextInput(attrs={"half": True}),
    )
    note = forms.CharField(
        label=_("送达说明"),
        max_length=300,
        required=False,
        help_text=_("留置送达的，写明拒收情况、见证人和拍照、录像情况；宣告送达的，写明在场人员"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def prepare(self) -> None:
        """Mostly written down on the day itself."""
        self.fields["served_on"].widget.attrs["half"] = True
        past(self.fields["served_on"], self)
        self.initial.setdefault("served_on", day(self.at))


class Reply(SubjectForm):
    """An agency's written reply (interpretation 21). Its subject is the respondent."""

    text = text(
        _("回复内容"),
        _("司法解释第二十一条"),
        rows=7,
        hint=_("采取的整改措施、完成情况；未完成的，写明原因和计划"),
    )
    received_on = day_field(_("收到日期"))

    def prepare(self) -> None:
        """Mostly written down on the day itself."""
        past(self.fields["received_on"], self)
        self.initial.setdefault("received_on", day(self.at))


class Judge(SubjectForm):
    """Whether the agency performed its duty by law (rules 74, 82). Its subject is the respondent."""

    performed = YesNo(_("已经依法履行职责"), _("没有依法履行职责"), label=_("认定结果"))
    failing = forms.ChoiceField(
        label=_("没有依法履行职责的情形"),
        choices=[("", _("认定没有依法履职时选择")), *Failing.choices],
        required=False,
        widget=forms.Select(attrs={"article": _("办案规则第八十二条")}),
    )
    verdict = text(_("认定理由"), _("办案规则第七十四条、第八十二条"), rows=5)

    def clean(self) -> dict[str, Any]:
        """What is said of a failing agency alone is dropped for one that performed."""
        found: dict[str, Any] = super().clean() or self.cleaned_data
        if found.get("performed"):
            found["failing"] = ""
        return found


class RecordUp(SubjectForm):
    """The day on which a paper was recorded with the office above (rules 46, 75, 78). Its subject is the paper."""

    sent_on = day_field(_("报备日期"))

    def prepare(self) -> None:
        """Mostly written down on the day itself."""
        past(self.fields["sent_on"], self)
        self.fields["sent_on"].widget.attrs["article"] = _("办案规则第四十六条、第七十五条、第七十八条")
        self.initial.setdefault("sent_on", day(self.at))


class Court(SubjectForm):
    """The day on which something came from the court or went to it. Its subject is the case."""

    on = day_field(_("日期"))
    note = text(_("说明"), required=False, rows=2, hint=_("文书名称、文号、送交方式等"))

    def prepare(self) -> None:
        """Mostly written down on the day itself."""
        past(self.fields["on"], self)
        self.initial.setdefault("on", day(self.at))


class Delivery(SubjectForm):
    """The day on which the complaint reached the court (rule 46). Its subject is the case."""

    delivered_on = day_field(_("起诉书送达人民法院日期"), help_text=_("五日内报上一级院备案"))

    def prepare(self) -> None:
        """Mostly written down on the day itself."""
        past(self.fields["delivered_on"], self)
        self.fields["delivered_on"].widget.attrs["article"] = _("办案规则第四十六条")
        self.initial.setdefault("delivered_on", day(self.at))
