"""Reading the State Council's notice of holidays as it is published: from sentences to days.

Nothing is guessed. A sentence that speaks of days and cannot be read to its end, or that contradicts the calendar
(a weekday that is another one, a number of days that does not add up), is handed back with the reason.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from deadlines import calendar as counting
from deadlines.calendar import ONE_DAY, SATURDAY

NAMES = ("元旦", "春节", "清明", "劳动", "端午", "中秋", "国庆")
NEW_YEAR = "元旦"
DECEMBER = 12
LONGEST = 16
WEEKDAYS = "一二三四五六日"

_DAY = r"(?:(\d{4})年)?(?:(\d{1,2})月)?(\d{1,2})日(?:\(([^()]*)\))?"
_RANGE = rf"{_DAY}(?:(?:至|到|-|~|—|–){_DAY})?"
_VERB = (
    r"(?:(?P<work>(?:正常|照常)?上班)"
    r"|(?P<rest>放假(?:调休)?|调休|补休)(?:,?共?(?P<number>\d{1,2})天)?(?P<weekend>,?与周(?:末|六|日)连休)?(?:,?不调休)?)"
)
ONE_RANGE = re.compile(_RANGE)
SAYING = re.compile(rf"(?P<days>{_RANGE}(?:[、,和及]{_RANGE})*){_VERB}[,;]?")
HEADING = re.compile(r"(?:[一二三四五六七八九十]{1,2}、|\d{1,2}[、.])?([^\d:,;]{2,20}):")
ITEM = re.compile(r"(?=(?<![^\n。;])\s*[一二三四五六七八九十]{1,2}、)")
ANY_DAY = re.compile(r"\d{1,2}日")
SPEAKS = re.compile(r"放假|上班|调休|补休|假期|休息")
YEAR = re.compile(r"(\d{4})年(?:部分)?(?:节假日|放假|元旦)")
NUMBER = re.compile(r"国办发(明电)?[〔\[(【](\d{4})[〕\])】](\d{1,3})号")
SIGNATURE = re.compile(r"国务院办公厅\d{4}年\d{1,2}月\d{1,2}日.*$", re.S)
WEEKDAY = re.compile(r"(?:周|星期|礼拜)([一二三四五六日天])")
LUNAR = re.compile(r"(?:农历)?(?:除夕|[正一二三四五六七八九十冬腊]{1,2}月[初廿卅一二三四五六七八九十]{1,3})?")


@dataclass(frozen=True)
class CalendarDay:
    """One day of a notice that differs from the week: a day of rest, or a weekend day on which people work."""

    date: date
    is_rest: bool
    name: str = ""


@dataclass(frozen=True)
class Unread:
    """A sentence that a person has to settle, and why it could not be read."""

    sentence: str
    why: str


@dataclass(frozen=True)
class Reading:
    """What a text says: its year and number where it names them, its days in order, and what could not be read."""

    year: int | None
    number: str
    days: tuple[CalendarDay, ...]
    unread: tuple[Unread, ...]


class _Unclear(Exception):
    """Why a sentence cannot be read."""


def read(text: str, year: int) -> Reading:
    """Read a notice for that year. The caller compares the year that the text itself names."""
    plain = unicodedata.normalize("NFKC", text)
    found: dict[date, CalendarDay] = {}
    unread, names = [], set()
    for name, sentence, body in _sentences(plain):
        names.add(name)
        try:
            found |= _agreeing(found, _read(body, name, year))
        except _Unclear as error:
            unread.append(Unread(sentence, str(error)))
    for name in NAMES:
        if found and not any(name in heading for heading in names):
            unread.append(Unread(name, _("没有读到这个节日的安排")))
    squeezed = re.sub(r"\s+", "", plain)
    own_year, number = YEAR.search(squeezed), NUMBER.search(squeezed)
    return Reading(
        int(own_year[1]) if own_year else None,
        f"国办发{number[1] or ''}〔{number[2]}〕{number[3]}号" if number else "",
        tuple(found[day] for day in sorted(found)),
        tuple(unread),
    )


def _sentences(plain: str) -> Iterator[tuple[str, str, str]]:
    """Each sentence that speaks of days, with the holiday it stands under and without its heading."""
    name, begun = "", False
    for item in ITEM.split(plain):
        body = SIGNATURE.sub("", re.sub(r"\s+", "", item))
        for sentence in filter(None, re.split(r"[。;]", body)):
            heading = HEADING.match(sentence)
            speaks = bool(ANY_DAY.search(sentence) and SPEAKS.search(sentence))
            begun = begun or speaks or bool(heading and any(known in sentence for known in NAMES))
            name = heading[1] if heading and begun else name
            if begun and (speaks or ANY_DAY.search(sentence)) and not sentence.startswith("鼓励"):
                yield name, sentence, sentence[heading.end() :] if heading else sentence


def _read(body: str, name: str, year: int) -> list[CalendarDay]:
    """All days of one sentence; every character of it has to be understood."""
    found: list[CalendarDay] = []
    place = 0
    while place < len(body):
        said = SAYING.match(body, place)
        if said is None:
            raise _Unclear(_("没有读懂“%(words)s”") % {"words": body[place : place + 30]})
        days = list(_days(said["days"], name, year))
        rest = said["rest"] is not None
        _check(days, said, rest, year)
        found += [CalendarDay(day, rest, name[:40]) for day in days]
        place = said.end()
    return found


def _days(words: str, name: str, year: int) -> Iterator[date]:
    """The days of a list like “9月28日(周日)、10月11日(周六)” or “2月15日至23日”."""
    months: tuple[int | None, int | None] = (None, None)
    for part in ONE_RANGE.finditer(words):
        y1, m1, d1, note1, y2, m2, d2, note2 = part.groups()
        months = (int(y1) if y1 else months[0], int(m1) if m1 else months[1])
        first = _day(months[0], months[1], int(d1), name, year)
        _same_weekday(first, note1)
        if d2 is None:
            yield first
            continue
        last_month = int(m2) if m2 else first.month
        turn = last_month < first.month
        last = _day(int(y2) if y2 else first.year + turn, last_month, int(d2), name, year)
        _same_weekday(last, note2)
        if not 0 < (last - first).days < LONGEST:
            raise _Unclear(_("“%(words)s”的起止日期不对") % {"words": part[0]})
        months = (months[0] and last.year, last.month)
        yield from (first + number * ONE_DAY for number in range((last - first).days + 1))


def _day(own_year: int | None, month: int | None, day: int, name: str, year: int) -> date:
    if month is None:
        raise _Unclear(_("“%(day)d日”前面没有月份") % {"day": day})
    before = own_year is None and month == DECEMBER and NEW_YEAR in name
    try:
        return date(own_year or (year - 1 if before else year), month, day)
    except ValueError:
        raise _Unclear(_("没有%(month)d月%(day)d日这一天") % {"month": month, "day": day}) from None


def _same_weekday(day: date, note: str | None) -> None:
    """The words in brackets are a weekday, which must be that day's, or a day of the lunar calendar."""
    for word in re.split(r"[、,]", note or ""):
        said = WEEKDAY.fullmatch(word)
        if said is None:
            if LUNAR.fullmatch(word) is None:
                raise _Unclear(_("没有读懂“%(words)s”") % {"words": word})
            continue
        real = WEEKDAYS[day.weekday()]
        if said[1].replace("天", "日") != real:
            values = {"day": counting.say(day), "said": said[1], "real": real}
            raise _Unclear(_("写的是周%(said)s，%(day)s实为周%(real)s，请核对年份") % values)


