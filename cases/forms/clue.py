"""What a person fills in about a clue. Used by the pages and by the API."""

from collections.abc import Sequence

from django import forms
from django.utils.html import escape
from django.utils.translation import gettext_lazy as _

from accounts import selectors as accounts
from accounts.office_field import OfficeField
from agencies import selectors as agencies
from audit.flow import day
from cases import selectors
from cases.forms.base import (
    SubjectForm,
    day_field,
    id_field,
    ids_field,
    long_text,
)
from cases.statutory import Field, Source, Track

EMPTY = [("", _("请选择"))]
NAMED = 5  # cases named in a hint


class Register(SubjectForm):
    """A new clue (rules 24, 25)."""

    title = forms.CharField(
        label=_("线索名称"), max_length=120, help_text=_("用一句话说清什么地方、什么问题")
    )
    source = forms.ChoiceField(
        label=_("线索来源"), choices=[*EMPTY, *Source.choices],
        widget=forms.Select(attrs={"article": "办案规则第二十四条", "half": True}),
    )  # fmt: skip
    field = forms.ChoiceField(
        label=_("领域"), choices=[*EMPTY, *Field.choices], widget=forms.Select(attrs={"half": True})
    )
    source_note = forms.CharField(
        label=_("来源说明"), max_length=200, required=False, help_text=_("例如转交机关、平台名称、报道链接")
    )
    received_on = day_field(_("收到日期"))
    place = forms.CharField(
        label=_("发生地"), max_length=100, required=False, widget=forms.TextInput(attrs={"half": True})
    )
    facts = forms.CharField(
        label=_("线索事实"), max_length=8000,
        help_text=_("时间、地点、行为，国家利益或者社会公共利益受到怎样的侵害"),
        widget=forms.Textarea(attrs={"rows": 7}),
    )  # fmt: skip
    suspected = forms.CharField(label=_("涉嫌违法的单位或个人"), max_length=200, required=False)
    giver = forms.CharField(
        label=_("线索提供人"), max_length=60, required=False,
        help_text=_("只有本院承办检察官、部门负责人和检察长能看到"), widget=forms.TextInput(attrs={"half": True}),
    )  # fmt: skip
    giver_contact = forms.CharField(
        label=_("提供人联系方式"), max_length=60, required=False,
        help_text=_("电话、邮箱等，加密保存"), widget=forms.TextInput(attrs={"half": True}),
    )  # fmt: skip
    criminal_ref = forms.CharField(
        label=_("关联刑事案件"), max_length=80, required=False,
        help_text=_("案号或者办案单位"), widget=forms.TextInput(attrs={"half": True}),
    )  # fmt: skip
    major = forms.BooleanField(
        label=_("重大线索"), required=False, help_text=_("须报上一级检察院备案"),
        widget=forms.CheckboxInput(attrs={"article": "办案规则第二十五条"}),
    )  # fmt: skip

    def prepare(self) -> None:
        """A clue is mostly registered on the day it comes."""
        self.fields["received_on"].widget.attrs |= {"half": True, "max": day(self.at).isoformat()}
        self.initial.setdefault("received_on", day(self.at))


class Evaluate(SubjectForm):
    """What was found about a clue (rule 27)."""

    truth = long_text(
        _("真实性"), article="办案规则第二十七条", help_text=_("反映的情况是否属实，依据什么判断")
    )
    checkability = long_text(_("可查性"), article="办案规则第二十七条", help_text=_("能否查清，需要哪些证据"))
    risk = long_text(_("风险与必要性"), required=False, rows=3)
    opinion = long_text(_("评估意见"), rows=3, help_text=_("拟提请立案、不立案、移送或者层报"))


