"""Columns that stand sealed in the database: whoever has the disk, the backup or a dump has no values.

AES-256-GCM by `cryptography`. A sealed value is `sealed:<key id>:<base64 of nonce and ciphertext>`, bound to its column, so
that it opens nowhere else. The first of settings.PERSONAL_KEYS seals, every one of them opens: see docs/production.md.
"""

import os
from base64 import b64decode, b64encode
from binascii import Error
from functools import cache
from typing import Any, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.core.exceptions import FieldError, ImproperlyConfigured
from django.db import models

MARK: Final = "sealed:"
NONCE, LENGTH = 12, 32
BATCH = 1000


class Sealed(models.CharField[Any, Any]):
    """A short text that its column holds sealed. It can be read, but not searched: only "is it empty" can be asked."""

    def db_type(self, connection: Any) -> str:
        """Longer than the text itself."""
        return "text"

    def get_lookup(self, lookup_name: str) -> Any:
        """Two seals of one text differ, so that nothing else could be answered."""
        if lookup_name != "isnull":
            raise FieldError(f"{self} is sealed and cannot be searched")
        return super().get_lookup(lookup_name)

    def get_db_prep_save(self, value: Any, connection: Any) -> Any:
        """Sealed on its way into the database; an empty text stays empty."""
        if isinstance(value, str) and value:
            return seal(value, self.bound)
        return super().get_db_prep_save(value, connection)

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> str | None:
        """Opened on its way out."""
        return unseal(value, self.bound) if value and value.startswith(MARK) else value

    @property
    def bound(self) -> str:
        """The column to which its values are bound."""
        return f"{self.model._meta.db_table}.{self.column}"


def seal(text: str, bound: str) -> str:
    """The text sealed with the first key, for that column."""
    name, cipher = next(iter(_ciphers(settings.PERSONAL_KEYS).items()))
    nonce = os.urandom(NONCE)
    return f"{MARK}{name}:{b64encode(nonce + cipher.encrypt(nonce, text.encode(), bound.encode())).decode()}"


def unseal(sealed: str, bound: str) -> str:
    """What was sealed for that column. ImproperlyConfigured when its key is not there; ValueError for a broken seal."""
    name, _, packed = sealed.removeprefix(MARK).partition(":")
    cipher = _ciphers(settings.PERSONAL_KEYS).get(name)
    if cipher is None:
        raise ImproperlyConfigured(f"the key {name!r} is not among PERSONAL_KEYS")
    data = b64decode(packed)
    try:
        return cipher.decrypt(data[:NONCE], data[NONCE:], bound.encode()).decode()
    except InvalidTag:
        raise ValueError(f"a value of {bound} was not sealed for it, or was changed") from None


def check(keys: str) -> str:
    """What is wrong with a list of keys; empty when nothing is."""
    try:
        return "" if _ciphers(keys) else "it names no key"
    except ValueError as wrong:
        return str(wrong)


@cache
def _ciphers(keys: str) -> dict[str, AESGCM]:
    """`id:base64,id:base64` as ciphers by their id."""
    found: dict[str, AESGCM] = {}
    for entry in filter(None, (part.strip() for part in keys.split(","))):
        name, _, packed = entry.partition(":")
        try:
            key = b64decode(packed, validate=True)
        except Error:
            key = b""
        if not name or len(key) != LENGTH or name in found:
            raise ValueError(
                f"{name if packed else 'an entry'} is not id:key with 32 bytes in base64, or comes twice"
            )
        found[name] = AESGCM(key)
    return found


def seal_column(connection: Any, table: str, column: str) -> int:
    """Seal with the first key what stands open in a column or under an older key, batch by batch; how many there were.

    Each batch is a transaction of its own where none is open; run again after it was cut short, it goes on.
    """
    name = next(iter(_ciphers(settings.PERSONAL_KEYS)))
    quoted, of = connection.ops.quote_name(table), connection.ops.quote_name(column)
    bound, done, last = f"{table}.{column}", 0, 0
    find = f"SELECT id, {of} FROM {quoted} WHERE id > %s AND {of} <> '' AND NOT starts_with({of}, %s) ORDER BY id LIMIT {BATCH}"
    change = f"UPDATE {quoted} SET {of} = %s WHERE id = %s AND {of} = %s"
    while True:
        with connection.cursor() as cursor:
            cursor.execute(find, [last, f"{MARK}{name}:"])
            rows = cursor.fetchall()
            for pk, value in rows:
                text = unseal(value, bound) if value.startswith(MARK) else value
                cursor.execute(change, [seal(text, bound), pk, value])
        if not rows:
            return done
        done, last = done + len(rows), rows[-1][0]


def columns() -> list[tuple[str, str]]:
    """Every sealed column of the house: table and column."""
    from django.apps import apps

    return [
        (model._meta.db_table, str(field.column))
        for model in apps.get_models()
        for field in model._meta.local_fields
        if isinstance(field, Sealed)
    ]
