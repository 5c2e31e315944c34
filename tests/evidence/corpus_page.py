"""The corpus as a page: `python -m tests.evidence.corpus_page` writes docs/evidence-corpus.md."""

from pathlib import Path
from typing import TYPE_CHECKING

import django_stubs_ext

from evidence.checking.rules import RULES

if TYPE_CHECKING:
    from tests.evidence.corpus import Sample

django_stubs_ext.monkeypatch()  # the corpus is read without the site's settings

PAGE = Path(__file__).resolve().parents[2] / "docs" / "evidence-corpus.md"
HEAD = """# The verdict on each file of the corpus

Printed by `python -m tests.evidence.corpus_page` from `tests/evidence/corpus.py`; `test_corpus.py` holds the check to every
line. What a code means and why stands in [evidence-checks](evidence-checks.md). EICAR is found by a real clamd in
`tests/services/evidence/test_scan.py` (plain, in an archive, in a document, behind a PDF, packed in a PDF): refused,
`virus`; the structure check alone lets it in, for it is a text. That no file is ever run on our origin is held by
`tests/web/evidence/test_corpus_served.py`.

| File | What it is | Found | Verdict |
|---|---|---|---|
"""


def as_markdown() -> str:
    """One line a file."""
    from tests.evidence.corpus import SAMPLES

    return HEAD + "".join(_line(sample) for sample in SAMPLES)


def _line(sample: "Sample") -> str:
    refused = any(RULES[code].refuse for code in sample.found)
    name = sample.name if len(sample.name) < 40 else f"{sample.name[:6]}… ({len(sample.name)} characters)"
    shown = "".join(char if char.isprintable() else f"\\u{ord(char):04x}" for char in name)
    what = sample.build.__name__.removesuffix("_file").replace("_", " ")
    more = (sample.build.__doc__ or "").strip().rstrip(".")
    told = f"{what}: {more[0].lower()}{more[1:]}" if more else what
    return (
        f"| `{shown}` | {told} | {', '.join(sample.found) or '–'} | {'refused' if refused else 'let in'} |\n"
    )


if __name__ == "__main__":
    PAGE.write_text(as_markdown())
