"""The translations: found in code and templates, kept in config/locale, compiled; no gettext tools needed."""

import io
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT: Final = Path(__file__).resolve().parent.parent
APPS: Final = (
    "accounts",
    "agencies",
    "audit",
    "cases",
    "config",
    "consultations",
    "deadlines",
    "desk",
    "evidence",
    "hearings",
)
KEYWORDS: Final = {
    "_": None,
    "_g": None,
    "_l": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
Message = tuple[str | tuple[str, ...], str | None]


def sources() -> Iterator[Path]:
    """Every file that may hold a string a person reads."""
    for app in APPS:
        yield from sorted(path for path in (ROOT / app).rglob("*.py") if "migrations" not in path.parts)
    yield from sorted((ROOT / "templates").rglob("*.html"))


def in_file(path: Path) -> Iterator[Message]:
    """The strings of one file, with their contexts."""
    text = path.read_text()
    if path.suffix == ".html":
        lines = templatize(text, origin=str(path)).splitlines()
        text = "\n".join(line.lstrip() for line in lines)  # markup is indented as Python may not be
    for _line, message, _comments, context in extract("python", io.BytesIO(text.encode()), KEYWORDS):
        yield message, context


def found() -> Catalog:
    """The strings of the whole project."""
    catalog = Catalog()
    for path in sources():
        for message, context in in_file(path):
            catalog.add(message, context=context, locations=[(str(path.relative_to(ROOT)), 0)])
    return catalog


def read(path: Path) -> Catalog:
    """A file of translations."""
    with path.open("rb") as file:
        return read_po(file)


def update(path: Path) -> None:
    """Add what is new and drop what is gone; translations stay, and nothing is guessed."""
    catalog = read(path) if path.exists() else Catalog(locale=path.parent.parent.name)
    catalog.update(found(), no_fuzzy_matching=True)
    catalog.obsolete.clear()
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, catalog, sort_output=True, include_lineno=False, width=110, ignore_obsolete=True)


def missing(catalog: Catalog) -> list[str]:
    """The strings that have no translation, or a guessed one."""
    return [
        str(message.id) for message in catalog if message.id and (message.fuzzy or not _whole(message.string))
    ]


def _whole(translation: str | Iterable[str] | None) -> bool:
    return bool(translation) and (isinstance(translation, str) or all(translation or ()))


def compile_all(folders: Iterable[str | Path]) -> None:
    """Write a .mo beside each .po that is newer than it."""
    for po in (po for folder in folders for po in Path(folder).glob("*/LC_MESSAGES/django.po")):
        mo = po.with_suffix(".mo")
        if mo.exists() and mo.stat().st_mtime >= po.stat().st_mtime:
            continue
        content = io.BytesIO()
        write_mo(content, read(po))
        draft = mo.with_suffix(".mo.new")
        draft.write_bytes(content.getvalue())
        draft.replace(mo)


if __name__ == "__main__":
    english = ROOT / "config" / "locale" / "en" / "LC_MESSAGES" / "django.po"
    update(english)
    compile_all([ROOT / "config" / "locale"])
    untranslated = missing(read(english))
    print(
        *untranslated, f"{len(untranslated)} without a translation in {english.relative_to(ROOT)}", sep="\n"
    )
    sys.exit(bool(untranslated))
