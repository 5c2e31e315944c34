"""What a person may type about deadlines."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Procuratorate
from deadlines import selectors
from deadlines.selectors.wanted import (
    AGENCIES,
    AGREED,
    ALL,
    AWAITED,
    INTERNAL,
    MINE,
    OFFICE,
    OURS,
    STATUTORY,
    Reach,
    Wanted,
)

FROM, TO = date(2000, 1, 1), date(2100, 12, 31)


def _rules() -> list[tuple[str, str]]:
    return [("", str(_("全部"))), *selectors.rules_in_use()]


class OfficeOf(forms.Form):
    """Only the office asked for, read before the others: what else may be chosen follows from it."""

    office = forms.IntegerField(min_value=1, max_value=2**31, required=False)


class BoardFilter(forms.Form):
    """Which part of the board to show, within somebody's reach."""

    text = forms.CharField(
        label=_("查找"),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "placeholder": _("案件、线索名称或机关")}),
    )
    whose = forms.ChoiceField(label=_("范围"), required=False)
    office = forms.ChoiceField(label=_("检察院"), required=False)
    rule = forms.ChoiceField(label=_("期限"), choices=_rules, required=False)
    kind = forms.ChoiceField(
        label=_("性质"),
        choices=[
            ("", _("全部")),
            (STATUTORY, _("法定期限")),
            (INTERNAL, _("内部目标")),
            (AGREED, _("约定期限")),
        ],
        required=False,
    )
    duty = forms.ChoiceField(
        label=_("由谁办理"),
        choices=[
            ("", _("全部")),
            (OURS, _("检察院")),
            (AGENCIES, _("被监督机关")),
            (AWAITED, _("等候法院或者公告")),
        ],
        required=False,
    )
    on = forms.DateField(required=False, widget=forms.HiddenInput())
    tab = forms.CharField(required=False, widget=forms.HiddenInput())

    def __init__(self, data: Any, *, reach: Reach, first: str) -> None:
        super().__init__({"whose": first, **data.dict()})
        self.reach, self.first = reach, first
        if reach.portal:
            for name in ("text", "whose", "office", "kind", "duty"):
                del self.fields[name]
            self._offer("rule", [("", _("全部")), *selectors.rules_in_use(duty="agency")])
            return
        own = _("本院和下级院") if reach.below else _("本院的")
        several = len({office.pk for _user, office in reach.people}) > 1
        people = [
            (str(user.pk), f"{office} · {user}" if several else str(user)) for user, office in reach.people
        ]
        self._offer("whose", [(MINE, _("由我负责的")), (OFFICE, own), (ALL, _("可见的全部"))])
        if people:
            self._offer("whose", [*self._choices("whose"), (_("按承办人"), people)])
        if reach.offices:
            self._offer("office", [("", _("全部")), *((str(o.pk), _indented(o)) for o in reach.offices)])
        else:
            del self.fields["office"]

    def clean_on(self) -> date | None:
        """A day that a deadline may end on."""
        on: date | None = self.cleaned_data["on"]
        if on is not None and not FROM <= on <= TO:
            raise forms.ValidationError(_("请给出2000年至2100年之间的日期"))
        return on

    @property
    def wanted(self) -> Wanted | None:
        """What is asked for; None when it makes no sense."""
        if not self.is_valid():
            return None
        said = self.cleaned_data
        chosen = [office for office in self.reach.offices if str(office.pk) == said.get("office")]
        same = {name: said.get(name) or "" for name in ("rule", "kind", "duty", "text")}
        whose = said.get("whose") or self.first
        return Wanted(
            whose=ALL if self.reach.portal else whose,
            office=chosen[0] if chosen else None,
            on=said.get("on"),
            **same,
        )

    @property
    def kept(self) -> dict[str, str]:
        """What was chosen and differs from the first look, for addresses."""
        if not self.is_valid():
            return {}
        said = {name: str(value) for name, value in self.cleaned_data.items() if value}
        chosen = {name: value for name, value in said.items() if name not in ("tab", "month")}
        return {name: value for name, value in chosen.items() if (name, value) != ("whose", self.first)}

    def word(self, name: str, value: str) -> str:
        """A choice as the page says it."""
        for key, label in self._flat(name):
            if str(key) == value:
                return str(label).strip("　")
        return value

    def _flat(self, name: str) -> list[tuple[Any, Any]]:
        found: list[tuple[Any, Any]] = []
        for key, label in self._choices(name):
            found += label if isinstance(label, list) else [(key, label)]
        return found

    def _choices(self, name: str) -> list[Any]:
        field: Any = self.fields[name]
        return list(getattr(field, "choices", ()))

    def _offer(self, name: str, choices: list[Any]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices
        field.error_messages["invalid_choice"] = str(_("请从列表中选择"))


class MonthFilter(BoardFilter):
    """The same for the month calendar, which keeps its month and has no tabs."""

    month = forms.CharField(required=False, widget=forms.HiddenInput())

    def __init__(self, data: Any, *, reach: Reach, first: str) -> None:
        super().__init__(data, reach=reach, first=first)
        del self.fields["on"]
        del self.fields["tab"]


def _indented(office: Procuratorate) -> str:
    steps = {"provincial": 1, "municipal": 2, "county": 3}.get(office.level, 0)
    return "　" * steps + str(office)
