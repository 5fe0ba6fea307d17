"""`motcua-ingest` as an operator runs it."""

import json
import os
import shutil
import stat
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy.orm import sessionmaker

from lookup_api.domain.codes import AgencyCode
from lookup_api.store.agencies import find_agency
from lookup_api.store.procedures import find_procedure
from lookup_api.store.sealing import Sealer
from provisioning.database import open_engine
from sync_ingest.cli import commands
from sync_ingest.main import open_office
from sync_ingest.saving import Desk
from sync_ingest.settings import IngestSettings
from tests.builders import AGENCY, a_record
from tests.sync_ingest.door import Door


@dataclass(frozen=True)
class Program:
    """`motcua-ingest` with a database and a folder of its own."""

    folder: Path

    @property
    def database_url(self) -> str:
        return f"sqlite:///{self.folder / 'motcua.db'}"

    @property
    def key_file(self) -> Path:
        return self.folder / "keys" / "data.key"

    @property
    def settings(self) -> dict[str, str]:
        return {"MOTCUA_DATABASE_URL": self.database_url, "MOTCUA_DATA_KEY_FILE": str(self.key_file)}

    def run(self, *words: str) -> Result:
        """Run a command in this process: starting another takes a second each time."""
        return CliRunner().invoke(commands, words, obj=open_office(IngestSettings.model_validate(self.settings)))

    def output(self, *words: str) -> str:
        done = self.run(*words)
        assert done.exit_code == 0, done.stderr
        return done.stdout


@pytest.fixture
def program(tmp_path: Path) -> Program:
    program = Program(tmp_path)
    program.output("migrate")
    return program


def test_migrating_makes_the_database_and_a_key_that_only_its_owner_reads(program: Program) -> None:
    key = program.key_file.read_bytes()
    assert stat.S_IMODE(program.key_file.stat().st_mode) == 0o600
    again = [sys.executable, "-m", "sync_ingest.main", "migrate"]
    subprocess.run(again, env={**os.environ, **program.settings}, timeout=60, check=True)
    assert program.key_file.read_bytes() == key


def test_agencies_and_procedures_come_in_by_command(program: Program, tmp_path: Path) -> None:
    program.output("agency", "add", "H53.19", "--name", "UBND thành phố", "--also", "000.00.19.H53", "--phone", "0276")
    paper = {"name": "Giấy đề nghị", "originals": 1}
    procedure = {"code": "1.001612", "name": "Đăng ký", "field": "Hộ kinh doanh", "term": 3, "papers": [paper]}
    (tmp_path / "procedures.json").write_text(json.dumps([procedure]))
    told = program.output("procedure", "import", str(tmp_path / "procedures.json"))
    assert told == "1 procedures, 1 new or changed\n"
    assert "UBND thành phố  000.00.19.H53" in program.output("agency", "list")
    with sessionmaker(open_engine(program.database_url, writes=False))() as session:
        agency, stored = find_agency(session, AGENCY), find_procedure(session, "1.001612")
    assert agency
    assert (agency.also_codes, agency.phone) == ((AgencyCode("000.00.19.H53"),), "0276")
    assert stored
    assert (stored.term, stored.papers[0].name) == (3, "Giấy đề nghị")


def test_quarantine_is_listed_shown_retried_and_dropped_by_command(program: Program, desk: Desk) -> None:
    sealing = Desk(desk.calendar, Sealer.from_file(program.key_file))
    door = Door(sessionmaker(open_engine(program.database_url, writes=True)), sealing)
    door.receive([a_record(id="early", code="1/A"), a_record(id="other", code="2/A")])  # no agency takes part yet
    assert [line.split()[0] for line in program.output("quarantine", "list").splitlines()] == ["1", "2"]
    assert '"id": "early"' in program.output("quarantine", "show", "1")
    program.output("agency", "add", "H53.19", "--name", "UBND thành phố")
    assert program.output("quarantine", "retry", "1", "--by", "lan") == "1: applied\n"
    assert program.output("quarantine", "drop", "2", "--by", "lan") == "2: dropped\n"
    assert program.output("quarantine", "list") == ""
    assert program.output("quarantine", "list", "--all").count("by lan") == 2


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("agency", "add", "Sở", "--name", "x"), "is not an agency code"),
        (("agency", "add", "H53", "--name", "x", "--local-codes", "("), "not a regular expression"),
        (("quarantine", "drop", "7"), "No open entry of the quarantine has this number."),
        (("procedure", "import", "/dev/null"), "validation error"),
    ],
)
def test_a_mistaken_command_is_answered_in_a_sentence(
    sqlite_template: Path, tmp_path: Path, words: tuple[str, ...], told: str
) -> None:
    shutil.copy(sqlite_template, tmp_path / "motcua.db")
    done = Program(tmp_path).run(*words)
    assert done.exit_code != 0
    assert told in done.stderr
    assert isinstance(done.exception, SystemExit)  # and so no traceback
