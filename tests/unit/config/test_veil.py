"""What leaves the house, as a page or as a line of the log, is masked; what a person writes in is not."""

import logging
import sys

import structlog

from config import logs, veil

PHONE, HIDDEN = "13812345678", "138****5678"


def test_texts_and_what_is_read_out_are_masked_and_addresses_are_not() -> None:
    page = f'<a href="/clues/?text={PHONE}" title="找{PHONE}" data-note="{PHONE}">{PHONE}</a><td>{PHONE}<br>{PHONE}</td>'
    hidden = f'<a href="/clues/?text={PHONE}" title="找{HIDDEN}" data-note="{HIDDEN}">{HIDDEN}</a><td>{HIDDEN}<br>{HIDDEN}</td>'
    assert veil.veiled(page) == hidden


def test_fields_marked_elements_and_ones_own_pass() -> None:
    kept = f'<textarea name="facts">{PHONE}</textarea><input value="{PHONE}"><span class="num" data-clear>{PHONE}</span>'
    assert veil.veiled(kept + f"<p>{PHONE}</p>") == kept + f"<p>{HIDDEN}</p>"
    own = frozenset({PHONE})
    assert veil.veiled(f"<p>{PHONE} 13912345678</p>", own) == f"<p>{PHONE} 139****5678</p>"


def test_a_text_cannot_mark_itself() -> None:
    assert (
        veil.veiled(f"<p>&lt;span data-clear&gt;{PHONE}&lt;/span&gt;</p>")
        == f"<p>&lt;span data-clear&gt;{HIDDEN}&lt;/span&gt;</p>"
    )


def test_a_line_of_the_log_says_no_number_no_row_and_no_trace_of_one() -> None:
    formatter = logs.setup(json=True)["formatters"]["lines"]
    lines = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=formatter["foreign_pre_chain"], processors=formatter["processors"]
    )
    asked = f'"GET /clues/?text=%E8%81%94%E7%B3%BB{PHONE}&page=2 HTTP/1.1" 200'
    try:
        raise ValueError(f"Key exists\nDETAIL:  Failing row contains (7, 王秀兰, {PHONE}).")
    except ValueError:
        failed = logging.LogRecord("yisu", logging.ERROR, "", 0, "for %s", (PHONE,), sys.exc_info())
    said = lines.format(
        logging.LogRecord("django.server", logging.INFO, "", 0, asked, (), None)
    ) + lines.format(failed)
    assert PHONE not in said and "王秀兰" not in said
    assert "138****5678&page=2 HTTP/1.1" in said and "ValueError" in said
    plain = logging.LogRecord("yisu", logging.INFO, "", 0, "100% of %2F\nkept", (), None)
    assert "100% of %2F" in lines.format(plain)
