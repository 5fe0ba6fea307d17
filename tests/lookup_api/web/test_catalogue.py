"""The catalogue in a process's memory: read anew each minute, and there while the database is away."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session, sessionmaker

from lookup_api.domain.errors import LookupUnavailable
from lookup_api.domain.procedure import Procedure, ProcedureRef, TermUnit
from lookup_api.store.procedures import change_procedure
from lookup_api.web.catalogue import Catalogue, CatalogueReader
from provisioning.database import open_engine
from tests.builders import NOW, PROCEDURE

BUSINESS = Procedure(PROCEDURE, 3, TermUnit.WORKING_DAYS, (), 100_000)


class Minutes:
    """A clock that the test moves."""

    def __init__(self) -> None:
        self.seconds = 1_000.0

    def __call__(self) -> float:
        return self.seconds


def change(engine: Engine, procedure: Procedure) -> None:
    with Session(engine) as session:
        change_procedure(session, procedure, {}, NOW + timedelta(days=1))
        session.commit()


def test_a_change_shows_within_a_minute(engine: Engine) -> None:
    clock = Minutes()
    reader = CatalogueReader(sessionmaker(engine), clock)
    change(engine, BUSINESS)
    before = reader.current()
    change(engine, replace(BUSINESS, fee=0))
    assert reader.current() is before
    clock.seconds += 60
    after = reader.current()
    assert (after.by_code[PROCEDURE.code].fee, after.changes[PROCEDURE.code].version) == (0, 2)
    clock.seconds += 60
    assert reader.current() is after


def test_a_change_that_was_taken_back_shows_too(engine: Engine) -> None:
    clock = Minutes()
    reader = CatalogueReader(sessionmaker(engine), clock)
    change(engine, BUSINESS)
    reader.current()
    change(engine, replace(BUSINESS, fee=0))
    change(engine, BUSINESS)
    clock.seconds += 60
    assert reader.current().changes[PROCEDURE.code].version == 3


def test_the_last_catalogue_serves_on_while_the_database_is_away(engine: Engine) -> None:
    clock, sessions = Minutes(), sessionmaker(engine)
    change(engine, BUSINESS)
    reader = CatalogueReader(sessions, clock)
    known = reader.current()
    sessions.configure(bind=open_engine("postgresql://nobody@127.0.0.1:1/none", writes=False))
    clock.seconds += 60
    assert reader.current() is known
    with pytest.raises(LookupUnavailable):
        reader.content_of(PROCEDURE.code, "mau.pdf")


def test_a_catalogue_that_never_could_be_read_is_a_trouble() -> None:
    sessions = sessionmaker(open_engine("postgresql://nobody@127.0.0.1:1/none", writes=False))
    with pytest.raises(LookupUnavailable):
        CatalogueReader(sessions).current()


def test_fields_and_their_procedures_are_in_the_order_of_letters() -> None:
    names = {"Đất đai": ["Tách thửa", "Cấp đổi"], "Y tế": ["Ăn uống"], "Dân số": ["Khai sinh"], "": ["Khác"]}
    refs = [ProcedureRef(name, name, field) for field, under in names.items() for name in under]
    catalogue = Catalogue([replace(BUSINESS, ref=ref) for ref in refs], {})
    listed = [(field.slug, [each.ref.name for each in field.procedures]) for field in catalogue.fields]
    assert listed == [("dan-so", ["Khai sinh"]), ("dat-dai", ["Cấp đổi", "Tách thửa"]), ("y-te", ["Ăn uống"])]
