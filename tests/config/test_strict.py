"""The strict floor is really strict."""

import socket
import warnings

import pytest
from django.template import Context, Template


def test_a_variable_nobody_gave_fails() -> None:
    with pytest.raises(LookupError, match="nobody"):
        Template("{{ nobody }}").render(Context())
    assert Template("{% if nobody %}x{% endif %}").render(Context()) == ""


def test_a_warning_fails() -> None:
    with pytest.raises(DeprecationWarning):
        warnings.warn("old", DeprecationWarning, stacklevel=1)


def test_nothing_leaves_this_machine() -> None:
    with pytest.raises(PermissionError), socket.create_connection(("192.0.2.1", 80), timeout=1):
        pass
