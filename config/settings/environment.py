"""Typed reading of the environment. Each NAME may instead be given as NAME_FILE, the path of a file that holds it."""

from typing import Any, Final

from environ import FileAwareEnv

_env: Final = FileAwareEnv()


def text(name: str, default: str = "") -> str:
    """A string; `default` when it is not set."""
    return str(_env.str(name, default=default)).strip()


def needed(name: str) -> str:
    """A string without which the site must not start."""
    from django.core.exceptions import ImproperlyConfigured

    if not (value := text(name)):
        raise ImproperlyConfigured(f"Set {name}, or {name}_FILE; docs/production.md says to what.")
    return value


def flag(name: str, default: bool = False) -> bool:
    """Yes or no."""
    return bool(_env.bool(name, default=default))


def number(name: str, default: int) -> int:
    """A whole number; anything else fails at once."""
    return int(_env.int(name, default=default))


def choice(name: str, among: tuple[str, ...]) -> str:
    """One of a few words, the first when it is not set; anything else fails at once."""
    if (value := text(name, among[0])) not in among:
        raise ValueError(f"{name} is one of {among}, not {value!r}.")
    return value


def names(name: str) -> list[str]:
    """A list parted by commas."""
    return [part.strip() for part in text(name).split(",") if part.strip()]


def rising(name: str, default: tuple[int, ...]) -> tuple[int, ...]:
    """As many whole numbers as the default has, parted by commas, each above the one before it; anything else fails at once."""
    found = tuple(int(part) for part in names(name)) or default
    if len(found) != len(default) or sorted({0, *found}) != [0, *found]:
        raise ValueError(f"{name} is {len(default)} rising numbers, not {found}.")
    return found


def database(url: str) -> dict[str, Any]:
    """What Django wants to know of the database at that address."""
    return dict(_env.db_url_config(url))
