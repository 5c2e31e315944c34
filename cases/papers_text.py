"""What a signed paper says, ready to be laid out as a file: the words of its page, in the language of the file."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.utils import translation

from audit.flow import official
from cases import paper_page
from cases.models import Document
from cases.statutory import DocumentKind


@dataclass(frozen=True)
class Text:
    """A paper ready to be laid out (GB/T 9704): whose, which number, to whom, what, signed when."""

    office: str
    number: str
    title: str
    addressee: str
    parts: tuple[tuple[str, tuple[str, ...]], ...]
    signed_on: str
    digest: str


def text_of(paper: Document) -> Text:
    """The words of a paper."""
    with translation.override(settings.LANGUAGE_CODE):
        parts = [(f"{part.number}、{part.label}", part.lines) for part in paper_page.parts_of(paper)]
        return Text(
            office=paper.office.name,
            number=paper.number,
            title=official(DocumentKind(paper.kind).label),
            addressee=paper_page.addressed_to(paper),
            parts=(("", (f"案件名称：{paper.title}",)), *parts),
            signed_on=long_day(paper.signed_on),
            digest=paper.digest,
        )


def long_day(on: date) -> str:
    """A day as official papers write it: 2026年11月24日."""
    return f"{on.year}年{on.month}月{on.day}日"
