"""A receipt as .pdf, in the layout of the house's own papers."""

from typing import Final

from django.utils import timezone

from cases import papers_pdf
from cases.papers_text import Text, long_day
from evidence.receipts import Receipt

MEDIA_TYPE: Final = papers_pdf.MEDIA_TYPE
TITLE: Final = "收讫回执"


def draw(receipt: Receipt) -> bytes:
    """The bytes of the file. The same receipt always says the same."""
    at = timezone.localtime(receipt.at)
    files = [
        line
        for n, file in enumerate(receipt.files, 1)
        for line in (
            f"{n}. {file.name}（{file.size:,} 字节）",
            f"SHA-256：{file.sha256}",
            f"SM3：{file.sm3}",
        )
    ]
    parts = (
        ("", (f"今收到贵单位报送的{receipt.what}，所涉事项：{receipt.about}。",)),
        ("一、收到时间", (f"{at:%Y-%m-%d %H:%M:%S}",)),
        ("二、经办人", (f"拟稿：{receipt.written_by}；报送：{receipt.sent_by}",)),
        ("三、内容", tuple(receipt.text.splitlines())),
        *(
            (("四、指标", tuple(f"{name}：{value}" for name, value in receipt.figures)),)
            if receipt.figures
            else ()
        ),
        ("五、文件" if receipt.figures else "四、文件", tuple(files) or ("没有附文件。",)),
        ("回执校验值", (f"SHA-256：{receipt.sha256}", f"SM3：{receipt.sm3}")),
    )
    text = Text(
        office=receipt.office,
        number=receipt.number,
        title=TITLE,
        addressee=receipt.agency,
        parts=parts,
        signed_on=long_day(at.date()),
        digest=receipt.sha256,
    )
    return papers_pdf.lay_out(text)
