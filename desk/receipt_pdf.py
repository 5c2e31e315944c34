"""A receipt as .pdf, in the layout of the house's own papers."""

from typing import Any, Final

from django.utils import timezone

from audit import masks
from cases import papers_pdf
from cases.papers_text import Text, long_day
from evidence.receipts import Proof, Receipt

MEDIA_TYPE: Final = papers_pdf.MEDIA_TYPE
TITLE: Final = "收讫回执"
HIDDEN: Final = "本件已隐去个人信息；校验值按未隐去的内容计算，可与报送单位留存的回执核对。"


def draw(proof: Proof) -> bytes:
    """The bytes of the file. The same receipt always says the same.

    It is whole for the agency that sent it, whose proof it is. In the procuratorate's copy personal data is hidden, and it
    says so where anything was.
    """
    parts = _parts(proof.receipt)
    if proof.hidden:
        parts = [*masks.deep(parts), ["", [HIDDEN]]]
    text = Text(
        office=proof.receipt.office,
        number=proof.receipt.number,
        title=TITLE,
        addressee=proof.receipt.agency,
        parts=tuple((heading, tuple(lines)) for heading, lines in parts),
        signed_on=long_day(timezone.localdate(proof.receipt.at)),
        digest=proof.receipt.sha256,
    )
    return papers_pdf.lay_out(text)


def _parts(receipt: Receipt) -> list[Any]:
    """Headings with their lines; the last of them are the hashes."""
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
    figures = (
        [["四、指标", [f"{name}：{value}" for name, value in receipt.figures]]] if receipt.figures else []
    )
    return [
        ["", [f"今收到贵单位报送的{receipt.what}，所涉事项：{receipt.about}。"]],
        ["一、收到时间", [f"{at:%Y-%m-%d %H:%M:%S}"]],
        ["二、经办人", [f"拟稿：{receipt.written_by}；报送：{receipt.sent_by}"]],
        ["三、内容", receipt.text.splitlines()],
        *figures,
        ["五、文件" if figures else "四、文件", files or ["没有附文件。"]],
        ["回执校验值", [f"SHA-256：{receipt.sha256}", f"SM3：{receipt.sm3}"]],
    ]
