"""Previews: pages and pictures drawn anew, pixel by pixel. No metadata, no script, no link of the original is in them."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
from PIL import Image, ImageOps

from evidence.checking.pictures import FORMATS
from evidence.checking.rules import LONGEST_SIDE, MOST_PAGES

DENSEST = 150 / 72


@dataclass(frozen=True)
class Page:
    """One preview that was written."""

    page: int
    path: str
    width: int
    height: int


def pages(path: Path, ending: str, folder: Path) -> Iterator[Page]:
    """Write the previews of a file into a folder; nothing for what is neither a picture nor a PDF."""
    if ending in FORMATS:
        yield _write(_picture(path, ending), 1, folder)
    elif ending == "pdf":
        document = pypdfium2.PdfDocument(path)
        for number in range(min(len(document), MOST_PAGES)):
            page = document[number]
            longest = max(page.get_size()) or 1
            drawn = page.render(scale=min(LONGEST_SIDE / longest, DENSEST), may_draw_forms=False)
            yield _write(drawn.to_pil(), number + 1, folder)
            page.close()


def _picture(path: Path, ending: str) -> Image.Image:
    with Image.open(path, formats=[FORMATS[ending]]) as opened:
        opened.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
        opened.thumbnail((LONGEST_SIDE, LONGEST_SIDE), reducing_gap=2.0)
        return ImageOps.exif_transpose(opened)


def _write(drawn: Image.Image, number: int, folder: Path) -> Page:
    """As WebP, from the pixels alone."""
    plain = drawn.convert("RGBA" if "A" in drawn.getbands() or "transparency" in drawn.info else "RGB")
    bare = Image.frombytes(plain.mode, plain.size, plain.tobytes())
    path = folder / f"{number}.webp"
    bare.save(path, "WEBP", quality=80, method=1)
    return Page(number, path.name, *bare.size)
