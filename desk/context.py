"""Door of every page: the frame around it, for templates/base.html."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from desk import alarm
from desk import frame as frames

ALSO = {"agencies": ("/enterprises/", "/associations/")}  # rooms with pages at more than one place
LABELS = {
    "home": (_("我的工作"), "home"),
    "clues": (_("线索"), "flag"),
    "cases": (_("案件"), "folder"),
    "deadlines": (_("期限"), "clock"),
    "decisions": (_("审批"), "checklist"),
    "orders": (_("上下级"), "building"),
    "agencies": (_("名录"), "address-book"),
    "people": (_("人员与权限"), "users"),
    "record": (_("操作记录"), "history"),
}


def frame(request: HttpRequest) -> dict[str, Any]:
    """nav, me, unread, notices_url and alarm; empty for a stranger."""
    user = getattr(request, "user", None)
    if not isinstance(user, User):
        return {"nav": [], "me": None, "unread": 0, "notices_url": "", "alarm": ""}
    at = timezone.now()
    found = frames.frame(user, at=at)
    return {
        "nav": [_item(name, request.path, found.waiting) for name in found.rooms],
        "me": {"name": found.name, "office": found.office, "post": found.post, "several": found.several},
        "unread": found.unread,
        "notices_url": reverse("notices"),
        "alarm": alarm.sentence(request, user, portal=found.portal, at=at),
    }


def _item(name: str, path: str, waiting: int) -> dict[str, Any]:
    label, icon = LABELS[name]
    url = reverse(name)
    active = path == url if name == "home" else path.startswith((url, *ALSO.get(name, ())))
    return {
        "label": label,
        "url": url,
        "icon": icon,
        "active": active,
        "count": waiting if name == "decisions" else 0,
    }
