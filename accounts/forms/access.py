"""What a person types to come in: codes and passwords."""

from typing import Any

from django import forms
from django.contrib.auth import authenticate
from django.contrib.auth import password_validation as rules
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.models import User


class Code(forms.Form):
    """The six digits that the phone shows, or a recovery code."""

    code = forms.CharField(
        label=_("验证码"),
        max_length=40,
        help_text=_("手机应用显示的 6 位数字；手机不在身边时可填一个恢复码"),
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "text", "autofocus": True}
        ),
    )


class FirstCode(Code):
    """The first code, which shows that the phone has understood."""

    code = forms.CharField(
        label=_("验证码"),
        max_length=40,
        help_text=_("手机应用显示的 6 位数字"),
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "autofocus": True}
        ),
    )


class NewPassword(forms.Form):
    """A password that only the person knows, typed twice."""

    new_password1 = forms.CharField(
        label=_("新密码"),
        max_length=128,
        strip=False,
        help_text=_("至少 10 个字符，不能全是数字，不能是常见密码，也不能与姓名、用户名相近"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    new_password2 = forms.CharField(
        label=_("再输一次"),
        max_length=128,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, user: User, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.user = user

    def clean(self) -> dict[str, Any]:
        """Both are the same, and good enough."""
        found = super().clean() or {}
        first, second = found.get("new_password1"), found.get("new_password2")
        if first and second and first != second:
            self.add_error("new_password2", _("两次输入的密码不一致"))
        elif first and second:
            try:
                rules.validate_password(first, self.user)
            except ValidationError as wrong:
                self.add_error("new_password1", wrong)
        return found

    def service_values(self) -> dict[str, Any]:
        """What the service takes."""
        return {"password": self.cleaned_data["new_password1"]}


class ChangePassword(NewPassword):
    """The same, by somebody who knows the old one. Wrong ones are counted like those of the login page."""

    old_password = forms.CharField(
        label=_("现在的密码"),
        max_length=128,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    field_order = ["old_password", "new_password1", "new_password2"]

    def __init__(self, user: User, *args: Any, request: HttpRequest, **options: Any) -> None:
        super().__init__(user, *args, **options)
        self.request = request
        self.fields["old_password"].widget.attrs["autofocus"] = True

    def clean_old_password(self) -> str:
        """It is the person's."""
        said = str(self.cleaned_data["old_password"])
        if authenticate(self.request, username=self.user.username, password=said) is None:
            raise ValidationError(_("现在的密码不正确"))
        return said
