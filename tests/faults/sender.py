"""A program that sends a file by tus over a bare socket, and may hang up at any byte."""

import base64
import json
import socket
import struct
from contextlib import suppress
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from typing import Any

from tests.faults.parts import HOST, until

LINGER = struct.pack("ii", 1, 0)  # close without a word: the other side gets a reset
AWAY = (OSError, HTTPException)


@dataclass
class Sender:
    """Sends as the person of a token."""

    port: int
    token: str

    @property
    def known(self) -> dict[str, str]:
        """What each request says of itself."""
        return {
            "Host": HOST, "Authorization": f"Token {self.token}", "X-Forwarded-Proto": "https",
            "X-Forwarded-For": "10.0.0.8", "Tus-Resumable": "1.0.0",
        }  # fmt: skip

    def ask(
        self, method: str, path: str, body: bytes = b"", **headers: str
    ) -> tuple[int, dict[str, str], str]:
        """One whole request: status, headers, text; status 0 when nothing came back."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=120)
        said = {name.replace("_", "-"): value for name, value in headers.items()}
        try:
            connection.request(method, path, body, {**self.known, **said})
            answer = connection.getresponse()
            return answer.status, dict(answer.getheaders()), answer.read().decode()
        except AWAY:
            return 0, {}, ""
        finally:
            connection.close()

    def begin(self, name: str, size: int) -> str:
        """The address of a new upload."""
        said = f"filename {base64.b64encode(name.encode()).decode()}"
        status, headers, text = self.ask(
            "POST", "/api/v1/uploads/", Upload_Length=str(size), Upload_Metadata=said
        )
        assert status == 201, text
        return headers["Location"]

    def stands(self, path: str) -> int:
        """How many bytes the server has, by its own account."""
        said: dict[str, str] = {}

        def answered() -> bool:
            status, headers, _text = self.ask("HEAD", path)
            said.update(headers)
            return status == 200

        until(answered, what="the server does not say where the upload stands")
        return int(said["Upload-Offset"])

    def send(self, path: str, content: bytes, offset: int) -> int:
        """The rest of a file; the status."""
        kind = {"Content_Type": "application/offset+octet-stream", "Upload_Offset": str(offset)}
        return self.ask("PATCH", path, content[offset:], **kind)[0]

    def cut(self, path: str, content: bytes, offset: int, stop: int) -> socket.socket:
        """Begins to send the rest and stops at a byte; `hang_up` the socket, or kill whoever listens."""
        lines = {
            **self.known, "Content-Type": "application/offset+octet-stream", "Upload-Offset": str(offset),
            "Content-Length": str(len(content) - offset),
        }  # fmt: skip
        head = f"PATCH {path} HTTP/1.1\r\n" + "".join(f"{k}: {v}\r\n" for k, v in lines.items()) + "\r\n"
        line = socket.create_connection(("127.0.0.1", self.port), timeout=60)
        with suppress(OSError):  # refused before all of it was sent
            line.sendall(head.encode() + content[offset:stop])
        return line

    def hand_in(self, case_id: int, path: str) -> Any:
        """The upload becomes a piece of evidence of the case."""
        number = path.rstrip("/").rpartition("/")[2]
        said = {
            "kind": "audiovisual", "title": "录像", "source": "驿站", "element": "none", "collected_on": "2026-01-05",
            "files": [number],
        }  # fmt: skip
        body = json.dumps(said).encode()
        status, _headers, text = self.ask(
            "POST", f"/api/v1/cases/{case_id}/evidence/", body, Content_Type="application/json"
        )
        return status, json.loads(text)


def hang_up(line: socket.socket) -> None:
    """The cable is pulled."""
    line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, LINGER)
    line.close()
