"""What must be right before the site starts: the keys of what is sealed."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register

from accounts import sealing


@register
def keys_are_keys(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Every entry of PERSONAL_KEYS is a key, and there is one."""
    wrong = sealing.check(settings.PERSONAL_KEYS)
    return (
        [Error(f"PERSONAL_KEYS: {wrong}", hint="See docs/production.md.", id="accounts.E001")]
        if wrong
        else []
    )
