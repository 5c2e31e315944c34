"""Small rooms: a file, a function, a template that outgrows its bound is divided, not excused."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.house import tree

FILE, TEST_FILE, FUNCTION, TEMPLATE = 400, 500, 40, 150


def too_long(paths: Iterator[Path], bound: int) -> list[str]:
    lengths = ((path, len(path.read_text().splitlines())) for path in paths)
    return [f"{tree.name(path)}: {length} lines" for path, length in lengths if length > bound]


def test_no_file_is_longer_than_400_lines() -> None:
    assert not too_long(tree.python(), FILE)


def test_no_test_file_is_longer_than_500_lines() -> None:
    assert not too_long(tree.tests(), TEST_FILE)


def test_no_template_is_longer_than_150_lines() -> None:
    assert not too_long(tree.templates(), TEMPLATE)


def functions(path: Path) -> Iterator[tuple[str, int]]:
    for node in ast.walk(tree.parsed(path)):
        if isinstance(node, ast.FunctionDef):
            yield f"{tree.name(path)}: {node.name}", (node.end_lineno or 0) - node.lineno + 1


def test_no_function_is_longer_than_40_lines() -> None:
    lengths = (pair for path in tree.python() for pair in functions(path))
    assert not [f"{name}: {length} lines" for name, length in lengths if length > FUNCTION]
