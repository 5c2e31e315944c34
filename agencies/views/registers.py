"""What the doors of all registers share: what a list is narrowed to, and the tabs between the registers."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from urllib.parse import urlencode

from django.forms import Form
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.paging import Page
from agencies import lists

TABS: Final = (
    ("agencies", _("行政机关")),
    ("agency-matrix", _("职责对照")),
    ("enterprises", _("企业")),
    ("associations", _("行业协会")),
)
KEY = 600


@dataclass(frozen=True)
class Asked:
    """What somebody narrowed a list to; it begins with the area of their own office."""

    form: Form
    wanted: dict[str, Any]
    keys: dict[str, str]
    kept: dict[str, str]

    def values(self, page: Page[Any], name: str) -> dict[str, Any]:
        """What the template of a list takes: the form, the way to clear it, the ways to other pages, the tabs."""
        return {
            "form": self.form,
            "page": page,
            "clear": reverse(name) if self.kept else "",
            "newer": self._link("newer", page.newer),
            "older": self._link("older", page.older),
            "tabs": tabs(name),
        }

    def _link(self, name: str, key: str) -> str:
        return f"?{urlencode(self.kept | {name: key})}" if key else ""


def asked(request: HttpRequest, form_class: type[Form], *, by: User, at: datetime) -> Asked:
    """What the address says; the own area where it says nothing of an area."""
    data = request.GET.copy()
    if "area" not in data:
        own = lists.own_area(by=by, at=at)
        data["area"] = own.name if own else ""
    form = form_class(data)
    form.is_valid()
    wanted = {name: form.cleaned_data.get(name) for name in form.fields}
    keys = {name: request.GET.get(name, "")[:KEY] for name in ("older", "newer")}
    kept = {name: request.GET[name] for name in form.fields if name in request.GET}
    return Asked(form, wanted, keys, kept)


def tabs(current: str) -> list[dict[str, Any]]:
    """The registers, one of which is open."""
    return [{"label": label, "url": reverse(name), "current": name == current} for name, label in TABS]
