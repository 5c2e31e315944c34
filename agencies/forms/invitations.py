"""What somebody types who accepts an invitation."""

from typing import Any

from django import forms
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.utils.translation import gettext_lazy as _

from accounts.forms.access import NewPassword
from accounts.models import User


class Accept(NewPassword):
    """A new account: who one is, how one is reached, and a password that nobody else knows."""

    name = forms.CharField(
        label=_("姓名"), max_length=40, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    username = forms.CharField(
        label=_("用户名"),
        max_length=60,
        validators=[UnicodeUsernameValidator()],
        help_text=_("登录时使用，以后不能更改"),
        widget=forms.TextInput(attrs={"autocomplete": "username"}),
    )
    email = forms.EmailField(
        label=_("邮箱"), max_length=200, widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )
    phone = forms.CharField(
        label=_("电话"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
    )
    field_order = ["name", "username", "email", "phone", "new_password1", "new_password2"]

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(User(), *args, **options)

    def clean(self) -> dict[str, Any]:
        """The password is measured against what else was typed."""
        typed = self.cleaned_data
        self.user = User(username=typed.get("username", ""), email=typed.get("email", ""))
        return super().clean()

    def service_values(self) -> dict[str, Any]:
        """What the service takes."""
        typed = self.cleaned_data
        values = {name: typed[name] for name in ("name", "username", "email", "phone")}
        return values | {"password": typed["new_password1"]}
