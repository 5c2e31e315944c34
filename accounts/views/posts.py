"""Door for security administrators: posts, clearance, and which posts demand a second factor."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts import access, answers, people_lists, services
from accounts.answers import me
from accounts.forms import people as forms
from accounts.models import Post, Procuratorate
from accounts.services.may import to_run
from accounts.views.administration import tabs


@require_http_methods(["GET", "POST"])
def post_new(request: HttpRequest, user_id: int) -> HttpResponse:
    """Give a person a post."""
    at, by = timezone.now(), me(request)
    user = to_run(user_id, "post.edit", by, at, lock=False)
    today = timezone.localdate(at)
    form = answers.bind(forms.Appoint, request, initial={"starts_on": today})

    def work(values: dict[str, Any]) -> Post:
        assert user.office_id is not None
        return services.appoint(user_id, office_id=user.office_id, **values, by=by, at=at)

    page = _about(user.pk, _("任职：%(name)s") % {"name": user}, _("任职"))
    page["sub"] = str(user.office)
    return answers.sheet(request, form, work, lambda made: _done(_("已任命"), made), page=page)


@require_http_methods(["GET", "POST"])
def post_end(request: HttpRequest, post_id: int) -> HttpResponse:
    """End a post at once."""
    at, by = timezone.now(), me(request)
    post = people_lists.post_to_change(post_id, by=by, at=at)
    form = answers.bind(forms.Nothing, request, user=post.user)

    def work(values: dict[str, Any]) -> Post:
        return services.end_post(post_id, by=by, at=at)

    page = _about(post.user_id, _("止任：%(name)s %(post)s") % {"name": post.user, "post": post}, _("止任"))
    page |= {
        "danger": True,
        "intro": _("立即生效：下一次操作起，此职务不再有任何权限；他人代行此职务的委托一并结束。"),
    }
    return answers.sheet(request, form, work, lambda ended: _done(_("已止任"), ended), page=page)


@require_http_methods(["GET", "POST"])
def post_clearance(request: HttpRequest, post_id: int) -> HttpResponse:
    """Change how secret the things a post may see."""
    at, by = timezone.now(), me(request)
    post = people_lists.post_to_change(post_id, by=by, at=at)
    form = answers.bind(forms.Clearance, request, post=post)

    def work(values: dict[str, Any]) -> Post:
        return services.set_clearance(post_id, **values, by=by, at=at)

    page = _about(
        post.user_id, _("涉密等级：%(name)s %(post)s") % {"name": post.user, "post": post}, _("保存")
    )
    page["intro"] = _("密级高于此等级的线索和案件，此职务不能查看（保守国家秘密法第四十六条）。")
    return answers.sheet(request, form, work, lambda saved: _done(_("涉密等级已更改"), saved), page=page)


@require_http_methods(["GET", "POST"])
def factor_rules(request: HttpRequest) -> HttpResponse:
    """Which posts of the office demand a second factor."""
    at, by = timezone.now(), me(request)
    access.demand(by, "post.second_factor", at=at)
    office = access.offices(by, "post.second_factor", at=at)[0]
    form = answers.bind(forms.FactorRules, request, rules=people_lists.rules(office))

    def work(values: dict[str, Any]) -> Procuratorate:
        return services.demand_factor(office.pk, **values, by=by, at=at)

    def done(_office: Procuratorate) -> tuple[str, str]:
        return _("二次验证的要求已保存"), reverse("factor-rules")

    page = {"title": _("二次验证"), "verb": _("保存"), "sub": str(office)}
    page["tabs"] = tabs("factor-rules", by=by, at=at)  # type: ignore[assignment]
    return answers.sheet(request, form, work, done, page=page, template="accounts/factor_rules.html")


def _about(user_id: int, title: str, verb: str) -> dict[str, Any]:
    return {"title": title, "verb": verb, "cancel": reverse("person", args=(user_id,))}


def _done(text: str, post: Post) -> tuple[str, str]:
    return f"{text}：{post.user} {post}", reverse("person", args=(post.user_id,))
