"""What the pages of administrators share: the tabs between them."""

from datetime import datetime
from typing import Any, Final

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts import access
from accounts.models import User

TABS: Final = (
    ("people", _("人员"), "person.view"),
    ("factor-rules", _("二次验证"), "post.second_factor"),
    ("why", _("权限查询"), "policy.explain"),
    ("policy", _("权限表"), "policy.view"),
    ("personal-data", _("个人信息"), "policy.view"),
    ("record", _("操作记录"), "record.view"),
)


def tabs(current: str, *, by: User, at: datetime) -> list[dict[str, Any]]:
    """The pages that this administrator may open; none for others, who have one of them only."""
    if not access.holds(by, "person.view", at=at):
        return []
    return [
        {"label": label, "url": reverse(name), "current": name == current}
        for name, label, action in TABS
        if access.holds(by, action, at=at)
    ]
