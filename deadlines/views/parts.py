"""What every page about deadlines needs: who asks, and which frame the page stands in."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.http import HttpRequest
from django.utils.translation import gettext as _

from accounts.models import User
from audit.flow import day
from deadlines.calendar import say
from deadlines.forms import BoardFilter, OfficeOf
from deadlines.selectors import wanted


@dataclass(frozen=True)
class Chip:
    """One thing the list is narrowed by, and the address without it."""

    label: str
    value: str
    without: str


def base_of(portal: bool) -> str:
    """The frame: an agency's people have their own."""
    return "portal_base.html" if portal else "base.html"


def me(request: HttpRequest) -> User:
    """Who asks."""
    assert isinstance(request.user, User)
    return request.user


def asked(
    request: HttpRequest, by: User, *, at: datetime, form_class: type[BoardFilter] = BoardFilter
) -> BoardFilter:
    """What the person wants to see, within their reach; before they choose, what their post looks at first."""
    office = OfficeOf(request.GET)
    chosen = office.cleaned_data["office"] or 0 if office.is_valid() else 0
    reach = wanted.reach(by, at=at, office_id=chosen)
    return form_class(request.GET, reach=reach, first=wanted.first_look(by, on=day(at)))


def chips(form: BoardFilter, url: str, **more: str) -> list[Chip]:
    """What the list is narrowed by, each with its way back; `more` stays in the addresses."""
    kept = form.kept
    found = []
    for name, value in kept.items():
        rest = {key: said for key, said in {**kept, **more}.items() if key != name and said}
        field = form.fields[name]
        label = _("届满日") if name == "on" else str(field.label)
        text = say(form.cleaned_data["on"]) if name == "on" else form.word(name, value)
        found.append(Chip(label, text, f"{url}?{urlencode(rest)}"))
    return found


def first_text(form: BoardFilter) -> tuple[str, str]:
    """Whose clocks are listed while the person chose nothing, said on the page; and where to choose others."""
    if form.reach.portal or "whose" in form.kept or form.errors:
        return "", ""
    if form.first == wanted.MINE:
        return _("以下为由您负责的期限"), _("；要看全院的，请在“范围”中选择")
    if "office" in form.kept:
        return "", ""
    return _("以下为本院和下级院的期限") if form.reach.below else _("以下为本院的期限"), ""
