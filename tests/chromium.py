"""Where Chromium is; `python -m tests.chromium` installs it where that is possible."""

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
PACKAGES = ("chromium", "fonts-noto-cjk")
ADVICE = f"no Chromium was found; as root on Debian: apt-get install {' '.join(PACKAGES)}"


def find() -> str | None:
    """The browser's program; CHROMIUM names another one."""
    named = os.environ.get("CHROMIUM")
    return named or next((path for name in NAMES if (path := shutil.which(name))), None)


def has_chinese() -> bool:
    """Can this machine draw Chinese? Asked only where fontconfig can answer."""
    if not shutil.which("fc-list"):
        return False
    listed = subprocess.run(["fc-list", ":lang=zh"], capture_output=True, text=True, check=False)
    return bool(listed.stdout.strip())


def install(packages: tuple[str, ...] = PACKAGES, what: str = "browser tests") -> None:
    """With apt, as root; quietly nothing elsewhere."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return
    print(f"Installing {' and '.join(packages)} for the {what} …", flush=True)
    quiet = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.STDOUT}
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["update"], ["install", "-y", "--no-install-recommends", *packages]):
        subprocess.run(["apt-get", "-qq", *command], env=environment, timeout=900, check=False, **quiet)  # type: ignore[call-overload]


def main() -> None:
    """Make sure of a browser that can draw Chinese, or say what is missing."""
    if not (find() and has_chinese()):
        install()
    if not find():
        sys.exit(f"Browser tests will not run: {ADVICE}")


if __name__ == "__main__":
    main()
