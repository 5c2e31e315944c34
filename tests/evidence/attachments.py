"""PDF documents with files in them, as people send them and as they are made to do harm."""

import io
from collections.abc import Callable

import docx
import pikepdf

from tests.clamav import EICAR
from tests.evidence.bombs import locked, nested, ratio_bomb, with_page
from tests.evidence.making import changed_pdf, opening, plain_pdf, plain_png, some_archive, zeros, zipped

INVOICE = '<?xml version="1.0" encoding="UTF-8"?><EInvoice><Seller>义乌某快递公司</Seller></EInvoice>'
PROGRAM = b"MZ\x90\0" + b"\0" * 60 + b"PE\0\0"


def holding(files: dict[str, bytes]) -> bytes:
    """A PDF with these files, each packed."""

    def change(made: pikepdf.Pdf) -> None:
        for name, content in files.items():
            made.attachments[name] = content

    return changed_pdf(change)


def hanging(name: str, content: bytes, hang: Callable[[pikepdf.Pdf, pikepdf.Object], object]) -> bytes:
    """A PDF with a file that no list of its files names; neither is it called one where it lies."""

    def change(made: pikepdf.Pdf) -> None:
        stream = made.make_stream(content)
        hang(made, pikepdf.Dictionary(UF=pikepdf.String(name), EF=pikepdf.Dictionary(F=stream)))

    return changed_pdf(change)


# ---- as people send them ---------------------------------------------------------------------------------------


def invoice() -> bytes:
    """With its data as XML."""
    return holding({"invoice.xml": INVOICE.encode()})


def pdf_with_papers() -> bytes:
    document = io.BytesIO()
    docx.Document().save(document)
    return holding(
        {
            "笔录.pdf": plain_pdf(),
            "照片.png": plain_png(),
            "报告.docx": document.getvalue(),
            "台账.zip": some_archive(),
        }
    )


def pdf_with_archived_page() -> bytes:
    return holding({"网页固定.zip": with_page()})


def eicar_in_pdf() -> bytes:
    """Packed, so that a scanner of the PDF alone does not see it."""
    return holding({"说明.txt": EICAR})


# ---- as they should not be -------------------------------------------------------------------------------------


def program_in_pdf() -> bytes:
    return holding({"发票.xml": INVOICE.encode(), "开票工具.exe": b"x"})


def hidden_program_in_pdf() -> bytes:
    return holding({"照片.jpg": PROGRAM})


def dotted_program_in_pdf() -> bytes:
    """Windows drops what stands behind the ending."""
    return holding({"发票.exe. .": b"x"})


def program_pinned_to_page() -> bytes:
    """In a note on a page."""

    def pin(made: pikepdf.Pdf, file: pikepdf.Object) -> None:
        note = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.FileAttachment, FS=file)
        made.pages[0].obj.Annots = pikepdf.Array([note])

    return hanging("工具.bat", b"x", pin)


def program_of_no_list() -> bytes:
    return hanging("工具.js", b"x", lambda made, file: made.Root.__setattr__("AF", pikepdf.Array([file])))


def page_in_pdf() -> bytes:
    return holding({"说明.html": b"x"})


def page_as_data_in_pdf() -> bytes:
    return holding({"invoice.xml": b'<x:html xmlns:x="http://www.w3.org/1999/xhtml"/>'})


def wide_page_in_pdf() -> bytes:
    return holding({"说明.txt": "<script>alert(1)</script>".encode("utf-16")})


def locked_archive_in_pdf() -> bytes:
    return holding({"材料.zip": locked()})


def nested_archives_in_pdf() -> bytes:
    return holding({"材料.zip": nested()})


def bomb_in_pdf() -> bytes:
    return holding({"材料.zip": ratio_bomb()})


def other_archive_in_pdf() -> bytes:
    return holding({"材料.rar": b"Rar!\x1a\x07\x01\x00"})


def macros_in_pdf() -> bytes:
    parts = {"[Content_Types].xml": b"<Types/>", "word/vbaProject.bin": b"x"}
    return holding({"报告.docx": zipped(parts)})


def archive_behind_text_in_pdf() -> bytes:
    return holding({"说明.txt": b"words" + some_archive()})


def script_in_pdf_in_pdf() -> bytes:
    return holding({"笔录.pdf": opening(pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)"))})


def file_in_pdf_in_pdf() -> bytes:
    return holding({"笔录.pdf": invoice()})


def many_files_in_pdf() -> bytes:
    return holding({f"{number}.txt": b"x" for number in range(101)})


def large_file_in_pdf() -> bytes:
    return holding({"数据.bin": bytes(33 * 1024**2)})


def file_bomb_in_pdf() -> bytes:
    """More than the child may hold, packed."""

    def change(made: pikepdf.Pdf) -> None:
        packed = pikepdf.Stream(made, zeros(1_200), Filter=pikepdf.Name.FlateDecode)
        file = pikepdf.Dictionary(
            F=pikepdf.String("数据.bin"), EF=pikepdf.Dictionary(F=made.make_indirect(packed))
        )
        made.Root.AF = pikepdf.Array([file])

    return changed_pdf(change, compress_streams=False)


ATTACHED = (
    ("电子发票.pdf", invoice, ("pdf_attachment",)),
    ("卷宗.pdf", pdf_with_papers, ("pdf_attachment",)),
    ("卷宗.pdf", pdf_with_archived_page, ("pdf_attachment", "zip_page")),
    ("a.pdf", eicar_in_pdf, ("pdf_attachment",)),
    ("a.pdf", program_in_pdf, ("pdf_attachment", "pdf_program")),
    ("a.pdf", hidden_program_in_pdf, ("pdf_attachment", "pdf_program")),
    ("a.pdf", dotted_program_in_pdf, ("pdf_attachment", "pdf_program")),
    ("a.pdf", program_pinned_to_page, ("pdf_attachment", "pdf_program")),
    ("a.pdf", program_of_no_list, ("pdf_attachment", "pdf_program")),
    ("a.pdf", page_in_pdf, ("pdf_attachment", "pdf_page")),
    ("a.pdf", page_as_data_in_pdf, ("pdf_attachment", "pdf_page")),
    ("a.pdf", wide_page_in_pdf, ("pdf_attachment", "pdf_page")),
    ("a.pdf", locked_archive_in_pdf, ("pdf_attachment", "zip_locked", "pdf_attached")),
    ("a.pdf", nested_archives_in_pdf, ("pdf_attachment", "zip_nested", "pdf_attached")),
    ("a.pdf", bomb_in_pdf, ("pdf_attachment", "zip_ratio", "pdf_attached")),
    ("a.pdf", other_archive_in_pdf, ("pdf_attachment", "hides_archive", "pdf_attached")),
    ("a.pdf", macros_in_pdf, ("pdf_attachment", "macros", "pdf_attached")),
    ("a.pdf", archive_behind_text_in_pdf, ("pdf_attachment", "hides_archive", "pdf_attached")),
    ("a.pdf", script_in_pdf_in_pdf, ("pdf_attachment", "pdf_javascript", "pdf_attached")),
    ("a.pdf", file_in_pdf_in_pdf, ("pdf_attachment", "pdf_attachment", "pdf_attached")),
    ("炸弹.pdf", many_files_in_pdf, ("pdf_attachment", "pdf_attachments")),
    ("炸弹.pdf", large_file_in_pdf, ("pdf_attachment", "pdf_attachments")),
    ("炸弹.pdf", file_bomb_in_pdf, ("pdf_attachment", "unreadable")),
)
