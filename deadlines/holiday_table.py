"""A notice as a table: one day a line, as people keep it in a spreadsheet or type it. Date, 休 or 班, name of the holiday."""

import csv
import io
import re
from collections.abc import Iterable
from datetime import date

from chinese_calendar.constants import Holiday as Packaged
from django.utils.translation import gettext as _

from deadlines.calendar import Day
from deadlines.holiday_text import CalendarDay, fault

REST, WORK = "休", "班"
STATES = {"休": True, "休息": True, "放假": True, "班": False, "上班": False, "调休上班": False}
HEADER = ("日期", "休或班", "名称")
MOST_BYTES, MOST_LINES, MOST_FAULTS = 200_000, 400, 5
DATE = re.compile(r"(\d{4})(?:-|/|\.|年)(\d{1,2})(?:-|/|\.|月)(\d{1,2})日?")
CHINESE = {holiday.value: holiday.chinese for holiday in Packaged}


class Unreadable(ValueError):
    """What is wrong with a table, line by line, for the person who sent it."""

    def __init__(self, faults: Iterable[str]) -> None:
        self.faults = list(faults)
        super().__init__("；".join(self.faults))


def decode(content: bytes) -> str:
    """The text of a file: UTF-8 (with or without mark) or GB18030, as Chinese spreadsheets save it."""
    if len(content) > MOST_BYTES:
        raise Unreadable([_("文件太大：一年的放假安排只有几十行")])
    if b"\x00" not in content:
        for encoding in ("utf-8-sig", "gb18030"):
            try:
                return content.decode(encoding)
            except UnicodeDecodeError:
                continue
    raise Unreadable([_("这不是文本表格，请另存为CSV后再上传")])


def read(text: str, year: int) -> list[CalendarDay]:
    """The days of a table for that year, in order. Unreadable tells the first faults with their lines."""
    lines = text.splitlines()
    if len(lines) > MOST_LINES:
        raise Unreadable([_("有%(number)d行，一年的放假安排不会超过400行") % {"number": len(lines)}])
    plain = [line.replace("，", ",").replace("\t", ",") for line in lines]
    found: list[CalendarDay] = []
    faults: list[str] = []
    try:
        cells = [next(csv.reader([line]), []) for line in plain]
    except csv.Error:
        raise Unreadable([_("这不是文本表格，请另存为CSV后再上传")]) from None
    for number, row in enumerate(cells, start=1):
        row = [cell.strip() for cell in row]
        if not any(row) or (number == 1 and row[0] == HEADER[0]):
            continue
        try:
            found.append(_day(row))
        except ValueError as error:
            faults.append(_("第%(line)d行：%(why)s") % {"line": number, "why": error})
    faults += check(found, year) if not faults else []
    if faults:
        raise Unreadable(_first(faults))
    return sorted(found, key=lambda day: day.date)


def check(days: Iterable[CalendarDay], year: int) -> list[str]:
    """What keeps these days from being the notice of that year; empty when nothing does."""
    kept = list(days)
    if not any(day.is_rest for day in kept):
        return [_("没有一个放假日")]
    faults, seen = [], set()
    for day in kept:
        if day.date in seen:
            faults.append(_("%(day)s写了两次") % {"day": day.date.isoformat()})
        seen.add(day.date)
        if why := fault(day.date, day.is_rest, year):
            faults.append(why)
    return _first(faults)


def write(days: Iterable[Day]) -> str:
    """The days as a table that `read` takes."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    for day in days:
        writer.writerow([day.date.isoformat(), REST if day.is_rest else WORK, getattr(day, "name", "")])
    return out.getvalue()


def template(days: Iterable[Day]) -> bytes:
    """The file to fill in: with its heading, and with the mark by which spreadsheets know UTF-8."""
    return ("\ufeff" + ",".join(HEADER) + "\n" + write(days)).encode()


def _day(row: list[str]) -> CalendarDay:
    if len(row) not in (2, 3):
        raise ValueError(_("应当是日期、休或班、名称三列"))
    said = DATE.fullmatch(row[0])
    if said is None:
        raise ValueError(_("请按2027-01-01的格式写日期"))
    try:
        day = date(*map(int, said.groups()))
    except ValueError:
        raise ValueError(_("没有%(day)s这一天") % {"day": row[0]}) from None
    if row[1] not in STATES:
        raise ValueError(_("第二列只能写“休”或“班”"))
    name = row[2] if len(row) > 2 else ""
    if len(name) > 20 or not name.isprintable() or name[:1] in tuple("=+-@"):
        raise ValueError(_("名称最多20个字，不能是公式"))
    return CalendarDay(day, STATES[row[1]], name)


def _first(faults: list[str]) -> list[str]:
    more = len(faults) - MOST_FAULTS
    return [*faults[:MOST_FAULTS], *([_("另有%(number)d处") % {"number": more}] if more > 0 else [])]
