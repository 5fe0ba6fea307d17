"""The commands an operator and a technician use."""

import json
from collections.abc import Callable

import pytest
from click.testing import CliRunner, Result

from provisioning.cli import commands
from provisioning.main import open_office
from provisioning.settings import ProvisionSettings

Run = Callable[..., Result]

LAN = ["lan", "--role", "clerk", "--agency", "H53.19", "--name", "Trần Thị Lan", "--unit", "Bộ phận một cửa"]


@pytest.fixture
def run(sqlite_url: str) -> Run:
    """Run one command on a site of its own."""

    def run(*words: str, stdin: str = "") -> Result:
        settings = ProvisionSettings(database_url=sqlite_url)
        return CliRunner().invoke(commands, words, input=stdin, obj=lambda: open_office(settings))

    return run


def test_a_technician_gets_a_code_for_a_kiosk(run: Run) -> None:
    made = run("claim-code", "--kind", "kiosk", "--name", "Kiosk sảnh A")
    assert made.exit_code == 0
    assert len(made.output.split()[0]) == len("XXXX-XXXX")


def test_a_device_is_listed_from_the_moment_it_is_expected(run: Run) -> None:
    code = ["claim-code", "--kind", "agent", "--name", "Máy chủ Sở", "--agency", "H53.19", "--json"]
    made = json.loads(run(*code).output)
    (listed,) = json.loads(run("devices", "--json").output)
    assert (listed["id"], listed["state"], listed["agency"]) == (made["device_id"], "expected", "H53.19")
    assert "H53.19        Máy chủ Sở" in run("devices").output


def test_an_agent_without_an_agency_makes_no_sense(run: Run) -> None:
    made = run("claim-code", "--kind", "agent", "--name", "Máy chủ Sở")
    assert (made.exit_code, "--agency" in made.output) == (2, True)


def test_what_cannot_be_done_is_said_in_one_sentence(run: Run) -> None:
    refused = run("revoke", "không có")
    assert refused.exit_code == 1
    assert refused.output == "Error: Không có thiết bị này. (There is no such device.)\n"


def test_an_account_is_made_once_and_its_password_can_be_changed(run: Run) -> None:
    added, again = (run("account", "add", *LAN, "--password-stdin", stdin="mật khẩu đủ dài\n") for _ in range(2))
    assert (added.exit_code, again.exit_code) == (0, 1)
    assert "Tên đăng nhập này đã có người dùng." in again.output
    assert run("account", "passwd", "lan", "--password-stdin", stdin="một mật khẩu khác\n").exit_code == 0
    assert run("account", "list").output.split()[:3] == ["lan", "clerk", "H53.19"]


def test_a_password_that_is_typed_is_asked_for_twice(run: Run) -> None:
    typed = run("account", "add", *LAN, stdin="mật khẩu đủ dài\nmật khẩu đủ dài\n")
    assert typed.exit_code == 0
    assert "mật khẩu đủ dài" not in typed.output


@pytest.mark.parametrize("words", [["--help"], ["serve", "--help"], ["account", "add", "--help"]])
def test_help_needs_no_database(words: list[str]) -> None:
    asked = CliRunner().invoke(commands, words, obj=None)
    assert (asked.exit_code, "Usage" in asked.output) == (0, True)