class File(SubjectForm):
    """The request to open a case (rules 28, 30)."""

    title = forms.CharField(label=_("案件名称"), max_length=120)
    track = forms.ChoiceField(label=_("案件类型"), choices=Track.choices, widget=forms.RadioSelect)
    field = forms.ChoiceField(label=_("领域"), choices=[*EMPTY, *Field.choices])
    agencies = ids_field(
        _("被监督的行政机关"),
        help_text=_("尚不清楚的可以不选，先“以事立案”（办案规则第二十九条）；民事案件不选"),
    )
    facts = forms.CharField(
        label=_("案件事实"), max_length=8000,
        widget=forms.Textarea(attrs={"rows": 7, "article": "办案规则第二十八条"}),
    )  # fmt: skip
    basis = long_text(_("法律依据"), article="办案规则第三十条")
    team = ids_field(_("办案组成员"), help_text=_("调查应当由两名以上检察人员进行（办案规则第三十六条）"))
    other_fields = forms.MultipleChoiceField(
        label=_("涉及的其他领域"), choices=Field.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    parent = id_field(_("上级院案件"), required=False, help_text=_("本案属于上级院同一案件的一部分时选择"))
    preventive = forms.BooleanField(label=_("预防性公益诉讼"), required=False)
    separate_reason = long_text(_("另行立案的理由"), article="办案规则第六十九条", required=False, rows=3)

    def prepare(self) -> None:
        """Offer agencies, colleagues and upper cases, and take over what the clue says."""
        clue = self.subject
        for name in ("title", "field", "facts"):
            self.initial.setdefault(name, getattr(clue, name))
        self.initial.setdefault("track", Track.ADMINISTRATIVE)
        self._choose("agencies", self._agencies())
        colleagues = accounts.staff(clue.office, on=day(self.at)).exclude(pk=self.by.pk).order_by("id")
        self._choose("team", [(user.pk, user.name) for user in colleagues])
        upper = selectors.upper_cases(clue, by=self.by, at=self.at)
        self._choose(
            "parent", [("", _("没有")), *((case.pk, f"{case.title}（{case.office}）") for case in upper)]
        )
        if len(upper) == 0:
            self.fields["parent"].widget = forms.HiddenInput()
        self._hint_at_open_cases()

    def clean(self) -> dict[str, object]:
        """The main field is not one of the others."""
        found = super().clean() or {}
        others = found.get("other_fields") or []
        return {**found, "other_fields": [name for name in others if name != found.get("field")]}

    def _hint_at_open_cases(self) -> None:
        """Which cases may still take this in, so that one kind is not filed twice (rule 69)."""
        found = selectors.cases_to_join(self.subject, by=self.by, at=self.at)[:NAMED]
        if not found:
            self.fields["separate_reason"].widget = forms.HiddenInput()
            return
        named = _("；").join(f"{case.number} {case.title}" for case in found)
        text = _(
            "同一机关、同一性质的违法行为应当并入一个案件。与下列案件不属于同一性质的，说明理由：%(cases)s"
        )
        self.fields["separate_reason"].help_text = escape(text % {"cases": named})

    def _agencies(self) -> list[tuple[str, list[tuple[int, str]]]]:
        """The agencies beside this office, then those beside the offices above and below it."""
        office = self.subject.office
        rows = agencies.agencies(by=self.by, at=self.at).select_related("area__parent__parent__parent")
        near = [row for row in rows if accounts.leads(office, row.area) or accounts.leads(row.area, office)]
        groups: dict[str, list[tuple[int, str]]] = {}
        for agency in sorted(near, key=lambda one: (one.area_id != office.pk, one.area.code, one.name)):
            groups.setdefault(str(agency.area), []).append((agency.pk, agency.name))
        return list(groups.items())

    def _choose(self, name: str, choices: Sequence[object]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices  # type: ignore[assignment]


class Decline(SubjectForm):
    """The request not to open a case (rule 30)."""

    reason = long_text(_("不立案的理由"), article="办案规则第三十条", rows=6)


class Transfer(SubjectForm):
    """Handing a clue to the procuratorate that has jurisdiction (rule 26)."""

    office = OfficeField(
        label=_("移送至"), help_text=_("输入院名、简称或者区划代码；只能移送同级检察院，对方应当受理")
    )
    reason = long_text(_("移送理由"), article="办案规则第二十六条")

    def prepare(self) -> None:
        """Any other office of the same level may be named."""
        field, office = self.fields["office"], self.subject.office
        assert isinstance(field, OfficeField)
        field.narrow(levels=[office.level], but=office, near=office)


class Merge(SubjectForm):
    """Letting an open case of the same office take the clue in (rule 69)."""

    case = id_field(_("并入案件"), widget=forms.Select(attrs={"article": "办案规则第六十九条"}))
    reason = long_text(
        _("属于同一性质违法行为的理由"),
        article="办案规则第六十九条",
        help_text=_("线索事实将作为补充写入该案，本线索随即办结"),
    )

    def prepare(self) -> None:
        """The open cases that have recommended nothing yet, those of the same field first."""
        groups: dict[str, list[tuple[int, str]]] = {}
        for case in selectors.cases_to_join(self.subject, by=self.by, at=self.at):
            same = self.subject.field in (case.field, *case.other_fields)
            name = f"{case.title}（{case.number}）"
            groups.setdefault(str(_("同一领域") if same else _("其他领域")), []).append((case.pk, name))
        field = self.fields["case"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [*EMPTY, *groups.items()]


class ReportUp(SubjectForm):
    """Sending a clue to the procuratorate above (rule 26)."""

    opinion = long_text(_("报请意见"), article="办案规则第二十六条", rows=6)


CLUE_FORMS: dict[str, type[SubjectForm]] = {
    "evaluate": Evaluate,
    "file": File,
    "decline": Decline,
    "transfer": Transfer,
    "report_up": ReportUp,
    "merge": Merge,
}
