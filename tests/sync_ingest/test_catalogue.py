"""The catalogue of procedures comes from a JSON file, with the forms to download beside it."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from sqlalchemy.orm import Session

from lookup_api.domain.procedure import LegalText, Level
from lookup_api.store.procedures import find_form, find_procedure
from sync_ingest.blank_forms import LARGEST_FORM
from sync_ingest.catalogue import Entry, import_catalogue, read_catalogue
from sync_ingest.errors import CatalogueNotReadable
from tests.builders import NOW

PDF = b"%PDF-1.7\n"


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """Which database it is, is tested at the store's functions."""
    return sqlite_url


@pytest.fixture
def read(tmp_path: Path) -> Callable[..., list[Entry]]:
    """Read a file of one procedure, of which this is stated."""

    def read(**stated: Any) -> list[Entry]:
        listed = {"code": "1.001612", "name": "Đăng ký", "field": "Hộ kinh doanh", "term": 3, **stated}
        (tmp_path / "procedures.json").write_text(json.dumps([listed]), encoding="utf-8")
        return list(read_catalogue(tmp_path / "procedures.json"))

    return read


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder of the catalogue, with some files that may be forms."""
    (tmp_path / "forms").mkdir()
    (tmp_path / "forms/Mẫu 1.PDF").write_bytes(PDF)
    (tmp_path / "program.exe").write_bytes(b"MZ")
    (tmp_path / "no.pdf").write_bytes(b"MZ")
    (tmp_path / "no.docx").write_bytes(b"PK\3\4")
    (tmp_path / "big.pdf").write_bytes(PDF.ljust(LARGEST_FORM + 1))
    for name, part in {"yes.docx": "word/document.xml", "sheet.docx": "xl/workbook.xml"}.items():
        with ZipFile(tmp_path / name, "w") as package:
            package.writestr(part, "<x/>")
    return tmp_path


def test_a_procedure_comes_with_its_legal_texts_and_forms(read: Callable[..., list[Entry]], folder: Path) -> None:
    forms = [{"name": "Giấy đề nghị", "file": "forms/Mẫu 1.PDF"}, {"name": "Bản khai", "file": "yes.docx"}]
    text = {"title": "Nghị định", "number": "168/2025/NĐ-CP", "issued_on": "2025-06-30"}
    [entry] = read(forms=forms, legal_texts=[text], levels=["commune"], online=True)
    assert entry.procedure.legal_texts == (LegalText("Nghị định", "168/2025/NĐ-CP", date(2025, 6, 30)),)
    assert (entry.procedure.levels, entry.procedure.online) == ((Level.COMMUNE,), True)
    assert [form.media_type.rpartition(".")[2] for form in entry.procedure.forms] == ["application/pdf", "document"]
    assert entry.contents["Mẫu 1.PDF"] == PDF


def test_importing_the_same_file_again_changes_nothing(
    read: Callable[..., list[Entry]], folder: Path, session: Session
) -> None:
    entries = read(forms=[{"name": "Giấy đề nghị", "file": "forms/Mẫu 1.PDF"}])
    assert import_catalogue(session, entries, NOW) == (1, 1)
    assert import_catalogue(session, entries, NOW) == (1, 0)
    (folder / "forms/Mẫu 1.PDF").write_bytes(PDF + b"new")
    assert import_catalogue(session, read(forms=[{"name": "Giấy", "file": "forms/Mẫu 1.PDF"}]), NOW) == (1, 1)
    assert find_procedure(session, "1.001612")
    assert find_form(session, "1.001612", "Mẫu 1.PDF") == PDF + b"new"


@pytest.mark.parametrize(
    ("file", "told"),
    [
        ("program.exe", "a form is one of .pdf"),
        ("no.pdf", "does not hold what its ending says"),
        ("no.docx", "does not hold what its ending says"),
        ("sheet.docx", "does not hold what its ending says"),
        ("big.pdf", "larger than 5 MB"),
        ("missing.pdf", "missing.pdf: No such file"),
        ("../secret.pdf", "not in the folder of the catalogue"),
        ("a" * 120 + ".pdf", "a file's name may have 120 characters"),
    ],
)
def test_a_file_that_is_no_form_is_refused_in_a_sentence(
    read: Callable[..., list[Entry]], folder: Path, file: str, told: str
) -> None:
    with pytest.raises(CatalogueNotReadable, match=told) as refused:
        read(forms=[{"name": "Giấy đề nghị", "file": file}])
    assert str(refused.value).startswith("1.001612: ")


@pytest.mark.parametrize(
    "stated",
    [
        {"fee": -1},
        {"kind": "unknown"},
        {"levels": ["village"]},
        {"code": "a/b"},
        {"legal_texts": [{"title": "x", "url": "javascript:alert(1)"}]},
        {"forms": [{"name": "a", "file": "yes.docx"}, {"name": "b", "file": "yes.docx"}]},
    ],
)
def test_what_is_not_of_the_agreed_form_is_refused(
    read: Callable[..., list[Entry]], folder: Path, stated: dict[str, Any]
) -> None:
    with pytest.raises(CatalogueNotReadable):
        read(**stated)


def test_a_code_may_stand_once_in_a_file(tmp_path: Path) -> None:
    listed = {"code": "1.001612", "name": "Đăng ký", "field": "Hộ kinh doanh", "term": 3}
    (tmp_path / "twice.json").write_text(json.dumps([listed, listed]), encoding="utf-8")
    with pytest.raises(CatalogueNotReadable, match=r"1\.001612 is in the file more than once"):
        list(read_catalogue(tmp_path / "twice.json"))
