"""What is found in each file of the corpus, and that nothing in it can hurt who looks."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from django.conf import settings
from PIL import Image

from evidence.checking import child
from evidence.checking.rules import RULES
from tests.evidence import corpus_page
from tests.evidence.attachments import pdf_with_papers
from tests.evidence.corpus import SAMPLES, Sample, jpeg, png
from tests.evidence.making import plain_png

Said = dict[Sample, dict[str, Any]]
PROGRAM = """
import json, sys
from evidence.checking import child
from evidence.checking.__main__ import judge
order, limits = map(json.loads, sys.argv[1:])
for name, value in limits.items():
    setattr(child, name, value)
print(json.dumps(judge(order)))
"""
ELSEWHERE = {"virus", "no_preview", "over_limits"}  # these depend on a scanner, and on the limits below


@pytest.fixture(scope="module")
def verdicts() -> Said:
    """The whole corpus in one go, as it is looked at in the background."""
    with TemporaryDirectory(prefix="yisu-corpus-") as folder:
        orders = []
        for number, sample in enumerate(SAMPLES):
            path = Path(folder) / str(number)
            path.write_bytes(sample.build())
            orders.append(json.dumps({"path": str(path), "name": sample.name}))
        said = subprocess.run(
            [sys.executable, "-m", "evidence.checking", "-"],
            cwd=settings.BASE_DIR, input="\n".join(orders) + "\n", capture_output=True, text=True, timeout=200, check=False,
        )  # fmt: skip
        assert said.returncode == 1 and not said.stderr, said.stderr
        return dict(zip(SAMPLES, map(json.loads, said.stdout.splitlines()), strict=True))


@pytest.mark.parametrize("sample", SAMPLES, ids=str)
def test_the_verdict_on_each(sample: Sample, verdicts: Said) -> None:
    said = verdicts[sample]
    assert tuple(finding["code"] for finding in said["findings"]) == sample.found
    refused = any(RULES[code].refuse for code in sample.found)
    assert said["verdict"] == ("refused" if refused else "clean")


def test_every_line_of_the_table_has_a_file_that_shows_it() -> None:
    shown = {code for sample in SAMPLES for code in sample.found}
    assert shown == set(RULES) - ELSEWHERE


def test_the_printed_page_has_the_verdict_on_each() -> None:
    page = Path(settings.BASE_DIR) / "docs" / "evidence-corpus.md"
    assert page.read_text() == corpus_page.as_markdown(), "python -m tests.evidence.corpus_page"


def test_the_program_knows_neither_django_nor_the_database() -> None:
    ask = "import sys, evidence.checking.__main__; print([m for m in sys.modules if m.split('.')[0] in ('django', 'psycopg2')])"
    said = subprocess.run(
        [sys.executable, "-c", ask], cwd=settings.BASE_DIR, capture_output=True, text=True, check=True
    )
    assert said.stdout.strip() == "[]"


def judged(order: dict[str, str], **limits: int) -> dict[str, Any]:
    """The verdict of a program that has just begun: a child owns what its parent once held, and may use that."""
    said = subprocess.run(
        [sys.executable, "-c", PROGRAM, json.dumps(order), json.dumps(limits)],
        cwd=settings.BASE_DIR, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return dict(json.loads(said.stdout))


def test_what_takes_too_much_to_draw_has_no_preview(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(png())
    order = {"path": str(tmp_path / "a.png"), "folder": str(tmp_path)}
    assert [page["width"] for page in judged(order)["pages"]] == [240]
    said = judged(order, LARGEST_PREVIEW=10)
    assert said["verdict"] == "clean" and not said["pages"]
    assert said["findings"] == [{"code": "no_preview", "detail": ""}]


def test_what_takes_too_much_to_read_is_refused(tmp_path: Path) -> None:
    Image.new("L", (9000, 9000)).save(tmp_path / "a.png")
    order = {"path": str(tmp_path / "a.png")}
    nothing: dict[str, Any] = {"pages": [], "attached": []}
    refused = {"verdict": "refused", "findings": [{"code": "over_limits", "detail": ""}], **nothing}
    assert judged(order, MEMORY=1024**2) == refused
    assert judged(order, MEMORY=1024**3) == {"verdict": "clean", "findings": [], **nothing}


def test_files_within_a_pdf_are_unpacked_for_the_scanner(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(pdf_with_papers())
    said = judged({"path": str(tmp_path / "a.pdf"), "folder": str(tmp_path)})
    held = [(tmp_path / name).read_bytes() for name in said["attached"]]
    assert plain_png() in held and sorted(content[:4] for content in held) == [
        b"%PDF",
        b"PK\3\4",
        b"PK\3\4",
        b"\x89PNG",
    ]
    assert judged({"path": str(tmp_path / "a.pdf")})["attached"] == []


def test_a_preview_has_nothing_of_the_original_but_its_pixels(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(jpeg())
    with Image.open(tmp_path / "a.jpg") as original:
        assert original.getexif()
    [page] = judged({"path": str(tmp_path / "a.jpg"), "folder": str(tmp_path)})["pages"]
    with Image.open(tmp_path / page["path"]) as drawn:
        assert drawn.format == "WEBP" and drawn.size == (256, 256)
        assert not drawn.getexif() and not drawn.info.keys() & {"exif", "icc_profile", "xmp"}


def test_a_child_that_takes_too_much_memory_dies_alone() -> None:
    with pytest.raises(child.Died):
        child.run(lambda: len(bytearray(2 * 1024**3)))
    assert child.run(lambda: 1) == 1


def test_a_child_that_never_ends_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(child, "CPU_SECONDS", 1)
    began = time.monotonic()
    with pytest.raises(child.Died):
        child.run(lambda: [0 for _ in iter(int, 1)])
    monkeypatch.setattr(child, "WALL_SECONDS", 0.3)
    with pytest.raises(child.Died):
        child.run(lambda: time.sleep(60))
    assert time.monotonic() - began < 45  # a second of CPU, however many share it


def test_a_child_that_crashes_or_talks_without_end_is_a_finding_and_a_mistake_of_ours_is_none(capfd) -> None:
    with pytest.raises(child.Died):
        child.run(lambda: os.kill(os.getpid(), 9))
    with pytest.raises(child.Died):
        child.run(lambda: "x" * 10_000_000)
    with pytest.raises(child.Failed):
        child.run(lambda: 1 / 0)
    assert "ZeroDivisionError" in capfd.readouterr().err
