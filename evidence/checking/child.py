"""A child process for each file, with little memory and little time. What kills it is a finding, and nothing else."""

import json
import os
import resource
import select
import signal
import sys
import time
import traceback
from collections.abc import Callable
from contextlib import suppress
from typing import Any, Final

from evidence.checking.rules import CPU_SECONDS, MEMORY, OPEN_FILES, WALL_SECONDS, MiB

MOST_SAID: Final = 256 * 1024
LARGEST_PREVIEW: Final = 64 * MiB
NEW_USER, NEW_NET = 0x10000000, 0x40000000
NO_MEMORY, BROKEN = 3, 4


class Died(Exception):
    """The child used more than it may, or was silent too long."""


class Failed(Exception):
    """The child met something that nobody foresaw: no verdict."""


def run(work: Callable[[], Any]) -> Any:
    """What `work` answers, done in a child. Died when it hit a limit, Failed when it broke for another reason."""
    sys.stdout.flush()
    read, write = os.pipe()
    pid = os.fork()
    if not pid:
        os.close(read)
        _child(work, write)
    os.close(write)
    try:
        said = _listen(read)
    finally:
        os.close(read)
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
        _pid, status = os.waitpid(pid, 0)
    if said is not None and said.endswith(b"\n"):
        return json.loads(said)
    if os.WIFEXITED(status) and os.WEXITSTATUS(status) == BROKEN:
        raise Failed
    raise Died


def _child(work: Callable[[], Any], write: int) -> None:
    """Never returns."""
    code = BROKEN
    try:
        _limit()
        os.write(write, json.dumps(work()).encode() + b"\n")
        code = 0
    except (MemoryError, RecursionError):
        code = NO_MEMORY
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(code)


def _limit() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (OPEN_FILES, OPEN_FILES))
    resource.setrlimit(resource.RLIMIT_FSIZE, (LARGEST_PREVIEW, LARGEST_PREVIEW))
    signal.signal(signal.SIGXCPU, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _without_network()


def _without_network() -> None:
    """Where the kernel lets anybody do so: a network of its own with nothing in it."""
    with suppress(Exception):
        import ctypes

        ctypes.CDLL(None).unshare(NEW_USER | NEW_NET)


def _listen(read: int) -> bytes | None:
    """All it says, or None when it says too much or nothing for too long."""
    said, end = b"", time.monotonic() + WALL_SECONDS
    while (left := end - time.monotonic()) > 0:
        if not select.select([read], [], [], left)[0]:
            return None
        if not (chunk := os.read(read, 65_536)):
            return said
        said += chunk
        if len(said) > MOST_SAID:
            return None
    return None
