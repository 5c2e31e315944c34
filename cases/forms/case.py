"""What a person fills in for each step of a case. Used by the pages and by the API."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.office_field import OfficeField
from audit.flow import day
from cases import selectors
from cases.forms.base import RuledIds, RuledText, SubjectForm, day_field, ids_field
from cases.statutory import ClosureGround, Method, Outcome, item

LONGEST = 8000


def text(
    label: Any,
    article: Any = "",
    *,
    rows: int = 4,
    required: bool = True,
    hint: Any = "",
    kind: type[forms.CharField] = forms.CharField,
) -> forms.CharField:
    """A text of several lines, with the article that asks for it beside its label."""
    widget = forms.Textarea(attrs={"rows": rows, "article": article} if article else {"rows": rows})
    return kind(label=label, max_length=LONGEST, required=required, help_text=hint, widget=widget)


def content(number: int, label: Any, *, rows: int = 4, hint: Any = "") -> forms.CharField:
    """One of the eight contents of a recommendation, with its item of rule 75, which refuses where it is missing."""
    return text(label, item(number), rows=rows, hint=hint, kind=RuledText)


def past(field: forms.Field, form: SubjectForm) -> None:
    """A day that has come: the picker ends today."""
    field.widget.attrs["max"] = day(form.at).isoformat()


class YesNo(forms.TypedChoiceField):
    """Two answers, one of them true; what a program sends as true or false is understood as well."""

    def __init__(self, yes: Any, no: Any, **options: Any) -> None:
        choices = [("true", yes), ("false", no)]
        super().__init__(
            choices=choices, coerce=lambda value: value == "true", widget=forms.RadioSelect, **options
        )

    def prepare_value(self, value: Any) -> Any:
        """A stored answer as its choice is called."""
        return str(value).lower() if isinstance(value, bool) else value

    def to_python(self, value: Any) -> str:
        """true or false, however it is written."""
        return str(super().to_python(value if value in self.empty_values else str(value).lower()))


class Empty(SubjectForm):
    """A step that needs nothing to be typed."""


class Note(SubjectForm):
    """A step at which something may be said."""

    note = text(_("说明"), required=False, rows=3)


class Investigate(SubjectForm):
    """The plan of the investigation and the ways it takes (rules 33, 35)."""

    methods = forms.MultipleChoiceField(
        label=_("调查方式"),
        choices=Method.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"article": _("办案规则第三十五条")}),
        help_text=_("不得采取限制人身自由或者查封、扣押、冻结财产等强制性措施"),
    )
    plan = text(
        _("调查方案"), _("办案规则第三十三条"), rows=7, hint=_("调查的事项、方式、步骤，人员分工和安全措施")
    )


class Recommend(SubjectForm):
    """A recommendation with its eight contents (rule 75); one paper goes to each agency chosen."""

    respondents = ids_field(_("行政机关名称"), RuledIds)
    origin = content(2, _("案件来源"), rows=2)
    harm = content(3, _("国家利益或者社会公共利益受到侵害的事实"), rows=5)
    failure = content(4, _("认定行政机关不依法履职的事实和理由"), rows=5)
    basis = content(5, _("提出检察建议的法律依据"))
    requests = content(6, _("建议的具体内容"), rows=5, hint=_("一项一行，便于逐项跟进整改"))
    urgent = YesNo(
        _("十五日：损害继续扩大等紧急情形"),
        _("二个月：一般情形"),
        label=_("行政机关整改期限"),
        initial="false",
        required=False,
        empty_value=False,
    )
    other = content(8, _("其他需要说明的事项"), rows=2, hint=_("没有的，写“无”"))

    def prepare(self) -> None:
        """The agencies of the case that have no recommendation yet, and what the case already says."""
        waiting = [row for row in selectors.respondents(self.subject.pk) if row.state == "named"]
        agencies = self.fields["respondents"]
        assert isinstance(agencies, forms.ChoiceField)
        agencies.choices = [(row.pk, row.agency.name) for row in waiting]
        agencies.required = True
        agencies.widget.attrs["article"] = item(1)
        self.fields["urgent"].widget.attrs["article"] = f"{item(7)}、司法解释第二十一条"
        known = {"harm": self.subject.facts, "basis": self.subject.basis, "other": "无"}
        self.initial = {"respondents": [row.pk for row in waiting], **known, **self.initial}


class Suspend(SubjectForm):
    """Why the review stands still (rule 78)."""

    plan = text(
        _("已作出的行政决定或者整改方案"),
        _("办案规则第七十八条"),
        rows=3,
        hint=_("行政机关在整改期限内作出了什么决定或者方案"),
    )
    plan_on = day_field(_("作出日期"))
    cause = text(
        _("客观原因"), _("办案规则第七十八条"), rows=3, hint=_("突发事件等，致使整改暂时不能全部完成")
    )
    no_neglect = forms.BooleanField(
        label=_("经审查，行政机关没有怠于履行职责的情形"),
        required=False,
        widget=forms.CheckboxInput(attrs={"article": _("办案规则第七十八条")}),
    )

    def prepare(self) -> None:
        """The agency has decided already."""
        past(self.fields["plan_on"], self)


class Resume(SubjectForm):
    """Why the review goes on (rule 78)."""

    reason = text(_("客观原因消除的情况"), _("办案规则第七十八条"))


class Announce(SubjectForm):
    """The public announcement before a civil suit (rule 91)."""

    media = forms.CharField(  # type: ignore[assignment]
        label=_("发布媒体"),
        max_length=100,
        help_text=_("在全国范围内有影响力的媒体"),
        widget=forms.TextInput(attrs={"article": _("办案规则第九十一条"), "half": True}),
    )
    published_on = day_field(_("公告日期"), help_text=_("公告期三十日自此日起算"))
    content = text(
        _("公告内容"),
        _("办案规则第九十一条"),
        rows=7,
        hint=_("公益受损事实、告知适格主体可以起诉、公告期限、联系人和联系电话"),
    )

    def prepare(self) -> None:
        """It was published already."""
        self.fields["published_on"].widget.attrs["half"] = True
        past(self.fields["published_on"], self)


class Close(SubjectForm):
    """The ground on which the case is closed (rules 74, 90)."""

    ground = forms.ChoiceField(label=_("终结理由"), widget=forms.RadioSelect)
    facts = text(_("调查认定的事实和终结的理由"), rows=6)

    def prepare(self) -> None:
        """The grounds of the case's own track; a judgment only when there is one."""
        civil = self.subject.track == "civil"
        article = _("办案规则第九十条") if civil else _("办案规则第七十四条")
        about_agencies = {ClosureGround.LAWFUL, ClosureGround.RECTIFIED} if civil else set()
        unjudged = {ClosureGround.JUDGED} if self.subject.state not in ("judged", "withdrawn") else set()
        ground = self.fields["ground"]
        assert isinstance(ground, forms.ChoiceField)
        hidden = about_agencies | unjudged
        ground.choices = [(value, label) for value, label in ClosureGround.choices if value not in hidden]
        for name in ("ground", "facts"):
            self.fields[name].widget.attrs["article"] = article


