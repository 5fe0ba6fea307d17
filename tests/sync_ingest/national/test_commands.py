"""`motcua-ingest national …` as an operator runs it."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy.orm import Session, sessionmaker

from provisioning.clock import utc_now
from provisioning.database import open_engine
from sync_ingest.cli import commands
from sync_ingest.main import open_office
from sync_ingest.national.accounts import find_by_path
from sync_ingest.national.sessions import open_session
from sync_ingest.settings import IngestSettings
from tests.builders import AGENCY


class Operator:
    """Runs commands on a database of their own."""

    def __init__(self, folder: Path) -> None:
        self._settings = {
            "MOTCUA_DATABASE_URL": f"sqlite:///{folder / 'motcua.db'}",
            "MOTCUA_DATA_KEY_FILE": str(folder / "data.key"),
        }

    def run(self, *words: str, typed: str | None = None) -> Result:
        office = open_office(IngestSettings.model_validate(self._settings))
        return CliRunner().invoke(commands, words, input=typed, obj=office)

    def output(self, *words: str, typed: str | None = None) -> str:
        done = self.run(*words, typed=typed)
        assert done.exit_code == 0, done.output
        return done.output

    def logs_in(self, username: str, password: str) -> bool:
        with self._sessions().begin() as session:
            return open_session(session, username, password, utc_now()) is not None

    def comes_by(self, path: str, address: str) -> bool:
        with self._sessions()() as session:
            return find_by_path(session, path, address) == AGENCY

    def _sessions(self) -> sessionmaker[Session]:
        return sessionmaker(open_engine(self._settings["MOTCUA_DATABASE_URL"], writes=True))


@pytest.fixture
def operator(tmp_path: Path) -> Operator:
    operator = Operator(tmp_path)
    operator.output("migrate")
    operator.output("agency", "add", "H53.19", "--name", "UBND thành phố Tây Ninh")
    return operator


def test_an_account_gets_a_password_that_is_shown_once(operator: Operator) -> None:
    told = operator.output("national", "add-account", "opencps", "--agency", "H53.19")
    found = re.search(r"shown this once: (\S+)", told)
    assert found
    assert operator.logs_in("OpenCPS", found[1])
    listed = operator.output("national", "list")
    assert "opencps" in listed
    assert found[1] not in listed


def test_an_accounts_password_may_be_given_and_the_account_taken_back(operator: Operator) -> None:
    words = ("national", "add-account", "opencps", "--agency", "H53.19", "--password-stdin")
    assert operator.output(*words, typed="mot-mat-khau-dai\n") == "opencps: H53.19\n"
    assert operator.logs_in("opencps", "mot-mat-khau-dai")
    operator.output("national", "revoke-account", "opencps")
    assert not operator.logs_in("opencps", "mot-mat-khau-dai")
    assert "revoked" in operator.output("national", "list")


def test_no_password_is_made_up_where_one_was_to_be_given(operator: Operator) -> None:
    words = ("national", "add-account", "opencps", "--agency", "H53.19", "--password-stdin")
    assert operator.run(*words, typed="").exit_code != 0
    assert "opencps" not in operator.output("national", "list")


def test_a_secret_address_is_good_from_its_networks_until_it_is_taken_back(operator: Operator) -> None:
    words = ("national", "add-path", "--agency", "H53.19", "--network", "10.1.0.0/16", "--network", "fd00::/8")
    found = re.search(r"/national/(\S+)/", operator.output(*words))
    assert found
    reached = [operator.comes_by(found[1], a) for a in ("10.1.2.3", "::ffff:10.1.2.3", "fd00::1", "10.2.0.1", "", "x")]
    assert reached == [True, True, True, False, False, False]
    operator.output("national", "revoke-path", "1")
    assert not operator.comes_by(found[1], "10.1.2.3")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("add-account", "a", "--agency", "H53.20"), "This agency does not take part"),
        (("add-path", "--agency", "H53.19", "--network", "10.1"), "Not a network"),
        (("revoke-account", "nobody"), "No account or secret address in use"),
        (("revoke-path", "7"), "No account or secret address in use"),
    ],
)
def test_a_mistaken_command_is_answered_in_a_sentence(
    operator: Operator, words: tuple[str, ...], sentence: str
) -> None:
    done = operator.run("national", *words)
    assert done.exit_code == 1
    assert sentence in done.output


def test_a_name_is_given_once_and_a_short_password_is_refused(operator: Operator) -> None:
    operator.output("national", "add-account", "opencps", "--agency", "H53.19")
    assert operator.run("national", "add-account", "OPENCPS", "--agency", "H53.19").exit_code == 1
    short = operator.run("national", "add-account", "b", "--agency", "H53.19", "--password-stdin", typed="ngan\n")
    assert short.exit_code == 1
