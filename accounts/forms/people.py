"""What administrators type about people and posts."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from accounts.models import AGENCY_POSTS, Post, PostName, Procuratorate, Secrecy, User
from accounts.people_lists import AGENCIES, OFFICE_POSTS

FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2099, 12, 31)
ALL = ("", _("全部"))


def _day(label: Any, **options: Any) -> forms.DateField:
    picker = forms.DateInput(attrs={"type": "date", "half": True}, format="%Y-%m-%d")
    within = [MinValueValidator(FIRST_DAY), MaxValueValidator(LAST_DAY)]
    return forms.DateField(label=label, widget=picker, validators=within, **options)


class PeopleFilter(forms.Form):
    """Which people to show."""

    text = forms.CharField(
        label=_("查找"),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "placeholder": _("姓名或用户名")}),
    )
    side = forms.ChoiceField(
        label=_("所属"), required=False, choices=[("", _("本院")), (AGENCIES, _("本地区行政机关"))]
    )
    state = forms.ChoiceField(
        label=_("状态"),
        required=False,
        choices=[
            ALL,
            ("active", _("使用中")),
            ("disabled", _("已停用")),
            ("stale", _("九十日未登录")),
            ("none", _("没有任职")),
        ],
    )


class NewPerson(forms.Form):
    """Somebody of the office, who is given no post here."""

    office_id = forms.TypedChoiceField(label=_("所在检察院"), coerce=int)
    name = forms.CharField(label=_("姓名"), max_length=40, widget=forms.TextInput(attrs={"half": True}))
    username = forms.CharField(
        label=_("用户名"),
        max_length=60,
        validators=[UnicodeUsernameValidator()],
        help_text=_("登录时使用，登记后不再更改"),
        widget=forms.TextInput(attrs={"half": True, "autocomplete": "off"}),
    )
    email = forms.EmailField(
        label=_("邮箱"),
        max_length=200,
        help_text=_("设置密码的链接发到这里"),
        widget=forms.EmailInput(attrs={"half": True}),
    )
    phone = forms.CharField(
        label=_("电话"), max_length=20, required=False, widget=forms.TextInput(attrs={"half": True})
    )

    def __init__(self, *args: Any, offices: Sequence[Procuratorate], **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["office_id"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [(office.pk, str(office)) for office in offices]
        if len(offices) == 1:
            field.initial, field.widget = offices[0].pk, forms.HiddenInput()


class Correct(forms.Form):
    """A person's name and address."""

    name = forms.CharField(label=_("姓名"), max_length=40)
    email = forms.EmailField(label=_("邮箱"), max_length=200, help_text=_("更改后会通知原邮箱"))
    phone = forms.CharField(label=_("电话"), max_length=20, required=False)

    def __init__(self, *args: Any, user: User, **options: Any) -> None:
        options["initial"] = {"name": user.name, "email": user.email, "phone": user.phone}
        super().__init__(*args, **options)


class Nothing(forms.Form):
    """A step that asks for nothing but to be sure."""

    def __init__(self, *args: Any, user: User, **options: Any) -> None:
        super().__init__(*args, **options)


class Reason(Nothing):
    """Why it is done."""

    reason = forms.CharField(label=_("原因"), max_length=200, widget=forms.Textarea(attrs={"rows": 3}))


class Appoint(forms.Form):
    """A post, from when to when, and how secret the things it may see."""

    post = forms.ChoiceField(label=_("职务"), choices=[(post.value, post.label) for post in OFFICE_POSTS])
    starts_on = _day(_("任职日"))
    ends_on = _day(_("止任日"), required=False, help_text=_("不填为长期"))
    clearance = forms.TypedChoiceField(
        label=_("涉密等级"),
        coerce=int,
        choices=Secrecy.choices,
        initial=Secrecy.WORK,
        help_text=_("不能查看密级更高的线索和案件"),
        widget=forms.RadioSelect,
    )


class Clearance(forms.Form):
    """How secret the things a post may see."""

    clearance = forms.TypedChoiceField(
        label=_("涉密等级"), coerce=int, choices=Secrecy.choices, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, post: Post, **options: Any) -> None:
        options["initial"] = {"clearance": post.clearance}
        super().__init__(*args, **options)


class FactorRules(forms.Form):
    """Which posts of the office, and of the agencies in its area, demand a second factor."""

    posts = forms.MultipleChoiceField(
        label=_("须二次验证的职务"),
        required=False,
        choices=[
            (_("本院"), [(post.value, post.label) for post in OFFICE_POSTS]),
            (_("本地区行政机关"), [(post.value, post.label) for post in AGENCY_POSTS]),
        ],
        widget=forms.CheckboxSelectMultiple,
        help_text=_("从下一次操作起生效；还没有设置的人员会先看到设置页面"),
    )

    def __init__(self, *args: Any, rules: Sequence[tuple[PostName, bool]], **options: Any) -> None:
        options["initial"] = {"posts": [post for post, on in rules if on]}
        super().__init__(*args, **options)

    def service_values(self) -> dict[str, Any]:
        """What the service takes: every post, demanded or not."""
        said = self.cleaned_data["posts"]
        return {"rules": {post.value: post.value in said for post in PostName}}
