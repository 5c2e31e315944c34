"""What a head or chief fills in before they are away."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Post, User


def _day(label: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date", "half": True}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget)


class Delegate(forms.Form):
    """Who stands in, for which of one's posts, from when to when, why."""

    post_id = forms.TypedChoiceField(label=_("代行的职务"), coerce=int)
    user_id = forms.TypedChoiceField(
        label=_("由谁代行"),
        coerce=int,
        help_text=_("本院在任检察官；您提请的和代行人自己提请的事项，代行人都不能审批（办案规则第七条）"),
    )
    starts_on = _day(_("自"))
    ends_on = _day(_("至"))
    reason = forms.CharField(
        label=_("委托的事由"),
        max_length=200,
        help_text=_("例如外出学习、休假；到期自动终止"),
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(
        self, *args: Any, posts: list[Post], people: list[User], today: date, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self._choose("post_id", [(post.pk, str(post)) for post in posts])
        self._choose("user_id", [("", _("请选择")), *((user.pk, str(user)) for user in people)])
        self.initial.setdefault("starts_on", today)
        if len(posts) == 1:
            self.initial.setdefault("post_id", posts[0].pk)
            self.fields["post_id"].widget = forms.HiddenInput()
        for name in ("starts_on", "ends_on"):
            self.fields[name].widget.attrs["min"] = today.isoformat()

    def _choose(self, name: str, choices: list[Any]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices
