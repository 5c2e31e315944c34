"""What is filled in when files come in: an agency's report and reply, and evidence that the team collected."""

from collections.abc import Sequence
from contextlib import suppress
from typing import Any, cast

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from audit.flow import day
from cases.forms import case as steps
from cases.forms import site_check
from cases.forms.base import LONG, SubjectForm, day_field, ids_field, long_text
from cases.models import Obligation
from cases.statutory import Standing
from evidence import arrivals, drafting, intake
from evidence.arrivals import Arrived
from evidence.drafting import Subject
from evidence.intake import Upload
from evidence.models import NONE, PROVES, Draft, EvidenceKind

FIGURE = "value_"


class FilesInput(forms.FileInput):
    """A place to drop several files. They go up by themselves (static/js/upload.js); without that they come with the form."""

    allow_multiple_selected = True
    template_name = "django/forms/widgets/files.html"
    arrived: Sequence[Arrived] = ()

    def __init__(self) -> None:
        limit = settings.EVIDENCE_MAX_BYTES
        super().__init__(attrs={"accept": intake.ACCEPT, "data-max": limit, "data-most": intake.MOST_FILES})

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[Any]:
        """Files that came with the form, and the numbers of uploads that came before it, under the same name."""
        return [*_listed(files, name), *(one for one in _listed(data, name) if isinstance(one, str))]

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        """Uploads stay chosen when the form comes back with errors."""
        context = super().get_context(name, value, attrs)
        context["widget"]["arrived"] = self.arrived
        return context


class FilesField(forms.FileField):
    """Any number of files, each looked at before one is kept. What is wrong is said of each by its name.

    Its value is a list of files: those that came with the form, and the uploads `by` that the form names; of a draft's
    form also those that the draft holds.
    """

    widget = FilesInput

    def __init__(
        self, *, by: User, draft_id: int | None = None, most: int | None = None, **options: Any
    ) -> None:
        super().__init__(allow_empty_file=True, **options)
        self.by, self.draft_id, self.most = by, draft_id, most
        if most is not None:
            self.widget.attrs["data-most"] = most

    def clean(self, data: Any, initial: Any = None) -> list[Upload]:
        """The files themselves."""
        given = data if isinstance(data, list | tuple) else [data]
        numbers = [one for one in given if isinstance(one, str)]
        files: list[Upload] = [
            super(FilesField, self).clean(one) for one in given if one and not isinstance(one, str)
        ]
        arrived = arrivals.chosen(numbers, by=self.by, draft_id=self.draft_id) if numbers else []
        cast(FilesInput, self.widget).arrived = arrived
        files += arrived
        if self.required and not files:
            raise ValidationError(self.error_messages["required"], code="required")
        if self.most is not None and len(files) > self.most:
            raise ValidationError(_("一次只能选择 %(most)d 个文件") % {"most": self.most})
        try:
            intake.check(files, field="files")
        except ValidationError as error:
            raise ValidationError(error.error_dict["files"]) from None
        return files


def _listed(given: Any, name: str) -> list[Any]:
    found = given.getlist(name) if hasattr(given, "getlist") else [given.get(name)]
    return [one for one in found if one]


def version_field() -> forms.IntegerField:
    """Which state of the draft the person saw; 0 when there was none."""
    return forms.IntegerField(required=False, min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)


class HeldField(FilesField):
    """The files of a draft as far as they are whole; what is not, or is gone, keeps no word from being saved."""

    def clean(self, data: Any, initial: Any = None) -> list[Upload]:
        """Each file by itself."""
        found: list[Upload] = []
        for one in data if isinstance(data, list | tuple) else [data]:
            with suppress(ValidationError):
                found += super().clean([one] if one else [])
        return found


def draft_files(
    form: SubjectForm, kind: Draft.Kind, label: Any = "", help_text: Any = "", *, lenient: bool = False
) -> FilesField:
    """The files of what an agency writes, those that its draft holds chosen already."""
    row, about = form.subject, isinstance(form.subject, Obligation)
    draft = drafting.standing(
        Subject(kind, row.respondent_id if about else row.pk, row.pk if about else None)
    )
    options: dict[str, Any] = {"by": form.by, "draft_id": draft.pk if draft else None, "required": False}
    field = (HeldField if lenient else FilesField)(label=label, help_text=help_text, **options)
    cast(FilesInput, field.widget).arrived = drafting.files_of(draft)
    return field


class Typed(SubjectForm):
    """What an agency has typed so far, whatever it is. Its subject is the obligation, or the respondent."""

    text = forms.CharField(required=False, max_length=4 * LONG, strip=False)
    version = version_field()

    def __init__(self, *args: Any, kind: Draft.Kind, **options: Any) -> None:
        self.kind = kind
        super().__init__(*args, **options)

    def prepare(self) -> None:
        """A figure for each indicator, as typed."""
        indicators = getattr(self.subject, "indicators", None)
        known = [indicator.pk for indicator in indicators.all()] if indicators else []
        self.figures = [pk for pk in known if f"{FIGURE}{pk}" in self.data]
        for pk in self.figures:
            self.fields[f"{FIGURE}{pk}"] = forms.CharField(required=False, max_length=40)
        self.fields["files"] = draft_files(self, self.kind, lenient=True)

    def service_values(self) -> dict[str, Any]:
        """What `services.save_draft` takes."""
        values = {str(pk): self.cleaned_data[f"{FIGURE}{pk}"] for pk in self.figures}
        return {
            "text": self.cleaned_data["text"],
            "files": self.cleaned_data["files"],
            "version": self.cleaned_data["version"],
            "values": values,
        }


class Report(SubjectForm):
    """An agency's report on one obligation: what was done, the figures of today, files. Its subject is the obligation."""

    text = long_text(_("整改情况"), rows=8, help_text=_("采取了哪些措施、取得什么效果、还有什么没有完成"))
    version = version_field()

    def prepare(self) -> None:
        """Ask for today's figure of each indicator, then for files."""
        self.indicators = list(self.subject.indicators.all())
        for indicator in self.indicators:
            self.fields[f"{FIGURE}{indicator.pk}"] = forms.DecimalField(
                label=indicator.name,
                required=False,
                max_digits=12,
                decimal_places=2,
                help_text=_("截至今天的数值；目标 %(target)s%(unit)s")
                % {"target": f"{indicator.target.normalize():f}", "unit": indicator.unit},
                widget=forms.NumberInput(attrs={"unit": indicator.unit, "step": "0.01"}),
            )
        help_text = _("可以一次选择多个文件：文档、表格、图片、音视频或者压缩包")
        self.fields["files"] = draft_files(self, Draft.Kind.REPORT, _("证据材料"), help_text)

    def service_values(self) -> dict[str, Any]:
        """What `services.hand_in` takes."""
        said = {str(one.pk): self.cleaned_data.get(f"{FIGURE}{one.pk}") for one in self.indicators}
        values = {pk: "" if value is None else str(value) for pk, value in said.items()}
        return {
            "text": self.cleaned_data["text"],
            "files": self.cleaned_data["files"],
            "version": self.cleaned_data["version"],
            "values": values,
        }


class Answer(SubjectForm):
    """An agency's own written reply, received as it is sent (interpretation 21). Its subject is the respondent."""

    text = long_text(
        _("回复内容"),
        article="司法解释第二十一条",
        rows=10,
        help_text=_("采取的整改措施、完成情况；没有完成的，写明原因和计划"),
    )
    version = version_field()

    def prepare(self) -> None:
        """The paper itself and what belongs to it."""
        help_text = _("加盖公章的书面回复、整改方案等，可以一次选择多个文件")
        self.fields["files"] = draft_files(self, Draft.Kind.REPLY, _("附件"), help_text)


class Objects(SubjectForm):
    """What an agency holds against a recommendation, or one obligation: its subject is the respondent, or that one."""

    text = long_text(
        _("异议内容"),
        article="建议规定第二十三条",
        rows=8,
        help_text=_("写明对哪一项有异议，事实、理由和依据，以及希望怎样处理"),
    )
    version = version_field()

    def prepare(self) -> None:
        """What supports it."""
        help_text = _("支持异议的文件，可以一次选择多个")
        self.fields["files"] = draft_files(self, Draft.Kind.OBJECTION, _("附件"), help_text)


class Remark(SubjectForm):
    """What the leader wants changed before a draft is sent. Its subject is the draft."""

    remark = long_text(_("修改意见"), rows=4, help_text=_("写明哪里要改、还缺什么；只在本单位内部可见"))


class Seen(SubjectForm):
    """Nothing but which state of the draft was looked at. Its subject is the draft."""

    version = version_field()

    def service_values(self) -> dict[str, Any]:
        """What `services.send_draft` takes: what was not looked at is not sent."""
        return {"version": self.cleaned_data["version"]}


