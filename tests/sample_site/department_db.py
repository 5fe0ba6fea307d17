"""The sample department's database: opened, and filled from the sample site."""

from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, insert
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry

from lookup_api.domain.codes import AgencyCode
from lookup_api.domain.procedure import Procedure
from tests.sample_site.catalogue import PROCEDURES
from tests.sample_site.department_rows import FIELD_KEYS, PROCEDURE_KEYS, dossier_row, officer_keys, unit_keys
from tests.sample_site.department_tables import (
    DEPARTMENT,
    DOSSIERS,
    FIELDS,
    METADATA,
    OFFICERS,
    STATUS_WORDS,
    STATUSES,
    UNITS,
)
from tests.sample_site.department_tables import PROCEDURES as PROCEDURE_ROWS
from tests.sample_site.offices import OFFICES
from tests.sample_site.sample import SampleSite


def open_department(url: str) -> Engine:
    """The department's database; a SQLite file in WAL mode, so that its users and the agent do not wait."""
    engine = create_engine(url)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
    return engine


def fill(engine: Engine, site: SampleSite, agency: AgencyCode) -> None:
    """Make the tables, and fill them with the dossiers that `agency` received, as they stand."""
    METADATA.create_all(engine)
    with engine.begin() as connection:
        _fill_lookup_tables(connection, agency)
        rows = [
            dossier_row(dossier.updates_of_owner[-1], dossier.applicant) | {"id_hs": number}
            for number, dossier in enumerate(site.dossiers_of(agency), 1)
        ]
        if rows:
            connection.execute(insert(DOSSIERS), rows)


def _prepare_sqlite(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    cursor = connection.cursor()
    cursor.execute("PRAGMA busy_timeout=10000")
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.close()


def _fill_lookup_tables(connection: Connection, agency: AgencyCode) -> None:
    office = OFFICES[agency]
    units = unit_keys(agency)
    connection.execute(insert(DEPARTMENT).values(ma_dv=agency.value, ten_dv=office.agency.name))
    connection.execute(insert(FIELDS), [{"ma_lv": key, "ten_lv": name} for name, key in FIELD_KEYS.items()])
    connection.execute(insert(PROCEDURE_ROWS), [_procedure_row(procedure) for procedure in PROCEDURES])
    connection.execute(insert(STATUSES), [{"ma_tt": key, "ten_tt": name} for key, name in STATUS_WORDS.items()])
    connection.execute(insert(UNITS), [{"ma_pb": key, "ten_pb": name} for name, key in units.items()])
    connection.execute(
        insert(OFFICERS),
        [
            {"ma_cb": key, "ho_ten": officer.officer, "so_dt": officer.phone, "ma_pb": units[officer.unit]}
            for officer, key in officer_keys(agency).items()
        ],
    )


def _procedure_row(procedure: Procedure) -> dict[str, Any]:
    key = PROCEDURE_KEYS[procedure.ref.code]
    return {
        "ma_tthc": key,
        "ma_qg": procedure.ref.code,
        "ten_tt": procedure.ref.name,
        "ma_lv": FIELD_KEYS[procedure.ref.field],
    }
