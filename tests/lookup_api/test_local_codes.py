"""Reading a code out of what people type: the national form, or one that an agency has registered."""

from threading import Event as Signal
from threading import Thread

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session, sessionmaker

from lookup_api.domain.codes import parse_code
from lookup_api.domain.errors import CodeNotReadable, SeveralCodes
from lookup_api.local_codes import CodeReader
from lookup_api.store.agencies import save_agency
from tests.builders import CODE, TAX_OFFICE, a_code, an_agency


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """Reading codes is the same over any database."""
    return sqlite_url


@pytest.fixture
def reader(engine: Engine, reading_engine: Engine) -> CodeReader:
    """A reader beside one agency with codes of its own, and one whose pattern is broken."""
    with Session(engine) as session, session.begin():
        save_agency(session, an_agency(local_code_pattern=r"\d+/HKD-\d{4}"))
        save_agency(session, an_agency(TAX_OFFICE, local_code_pattern="(["))
    return CodeReader(sessionmaker(reading_engine))


def test_a_national_code_is_read_as_it_is(reader: CodeReader) -> None:
    assert reader.read(CODE) == (parse_code(CODE), False)


def test_a_letter_for_a_figure_is_corrected_and_said_to_be(reader: CodeReader) -> None:
    assert reader.read("H53.19-2611O2-OOO1") == (parse_code(CODE), True)


@pytest.mark.parametrize("text", ["123/HKD-2014", " 123/hkd-2014 ", "123/HKD\N{EN DASH}2014", "１２３/HKD-2014"])
def test_a_local_code_is_read_by_its_agencys_form(reader: CodeReader, text: str) -> None:
    assert reader.read(text) == (parse_code("123/HKD-2014"), False)


@pytest.mark.parametrize("text", ["", "   ", "xin chào", "123/XYZ-2014", "7" * 300])
def test_what_nobody_has_registered_is_no_code(reader: CodeReader, text: str) -> None:
    with pytest.raises(CodeNotReadable):
        reader.read(text)


def test_two_codes_are_one_too_many(reader: CodeReader) -> None:
    with pytest.raises(SeveralCodes):
        reader.read(f"{a_code(1)} {a_code(2)}")


def test_while_the_forms_are_read_again_nobody_else_waits_for_them(
    reading_engine: Engine, reader: CodeReader, monkeypatch: pytest.MonkeyPatch
) -> None:
    door, knocked = Signal(), Signal()

    def slowly() -> Session:
        knocked.set()
        door.wait(10)
        return Session(reading_engine)

    reader.read("123/HKD-2014")
    monkeypatch.setattr(reader, "_sessions", slowly)
    monkeypatch.setattr(reader, "_read_again_at", 0.0)
    first = Thread(target=reader.read, args=("123/HKD-2014",))
    first.start()
    knocked.wait(10)
    assert reader.read("123/HKD-2014") == (parse_code("123/HKD-2014"), False)
    assert first.is_alive()
    door.set()
    first.join()
