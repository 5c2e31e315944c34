"""Pictures: how many pixels before any is drawn, then all of them once."""

import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from PIL import Image, ImageFile

from evidence.checking.rules import MOST_PIXELS, Finding, Stop

FORMATS: Final = {"png": "PNG", "jpg": "JPEG", "jpeg": "JPEG"}
Image.MAX_IMAGE_PIXELS = MOST_PIXELS
ImageFile.LOAD_TRUNCATED_IMAGES = False
Damaged: Final = (OSError, SyntaxError, ValueError, EOFError)


def look(path: Path, ending: str) -> Iterator[Finding]:
    """Whether the picture can be drawn, and is not made to fill the memory."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            with Image.open(path, formats=[FORMATS[ending]]) as picture:
                width, height = picture.size
                if width * height > MOST_PIXELS:
                    raise Stop("pixels", f"{width} × {height}")
                picture.load()
        except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
            raise Stop("pixels") from error
        except Damaged as error:
            raise Stop("unreadable") from error
    yield from ()
