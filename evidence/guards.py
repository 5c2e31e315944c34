"""What must be true before a draft goes on. A guard answers with what is missing, or with nothing."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from audit.flow import Reason


def files_let_in(draft: Any, on: date) -> Reason | None:
    """No file of the draft was turned away by its check. One that still waits for it keeps nothing from being sent."""
    away = [file for file in draft.files.order_by("started_at", "id") if file.turned_away]
    if not away:
        return None
    text = _("“%(name)s”未通过安全检查（%(why)s），请移除后换一份")
    said = [text % {"name": file.name, "why": file.why} for file in away]
    return Reason("；".join(said))
