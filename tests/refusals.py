"""Expecting a refusal: with its article, or at its field."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.core.exceptions import ValidationError

from audit.flow import Refused


@contextmanager
def refused(article: str = "", text: str = "") -> Iterator[None]:
    """The block is refused by a rule that cites this article and says this."""
    with pytest.raises(Refused) as caught:
        yield
    said = [(str(reason.text), str(reason.source)) for reason in caught.value.reasons]
    assert any(article in source and text in words for words, source in said), said


@contextmanager
def invalid(field: str = "__all__") -> Iterator[None]:
    """The block is refused by what was typed into this field."""
    with pytest.raises(ValidationError) as caught:
        yield
    found = (
        caught.value.message_dict
        if hasattr(caught.value, "error_dict")
        else {"__all__": caught.value.messages}
    )
    assert field in found, found