def _check(days: list[date], said: re.Match[str], rest: bool, year: int) -> None:
    if said["number"] and int(said["number"]) != len(days):
        values = {"said": int(said["number"]), "real": len(days)}
        raise _Unclear(_("写的是共%(said)d天，实为%(real)d天") % values)
    if said["weekend"] and not any(
        (day + step).weekday() >= SATURDAY for day in days for step in (ONE_DAY, -ONE_DAY)
    ):
        raise _Unclear(_("写的是与周末连休，但前后都不是周末"))
    for day in days:
        if why := fault(day, rest, year):
            raise _Unclear(why)


def fault(day: date, is_rest: bool, year: int) -> str:
    """Why that day cannot stand in the notice for that year; empty when it can.

    New Year's holiday may begin in the December before; people are called to work at weekends only.
    """
    if day.year != year and (day.year, day.month) != (year - 1, DECEMBER):
        return _("%(day)s不在%(year)d年的放假安排内") % {"day": counting.say(day), "year": year}
    if not is_rest and day.weekday() < SATURDAY:
        return _("%(day)s不是周末，不会是调休上班日") % {"day": counting.say(day)}
    return ""


def _agreeing(found: dict[date, CalendarDay], days: list[CalendarDay]) -> dict[date, CalendarDay]:
    """The days that are not there yet; no day may both be free and be worked on."""
    for day in days:
        if day.date in found and found[day.date].is_rest != day.is_rest:
            raise _Unclear(_("%(day)s既写放假又写上班") % {"day": counting.say(day.date)})
    return {day.date: day for day in days if day.date not in found}
