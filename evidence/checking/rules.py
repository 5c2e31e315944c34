"""The one table of what may be found in a file: what people read, whether the file is let in all the same, and why."""

from dataclasses import dataclass
from typing import Final

MiB: Final = 1024 * 1024
GiB: Final = 1024 * MiB

# --- the child that looks at one file ---
MEMORY: Final = GiB
CPU_SECONDS: Final = 30
WALL_SECONDS: Final = 45
OPEN_FILES: Final = 64
# --- containers ---
MOST_ENTRIES: Final = 1_000
MOST_UNPACKED: Final = GiB
MOST_RATIO: Final = 100
SMALL_ENTRY: Final = 10 * MiB  # below this a part of a container may be packed as tightly as it likes
DEEPEST_ARCHIVE: Final = 1  # an archive in an archive; not one more
DEEPEST_XML: Final = 256
MOST_XML: Final = 32 * MiB  # of one part: so much of it is read for its depth
# --- documents and pictures ---
MOST_OBJECTS: Final = 300_000
MOST_PIXELS: Final = 100_000_000
LONGEST_NAME: Final = 200
# --- files within a PDF ---
MOST_ATTACHMENTS: Final = 100
LARGEST_ATTACHMENT: Final = 32 * MiB
MOST_ATTACHED: Final = 128 * MiB  # all of them together
# --- previews ---
MOST_PAGES: Final = 20
LONGEST_SIDE: Final = 1600


@dataclass(frozen=True)
class Rule:
    """What follows from a finding."""

    text: str  # what a person reads, and does
    refuse: bool
    why: str  # for who answers for the table


def _(text: str) -> str:
    """Marks what is translated when it is shown."""
    return text


def refuse(text: str, why: str) -> Rule:
    """The file is put into quarantine: kept, never handed out."""
    return Rule(text, True, why)


def note(text: str, why: str) -> Rule:
    """The file is let in; who works with it is told."""
    return Rule(text, False, why)


