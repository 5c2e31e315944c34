"""Where clamd is, and one of our own with a one-line database; `python -m tests.clamav` installs it where that is possible."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

from config import unprivileged
from tests import chromium

PACKAGES = ("clamav-daemon",)
ADVICE = f"no clamd was found; as root on Debian: apt-get install {' '.join(PACKAGES)}"
MISSING = "no clamd"
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
EICAR_ANYWHERE = f"Eicar-Signature:0:*:{EICAR.hex()}\n"
STREAM, FILE = 1024 * 1024, 512 * 1024  # how much of a stream, and of a file, this one looks at
SETTINGS = """
Foreground yes
LocalSocket {socket}
DatabaseDirectory {database}
LogFile {folder}/clamd.log
TemporaryDirectory {folder}
StreamMaxLength {stream}
MaxFileSize {file}
AlertExceedsMax yes
MaxThreads 2
ExitOnOOM yes
"""


def find() -> str | None:
    """The daemon's program; CLAMD names another one."""
    return os.environ.get("CLAMD") or shutil.which("clamd", path=f"{os.environ.get('PATH', '')}:/usr/sbin")


class Clamd:
    """A real clamd that knows one virus, on a socket in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.socket = folder, folder / "clamd.sock"
        self.process: subprocess.Popen[bytes] | None = None
        (folder / "db").mkdir()
        (folder / "db" / "eicar.ndb").write_text(EICAR_ANYWHERE)
        places = {"socket": self.socket, "database": folder / "db", "folder": folder}
        (folder / "clamd.conf").write_text(SETTINGS.format(stream=STREAM, file=FILE, **places))

    def start(self) -> None:
        """It answers when this returns."""
        command = [str(find()), "--config-file", str(self.folder / "clamd.conf")]
        self.process = subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
            preexec_fn=unprivileged.die_with_parent(signal.SIGKILL),
        )  # fmt: skip
        end = time.monotonic() + 60
        while not self._answers():
            assert self.process.poll() is None and time.monotonic() < end, self.log()
            time.sleep(0.05)

    def stop(self) -> None:
        """At once, as in a crash."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self.process = None
            self.socket.unlink(missing_ok=True)

    def log(self) -> str:
        """What it said last."""
        path = self.folder / "clamd.log"
        return path.read_text()[-2000:] if path.exists() else "clamd said nothing"

    def _answers(self) -> bool:
        with suppress(OSError), socket.socket(socket.AF_UNIX) as asked:
            asked.connect(str(self.socket))
            asked.sendall(b"PING\n")
            return asked.recv(8).startswith(b"PONG")
        return False


def main() -> None:
    """Make sure of a clamd, or say what is missing."""
    if not find():
        chromium.install(PACKAGES, "tests of the virus scanner")
    if not find():
        sys.exit(f"Tests of the virus scanner will not run: {ADVICE}")


if __name__ == "__main__":
    main()
