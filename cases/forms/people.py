"""What a person fills in about who works on a case. Used by the pages and by the API."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts import access
from accounts import selectors as accounts
from audit.flow import day
from cases.forms.base import SubjectForm, day_field, id_field

PLEASE = ("", _("请选择"))


class Member(SubjectForm):
    """Somebody who joins the case: of the own office, or lent by another (rules 6, 11). Its subject is the case."""

    user_id = id_field(_("人员"), widget=forms.Select(attrs={"article": _("办案规则第六条、第十一条")}))
    duty = forms.CharField(label=_("分工"), max_length=60, help_text=_("例如现场勘验、电子数据取证"))
    starts_on = day_field(_("自"))
    ends_on = day_field(_("至"), required=False, help_text=_("不填即到办结为止"))
    order = forms.CharField(
        label=_("调用决定"),
        max_length=80,
        required=False,
        help_text=_("跨院调用人员必填上级检察院书面决定的文号"),
        widget=forms.TextInput(attrs={"article": _("办案规则第十一条")}),
    )

    def prepare(self) -> None:
        """The people of the own office; those of the offices below the caller's, for who may call them up."""
        on, office = day(self.at), self.subject.office
        callers = access.offices(self.by, "case.call_up", at=self.at)
        groups: dict[str, list[tuple[int, str]]] = {str(office): []}
        for user, home in accounts.staff_under([office, *callers], on=on):
            if user.pk != self.subject.handler_id:
                groups.setdefault(str(home), []).append((user.pk, str(user)))
        field = self.fields["user_id"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [PLEASE, *groups.items()]
        for name in ("starts_on", "ends_on"):
            self.fields[name].widget.attrs["half"] = True
        self.initial.setdefault("starts_on", on)


class Handler(SubjectForm):
    """Who handles the case from now on (rule 6). Its subject is the case."""

    user_id = id_field(_("承办检察官"), widget=forms.Select(attrs={"article": _("办案规则第六条")}))

    def prepare(self) -> None:
        """The prosecutors of the office."""
        found = accounts.holders(self.subject.office, "handler", on=day(self.at))
        field = self.fields["user_id"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [
            PLEASE,
            *((user.pk, str(user)) for user in found if user.pk != self.subject.handler_id),
        ]
