"""What a person says before personal data is shown as it is."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.services.unmasking import Why


class Unmask(forms.Form):
    """Why it must be seen (个保法 51)."""

    why = forms.ChoiceField(
        label=_("查看理由"), choices=Why.choices,
        widget=forms.RadioSelect(attrs={"article": "个人信息保护法第五十一条"}),
    )  # fmt: skip
    reason = forms.CharField(
        label=_("具体说明"), max_length=200,
        help_text=_("例如：电话核实举报内容。理由和时间写入操作记录，审计管理员可以看到"),
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip

    def __init__(self, *args: Any, subject: Any = None, by: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)


class UnmaskWhat(Unmask):
    """The same for programs, which also say what."""

    model = forms.CharField(label=_("对象类型"), max_length=60)
    row = forms.IntegerField(label=_("对象"), min_value=1, max_value=2**63 - 1)
    field = forms.CharField(label=_("栏目"), max_length=60)