# fmt: off
RULES: Final[dict[str, Rule]] = {
    # what it is
    "unknown_type":     refuse(_("不接收这种文件，请改用文档、表格、图片或音视频"), "only what the table of endings names is taken"),
    "empty":            refuse(_("文件是空的，请重新选择"), "nothing to prove"),
    "not_what_it_says": refuse(_("内容与文件类型不符，请用原来的程序另存后重新上传"), "the first bytes decide how programs treat it"),
    "unreadable":       refuse(_("文件已损坏，打不开，请检查后重新上传"), "what cannot be read cannot be checked"),
    "over_limits":      refuse(_("解析超限：打开它要用过多的内存或者时间，请拆分或者另存后重新上传"), "a parser bomb kills only its child"),
    # two things at once
    "hides_archive":    refuse(_("文件里还藏着压缩包，请用原来的程序另存后重新上传"), "a polyglot: each program sees another file"),
    "hides_document":   refuse(_("文件里还藏着另一份文档，请用原来的程序另存后重新上传"), "a polyglot: %PDF where none belongs"),
    "hides_page":       refuse(_("文件里还藏着网页或者脚本，请用原来的程序另存后重新上传"), "a browser may run what is called a picture"),
    "hides_program":    refuse(_("文件里还藏着程序，不能接收"), "a program has no place behind a document"),
    "more_behind":      note(_("文件末尾之后还有别的数据"), "phones put a film behind a photo; nothing there runs"),
    # its name
    "name_double":      note(_("文件名带有程序的后缀，请核对来源"), "the last ending decides; the one before it misleads people"),
    "name_hidden":      note(_("文件名带有看不见的或者改变文字方向的字符"), "dropped on the way in: the name may read otherwise"),
    "name_long":        note(_("文件名过长，保存时已截短"), "some systems cannot store it"),
    # containers: archives, Office and OFD documents
    "zip_entries":      refuse(_("压缩包里的文件过多，请分成几个包"), "at most 1,000 entries"),
    "zip_size":         refuse(_("解压后超过 1 GB，请分成几个包"), "at most 1 GiB unpacked, all in all"),
    "zip_ratio":        refuse(_("压缩比异常，像是压缩炸弹"), "more than 100 to 1"),
    "zip_overlap":      refuse(_("压缩包结构异常：几个文件共用同一段数据"), "a bomb of any size, which scanners pass"),
    "zip_lies":         refuse(_("压缩包结构异常：目录与内容不一致"), "what one program lists, another does not unpack"),
    "zip_path":         refuse(_("压缩包里有指向外部位置的路径"), "absolute, .. or a drive: unpacking it would write elsewhere"),
    "zip_link":         refuse(_("压缩包里有链接文件"), "a symbolic link or a device leads out of the archive"),
    "zip_nested":       refuse(_("压缩包套了多层，请解开后重新上传"), "an archive in an archive is looked into, not one more"),
    "zip_locked":       refuse(_("压缩包加了密码，请去掉密码后重新上传"), "what is encrypted cannot be checked"),
    "zip_twice":        refuse(_("压缩包里有同名的文件"), "which of the two is unpacked depends on the program"),
    "zip_program":      refuse(_("压缩包里有程序或者脚本，请只放材料本身"), "a program that must be kept is delivered on a disk"),
    "zip_tail":         refuse(_("压缩包末尾之后还有别的数据，请重新打包"), "a polyglot: each program sees another file"),
    "zip_page":         note(_("压缩包里有网页，解开后请断开网络查看"), "pages secured as evidence; our site never shows them"),
    # Office documents
    "macros":           refuse(_("文档带有宏，请另存为不带宏的格式或者导出为 PDF"), "macros are programs"),
    "active_parts":     refuse(_("文档带有控件或者内嵌的程序包，请去掉后重新上传"), "ActiveX and packaged files run when they are opened"),
    "template_outside": refuse(_("文档打开时会从外部取内容，请另存为 PDF 后重新上传"), "external templates, objects and DDE fetch code"),
    "links_outside":    note(_("文档引用了外部的图片或者表格"), "opening the original may ask another server; the preview does not"),
    "embedded_object":  note(_("文档里嵌有其他文档"), "usual for charts; checked as far as it can be read"),
    "xml_entities":     refuse(_("文档结构异常：带有实体声明"), "no Office program writes a DTD; XML bombs and XXE do"),
    "xml_deep":         refuse(_("文档结构异常：嵌套过深"), "more than 256 levels: made to break readers"),
    "office_locked":    refuse(_("文档加了密码，请去掉密码后重新上传"), "what is encrypted cannot be checked"),
    # PDF
    "pdf_javascript":   refuse(_("PDF 带有脚本，请重新打印成 PDF 后上传"), "/JavaScript"),
    "pdf_launch":       refuse(_("PDF 会启动其他程序，请重新打印成 PDF 后上传"), "/Launch, /ImportData"),
    "pdf_opens":        refuse(_("PDF 打开时会自动访问外部，请重新打印成 PDF 后上传"), "/OpenAction or /AA that leaves the document"),
    "pdf_active":       refuse(_("PDF 带有动态内容，请重新打印成 PDF 后上传"), "/RichMedia, /Movie: players with a history of holes"),
    "pdf_attachment":   note(_("PDF 带有附件，附件未在预览中显示"), "electronic invoices carry one; looked at and scanned as by itself"),
    "pdf_program":      refuse(_("PDF 的附件里有程序或者脚本，不能接收"), "a program by its name or its first bytes, as in an archive"),
    "pdf_page":         refuse(_("PDF 的附件里有网页，请去掉附件后重新上传"), "opened from a PDF it runs on the machine of who reads it"),
    "pdf_attached":     refuse(_("PDF 的附件未通过检查，请取出附件单独上传"), "what is refused by itself; an attachment of an attachment"),
    "pdf_attachments":  refuse(_("PDF 的附件过多或者过大，请取出附件单独上传"), "at most 100, 32 MiB each and 128 MiB in all, unpacked"),
    "pdf_form":         note(_("PDF 带有动态表单，预览可能不完整"), "/XFA"),
    "pdf_locked":       refuse(_("PDF 加了密码，请去掉密码后重新上传"), "what is encrypted cannot be checked"),
    "pdf_objects":      refuse(_("PDF 的对象过多，请拆分后重新上传"), "more than 300,000 objects"),
    # pictures and tables
    "pixels":           refuse(_("图片超过一亿像素，请缩小后重新上传"), "a few kilobytes can claim gigabytes of pixels"),
    "table_formula":    note(_("表格里有以公式开头的内容，用表格软件打开时请不要启用"), "CSV formulas run in spreadsheets"),
    "table_command":    refuse(_("表格里有会启动程序的公式，请去掉后重新上传"), "DDE in CSV"),
    # the virus scanner
    "virus":            refuse(_("发现病毒或者恶意内容，已隔离"), "ClamAV, where it is connected"),
    "no_preview":       note(_("此文件无法生成预览，请下载查看"), "drawing it took too much; its check was passed"),
}
# fmt: on


@dataclass(frozen=True)
class Finding:
    """What was found in a file: a code of the table, and where or how much."""

    code: str
    detail: str = ""

    def __post_init__(self) -> None:
        if self.code not in RULES:
            raise KeyError(self.code)


class Stop(Exception):
    """Looking further is of no use, or dangerous: the finding says why."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(code)
        self.finding = Finding(code, detail)


def shown(text: str, most: int = 80) -> str:
    """A name from inside a file as it may be printed: short, with nothing unseen in it."""
    seen = "".join(char if char.isprintable() else "·" for char in text)
    return seen if len(seen) <= most else f"{seen[: most - 1]}…"