class Findings(SubjectForm):
    """What a commissioned office found out (rule 43). Its subject is the commission."""

    result = long_text(
        _("调查结果"),
        article="办案规则第四十三条",
        rows=7,
        help_text=_("查明的事实、取得的材料、没有查清的事项"),
    )

    def prepare(self) -> None:
        """The papers that were taken there."""
        self.fields["files"] = FilesField(
            by=self.by, label=_("调查材料"), required=False, help_text=_("随结果反馈，列入委托院案件的证据")
        )


class OnSite(site_check.Check):
    """What was found on the spot, with the photos that were taken there (rules 34-36, 77). Its subject is the case."""

    def prepare(self) -> None:
        """What the case has, then files."""
        super().prepare()
        self.fields["files"] = FilesField(
            by=self.by, label=_("照片"), required=False, help_text=_("照片、录像和笔录，保存为本案证据")
        )


class Suspend(steps.Suspend):
    """Why the review stands still, and what proves it (rule 78): the step's own form, and the evidence of the case."""

    evidence = ids_field(
        _("证明客观原因的证据"), help_text=_("没有证据证明的，不能中止审查；尚未登记的，先在案件页登记证据")
    )

    def prepare(self) -> None:
        """What the case has."""
        super().prepare()
        field = self.fields["evidence"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [
            (row.pk, f"{row.title}（{row.get_kind_display()}，{date_format(row.collected_on, 'Y-m-d')}）")
            for row in self.subject.evidence.order_by("-collected_on", "-id")
        ]
        field.widget.attrs["article"] = _("办案规则第七十八条")


class NewItem(SubjectForm):
    """A piece of evidence that the team collected (rules 34, 35). Its subject is the case."""

    kind = forms.ChoiceField(
        label=_("证据种类"),
        choices=[("", _("请选择")), *EvidenceKind.choices],
        widget=forms.Select(attrs={"half": True, "article": _("办案规则第三十四条")}),
    )
    element = forms.ChoiceField(
        label=_("证明要素"),
        choices=PROVES,
        initial=NONE,
        widget=forms.Select(attrs={"half": True, "article": _("办案规则第七十一条")}),
    )
    title = forms.CharField(label=_("证据名称"), max_length=200)
    source = forms.CharField(
        label=_("证据来源"),
        max_length=200,
        help_text=_("由谁提供或者从哪里取得"),
        widget=forms.TextInput(attrs={"half": True}),
    )
    collected_on = day_field(_("取得日期"))
    proves = forms.CharField(
        label=_("证明内容"), max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def prepare(self) -> None:
        """Evidence is entered on the day it was taken, or later."""
        widget = self.fields["collected_on"].widget
        widget.attrs |= {"half": True, "max": day(self.at).isoformat()}
        self.initial.setdefault("collected_on", day(self.at))
        self.fields["files"] = FilesField(
            by=self.by, label=_("文件"), help_text=_("可以一次选择多个文件；保存后不能修改，只能补充")
        )


class Proves(SubjectForm):
    """What a piece of evidence proves (rule 71). Its subject is the item."""

    element = forms.ChoiceField(
        label=_("证明要素"), choices=PROVES, widget=forms.Select(attrs={"article": _("办案规则第七十一条")})
    )
    proves = forms.CharField(
        label=_("证明内容"), max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )

    def prepare(self) -> None:
        """As it stands."""
        self.initial = {**self.initial, "element": self.subject.element, "proves": self.subject.proves}


class NewVersion(SubjectForm):
    """A new version of one file. Its subject is the file."""

    reason = forms.CharField(
        label=_("替换原因"), max_length=100, help_text=_("例如：补充盖章页、更正扫描错误")
    )

    def prepare(self) -> None:
        """One file."""
        self.fields["files"] = FilesField(by=self.by, label=_("新版本文件"), most=1)


class Assess(SubjectForm):
    """How far one element of a suit is proved, and why (rules 71, 86). Its subject is a line of the board."""

    standing = forms.ChoiceField(label=_("证明程度"), choices=Standing.choices, widget=forms.RadioSelect)
    reasons = long_text(_("认定理由"), rows=5, help_text=_("写明由哪些证据证明、还缺什么"))

    def prepare(self) -> None:
        """As it stands."""
        self.initial = {**self.initial, "standing": self.subject.standing, "reasons": self.subject.reasons}
        self.fields["standing"].widget.attrs["article"] = self.subject.source


class Seal(SubjectForm):
    """What a sealed archive of a case's evidence is for. Its subject is the case."""

    purpose = forms.CharField(
        label=_("导出用途"),
        max_length=200,
        help_text=_("例如：随起诉书移送人民法院；用途和导出人会写入清单并留痕"),
    )
