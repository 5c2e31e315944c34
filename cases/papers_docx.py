"""A signed paper as .docx, in the layout of official papers (GB/T 9704): margins, type, red head, number, signature."""

from io import BytesIO
from typing import Any, Final

from docx import Document as Word
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from cases.models import Document
from cases.papers_text import Text, text_of

MEDIA_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SONG, FANG, HEI = "宋体", "仿宋", "黑体"
BODY, TITLE, HEAD = Pt(16), Pt(22), Pt(30)  # the sizes called 三号 and 二号, and the red head
LINE = Pt(28.8)  # 22 lines a page
RED = RGBColor(0xC8, 0x10, 0x2E)


def draw(paper: Document) -> bytes:
    """The bytes of the file. The same paper always says the same."""
    text, word = text_of(paper), Word()
    _page(word)
    _head(word, text)
    _line(word, text.title, font=SONG, size=TITLE, align=WD_ALIGN_PARAGRAPH.CENTER, bold=True)
    _line(word, "")
    if text.addressee:
        _line(word, f"{text.addressee}：")
    for heading, lines in text.parts:
        if heading:
            _line(word, heading, font=HEI, indent=True)
        for paragraph in lines:
            _line(word, paragraph, indent=True, align=WD_ALIGN_PARAGRAPH.JUSTIFY)
    _line(word, "")
    for said in (text.office, text.signed_on):
        signed = _line(word, said, align=WD_ALIGN_PARAGRAPH.RIGHT)
        signed.paragraph_format.right_indent = BODY * 2
        signed.paragraph_format.keep_together = True
    word.core_properties.title, word.core_properties.author = f"{text.title} {text.number}", text.office
    word.core_properties.comments = f"SHA-256 {text.digest}"
    out = BytesIO()
    word.save(out)
    return out.getvalue()


def _page(word: Any) -> None:
    section = word.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    _number(section.footer.paragraphs[0])


def _head(word: Any, text: Text) -> None:
    _line(word, text.office, font=SONG, size=HEAD, align=WD_ALIGN_PARAGRAPH.CENTER, bold=True, color=RED)
    _line(word, "")
    number = _line(word, text.number, align=WD_ALIGN_PARAGRAPH.CENTER)
    border, bottom = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "12"), ("space", "6"), ("color", "C8102E")):
        bottom.set(qn(f"w:{name}"), value)
    border.append(bottom)
    number._p.get_or_add_pPr().append(border)
    _line(word, "")


def _line(
    word: Any,
    said: str,
    *,
    font: str = FANG,
    size: Any = BODY,
    align: Any = WD_ALIGN_PARAGRAPH.LEFT,
    bold: bool = False,
    color: Any = None,
    indent: bool = False,
) -> Any:
    paragraph = word.add_paragraph()
    shape = paragraph.paragraph_format
    shape.alignment, shape.space_before, shape.space_after = align, Pt(0), Pt(0)
    shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.AT_LEAST, LINE
    if indent:
        shape.first_line_indent = size * 2
    _type(paragraph.add_run(_printable(said)), font, size, bold, color)
    return paragraph


def _type(run: Any, font: str, size: Any, bold: bool = False, color: Any = None) -> None:
    run.font.name, run.font.size, run.bold = font, size, bold
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)
    if color is not None:
        run.font.color.rgb = color


def _number(paragraph: Any) -> None:
    """The page's number between two dashes."""
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _type(paragraph.add_run("— "), SONG, Pt(14))
    run = paragraph.add_run()
    _type(run, SONG, Pt(14))
    for kind, words in (("begin", ""), ("", "PAGE"), ("end", "")):
        part = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            part.set(qn("w:fldCharType"), kind)
        part.text = words or None
        run._r.append(part)
    _type(paragraph.add_run(" —"), SONG, Pt(14))


def _printable(said: str) -> str:
    """Without the control characters that XML cannot hold."""
    return "".join(sign for sign in said if sign >= " " or sign == "\t")
