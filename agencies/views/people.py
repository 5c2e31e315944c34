"""Door for people: who acts for an agency is invited by a link, and stops on a day."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import access, answers
from accounts.answers import me
from accounts.models import Post
from agencies import selectors, services
from agencies.forms import agencies as forms
from agencies.models import Agency, Invitation
from agencies.services import Invited

LINK = "invitation_link"


@require_http_methods(["GET", "POST"])
def invite(request: HttpRequest, agency_id: int) -> HttpResponse:
    """Invite a liaison or leader."""
    at, by = timezone.now(), me(request)
    agency = access.take(by, "agency.invite", Agency, agency_id, at=at)

    def work(values: dict[str, Any]) -> Invited:
        return services.invite(agency_id, **values, by=by, at=at)

    def done(made: Invited) -> tuple[str, str]:
        request.session[LINK] = {"invitation": made.invitation.pk, "token": made.token}
        return _("邀请已生成"), reverse("agency-invited", args=[agency_id])

    page = {
        "title": _("邀请联络员或分管领导"),
        "verb": _("生成邀请链接"),
        "sub": agency.name,
        "cancel": _url(agency_id),
        "intro": _("对方打开链接后自己设置用户名和密码。链接 %(n)d 日内有效，只能使用一次。")
        % {"n": settings.INVITATION_DAYS},
    }
    return answers.sheet(
        request, answers.bind(forms.InviteForm, request, subject=agency, by=by), work, done, page=page
    )


@require_safe
def invited(request: HttpRequest, agency_id: int) -> HttpResponse:
    """The link of the invitation just made, this once."""
    at, by = timezone.now(), me(request)
    agency = access.take(by, "agency.invite", Agency, agency_id, at=at)
    shown = request.session.pop(LINK, None)
    if not shown:
        return redirect(_url(agency_id))
    invitation = access.take(by, "agency.invite", Invitation, shown["invitation"], at=at)
    link = settings.SITE_URL + reverse("invitation", args=[shown["token"]])
    return render(
        request, "agencies/invited.html", {"invitation": invitation, "agency": agency, "link": link}
    )


@require_POST
def invitation_revoke(request: HttpRequest, invitation_id: int) -> HttpResponse:
    """Take an invitation back."""
    revoked = services.revoke(invitation_id, by=me(request), at=timezone.now())
    messages.success(request, _("邀请已撤回，链接不能再用"))
    return redirect(_url(revoked.agency_id))


@require_http_methods(["GET", "POST"])
def post_end(request: HttpRequest, agency_post_id: int) -> HttpResponse:
    """End a post in an agency, on a day or at once."""
    at, by = timezone.now(), me(request)
    post = selectors.post_to_end(agency_post_id, by=by, at=at)
    url = _url(selectors.agency_id_of(post.group_id))

    def work(values: dict[str, Any]) -> Post:
        return services.end_post(agency_post_id, **values, by=by, at=at)

    page = {
        "title": _("止任：%(name)s") % {"name": post.user},
        "verb": _("止任"),
        "sub": f"{post.group} · {post.get_post_display()}",
        "cancel": url,
        "danger": True,
    }
    form = answers.bind(forms.EndPost, request, subject=post, by=by)
    return answers.sheet(request, form, work, lambda _ended: (_("任职结束日已登记"), url), page=page)


def _url(agency_id: int) -> str:
    return reverse("agency", args=[agency_id])
