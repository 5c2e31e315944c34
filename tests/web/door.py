"""A page that takes a form, and what is typed into most of them."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from desk.demo import files

Form = dict[str, Any]


@dataclass(frozen=True)
class Door:
    """One page that takes a form: where it is, who may send it, and what they send when all is well."""

    name: str
    who: User | None
    parts: Form
    form: Form

    @property
    def path(self) -> str:
        return reverse(self.name, kwargs=self.parts)

    def __str__(self) -> str:
        return f"{self.name} {self.parts}"


def pdf() -> SimpleUploadedFile:
    return SimpleUploadedFile("笔录.pdf", b"%PDF-1.7\n" + b"x" * 99)


def photo() -> SimpleUploadedFile:
    return SimpleUploadedFile("门口.png", files.png("门口.png", share=40).read())


def day(ahead: int = 0) -> str:
    return (timezone.localdate() + timedelta(days=ahead)).isoformat()
