"""Door for people: what each agency must do, and who has a matter among several of them."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts import access, answers, office_lists
from accounts.answers import me
from accounts.models import User
from agencies import lists, matrix, selectors, services
from agencies.forms import agencies as forms
from agencies.models import Agency, Duty
from agencies.views.registers import tabs


@require_safe
def agency_matrix(request: HttpRequest) -> HttpResponse:
    """Who must act: matters against agencies."""
    at, by = timezone.now(), me(request)
    selectors.enter("agency.view", by=by, at=at)
    here = matrix.area(_area(request, by=by, at=at), by=by, at=at)
    data = request.GET.copy()
    data["area"] = here.office.name if here.office else data.get("area", "")
    form = forms.MatrixForm(data, agencies=here.choices)
    wanted = form.cleaned_data if form.is_valid() else {}
    found = matrix.matrix(here, wanted.get("q", ""), wanted.get("agency", []))
    values = {"found": found, "form": form, "tabs": tabs("agency-matrix"), "chosen": wanted.get("agency")}
    return render(request, "agencies/matrix.html", values)


@require_http_methods(["GET", "POST"])
def duty_new(request: HttpRequest, agency_id: int) -> HttpResponse:
    """Write down a duty of an agency."""
    at, by = timezone.now(), me(request)
    agency = access.take(by, "agency.edit", Agency, agency_id, at=at)

    def work(values: dict[str, Any]) -> Duty:
        return services.add_duty(agency_id, **values, by=by, at=at)

    page = {"title": _("登记监管职责"), "verb": _("登记"), "sub": agency.name, "cancel": _url(agency_id)}
    form = answers.bind(forms.DutyForm, request, subject=agency, by=by)
    return answers.sheet(request, form, work, lambda _made: (_("职责已登记"), _url(agency_id)), page=page)


@require_http_methods(["GET", "POST"])
def duty_edit(request: HttpRequest, duty_id: int) -> HttpResponse:
    """Put a duty right."""
    at, by = timezone.now(), me(request)
    duty = selectors.duty_to_edit(duty_id, by=by, at=at)

    def work(values: dict[str, Any]) -> Duty:
        return services.correct_duty(duty_id, **values, by=by, at=at)

    url = _url(duty.agency_id)
    page = {"title": _("更正监管职责"), "verb": _("保存"), "sub": duty.agency.name, "cancel": url}
    form = answers.bind(forms.DutyForm, request, subject=duty, by=by)
    return answers.sheet(request, form, work, lambda _made: (_("职责已更正"), url), page=page)


@require_http_methods(["GET", "POST"])
def duty_remove(request: HttpRequest, duty_id: int) -> HttpResponse:
    """Take a duty out of the register."""
    at, by = timezone.now(), me(request)
    duty = selectors.duty_to_edit(duty_id, by=by, at=at)

    def work(values: dict[str, Any]) -> Agency:
        return services.remove_duty(duty_id, **values, by=by, at=at)

    url = _url(duty.agency_id)
    page = {"title": _("删除监管职责"), "verb": _("删除"), "sub": duty.matter, "cancel": url, "danger": True}
    page["intro"] = _("法律或者清单已经修改时使用。操作记录保留原文；案件中的职责分工不受影响。")
    form = answers.bind(forms.Because, request, subject=duty, by=by)
    return answers.sheet(request, form, work, lambda _agency: (_("职责已删除"), url), page=page)


def _area(request: HttpRequest, *, by: User, at: Any) -> int | None:
    """The area that the address names in words or by number, the own one where it names none."""
    said = request.GET.get("area", "")[:80].replace("\0", "").strip()
    if said:
        meant = office_lists.meant(office_lists.among(), said).office
        return meant.pk if meant else None
    own = lists.own_area(by=by, at=at)
    return own.pk if own else None


def _url(agency_id: int) -> str:
    return reverse("agency", args=[agency_id])
