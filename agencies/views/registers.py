"""Door for people: the registers as lists, what a list is narrowed to, and the tabs between the registers."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from urllib.parse import urlencode

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts import access, answers
from accounts.answers import me
from accounts.models import User
from accounts.paging import Page
from agencies import lists, services
from agencies.forms.agencies import AgencyFilter, AgencyForm
from agencies.forms.enterprises import AssociationFilter, AssociationForm, EnterpriseFilter, EnterpriseForm
from agencies.models import Agency, Association, Enterprise

TABS: Final = (
    ("agencies", _("行政机关")),
    ("agency-matrix", _("职责对照")),
    ("enterprises", _("企业")),
    ("associations", _("行业协会")),
)
KEY = 600


@dataclass(frozen=True)
class Register:
    """One register: who may look and write, what it holds, how a row comes in and is put right, what is said of it."""

    name: str
    template: str
    row: str
    edit: str
    listed: Callable[..., lists.Listed]
    narrow: type[Form]
    model: type[Agency | Enterprise | Association]
    sheet: type[Form]
    enter: Callable[..., Any]
    correct: Callable[..., Any]
    icon: str
    title: Promise
    sub: Promise
    caption: Promise
    verb: Promise
    none_title: Promise
    none_text: Promise
    correct_title: Promise
    intro: Promise | str = ""

    @property
    def new(self) -> str:
        """The address at which something is entered."""
        return reverse(f"{self.row}-new")


AGENCIES: Final = Register(
    name="agencies",
    template="agencies/agencies.html",
    row="agency",
    edit="agency.edit",
    listed=lists.agencies,
    narrow=AgencyFilter,
    model=Agency,
    sheet=AgencyForm,
    enter=services.register_agency,
    correct=services.correct_agency,
    icon="address-book",
    title=_("行政机关名录"),
    sub=_("谁负有监管职责，依据哪部法律，由谁联络"),
    caption=_("行政机关，按地区和名称"),
    verb=_("登记行政机关"),
    none_title=_("名录中还没有行政机关"),
    none_text=_("先登记机关和它的监管职责，立案、磋商时就能查到谁该管。"),
    correct_title=_("更正机关信息"),
    intro=_("登记后可以写入监管职责，并邀请联络员和分管领导。"),
)
ENTERPRISES: Final = Register(
    name="enterprises",
    template="agencies/enterprises.html",
    row="enterprise",
    edit="enterprise.edit",
    listed=lists.enterprises,
    narrow=EnterpriseFilter,
    model=Enterprise,
    sheet=EnterpriseForm,
    enter=services.register_enterprise,
    correct=services.correct_enterprise,
    icon="building",
    title=_("企业名录"),
    sub=_("按经营规模和个人信息处理体量分档，掌握办案中遇到的企业"),
    caption=_("企业，按地区和名称"),
    verb=_("登记企业"),
    none_title=_("名录中还没有企业"),
    none_text=_("办案中遇到的企业登记在这里，下次遇到时就能看到它的前后情况。"),
    correct_title=_("更正企业信息"),
)
ASSOCIATIONS: Final = Register(
    name="associations",
    template="agencies/associations.html",
    row="association",
    edit="enterprise.edit",
    listed=lists.associations,
    narrow=AssociationFilter,
    model=Association,
    sheet=AssociationForm,
    enter=services.register_association,
    correct=services.correct_association,
    icon="users",
    title=_("行业协会名录"),
    sub=_("磋商、培训、自律时可以一起做的行业组织"),
    caption=_("行业协会，按地区和名称"),
    verb=_("登记行业协会"),
    none_title=_("名录中还没有行业协会"),
    none_text=_("登记后可以在磋商时邀请，在整改中记录它的自律文件。"),
    correct_title=_("更正协会信息"),
)


@require_safe
def listed(request: HttpRequest, register: Register) -> HttpResponse:
    """The part of a register that somebody asked for; first that of their own area."""
    at, by = timezone.now(), me(request)
    sent = asked(request, register.narrow, by=by, at=at)
    found = register.listed(by=by, at=at, wanted=sent.wanted, **sent.keys)
    values = {"register": register, "found": found, **sent.values(found.page, register.name)}
    return render(request, register.template, values)


@require_http_methods(["GET", "POST"])
def enter(request: HttpRequest, register: Register) -> HttpResponse:
    """Enter a row in a register."""
    at, by = timezone.now(), me(request)
    access.demand(by, register.edit, at=at)

    def work(values: dict[str, Any]) -> Any:
        return register.enter(**values, by=by, at=at)

    page = {
        "title": register.verb,
        "verb": _("登记"),
        "intro": register.intro,
        "cancel": reverse(register.name),
    }
    form = answers.bind(register.sheet, request, subject=None, by=by)
    return answers.sheet(
        request, form, work, lambda made: (_("已登记"), reverse(register.row, args=[made.pk])), page=page
    )


@require_http_methods(["GET", "POST"])
def correct(request: HttpRequest, register: Register, **its_id: int) -> HttpResponse:
    """Put right what a register says of one of its rows."""
    at, by = timezone.now(), me(request)
    (row_id,) = its_id.values()
    row = access.take(by, register.edit, register.model, row_id, at=at)
    url = reverse(register.row, args=[row_id])

    def work(values: dict[str, Any]) -> Any:
        return register.correct(row_id, **values, by=by, at=at)

    page = {"title": register.correct_title, "verb": _("保存"), "sub": row.name, "cancel": url}
    form = answers.bind(register.sheet, request, subject=row, by=by)
    return answers.sheet(request, form, work, lambda _made: (_("已保存"), url), page=page)


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
