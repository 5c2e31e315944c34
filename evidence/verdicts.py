"""What was found in a file, in the words of the person who reads it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from evidence.checking.rules import RULES


@dataclass(frozen=True)
class Told:
    """One finding: what it says, where it was found, and whether the file is refused for it."""

    text: str
    detail: str
    refuses: bool


def told(findings: Iterable[Mapping[str, str]]) -> list[Told]:
    """Findings in words; a code that the table no longer has is left out."""
    known = ((RULES[found["code"]], found) for found in findings if found["code"] in RULES)
    return [Told(_(rule.text), found.get("detail", ""), rule.refuse) for rule, found in known]


def official(findings: Iterable[Mapping[str, str]]) -> str:
    """Why a file is refused, in the language of the file."""
    return "；".join(RULES[found["code"]].text for found in findings if RULES[found["code"]].refuse)


def how(scanned: bool) -> str:
    """How a file was looked at, in the language of the file."""
    return "结构检查和病毒查杀" if scanned else "结构检查"


def as_markdown() -> str:
    """The table for who answers for it: docs/evidence-checks.md."""
    from evidence.checking import rules as r
    from evidence.checking.kinds import ALLOWED

    mib = r.MiB
    lines = [
        "# What a file of evidence may be",
        "",
        "Printed from `evidence/checking/rules.py` and `kinds.py` by `manage.py docs`; `tests/evidence` has at least one file for",
        "every line. What refuses puts the file into quarantine (已隔离): it is kept with its hashes, never handed out, and the",
        "sender and the handler are told what to do. What is only noted is shown beside the file, which is let in.",
        "",
        f"Endings taken: {', '.join(ALLOWED)}. The first bytes must be those of the ending.",
        "",
        "Each file is looked at by a child process of its own, without network where the kernel lets it leave the network, with",
        f"{r.MEMORY // mib} MiB of memory, {r.CPU_SECONDS} s of CPU, {r.WALL_SECONDS} s in all. Another child draws previews",
        f"from pixels alone: the first {r.MOST_PAGES} pages, at most {r.LONGEST_SIDE} pixels wide or high.",
        "",
        f"- Containers: at most {r.MOST_ENTRIES:,} entries, {r.MOST_UNPACKED // mib} MiB unpacked and {r.MOST_RATIO} to 1",
        f"  (a part below {r.SMALL_ENTRY // mib} MiB may be packed tighter), archives nested {r.DEEPEST_ARCHIVE} deep.",
        f"- Pictures: at most {r.MOST_PIXELS:,} pixels. PDF: at most {r.MOST_OBJECTS:,} objects.",
        f"- Files within a PDF: at most {r.MOST_ATTACHMENTS}, unpacked {r.LARGEST_ATTACHMENT // mib} MiB each and",
        f"  {r.MOST_ATTACHED // mib} MiB in all, none within another. Archives and documents among them are looked into; a program or a",
        "  page, by its name or by its bytes, refuses the PDF. The scanner is given each as a file of its own.",
        "",
        "| Code | What follows | What people read | Why |",
        "|---|---|---|---|",
    ]
    for code, rule in r.RULES.items():
        lines.append(f"| {code} | {'refused' if rule.refuse else 'noted'} | {rule.text} | {rule.why} |")
    return "\n".join([*lines, ""])
