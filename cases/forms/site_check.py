"""What a person fills in about a look on the spot, and about what relapsed (rules 36, 77)."""

from django import forms
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from audit.flow import day
from cases.forms.base import SubjectForm, day_field, id_field, ids_field
from cases.forms.case import past, text
from cases.services.site_checks import kinds_open, who_can_go
from cases.statutory import CheckKind, CheckResult


class Check(SubjectForm):
    """What was found on the spot about one obligation, or the whole case. Its subject is the case."""

    kind = forms.ChoiceField(
        label=_("类别"),
        choices=CheckKind.choices,
        widget=forms.RadioSelect(attrs={"article": _("办案规则第七十七条")}),
    )
    obligation_id = id_field(_("核查的整改事项"), required=False)
    on = day_field(_("核查日期"))
    place = forms.CharField(label=_("地点"), max_length=120, widget=forms.TextInput(attrs={"half": True}))
    team = ids_field(_("核查人员"), help_text=_("两名以上检察人员"))
    others = forms.CharField(
        label=_("其他参加人员"),
        max_length=200,
        required=False,
        help_text=_("如责任机关、企业、听证员、“益心为公”志愿者"),
    )
    findings = text(_("核查情况"), hint=_("看了哪里、抽查了多少、与报送的材料是否一致"))
    result = forms.ChoiceField(label=_("核查结论"), choices=CheckResult.choices, widget=forms.RadioSelect)

    def prepare(self) -> None:
        """What the case has: its obligations, who can go, and which kind of check fits."""
        case, today = self.subject, day(self.at)
        past(self.fields["on"], self)
        self.fields["on"].widget.attrs["half"] = True
        self.initial.setdefault("on", today)
        rows = list(case.obligations.select_related("respondent__agency"))
        kinds = kinds_open(case, [row for row in rows if row.state == "accepted"])
        people = who_can_go(case, on=today)
        about = [(row.pk, f"{row.respondent}：{row.measure}") for row in rows]
        for name, choices in (
            ("kind", [(kind.value, kind.label) for kind in kinds]),
            ("obligation_id", [("", _g("全案")), *about]),
            ("team", [(user.pk, str(user)) for user in people]),
        ):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = choices
        self.initial.setdefault("kind", kinds[0] if kinds else "")
        self.fields["team"].required = True
        self.fields["team"].widget.attrs["article"] = _("办案规则第三十六条")


class Relapse(SubjectForm):
    """What relapsed after the end, as a clue says it. Its subject is the check."""

    title = forms.CharField(label=_("线索名称"), max_length=120)
    facts = text(_("反弹的事实"), rows=5)

    def prepare(self) -> None:
        """What the check found."""
        about = self.subject.obligation.measure if self.subject.obligation else self.subject.case.title
        self.initial.setdefault("title", _g("回头看发现反弹：%(about)s") % {"about": about[:90]})
        self.initial.setdefault("facts", self.subject.findings)
