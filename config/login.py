"""Signing in. While DEBUG is on and the demo world is loaded, the page says who can be tried."""

from typing import Any

from django.conf import settings
from django.contrib.auth.views import LoginView
from django.utils.translation import gettext_lazy as _

from desk.demo import people

TRY = (
    ("yiwu.handler", _("义乌市检察院 承办检察官")),
    ("yiwu.head", _("义乌市检察院 部门负责人")),
    ("yiwu.chief", _("义乌市检察院 检察长")),
    ("yiwu-post.liaison", _("义乌市邮政管理局 联络员")),
    ("yiwu-post.leader", _("义乌市邮政管理局 分管领导")),
    ("zhejiang.handler", _("浙江省检察院 承办检察官")),
)


class Login(LoginView):
    """The login page; who is logged in goes on to their work."""

    redirect_authenticated_user = True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The people of the demo world, where there is one."""
        context = super().get_context_data(**kwargs)
        if settings.DEBUG and people.is_settled():
            context["demo_people"] = [{"username": name, "who": who} for name, who in TRY]
            context["demo_password"] = people.PASSWORD
        return context
