"""A field of forms in which one names a procuratorate by typing; there are too many for a list.

Without JavaScript one types the name, short name or code and the server finds the office, or says which are nearest.
With it the browser's own list proposes what fits, by keyboard and on a phone alike.
"""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.urls import reverse_lazy
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from accounts import office_lists
from accounts.models import Procuratorate

LONGEST = 80


class OfficeInput(forms.TextInput):
    """A text input with a list of proposals, which is renewed while one types."""

    template_name = "accounts/office_input.html"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"autocomplete": "off", "maxlength": LONGEST, **(attrs or {})})
        self.offices: QuerySet[Procuratorate] = office_lists.among()
        self.near: Procuratorate | None = None
        self.asks: dict[str, Any] = {}

    def format_value(self, value: Any) -> str | None:
        """The office's name where its number is known; what was typed otherwise."""
        found = office_lists.numbered(value)
        return found.name if found else super().format_value(value)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """The proposals to begin with, and where the browser asks for better ones."""
        context = super().get_context(name, value, attrs)
        widget = context["widget"]
        list_id = f"{widget['attrs'].get('id') or name}-offices"
        asked = {key: said for key, said in self.asks.items() if said}
        widget["attrs"] |= {
            "list": list_id,
            "hx-get": f"{reverse_lazy('office-suggest')}?{urlencode({'field': name, **asked}, doseq=True)}",
            "hx-trigger": "input changed delay:200ms",
            "hx-target": f"#{list_id}",
            "hx-swap": "innerHTML",
            "hx-select": "unset",
            "hx-push-url": "false",
            "hx-sync": "this:replace",
        }
        offices = office_lists.suggestions(self.offices, widget["value"] or "", near=self.near)
        return context | {"list_id": list_id, "offices": offices}


class OfficeField(forms.CharField):
    """A procuratorate; cleaned to its id (None when it may be left empty and is), so a draft keeps the id.

    `levels` names the levels to choose from, all when left out. A form that knows more says it in its own `prepare`:
    `self.fields["office"].narrow(levels=…, but=…, under=…, near=…)`.
    """

    widget: Any = OfficeInput
    default_error_messages = {"unknown": _("没有找到这个检察院，请从提示中选择")}

    def __init__(self, *, levels: Sequence[str] = (), **options: Any) -> None:
        self.offices = office_lists.among(levels)
        super().__init__(max_length=LONGEST, empty_value=None, **options)
        self.narrow(levels=levels)

    def narrow(
        self,
        *,
        levels: Sequence[str] = (),
        but: Procuratorate | None = None,
        under: Procuratorate | None = None,
        near: Procuratorate | None = None,
    ) -> None:
        """Offer only offices of these levels, below `under`, without `but`; those beside `near` come first."""
        self.offices = office_lists.among(levels, under=under, but=but.pk if but else None)
        self.widget.offices, self.widget.near = self.offices, near
        self.widget.asks = {"level": list(levels), "under": under and under.pk, "but": but and but.pk}

    def clean(self, value: Any) -> int | None:
        """The id of the one office that was meant; the nearest are named when it is not clear."""
        if isinstance(value, int) and not isinstance(value, bool):
            return self._one([*self.offices.filter(pk=value)] if value < 2**63 else [])
        said = super().clean(value)
        if not said:
            return None
        meant = office_lists.meant(self.offices, said)
        return self._one([meant.office] if meant.office else [], meant.nearest)

    def _one(self, found: Sequence[Procuratorate], nearest: Sequence[Procuratorate] = ()) -> int:
        if found:
            return found[0].pk
        if nearest:
            names = _g("、").join(office.name for office in nearest)
            raise ValidationError(_g("是下面哪一个：%(names)s？请写全称") % {"names": names}, code="unclear")
        raise ValidationError(self.error_messages["unknown"], code="unknown")
