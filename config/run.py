"""`make run`: the whole site on this machine, in one process that starts everything and stops everything it started."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Final, NoReturn

from config import services, unprivileged
from config.embedded import Failed

ROOT: Final = Path(__file__).resolve().parent.parent
HOST: Final = os.environ.get("HOST") or "127.0.0.1"
LOGS: Final = services.DATA / "log"
FIRST_PAGE: Final = 60
GRACE: Final = 15


class Stop(BaseException):
    """Somebody asked us to end."""


class Child:
    """One process of the site, with a log of its own."""

    def __init__(self, name: str, *argv: str, again: bool = False) -> None:
        self.name, self.argv, self.again = name, argv, again
        self.log = LOGS / f"{name}.log"
        self.starts: list[float] = []
        self.start()

    def start(self) -> None:
        """Start it in a group of its own; it ends with us even if we are killed."""
        with self.log.open("ab" if self.starts else "wb") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", *self.argv],
                cwd=ROOT,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=unprivileged.die_with_parent(signal.SIGTERM),
            )
        self.starts.append(time.monotonic())

    def may_start_again(self) -> bool:
        """A worker may fall and stand up again, but not five times a minute."""
        recent = [moment for moment in self.starts if time.monotonic() - moment < 60]
        return self.again and len(recent) < 5

    def stop(self, deadline: float) -> None:
        """Wait for it to end; what does not end in time is killed, and its unfinished tasks are delivered again."""
        try:
            self.process.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


def say(line: str) -> None:
    """One line for the person at the terminal."""
    print(line, flush=True)


def give_up(sentence: str) -> NoReturn:
    """Say what is wrong and end."""
    print(f"\n  {sentence}\n", file=sys.stderr, flush=True)
    sys.exit(1)


def asked_port() -> int:
    """The port of PORT, or 8000; it must be free."""
    word = os.environ.get("PORT") or "8000"
    if not word.isdigit() or not 0 < int(word) < 65536:
        give_up(f"PORT must be a number from 1 to 65535, not “{word}”.")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, int(word)))
        except PermissionError:
            give_up(f"You may not open port {word}. Take one above 1024: PORT=9000 make run")
        except OSError:
            give_up(
                f"Port {word} is taken by another program. Take another: PORT={int(word) % 65000 + 1000} make run"
            )
    return int(word)


@contextmanager
def only_one() -> Iterator[None]:
    """One site per checkout."""
    import fcntl

    services.DATA.mkdir(exist_ok=True, parents=True)
    LOGS.mkdir(exist_ok=True)
    with (services.DATA / "run.lock").open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            give_up(f"Yisu already runs from this folder (process {lock.read().strip()}). Stop it first.")
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        yield


def prepare() -> str:
    """Tables, languages, demo world; what there is to say about its people."""
    done = subprocess.run(
        [sys.executable, "-m", "config.prepare"],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        text=True,
    )
    if done.returncode:
        give_up("The database could not be made ready; the reason stands above.")
    return done.stdout


def start_web(port: int) -> Child:
    """The web server, which needs no tables until somebody asks it for a page."""
    web = (
        "gunicorn",
        "config.wsgi:application",
        "--bind",
        f"{HOST}:{port}",
        "--workers",
        "2",
        "--threads",
        "4",
    )
    return Child(
        "web", *web, "--graceful-timeout", "5", "--worker-tmp-dir", str(state()), "--no-control-socket"
    )


def start_background() -> Iterator[Child]:
    """The worker and beat."""
    celery = ("celery", "-A", "config", "--quiet")
    worker = ("worker", "-c", "2", "-l", "INFO", "--without-gossip", "--without-mingle")
    yield Child("worker", *celery, *worker, again=True)
    yield Child("beat", *celery, "beat", "-l", "INFO", "-s", str(state() / "beat"), "--pidfile=", again=True)


def state() -> Path:
    """Where they keep what they need while they run."""
    folder = services.DATA / "run"
    folder.mkdir(exist_ok=True)
    return folder


def wait_for_page(address: str, web: Child) -> None:
    """Until the login page is there."""
    end = time.monotonic() + FIRST_PAGE
    while time.monotonic() < end and web.process.poll() is None:
        try:
            with urllib.request.urlopen(f"{address}login/", timeout=5):
                return
        except urllib.error.HTTPError as error:
            give_up(f"The login page answers {error.code}; the reason stands in {web.log}.")
        except OSError:
            time.sleep(0.2)
    give_up(f"The web server did not start; the reason stands in {web.log}:\n{tail(web.log)}")


def tail(log: Path) -> str:
    """The end of a log."""
    return "\n".join("    " + line for line in log.read_text(errors="replace").splitlines()[-15:])


def watch(children: list[Child]) -> None:
    """Stay until one of them falls that can't be started again."""
    while True:
        time.sleep(1)
        for child in children:
            if (code := child.process.poll()) is None:
                continue
            if not child.may_start_again():
                give_up(
                    f"The {child.name} process ended ({code}), so all is stopped. {child.log}:\n{tail(child.log)}"
                )
            say(f"The {child.name} process ended ({code}) and is started again.")
            child.start()


def serve(port: int, began: float) -> None:
    """Everything from the servers to the last line printed, until asked to stop."""
    address = f"http://{HOST}:{port}/"
    os.environ.update(
        DJANGO_SETTINGS_MODULE="config.settings.dev", PORT=str(port), SITE_URL=address.rstrip("/")
    )
    children: list[Child] = []
    with services.held():
        try:
            children.append(start_web(port))
            people = prepare()
            for child in start_background():
                children.append(child)
            wait_for_page(address, children[0])
            say(f"\n{people}\n益诉 Yisu   {address}   ({time.monotonic() - began:.0f} s)")
            say(f"Logs in {LOGS}. Ctrl-C stops everything.\n")
            watch(children)
        finally:
            hush()
            for child in children:
                child.process.terminate()
            deadline = time.monotonic() + GRACE
            for child in children:
                child.stop(deadline)


def hush() -> None:
    """From here on we are stopping, and a second Ctrl-C must not leave anything behind."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)


def _asked_to_stop(number: int, frame: FrameType | None) -> NoReturn:
    raise Stop


def main() -> None:
    """Run the site."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _asked_to_stop)
    began = time.monotonic()
    try:
        with only_one():
            port = asked_port()
            say("Starting PostgreSQL, Redis, the web server, a worker and the clock …")
            serve(port, began)
    except Failed as failed:
        give_up(str(failed))
    except Stop:
        say("Stopped.")


if __name__ == "__main__":
    main()
