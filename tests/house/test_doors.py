"""Who may do what in which file."""

import ast
from collections.abc import Callable, Iterable
from pathlib import Path

from tests.house import tree

ONE_WRITER = "audit/flow.py"
OF_FILES = "evidence/services/states.py"  # no person moves them: what was found about the bytes does


def places(paths: Iterable[Path], wanted: Callable[[ast.AST], bool]) -> list[str]:
    found = ((path, node) for path in paths for node in ast.walk(tree.parsed(path)) if wanted(node))
    return [f"{tree.name(path)}:{getattr(node, 'lineno', 0)}" for path, node in found]


def a_manager(node: ast.AST) -> bool:
    managers = {"objects", "_base_manager", "_default_manager"}
    return isinstance(node, ast.Attribute) and node.attr in managers


def test_a_door_reaches_no_row_by_itself() -> None:
    assert not places(tree.doors(), a_manager), "call a service or a selector"


def writes_state(node: ast.AST) -> bool:
    if isinstance(node, ast.Assign):
        return any(isinstance(target, ast.Attribute) and target.attr == "state" for target in node.targets)
    if isinstance(node, ast.AugAssign | ast.AnnAssign):
        return isinstance(node.target, ast.Attribute) and node.target.attr == "state"
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        given = {keyword.arg for keyword in node.keywords}
        return node.func.attr in {"update", "aupdate"} and "state" in given
    return False


def test_a_state_is_written_in_one_file_only() -> None:
    others = (path for path in tree.python() if tree.name(path) not in (ONE_WRITER, OF_FILES))
    assert not places(others, writes_state), "make the move: FLOW.move(…)"


def asks_the_clock(node: ast.AST) -> bool:
    if not isinstance(node, ast.Call):
        return False
    function = ast.unparse(node.func)
    if function in {"timezone.localdate", "timezone.localtime"}:
        return not node.args
    return function in {"timezone.now", "datetime.now", "date.today", "datetime.utcnow", "time.time"}


def test_the_clock_is_an_argument_behind_the_doors() -> None:
    assert not places(tree.behind_doors(), asks_the_clock), "take at= or today="


def receives_signals(node: ast.AST) -> bool:
    return isinstance(node, ast.ImportFrom) and (node.module or "").startswith(
        ("django.db.models.signals", "django.dispatch")
    )


def test_there_are_no_signals() -> None:
    assert not places(tree.python(), receives_signals)


def test_there_is_no_folder_for_odds_and_ends() -> None:
    odd = {"utils", "core", "common", "helpers", "lib", "misc"}
    assert not [
        tree.name(path) for path in tree.python() if odd & {p.removesuffix(".py") for p in path.parts}
    ]
