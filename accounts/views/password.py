"""Door for people: setting one's own password, by a link or by knowing the old one."""

from typing import Any

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import INTERNAL_RESET_SESSION_TOKEN, PasswordResetConfirmView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from accounts import access, answers, services
from accounts.answers import me
from accounts.forms.access import ChangePassword, NewPassword
from accounts.models import User
from audit.flow import day


@method_decorator(login_not_required, name="dispatch")
class SetPassword(PasswordResetConfirmView):
    """The page behind the link of a letter; the link itself is put away at once, so that no other page learns it."""

    form_class = NewPassword  # type: ignore[assignment]
    template_name = "accounts/set_password.html"

    def get_user(self, uidb64: str) -> User | None:
        """Whose link it is; nobody's once the account is closed."""
        found: Any = super().get_user(uidb64)
        return found if found is not None and found.is_active else None

    def form_valid(self, form: Any) -> HttpResponse:
        """Set it, and on to the login."""
        user: Any = self.user
        answer = answers.carry_out(
            form, lambda values: services.set_password(user.pk, **values, by=user, at=timezone.now())
        )
        if not answer.done:
            return self.form_invalid(form)
        del self.request.session[INTERNAL_RESET_SESSION_TOKEN]
        messages.success(self.request, _("密码已设置，请登录"))
        return redirect("login")


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def password(request: HttpRequest) -> HttpResponse:
    """Change one's own password; every other login of the person ends."""
    by = me(request)
    form = (
        ChangePassword(by, request.POST, request=request)
        if request.method == "POST"
        else ChangePassword(by, request=request)
    )
    portal = access.is_agency_person(by, day(timezone.now()))
    page = {"form": form, "base": "portal_base.html" if portal else "base.html"}
    if request.method != "POST":
        return render(request, "accounts/password.html", page)
    answer = answers.carry_out(
        form, lambda values: services.set_password(by.pk, **values, by=by, at=timezone.now())
    )
    if answer.done and answer.result:
        update_session_auth_hash(request, answer.result)
        messages.success(request, _("密码已更改，其他设备上的登录均已结束"))
        return redirect(reverse("home"))
    return render(request, "accounts/password.html", page, status=answer.status)
