"""PostgreSQL refuses to run as root. Here root's processes are handed to an account without rights, inside the checkout.

No account is made and no folder outside the data folder changes hands. Where that account could not even walk to the
checkout (a folder of mode 700 on the way), the process keeps the one Linux capability that lets it pass.
"""

import ctypes
import os
import pwd
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final

CAP_DAC_OVERRIDE: Final = 1
PR_SET_PDEATHSIG: Final = 1
PR_SET_SECUREBITS: Final = 28
SECBIT_NO_SETUID_FIXUP: Final = 1 << 2
PR_CAP_AMBIENT: Final = 47
PR_CAP_AMBIENT_RAISE: Final = 2
CAPABILITY_VERSION_3: Final = 0x20080522


def account_for(folder: Path) -> tuple[int, int] | None:
    """Who shall own the data and run the server: nobody in particular, unless we are root."""
    if os.geteuid() != 0:
        return None
    for place in (folder, folder.parent.parent):
        if place.exists() and (owner := place.stat()).st_uid != 0:
            return owner.st_uid, owner.st_gid
    nobody = pwd.getpwnam("nobody")
    return nobody.pw_uid, nobody.pw_gid


def become(account: tuple[int, int] | None, *places: Path) -> Callable[[], None] | None:
    """What a child process calls before its program starts, so that it runs as that account; None when nothing is needed."""
    if account is None:
        return None
    closed = not all(parent.stat().st_mode & 0o001 for place in places for parent in place.resolve().parents)
    libc = ctypes.CDLL(None, use_errno=True) if closed and sys.platform == "linux" else None

    def drop() -> None:
        os.setgroups([])
        os.setgid(account[1])
        if libc:
            libc.prctl(
                PR_SET_SECUREBITS, SECBIT_NO_SETUID_FIXUP, 0, 0, 0
            )  # else access(2) would not count it
        os.setuid(account[0])
        if libc:
            _keep_passage(libc)

    return drop


def _keep_passage(libc: ctypes.CDLL) -> None:
    header = (ctypes.c_uint32 * 2)(CAPABILITY_VERSION_3, 0)
    bit = 1 << CAP_DAC_OVERRIDE
    data = (ctypes.c_uint32 * 6)(bit, bit, bit, 0, 0, 0)
    libc.capset(header, data)
    libc.prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, CAP_DAC_OVERRIDE, 0, 0)


def die_with_parent(signal: int) -> Callable[[], None] | None:
    """What a child calls so that the kernel ends it when its parent is killed; None where the kernel can't."""
    if sys.platform != "linux":
        return None
    libc = ctypes.CDLL(None, use_errno=True)

    def ask() -> None:
        libc.prctl(PR_SET_PDEATHSIG, signal, 0, 0, 0)

    return ask
