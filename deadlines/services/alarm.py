"""The chase that stops is heard of: once per outage, by the people who can see to it, and again when it runs."""

from collections.abc import Sequence
from datetime import datetime

import structlog
from django.utils import translation
from django.utils.translation import gettext as _

from audit.flow import day
from deadlines import selectors
from deadlines.models import NoticeKind
from deadlines.selectors.heartbeat import Outage
from deadlines.services.notices import notify

NAMED = 20
log = structlog.get_logger(__name__)


def sound(*, at: datetime) -> Outage | None:
    """Tell who keeps the chase that it has stopped, once per outage whoever sees it; the outage, if there is one.

    A chase that never ran is no outage to tell of: the house is only being set up.
    """
    outage = selectors.outage(at=at)
    if outage is None or outage.since is None:
        return None
    with translation.override("zh-hans"):
        title = _("催办已停止 %(minutes)d 分钟，请系统管理员检查后台服务") % {"minutes": outage.minutes}
        body = _("到期提醒和邮件暂时不会发出。后台服务恢复后会自动补发，不会遗漏。")
    if _tell(title, body, f"chase-stopped:{outage.since.isoformat()}", at):
        log.error("chase.stopped", since=outage.since.isoformat(), minutes=outage.minutes)
    return outage


def all_clear(outage: Outage, *, reminded: int, at: datetime) -> None:
    """The chase runs again: say so, and how much it caught up."""
    assert outage.since is not None
    values = {"minutes": outage.minutes, "reminded": reminded}
    with translation.override("zh-hans"):
        title = _("催办已恢复：中断 %(minutes)d 分钟，补发 %(reminded)d 项提醒") % values
    if _tell(title, "", f"chase-runs:{outage.since.isoformat()}", at):
        log.warning("chase.runs_again", since=outage.since.isoformat(), **values)


def tell_aside(deadlines: Sequence[int], *, at: datetime) -> None:
    """Clocks that nobody could be reminded of are named to who keeps the chase, once a day."""
    named = "、".join(str(pk) for pk in deadlines[:NAMED])
    with translation.override("zh-hans"):
        title = _("%(count)d 项期限未能催办，请检查人员任职和期限数据") % {"count": len(deadlines)}
        body = _("期限编号：%(named)s。下一工作日将再次催办。") % {"named": named}
    _tell(title, body, f"chase-aside:{day(at)}", at)


def _tell(title: str, body: str, key: str, at: datetime) -> bool:
    """Tell the keepers; whether it is new to anybody, or there is nobody to keep it from."""
    keepers = selectors.keepers(on=day(at))
    told = notify(keepers, title=title, subject=title, body=body, key=key, kind=NoticeKind.ALARM, at=at)
    return bool(told) or not keepers
