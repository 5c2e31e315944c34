"""The program that looks at files, kept running while there are files to look at."""

import json
import os
import select
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from django.conf import settings

PROGRAM: Final = (sys.executable, "-m", "evidence.checking", "-")
PATIENCE: Final = 120  # for one file: longer than its two children may take
PASSED_ON: Final = ("PATH", "LANG", "LC_ALL", "TMPDIR", "TZ")  # no password, no key


@dataclass(frozen=True)
class Verdict:
    """What the program says of one file: clean, refused, or failed when it cannot say."""

    verdict: str
    findings: list[dict[str, str]] = field(default_factory=list)
    pages: list[dict[str, Any]] = field(default_factory=list)
    attached: list[str] = field(default_factory=list)


FAILED: Final = Verdict("failed")


class Inspector:
    """Asks the program, one file after the other; begins it when it is first needed, and anew when it died."""

    def __init__(self) -> None:
        self.process: subprocess.Popen[str] | None = None

    def judge(self, path: Path, name: str, folder: Path) -> Verdict:
        """The verdict on a file; its previews, and the files `attached` to it, are written into the folder."""
        process = self._running()
        assert process.stdin and process.stdout
        order = {"path": str(path), "name": name, "folder": str(folder)}
        try:
            process.stdin.write(json.dumps(order) + "\n")
            process.stdin.flush()
            if select.select([process.stdout], [], [], PATIENCE)[0] and (line := process.stdout.readline()):
                said = json.loads(line)
                return Verdict(said["verdict"], said["findings"], said["pages"], said["attached"])
        except (OSError, ValueError):
            pass
        self.close()
        return FAILED

    def close(self) -> None:
        """End the program with whatever it is doing."""
        if self.process is not None:
            self.process.kill()
            with suppress(OSError):
                self.process.communicate()
            self.process = None

    def _running(self) -> "subprocess.Popen[str]":
        if self.process is None or self.process.poll() is not None:
            self.close()
            passed = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
            self.process = subprocess.Popen(
                PROGRAM,
                cwd=settings.BASE_DIR,
                env=passed,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
                encoding="utf-8",
                start_new_session=True,
            )
        return self.process


@contextmanager
def inspector() -> Iterator[Inspector]:
    """An inspector for as long as the block lasts."""
    made = Inspector()
    try:
        yield made
    finally:
        made.close()
