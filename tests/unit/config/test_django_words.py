"""What Django says of a wrong field is said in our words."""

from django import forms
from django.utils import translation


def test_a_wrong_field_is_told_in_plain_chinese() -> None:
    class Form(forms.Form):
        name = forms.CharField(max_length=3)
        day = forms.DateField()
        kind = forms.ChoiceField(choices=[("a", "甲")])

    with translation.override("zh-hans"):
        form = Form({"name": "一二三四", "day": "2026-02-30", "kind": "x"})
        assert form.errors == {
            "name": ["最多 3 个字，现有 4 个字"],
            "day": ["请填写正确的日期，如 2026-11-24"],
            "kind": ["请从给出的选项中选择，没有“x”这一项"],
        }
        assert Form({}).errors["name"] == ["此项必填"]
