"""A notice as a table: what it may look like, and what each fault is called."""

from datetime import date

import pytest

from deadlines import holiday_table as table
from deadlines.holiday_text import CalendarDay

DAYS = [CalendarDay(date(2027, 1, 1), True, "元旦"), CalendarDay(date(2027, 1, 9), False, "元旦")]


def test_what_is_written_is_read_again() -> None:
    assert table.read(table.write(DAYS), 2027) == DAYS
    assert table.read(table.decode(table.template(DAYS)), 2027) == DAYS


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_file_is_read_as_chinese_spreadsheets_save_it(encoding: str) -> None:
    content = "日期,休或班,名称\r\n2027/1/1,休,元旦\r\n2027年1月9日\t上班，元旦\r\n,,\r\n".encode(encoding)
    assert table.read(table.decode(content), 2027) == DAYS


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "没有一个放假日"),
        ("2027-01-09,班,元旦", "没有一个放假日"),
        ("2027-01-01,休,元旦,多", "第1行：应当是日期、休或班、名称三列"),
        ("一月一日,休,元旦", "第1行：请按2027-01-01的格式写日期"),
        ("2027-02-30,休,春节", "第1行：没有2027-02-30这一天"),
        ("2027-01-01,假,元旦", "第1行：第二列只能写“休”或“班”"),
        ("2027-01-01,休,=1+1", "第1行：名称最多20个字，不能是公式"),
        ("2027-01-01,休,@SUM(A1)", "第1行：名称最多20个字，不能是公式"),
        ("2027-01-01,休,元旦\n2028-01-01,休,元旦", "2028年1月1日不在2027年的放假安排内"),
        ("2027-01-01,休,元旦\n2026-11-30,休,元旦", "2026年11月30日不在2027年的放假安排内"),
        ("2027-01-01,休,元旦\n2027-01-04,班,元旦", "2027年1月4日不是周末，不会是调休上班日"),
        ("2027-01-01,休,元旦\n2027-01-01,休,元旦", "2027-01-01写了两次"),
        ("2027-01-01,休,元旦\n" * 401, "有401行，一年的放假安排不会超过400行"),
    ],
)
def test_each_fault_is_named(text: str, why: str) -> None:
    with pytest.raises(table.Unreadable) as refused:
        table.read(text, 2027)
    assert why in refused.value.faults[0]


def test_many_faults_are_cut_short() -> None:
    with pytest.raises(table.Unreadable) as refused:
        table.read("x,休,元旦\n" * 9, 2027)
    assert len(refused.value.faults) == 6 and refused.value.faults[-1] == "另有4处"


@pytest.mark.parametrize(
    "content", [b"PK\x03\x04\x00\x00", b"\xff\xfe\x00\x00", b"\xff\xff\xff", b"1" * 300_000]
)
def test_what_is_no_table_is_refused(content: bytes) -> None:
    with pytest.raises(table.Unreadable):
        table.read(table.decode(content), 2027)
