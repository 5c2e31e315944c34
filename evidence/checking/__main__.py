"""`python -m evidence.checking FILE …` prints one verdict a line, as JSON.

`python -m evidence.checking -` reads orders from stdin, one a line: {"path": …, "name": …, "folder": …}. A folder asks for
previews of what is not refused, and for the files within a PDF, which the verdict names for the scanner. The exit code
says 1 when anything was refused or could not be judged.
"""

import json
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from evidence.checking import attached, child, draw, names
from evidence.checking.look import look
from evidence.checking.rules import RULES


def judge(order: dict[str, Any]) -> dict[str, Any]:
    """The verdict on one file: clean, refused, or failed when there is none."""
    path, name = Path(order["path"]), order.get("name") or Path(order["path"]).name
    folder = Path(order["folder"]) if order.get("folder") else None
    try:
        found = child.run(lambda: [asdict(finding) for finding in look(path, name, folder)])
    except child.Died:
        found = [{"code": "over_limits", "detail": ""}]
    except child.Failed:
        return {"verdict": "failed", "findings": [], "pages": [], "attached": []}
    if any(RULES[finding["code"]].refuse for finding in found):
        return {"verdict": "refused", "findings": found, "pages": [], "attached": []}
    pages: list[dict[str, Any]] = []
    within: list[str] = []
    if folder is not None:
        within = sorted(one.name for one in folder.glob(attached.FILE.format("*")) if one.is_file())
        try:
            ending = names.ending(name)
            pages = child.run(lambda: [asdict(page) for page in draw.pages(path, ending, folder)])
        except (child.Died, child.Failed):
            found.append({"code": "no_preview", "detail": ""})
    return {"verdict": "clean", "findings": found, "pages": pages, "attached": within}


def orders(arguments: list[str]) -> Iterator[dict[str, Any]]:
    """What is to be looked at."""
    if arguments == ["-"]:
        for line in iter(sys.stdin.readline, ""):
            yield json.loads(line)
    else:
        yield from ({"path": argument} for argument in arguments)


def main() -> int:
    """Judge each; print and flush line by line."""
    good = True
    for order in orders(sys.argv[1:]):
        said = judge(order)
        good = good and said["verdict"] == "clean"
        print(json.dumps({"path": order["path"], **said}, ensure_ascii=False), flush=True)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
