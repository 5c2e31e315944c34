"""Mail as files, for machines without a mail server: one message, one file, however often it is handed in."""

import os
import re
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend


class Files(BaseEmailBackend):
    """Write each message to `<Message-ID>.eml`, only if that file does not exist yet."""

    def __init__(self, fail_silently: bool = False, **kwargs: Any) -> None:
        super().__init__(fail_silently=fail_silently)
        self.folder = Path(settings.EMAIL_FILE_PATH)

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """How many were accepted; one that was written before counts, for it has been delivered."""
        self.folder.mkdir(parents=True, exist_ok=True)
        for message in email_messages:
            mail = message.message()
            name = re.sub(r"[^\w.@+-]", "_", str(mail["Message-ID"]).strip("<> "))[:200]
            draft = self.folder / f".{name}.{uuid4().hex}"
            draft.write_bytes(mail.as_bytes())
            with suppress(FileExistsError):
                os.link(draft, self.folder / f"{name}.eml")
            draft.unlink()
        return len(email_messages)
