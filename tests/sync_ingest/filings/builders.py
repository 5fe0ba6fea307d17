"""What the tests of filings start from; each builder takes only what matters to the test."""

from dataclasses import replace
from secrets import token_urlsafe
from typing import Any

from lookup_api.domain.filing import Attachment, FileKind, Filing
from lookup_api.domain.procedure import Procedure, TermUnit
from lookup_api.domain.receipt import Paper
from lookup_api.store.attachments import AttachmentFolder
from tests.builders import AGENCY, NOW, PROCEDURE, an_applicant

FORM_PAPER = Paper("Giấy đề nghị đăng ký hộ kinh doanh", originals=1)
ONLINE = Procedure(PROCEDURE, 3, TermUnit.WORKING_DAYS, (FORM_PAPER, Paper("Bản sao căn cước")), 100_000, online=True)
PDF = b"%PDF-1.7 don"


def a_filing(**stated: Any) -> Filing:
    """What a citizen files at AGENCY, under an id of its own unless the test names one."""
    whole = Filing(token_urlsafe(24), AGENCY, PROCEDURE.code, NOW, an_applicant(), "Đăng ký bán tạp hoá")
    return replace(whole, **stated)


def an_attachment(folder: AttachmentFolder, content: bytes = PDF) -> Attachment:
    """An attachment that lies in the folder, as the site has put it there."""
    writer = folder.begin()
    writer.write(content)
    writer.finish()
    return Attachment(writer.name, FileKind.PDF, len(content), "don-cua-an.pdf", FORM_PAPER.name)