class Sue(SubjectForm):
    """What is asked of the court (rules 81, 96)."""

    court = forms.CharField(label=_("受诉人民法院"), max_length=80)
    claims = text(_("诉讼请求"), rows=5, hint=_("一项一行"))
    facts = text(_("事实和理由"), rows=7)

    def prepare(self) -> None:
        """The article on claims is another one in each track."""
        civil = self.subject.track == "civil"
        self.fields["claims"].widget.attrs["article"] = (
            _("办案规则第九十八条") if civil else _("办案规则第八十三条")
        )
        self.fields["facts"].widget.attrs["article"] = (
            _("办案规则第九十六条") if civil else _("办案规则第八十一条")
        )


class Judge(SubjectForm):
    """What the court decided (rule 58)."""

    outcome = forms.ChoiceField(
        label=_("裁判结果"),
        choices=[("", _("请选择")), *Outcome.choices],
        widget=forms.Select(attrs={"article": _("司法解释第二十五条")}),
    )
    court_number = forms.CharField(
        label=_("法院案号"), max_length=60, help_text=_("例如（2026）浙0782行初12号")
    )
    judged_on = day_field(_("裁判日期"))
    received_on = day_field(_("收到裁判日期"), help_text=_("三日内报上一级院，十五日内可以上诉"))

    def prepare(self) -> None:
        """Both days have come."""
        for name in ("judged_on", "received_on"):
            past(self.fields[name], self)
            self.fields[name].widget.attrs["half"] = True
        self.fields["received_on"].widget.attrs["article"] = _("办案规则第五十八条、第五十九条")


class Withdraw(SubjectForm):
    """Why the suit is withdrawn (rules 84, 99)."""

    reason = text(
        _("撤回起诉的理由"), _("办案规则第八十四条、第九十九条"), hint=_("决定后三日内提交人民法院")
    )


class Transfer(SubjectForm):
    """The procuratorate that has jurisdiction (rules 16, 79)."""

    office = OfficeField(label=_("移送至"), help_text=_("输入院名、简称或者区划代码"))
    reason = text(_("移送理由"), _("办案规则第十六条、第七十九条"))

    def prepare(self) -> None:
        """The other offices of the level, and those one level above."""
        field, office = self.fields["office"], self.subject.office
        assert isinstance(field, OfficeField)
        above = [office.parent.level] if office.parent else []
        field.narrow(levels=[office.level, *above], but=office, near=office)


class TransferSuit(Transfer):
    """The procuratorate that matches the court, to which only the suing goes (rules 16, 47)."""

    court = forms.CharField(label=_("有管辖权的人民法院"), max_length=80)

    field_order = ("office", "court", "reason")
