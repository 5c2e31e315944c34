"""Door for administrators: the people of their office, and what may be done about an account."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode

from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from accounts import access, answers, people_lists, services
from accounts.answers import me
from accounts.forms import people as forms
from accounts.models import User
from accounts.services.may import to_run
from accounts.views.administration import tabs
from audit.flow import Text


@dataclass(frozen=True)
class Act:
    """One thing that is done about an account: by whom, its words, its form, the service."""

    action: str
    title: Text
    verb: Text
    done: Text
    intro: Text
    work: Callable[..., User]
    form: type[Form] = forms.Nothing
    danger: bool = False


ACTS: Final = {
    "disable": Act(
        "person.edit", gettext_lazy("停用账号"), gettext_lazy("停用"), gettext_lazy("账号已停用"),
        gettext_lazy("立即生效：此人的登录和程序令牌全部结束，待发邮件不再发出。"), services.disable_person, forms.Reason, True,
    ),
    "enable": Act(
        "person.edit", gettext_lazy("启用账号"), gettext_lazy("启用"), gettext_lazy("账号已启用"),
        gettext_lazy("此人可以重新登录，停用前的登录和令牌不会恢复。"), services.enable_person,
    ),
    "link": Act(
        "person.edit", gettext_lazy("发送设置密码链接"), gettext_lazy("发送"), gettext_lazy("链接将发到此人登记的邮箱"),
        gettext_lazy("链接发到登记邮箱，管理员看不到链接，也看不到密码。"), services.send_password_link,
    ),
    "sessions": Act(
        "person.edit", gettext_lazy("结束全部登录"), gettext_lazy("结束"), gettext_lazy("此人的登录和令牌已全部结束"),
        gettext_lazy("此人在所有设备和程序上的登录立即结束，可以重新登录。"), services.end_sessions, forms.Nothing, True,
    ),
    "unlock": Act(
        "person.edit", gettext_lazy("解除锁定"), gettext_lazy("解除锁定"), gettext_lazy("账号已解除锁定"),
        gettext_lazy("密码连续输错的次数清零。请先核实确为本人。"), services.unlock,
    ),
    "correct": Act(
        "person.edit", gettext_lazy("更正人员信息"), gettext_lazy("保存"), gettext_lazy("人员信息已更正"), "",
        services.correct_person, forms.Correct,
    ),
    "factor": Act(
        "post.second_factor", gettext_lazy("重置二次验证"), gettext_lazy("重置"), gettext_lazy("二次验证已重置，并已通知本人"),
        gettext_lazy("用于手机和恢复码都已丢失。此人的登录全部结束，下次登录时重新设置。请先核实确为本人。"),
        services.reset_factor, forms.Reason, True,
    ),
}  # fmt: skip


@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """The people of the office."""
    at, by = timezone.now(), me(request)
    form = forms.PeopleFilter(request.GET)
    wanted = {name: value for name, value in (form.cleaned_data if form.is_valid() else {}).items() if value}
    keys = {name: request.GET.get(name, "")[:60] for name in ("older", "newer")}
    found = people_lists.listed(by=by, at=at, **wanted, **keys)

    def link(name: str, key: str) -> str:
        return f"?{urlencode(wanted | {name: key})}" if key else ""

    values = {
        "found": found,
        "page": found.page,
        "form": form,
        "clear": reverse("people") if wanted else "",
        "newer": link("newer", found.page.newer),
        "older": link("older", found.page.older),
        "enters": access.holds(by, "person.edit", at=at),
        "tabs": tabs("people", by=by, at=at),
    }
    return render(request, "accounts/people.html", values)


@require_safe
def person(request: HttpRequest, user_id: int) -> HttpResponse:
    """One person: posts, clearance, second factor, what is open."""
    at, by = timezone.now(), me(request)
    view = people_lists.look(user_id, by=by, at=at)
    return render(request, "accounts/person.html", {"view": view, "seen": view.user})


@require_http_methods(["GET", "POST"])
def person_new(request: HttpRequest) -> HttpResponse:
    """Enter a person."""
    at, by = timezone.now(), me(request)
    access.demand(by, "person.edit", at=at)
    form = answers.bind(forms.NewPerson, request, offices=access.offices(by, "person.edit", at=at))

    def work(values: dict[str, Any]) -> User:
        return services.enter_person(**values, by=by, at=at)

    def done(user: User) -> tuple[str, str]:
        return _("已登记%(name)s，设置密码的链接将发到其邮箱") % {"name": user}, reverse(
            "person", args=(user.pk,)
        )

    page = {
        "title": _("登记人员"),
        "verb": _("登记人员"),
        "cancel": reverse("people"),
        "intro": _("登记后没有任何权限；职务由本院安全管理员任命（GB/T 22239—2019 8.1.5）。"),
    }
    return answers.sheet(request, form, work, done, page=page)


@require_http_methods(["GET", "POST"])
def person_act(request: HttpRequest, user_id: int, act: str) -> HttpResponse:
    """Do one thing about an account."""
    at, by = timezone.now(), me(request)
    chosen = ACTS.get(act)
    if chosen is None:
        raise Http404
    user = to_run(user_id, chosen.action, by, at, lock=False)
    form = answers.bind(chosen.form, request, user=user)
    url = reverse("person", args=(user.pk,))

    def work(values: dict[str, Any]) -> User:
        return chosen.work(user_id, **values, by=by, at=at)

    page = {
        "title": f"{chosen.title}：{user}",
        "verb": chosen.verb,
        "cancel": url,
        "intro": chosen.intro,
        "danger": chosen.danger,
    }
    return answers.sheet(request, form, work, lambda _user: (chosen.done, url), page=page)
