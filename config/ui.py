"""Template tags and filters of the shared look: dates as people say them, and the drawn pieces of templates/ui/.

Registered as a template builtin. Everything is a pure function of its arguments: "today" and "now" are handed in
(the context processors put them into every page), so that a page can be drawn for any day.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import is_aware, localtime
from django.utils.translation import get_language, gettext, ngettext

from accounts import personal as registered
from config import citations, ui_draw

register = template.Library()

SOON_DAYS = 7
TONES = {"plain", "info", "ok", "warn"}


# ---- dates as people say them -------------------------------------------------------------------------------------


def _as_date(value: date | datetime) -> date:
    if isinstance(value, datetime):
        return (localtime(value) if is_aware(value) else value).date()
    return value


@register.filter
def countdown(due: date | None, today: date) -> str:
    """还有 2 天 / 今天 / 逾期 3 天."""
    if due is None:
        return ""
    days = (_as_date(due) - _as_date(today)).days
    if days == 0:
        return gettext("今天")
    if days > 0:
        return ngettext("还有 %(n)d 天", "还有 %(n)d 天", days) % {"n": days}
    return ngettext("逾期 %(n)d 天", "逾期 %(n)d 天", -days) % {"n": -days}


@register.filter
def urgency(due: date | None, today: date) -> str:
    """late | soon | nothing: the ending of a class name, never the only sign."""
    if due is None:
        return ""
    days = (_as_date(due) - _as_date(today)).days
    if days <= 0:
        return "late"
    return "soon" if days <= SOON_DAYS else ""


@register.filter
def day(value: date | None, today: date | None = None) -> str:
    """11月25日; with today given, the year is added when it is another one."""
    if value is None:
        return ""
    value = _as_date(value)
    if today is not None and value.year != _as_date(today).year:
        return longday(value)
    return date_format(value, gettext("n月j日"))


@register.filter
def cite(source: Any) -> str:
    """An article of law, cited in the language of the page."""
    text = str(source or "")
    return citations.in_english(text) if (get_language() or "").startswith("en") else text


@register.filter
def longday(value: date | None) -> str:
    """2026年11月25日."""
    return "" if value is None else date_format(_as_date(value), gettext("Y年n月j日"))


@register.filter
def weekday(value: date | None) -> str:
    """星期一."""
    return "" if value is None else date_format(_as_date(value), "l")


@register.filter
def moment(value: datetime | None, now: datetime) -> str:
    """今天 09:12 / 昨天 20:41 / 11月18日 15:03."""
    if value is None:
        return ""
    local = localtime(value) if is_aware(value) else value
    today = _as_date(now)
    clock_time = f"{local:%H:%M}"
    if local.date() == today:
        return gettext("今天 %(time)s") % {"time": clock_time}
    if local.date() == today - timedelta(days=1):
        return gettext("昨天 %(time)s") % {"time": clock_time}
    return f"{day(local, today)} {clock_time}"


# ---- numbers ------------------------------------------------------------------------------------------------------


@register.filter
def filesize(value: float | None) -> str:
    """1.2 MB: decimal places only where they say something."""
    size = float(value or 0)
    for unit in ("B", "KB", "MB", "GB"):
        if size < 1024 or unit == "GB":
            break
        size /= 1024
    digits = 0 if unit == "B" or size >= 100 else 1
    return f"{size:.{digits}f} {unit}"


@register.filter
def percent(value: float | None) -> str:
    """98.6%; whole numbers lose their zero."""
    return "" if value is None else f"{float(value):.1f}".removesuffix(".0") + "%"


@register.filter
def mask_tail(value: str) -> str:
    """A digest short enough to compare by eye: 9f3a…c1."""
    return value if len(value) <= 8 else f"{value[:4]}…{value[-2:]}"


@register.filter
def initial(name: str) -> str:
    """The character in a person's round mark."""
    return (name or "").strip()[:1].upper()


# ---- small pieces -------------------------------------------------------------------------------------------------


@register.simple_tag
def icon(name: str, css: str = "") -> SafeString:
    """One icon of the sprite, hidden from screen readers: the word stands beside it."""
    href = f"{static('vendor/tabler-icons/sprite.svg')}#{name}"
    return format_html(
        '<svg class="icon {}" width="20" height="20" aria-hidden="true" focusable="false"><use href="{}"/></svg>',
        css,
        href,
    )


@register.simple_tag
def badge(text: str, tone: str = "plain") -> SafeString:
    """A word in a soft box. Four tones, three of them coloured; the word carries the meaning."""
    if tone not in TONES:
        raise template.TemplateSyntaxError(f"badge: no tone {tone!r}, only {', '.join(sorted(TONES))}")
    return format_html('<span class="pill pill-{}">{}</span>', tone, text)


