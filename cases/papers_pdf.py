"""A signed paper as .pdf, in the same layout as its .docx; with a Chinese font that every reader of PDF brings along."""

from io import BytesIO
from typing import Any, Final
from xml.sax.saxutils import escape

from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_CENTER, TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.platypus import HRFlowable, KeepTogether, Paragraph, SimpleDocTemplate, Spacer

from cases.models import Document
from cases.papers_text import Text, text_of

MEDIA_TYPE: Final = "application/pdf"
FONT: Final = "STSong-Light"
RED = HexColor("#c8102e")
BODY = ParagraphStyle("body", fontName=FONT, fontSize=16, leading=28.8, firstLineIndent=32, wordWrap="CJK")
PLAIN = ParagraphStyle("plain", BODY, firstLineIndent=0)
CENTER = ParagraphStyle("center", PLAIN, alignment=TA_CENTER)
TITLE = ParagraphStyle("title", CENTER, fontSize=22, leading=36, spaceBefore=18, spaceAfter=18)
HEAD = ParagraphStyle("head", CENTER, fontSize=30, leading=44, textColor=RED, spaceAfter=14)
SIGNED = ParagraphStyle("signed", PLAIN, alignment=TA_RIGHT, rightIndent=32)


def draw(paper: Document) -> bytes:
    """The bytes of the file. The same paper always says the same."""
    return lay_out(text_of(paper))


def lay_out(text: Text) -> bytes:
    """Words in the layout of official papers, as the bytes of a file; the same words always give the same bytes."""
    if FONT not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    out = BytesIO()
    story: list[Any] = [
        _p(text.office, HEAD),
        _p(text.number, CENTER),
        HRFlowable(width="100%", thickness=1.5, color=RED, spaceBefore=6, spaceAfter=6),
        _p(text.title, TITLE),
    ]
    if text.addressee:
        story.append(_p(f"{text.addressee}：", PLAIN))
    for heading, lines in text.parts:
        story += [_p(line, BODY) for line in (heading, *lines) if line]
    story += [Spacer(1, 28), KeepTogether([_p(text.office, SIGNED), _p(text.signed_on, SIGNED)])]
    margins = {"topMargin": 37 * mm, "bottomMargin": 35 * mm, "leftMargin": 28 * mm, "rightMargin": 26 * mm}
    sheet = SimpleDocTemplate(
        out,
        pagesize=A4,
        title=f"{text.title} {text.number}",
        author=text.office,
        subject=f"SHA-256 {text.digest}",
        invariant=1,
        **margins,
    )
    sheet.build(story, onFirstPage=_number, onLaterPages=_number)
    return out.getvalue()


def _p(said: str, style: ParagraphStyle) -> Paragraph:
    return Paragraph(escape(said), style)


def _number(canvas: Any, sheet: Any) -> None:
    """The page's number between two dashes."""
    canvas.setFont(FONT, 14)
    canvas.drawCentredString(A4[0] / 2, 28 * mm, f"— {sheet.page} —")
