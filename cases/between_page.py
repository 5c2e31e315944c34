"""The page “上下级”: one tab per list of what passes between offices. Whoever adds a list adds a line to TABS."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts import paging
from accounts.models import User
from audit.flow import Text
from cases import commission_picture, instruction_picture, order_picture, record_picture


@dataclass(frozen=True)
class Tab:
    """One list: its rows as far as a person may see them, by which moment they are sorted, and how they are drawn.

    `template` draws the rows (`page`, `today`, `now`) inside a card; `waiting` counts what waits for the person;
    `none` is said where there is nothing: a title and a sentence.
    """

    name: str
    label: Text
    rows: Callable[..., QuerySet[Any]]
    moment: str
    template: str
    none: tuple[Text, Text]
    waiting: Callable[..., int] | None = None


@dataclass(frozen=True)
class Between:
    """The tab that is open, a page of its rows, and how much waits in each tab."""

    tab: Tab
    page: paging.Page[Any]
    waiting: dict[str, int]
    takes_in: frozenset[int] = frozenset()


ORDERS = "cases/order_rows.html"

TABS: tuple[Tab, ...] = (
    Tab("received", _("收到的决定"), order_picture.received, "drafted_at", ORDERS,
        (_("没有上级院的决定"), _("上级院交办、督办、指定管辖等书面决定签发后列在这里，请及时签收和报告结果。")),
        order_picture.to_sign_for),
    Tab("sent", _("发出的决定"), order_picture.sent, "drafted_at", ORDERS,
        (_("本院没有发出决定"), _("在下级院的线索或者案件页可以督办、提办、指定管辖，在本院的可以交办。"))),
    Tab("upward", _("请示报告"), instruction_picture.listed, "asked_at", "cases/instruction_rows.html",
        (_("没有请示和报告"), _("在线索或者案件页可以向上级院请示、报告情况；经本院层报的也列在这里。")),
        instruction_picture.to_act),
    Tab("records", _("备案"), record_picture.listed, "sent_on", "cases/record_rows.html",
        (_("没有备案"), _("检察建议、起诉书、中止审查和重大线索报上级院备案后列在这里。")), record_picture.to_take_in),
    Tab("commissions", _("委托调查"), commission_picture.listed, "sent_at", "cases/commission_rows.html",
        (_("没有委托调查"), _("在案件页可以委托同级检察院就地调查，受托院三十日内反馈。")), commission_picture.to_do),
)  # fmt: skip


def look(*, by: User, at: datetime, tab: str = "", older: str = "", newer: str = "") -> Between:
    """One tab of the page for this person; where none is named, the first in which something waits, else the first."""
    waiting = {row.name: row.waiting(by=by, at=at) for row in TABS if row.waiting}
    waits = next((row for row in TABS if waiting.get(row.name)), TABS[0])
    chosen = next((row for row in TABS if row.name == tab), waits)
    page = paging.page(chosen.rows(by=by, at=at), chosen.moment, older=older, newer=newer)
    takes_in = record_picture.own(page.rows, by=by, at=at) if chosen.name == "records" else frozenset()
    return Between(chosen, page, waiting, takes_in)
