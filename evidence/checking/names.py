"""What a file calls itself."""

import unicodedata
from collections.abc import Iterator
from typing import Final

from evidence.checking.rules import LONGEST_NAME, Finding, shown

_PROGRAMS = (
    "exe dll com scr pif cpl msi msp msix appx bat cmd ps1 psm1 vbs vbe js jse wsf wsh hta lnk url jar app apk deb rpm dmg"
    " sh bash py pyc pl rb php phtml asp aspx jsp reg inf sys drv ocx gadget chm iso img vhd vhdx swf xll xlam"
    " docm dotm xlsm xltm pptm potm ppam ppsm"
)
_PAGES = "html htm xhtml shtml mht mhtml svg svgz xml xsl"
PROGRAMS: Final = frozenset(_PROGRAMS.split())
PAGES: Final = frozenset(_PAGES.split())


def look(name: str) -> Iterator[Finding]:
    """What is odd about a name; its last ending is judged elsewhere."""
    inner = name.lower().split(".")[1:-1]
    if (PROGRAMS | PAGES) & {part.strip() for part in inner}:
        yield Finding("name_double", shown(name))
    if any(unicodedata.category(char)[0] == "C" for char in name):
        yield Finding("name_hidden", shown(name))
    if len(name) > LONGEST_NAME:
        yield Finding("name_long", str(len(name)))


def opens_as(name: str) -> str:
    """The ending by which a program is chosen for what lies in a file: dots and spaces at the end do not count."""
    return ending(name.rstrip(". "))


def ending(name: str) -> str:
    """The last ending, small, without the dot."""
    return name.rpartition(".")[2].strip().lower() if "." in name else ""
