"""Papers are numbered and frozen at signing: gapless per office, kind and year, never twice."""

import hashlib
import json
from datetime import datetime
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import F

from accounts.models import Procuratorate, User
from audit.flow import day
from cases.models import Case, Clue, Document, NumberCounter
from cases.statutory import NUMBER_WORD, TRACK_WORD, DocumentKind


def draw_number(office: Procuratorate, word: str, year: int) -> str:
    """The next number of an office for one word and year, e.g. 义检行公立〔2022〕1号.

    The counter's row stays locked until the transaction ends, so a number that is rolled back is given again.
    """
    NumberCounter.objects.get_or_create(office=office, word=word, year=year)
    counter = NumberCounter.objects.select_for_update().get(office=office, word=word, year=year)
    NumberCounter.objects.filter(pk=counter.pk).update(last=F("last") + 1)
    return f"{office.mark}检{word}〔{year}〕{counter.last + 1}号"


def sign(
    kind: DocumentKind | str,
    *,
    case: Case | None = None,
    clue: Clue | None = None,
    office: Procuratorate | None = None,
    track: str = "",
    title: str,
    contents: dict[str, Any],
    by: User,
    at: datetime,
) -> Document:
    """Give a paper its number and keep what was signed, with its SHA-256 (rules on recommendations 7).

    `office` issues it; where it is left out, the office of the case or clue does.
    """
    subject = case or clue
    assert subject is not None
    issuer = office or subject.office
    word = TRACK_WORD[track or (case.track if case else "administrative")] + NUMBER_WORD[kind]
    number = draw_number(issuer, word, day(at).year)
    text = json.dumps(contents, cls=DjangoJSONEncoder, ensure_ascii=False, sort_keys=True)
    return Document.objects.create(
        office=issuer,
        kind=kind,
        case=case,
        clue=clue,
        number=number,
        title=title,
        contents=json.loads(text),
        digest=hashlib.sha256(f"{number}\n{title}\n{text}".encode()).hexdigest(),
        signed_on=day(at),
        signed_by=by,
    )
