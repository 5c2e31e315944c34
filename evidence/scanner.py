"""ClamAV, where it is connected. Whatever is not a plain yes from it is no yes: the file keeps waiting."""

import socket
import time
from contextlib import suppress
from typing import IO, Final
from urllib.parse import urlsplit

from clamav_client.clamd import ClamdError, ClamdNetworkSocket, ClamdUnixSocket
from django.conf import settings

LONGEST_SEND: Final = 240
TOO_MUCH: Final = "Heuristics.Limits.Exceeded"


class Unscanned(Exception):
    """The scanner is away, silent, or did not look at all of it."""


class _Unix(ClamdUnixSocket):
    """Waits no longer to be let in than for an answer."""

    def _init_socket(self) -> None:
        self.clamd_socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.clamd_socket.settimeout(self.timeout)
        try:
            self.clamd_socket.connect(self.unix_socket)
        except OSError:
            self.clamd_socket.close()
            raise


class _Hurried:
    """A file that is read until its time is up, in pieces that clamd's client asks for."""

    def __init__(self, stream: IO[bytes]) -> None:
        self.stream = stream
        self.end = time.monotonic() + LONGEST_SEND

    def read(self, most: int) -> bytes:
        if time.monotonic() > self.end:
            raise TimeoutError("clamd takes the file too slowly")
        return self.stream.read(most)


def connected() -> bool:
    """Whether this house has a scanner at all."""
    return bool(settings.CLAMAV_SOCKET)


def scan(stream: IO[bytes]) -> str:
    """The virus that was found, or nothing. Unscanned when there is no clear answer."""
    try:
        answers = _client().instream(_Hurried(stream))  # type: ignore[arg-type]
    except (ClamdError, OSError) as error:
        raise Unscanned(f"{type(error).__name__}: {error}") from error
    [(status, name)] = answers.values() or [("", None)]
    if status == "OK":
        return ""
    if status == "FOUND" and name and not name.startswith(TOO_MUCH):
        return name
    raise Unscanned(name or status or "clamd said nothing")


def answers() -> bool:
    """Whether the scanner is there now."""
    with suppress(ClamdError, OSError):
        return _client().ping() == "PONG"
    return False


def _client() -> ClamdNetworkSocket:
    place = settings.CLAMAV_SOCKET
    if place.startswith("tcp://"):
        parts = urlsplit(place)
        return ClamdNetworkSocket(parts.hostname or "127.0.0.1", parts.port or 3310, settings.CLAMAV_TIMEOUT)
    return _Unix(place.removeprefix("unix://"), settings.CLAMAV_TIMEOUT)