@register.simple_tag
def person(name: str, post: str = "", compact: bool = False) -> SafeString:
    """Round mark, name, and the post in small grey."""
    mark = format_html('<span class="person-mark" aria-hidden="true">{}</span>', initial(name))
    if compact:
        return format_html(
            '<span class="person" title="{}">{}<span class="visually-hidden">{}</span></span>',
            name,
            mark,
            name,
        )
    note = format_html("<small>{}</small>", post) if post else ""
    return format_html(
        '<span class="person">{}<span class="person-name">{}{}</span></span>', mark, name, note
    )


@register.simple_tag
def charts() -> SafeString:
    """The two scripts a page with charts needs."""
    return format_html(
        '<script src="{}" defer></script><script src="{}" type="module"></script>',
        static("vendor/echarts/echarts.common.min.js"),
        static("js/charts.js"),
    )


@register.simple_block_tag
def card(
    content: str,
    title: str = "",
    aside: str = "",
    link: str = "",
    link_text: str = "",
    tone: str = "",
    id: str = "",
    level: int = 2,
) -> str:
    """A white card with a heading, and what belongs to it on the right of the heading."""
    values = {"title": title, "aside": aside, "link": link, "link_text": link_text, "tone": tone, "id": id}
    return render_to_string("ui/card.html", values | {"content": content, "heading": f"h{level}"})


@register.inclusion_tag("ui/personal.html")
def personal(row: Any, field: str, opens: bool = False, lines: bool = False) -> dict[str, Any]:
    """What a row says in a column that may hold personal data, masked, with the way to see it as it is.

    `opens`: whether the person has a right to that; `lines`: keep its lines.
    """
    return {"text": registered.masked(row, field), "lines": lines, **_way(row, field, opens)}


@register.inclusion_tag("ui/personal.html")
def unmask(row: Any, field: str, opens: bool = False) -> dict[str, Any]:
    """Only the way to see a column as it is, where something in it is masked; for a text that is drawn in its own way."""
    return {"text": "", "lines": False, **_way(row, field, opens)}


def _way(row: Any, field: str, opens: bool) -> dict[str, Any]:
    hides = opens and registered.hides(row, field)
    url = reverse("unmask", args=[row._meta.label_lower, row.pk, field]) if hides else ""
    return {"url": url, "label": registered.line_of(row, field).label if hides else ""}


# ---- drawn pieces -------------------------------------------------------------------------------------------------


@register.inclusion_tag("ui/clock.html")
def clock(title: str, start: date, due: date, today: date, **options: Any) -> dict[str, Any]:
    """One deadline as a bar: what has run, where it stood still, how far it was extended, today, and the last day."""
    defaults = {"start_text": "", "length": "", "source": "", "internal": False, "waited": False, "steps": ()}
    defaults |= {"original": None, "dropped": False, "uncertain": False, "why": ""}
    unknown = set(options) - set(defaults) - {"pauses", "ended"}
    if unknown:
        raise template.TemplateSyntaxError(f"clock: unknown option {', '.join(sorted(unknown))}")
    ended = options.get("ended") or None
    drawing = ui_draw.clock(
        _as_date(start),
        _as_date(due),
        _as_date(today),
        ended=ended,
        pauses=options.get("pauses") or (),
        waited=bool(options.get("waited")),
        original=options.get("original"),
    )
    on_time = ended is not None and ended <= due
    values = {"title": title, "start": start, "due": due, "today": today, "ended": ended, "on_time": on_time}
    return values | {"drawing": drawing} | {key: options.get(key) or blank for key, blank in defaults.items()}


@register.inclusion_tag("ui/progress.html")
def progress(parts: Iterable[Any], text: str = "") -> dict[str, Any]:
    """How far a set of things is: one bar in parts, and the same in words."""
    return {"parts": ui_draw.progress(parts), "text": text}


@register.inclusion_tag("ui/sparkline.html")
def sparkline(
    values: Sequence[float],
    target: float | None = None,
    unit: str = "",
    first: str = "",
    last: str = "",
    size: str = "",
    label: str = "",
    falling: bool = False,
) -> dict[str, Any]:
    """A run of numbers against its target, with the latest number written out; `falling` when less is better."""
    aim = None if target is None else float(target)
    drawing = ui_draw.sparkline([float(value) for value in values], aim, falling=falling)
    texts = {"unit": unit, "first": first, "last": last, "size": size, "label": label}
    return texts | {"drawing": drawing, "target": target}


@register.inclusion_tag("ui/form.html", takes_context=True)
def form(context: template.Context, form: Any, verb: str, **options: Any) -> dict[str, Any]:
    """A whole form: refusal, errors, fields, hidden request key, and one verb to send it with."""
    defaults = {
        "action": "",
        "cancel": "",
        "intro": "",
        "id": "",
        "danger": False,
        "reasons": (),
        "saves": "",
    }
    unknown = set(options) - set(defaults)
    if unknown:
        raise template.TemplateSyntaxError(f"form: unknown option {', '.join(sorted(unknown))}")
    values = {key: options.get(key) or blank for key, blank in defaults.items()}
    return values | {"form": form, "verb": verb, "form_key": context.get("form_key") or ""}
