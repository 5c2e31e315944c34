"""What production does with the static files works: every file that another one names is there."""

import re
from pathlib import Path
from typing import Any

from django.core.management import call_command

from tests.house import tree

NAMED = re.compile(r"""{% static ["']([^"']+)["']|\bstatic\(["']([^"']+)["']\)""")


def test_static_files_can_be_given_hashed_names(tmp_path: Path, settings: Any) -> None:
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"},
    }
    call_command("collectstatic", "--noinput", verbosity=0)
    assert (tmp_path / "staticfiles.json").exists()


def test_every_static_file_that_a_page_names_is_there() -> None:
    text = "\n".join(path.read_text() for path in (*tree.templates(), *tree.python()))
    names = {first or second for first, second in NAMED.findall(text)}
    assert not [name for name in names if not (tree.ROOT / "static" / name).exists()]
