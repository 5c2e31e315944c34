"""What a person fills in about agencies, their duties and their people, and what they may narrow the list by."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts import access
from accounts.forms.base import SubjectForm, day_field, id_field
from accounts.models import AGENCY_POSTS, Level, Procuratorate
from accounts.office_field import OfficeField
from agencies import selectors
from agencies.models import Agency, AgencyKind, Duty, DutySource

ALL = ("", _("全部"))
HALF = {"half": True}


def search_field(placeholder: Any) -> forms.CharField:
    """What one looks for in words."""
    attrs = {"type": "search", "placeholder": placeholder}
    return forms.CharField(
        label=_("查找"), max_length=60, required=False, widget=forms.TextInput(attrs=attrs)
    )


def area_filter() -> OfficeField:
    """The area of an office, with all below it."""
    return OfficeField(label=_("地区（含下级）"), required=False)


class AreaForm(SubjectForm):
    """A form about an entry of a register (`subject`), or about a new one in an area of the person's own."""

    action = "agency.edit"

    def prepare(self) -> None:
        """The areas in which the person enters things; an entry that stands keeps its own."""
        if "area_id" not in self.fields:
            return
        field, offices = self.fields["area_id"], self.areas
        if self.subject is not None:
            del self.fields["area_id"]
            return
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [(office.pk, str(office)) for office in offices]
        if len(offices) == 1:
            field.initial, field.required, field.widget = offices[0].pk, False, forms.HiddenInput()

    @property
    def areas(self) -> list[Procuratorate]:
        """The area of the entry, or those in which the person may enter one."""
        if self.subject is not None:
            return [self.subject.area]
        return access.offices(self.by, self.action, at=self.at)

    def offer_agencies(self, name: str, *, but: Agency | None = None) -> None:
        """Let one choose an agency of the same area or above it."""
        field = self.fields[name]
        assert isinstance(field, forms.TypedChoiceField)
        rows = selectors.beside(self.areas, but=but)
        field.choices = [("", _("未登记")), *((row.pk, row.name) for row in rows)]


class AgencyFilter(forms.Form):
    """Which agencies to show."""

    text = search_field(_("机关名称或监管事项"))
    kind = forms.ChoiceField(label=_("系统"), choices=[ALL, *AgencyKind.choices], required=False)
    level = forms.ChoiceField(label=_("层级"), choices=[ALL, *reversed(Level.choices)], required=False)
    area = area_filter()


class AgencyForm(AreaForm):
    """An agency as the register has it."""

    area_id = id_field(_("对应检察院"))
    name = forms.CharField(label=_("全称"), max_length=100, strip=True)
    short_name = forms.CharField(label=_("简称"), max_length=40, widget=forms.TextInput(attrs=HALF))
    kind = forms.ChoiceField(label=_("系统"), choices=AgencyKind.choices, widget=forms.Select(attrs=HALF))
    superior_id = id_field(_("上级主管部门"), required=False)
    address = forms.CharField(
        label=_("送达地址"), max_length=200, required=False, help_text=_("文书送达和邮寄时使用")
    )
    leader_confirms = forms.BooleanField(
        label=_("由分管领导确认后报送"),
        required=False,
        initial=True,
        help_text=_("没有在任的分管领导时，联络员可以直接报送"),
    )

    def prepare(self) -> None:
        """What the register says now."""
        super().prepare()
        self.offer_agencies("superior_id", but=self.subject)
        if self.subject is not None:
            for name in ("name", "short_name", "kind", "address", "superior_id", "leader_confirms"):
                self.initial.setdefault(name, getattr(self.subject, name))


class DutyForm(SubjectForm):
    """One duty of an agency: what, by which law, and where it is written."""

    matter = forms.CharField(
        label=_("监管事项"), max_length=200, help_text=_("写监管什么，如：寄递行业用户信息安全监督管理")
    )
    source_kind = forms.ChoiceField(
        label=_("来源类别"),
        choices=DutySource.choices,
        initial=DutySource.STATUTE,
        widget=forms.RadioSelect(attrs={"article": "办案规则第七十二条"}),
    )
    basis = forms.CharField(
        label=_("法律依据"),
        max_length=300,
        required=False,
        help_text=_("法律、法规、规章的名称和条文；来源为清单、方案的尚未查明时可以暂缺"),
    )
    source = forms.CharField(
        label=_("文件名称"), max_length=100, required=False, help_text=_("权力清单、责任清单、三定方案等")
    )

    def prepare(self) -> None:
        """What the register says of the duty now; nothing of a new one."""
        if isinstance(self.subject, Duty):
            for name in ("matter", "source_kind", "basis", "source"):
                self.initial.setdefault(name, getattr(self.subject, name))


class Because(SubjectForm):
    """Why it is done."""

    reason = forms.CharField(label=_("原因"), max_length=200, widget=forms.Textarea(attrs={"rows": 3}))


class InviteForm(SubjectForm):
    """Who is invited to act for an agency, as what, and until when."""

    post = forms.ChoiceField(
        label=_("职务"),
        choices=[(post.value, post.label) for post in AGENCY_POSTS],
        initial=AGENCY_POSTS[0],
        widget=forms.RadioSelect,
    )
    name = forms.CharField(label=_("姓名"), max_length=40)
    email = forms.EmailField(
        label=_("邮箱"),
        max_length=200,
        required=False,
        help_text=_("填写后链接同时发到此邮箱；不填则由您当面转交"),
    )
    ends_on = day_field(_("任职至"), required=False, help_text=_("到期自动止任；不填为长期"))


class EndPost(SubjectForm):
    """The last day of a post."""

    ends_on = day_field(_("最后任职日"), required=False, help_text=_("不填则立即止任，从下一次操作起生效"))


class MatrixForm(forms.Form):
    """For which matters, and among which agencies of an area, the table is drawn."""

    q = forms.CharField(
        label=_("监管事项"),
        max_length=200,
        required=False,
        widget=forms.TextInput(
            attrs={"type": "search", "placeholder": _("如：个人信息；隐私面单；食品安全")}
        ),
    )
    area = OfficeField(label=_("地区"), required=False)
    agency = forms.TypedMultipleChoiceField(
        label=_("只比对选定的机关"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, data: Any, *, agencies: Sequence[tuple[int, str]]) -> None:
        super().__init__(data)
        field = self.fields["agency"]
        assert isinstance(field, forms.TypedMultipleChoiceField)
        field.choices = agencies
