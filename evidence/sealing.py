"""The seal on what leaves the house: Ed25519, by a key from the settings; who has the public key checks it offline."""

import base64
import os
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

SEED = 32


@dataclass(frozen=True)
class Seal:
    """A signature in hex, and the public key in hex that it is checked with: the key is its own name."""

    signature: str
    key_id: str


def seal(content: bytes) -> Seal:
    """Sign some bytes."""
    return Seal(_key().sign(content).hex(), public_key())


def public_key() -> str:
    """The public key, 64 hex digits."""
    return _key().public_key().public_bytes(Encoding.Raw, PublicFormat.Raw).hex()


def _key() -> Ed25519PrivateKey:
    return _read(settings.EVIDENCE_SIGNING_KEY or _own(Path(settings.DATA_DIR) / "evidence-signing-key"))


@lru_cache(maxsize=4)
def _read(said: str) -> Ed25519PrivateKey:
    try:
        seed = base64.b64decode(said.strip(), validate=True)
    except ValueError:
        seed = b""
    if len(seed) != SEED:
        raise ImproperlyConfigured(
            "EVIDENCE_SIGNING_KEY is 32 random bytes in base64; docs/production.md says how."
        )
    return Ed25519PrivateKey.from_private_bytes(seed)


def _own(path: Path) -> str:
    """The key of a machine where none was set: made once, kept where nobody else reads it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f"{path.name}.{os.getpid()}")
    if not path.exists():
        handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(base64.b64encode(os.urandom(SEED)))
        try:
            os.link(fresh, path)  # whoever is first; the key of the others is thrown away
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
    return path.read_text()
