"""Forms to download for the sample catalogue: small Word files, the same each time they are made. All made up by us."""

from collections.abc import Iterable
from functools import cache
from hashlib import sha256
from io import BytesIO
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from lookup_api.domain.procedure import BlankForm, Procedure
from lookup_api.domain.receipt import Paper
from lookup_api.web.search import fold, words_of

FILLED_IN = ("Giấy đề nghị", "Đơn ", "Tờ khai", "Phiếu yêu cầu", "Thông báo")
"""How the names of papers begin that a citizen fills in."""
MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
LINES = (
    "Kính gửi: ……………………………………………………………………",
    "Họ và tên: ……………………………………………………………………",
    "Ngày sinh: …………………………… Số định danh: ……………………………",
    "Địa chỉ: …………………………………………………………………………",
    "Điện thoại: ……………………………………………………………………",
    "Nội dung: ……………………………………………………………………………",
    "………………………………………………………………………………………",
    "Tôi cam đoan những điều ghi trên là đúng.",
    "…………, ngày …… tháng …… năm ……",
    "Người làm đơn (ký, ghi rõ họ tên)",
)
PARTS = {
    "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default '
    'Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override '
    f'PartName="/word/document.xml" ContentType="{MEDIA_TYPE}.main+xml"/></Types>',
    "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship '
    'Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>',
}
WORDS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
LONG_AGO = (2026, 1, 1, 0, 0, 0)


def forms_for(papers: Iterable[Paper]) -> tuple[BlankForm, ...]:
    """A form for each of these papers that is filled in."""
    return tuple(_form(paper.name) for paper in papers if paper.name.startswith(FILLED_IN))


def contents_of(procedure: Procedure) -> dict[str, bytes]:
    """The content of the procedure's forms, by file name."""
    return {form.file_name: _word_file(form.name) for form in procedure.forms}


def _form(name: str) -> BlankForm:
    content = _word_file(name)
    file_name = "-".join(map(fold, words_of(name))) + ".docx"
    return BlankForm(name, file_name, MEDIA_TYPE, len(content), sha256(content).hexdigest())


@cache
def _word_file(title: str) -> bytes:
    lines = [_paragraph(title.upper(), bold=True), *(_paragraph(line) for line in LINES)]
    document = f'<w:document xmlns:w="{WORDS}"><w:body>{"".join(lines)}</w:body></w:document>'
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as package:
        for name, text in (PARTS | {"word/document.xml": document}).items():
            package.writestr(ZipInfo(name, LONG_AGO), f'<?xml version="1.0" encoding="UTF-8"?>{text}')
    return file.getvalue()


def _paragraph(text: str, *, bold: bool = False) -> str:
    heading = '<w:pPr><w:jc w:val="center"/></w:pPr>' if bold else ""
    run = "<w:rPr><w:b/></w:rPr>" if bold else ""
    return f"<w:p>{heading}<w:r>{run}<w:t>{escape(text)}</w:t></w:r></w:p>"
