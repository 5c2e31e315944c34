"""The project's own files, for the tests that look at the house itself."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
APPS = (
    "accounts",
    "agencies",
    "audit",
    "cases",
    "consultations",
    "deadlines",
    "desk",
    "evidence",
    "hearings",
)
DOORS = {"views", "api", "tasks", "admin", "forms", "urls", "management", "serializers", "context", "checks"}


def name(path: Path) -> str:
    """The path as one says it."""
    return str(path.relative_to(ROOT))


def python() -> Iterator[Path]:
    """All code but tests and migrations."""
    for folder in (*APPS, "config"):
        yield from sorted(path for path in (ROOT / folder).rglob("*.py") if "migrations" not in path.parts)


def doors() -> Iterator[Path]:
    """The files in which the outside world comes in."""
    for path in python():
        parts = {part.removesuffix(".py") for part in path.relative_to(ROOT).parts}
        if parts & DOORS and path.relative_to(ROOT).parts[0] in APPS:
            yield path


def behind_doors() -> Iterator[Path]:
    """Services, selectors, models and all that stands under them."""
    outside = set(doors())
    yield from (path for path in python() if path not in outside and path.relative_to(ROOT).parts[0] in APPS)


def tests() -> Iterator[Path]:
    """All test code."""
    yield from sorted((ROOT / "tests").rglob("*.py"))


def templates() -> Iterator[Path]:
    """All templates."""
    yield from sorted(path for path in (ROOT / "templates").rglob("*") if path.is_file())


@cache
def parsed(path: Path) -> ast.Module:
    """The file as a tree."""
    return ast.parse(path.read_text())
