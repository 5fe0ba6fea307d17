"""`motcua-ingest conformance` as a vendor types it."""

import json
import shlex
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

import sync_ingest.main  # noqa: F401  (it adds the check to the commands)
from sync_ingest.cli import commands
from sync_ingest.conformance.command import conformance
from sync_ingest.conformance.lines import STEPS
from sync_ingest.conformance.rules.table import RULES
from sync_ingest.endpoint import Gate, build_app
from sync_ingest.national.accounts import add_path
from sync_ingest.national.door import add_national
from tests.builders import AGENCY, NOW
from tests.provisioning.site import serving
from tests.sync_ingest.national.builders import a_tien_do

PAGE = Path(__file__).parents[3] / "docs/conformance.md"
SENDER = """
import os, sys, httpx
headers = {"Content-Type": sys.argv[3]}
address = os.environ["MOTCUA_CONFORMANCE_URL"] + sys.argv[1]
httpx.post(address, content=sys.argv[2].encode(), headers=headers).raise_for_status()
"""


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    return sqlite_url


@pytest.fixture
def path(gate: Gate) -> str:
    with gate.writes.begin() as session:
        return add_path(session, AGENCY, ["127.0.0.0/8"], NOW)


@pytest.fixture
def sandbox(gate: Gate) -> Iterator[str]:
    app = build_app(gate)
    add_national(app)
    with serving(app) as address:
        yield address


def a_sender(path: str, kind: str = "application/json") -> str:
    """The command of a sender that pushes one step."""
    target = f"/national/{path}/CapNhatTienDoHoSoMC?MaDinhDanhDV=H53.19"
    return shlex.join([sys.executable, "-c", SENDER, target, json.dumps([a_tien_do()], ensure_ascii=False), kind])


def run(*words: object) -> Result:
    return CliRunner().invoke(commands, ["conformance", *map(str, words)])


def grades(path: Path) -> list[Any]:
    return [(rule["id"], rule["grade"]) for rule in json.loads(path.read_text("utf-8"))["rules"]]


def test_a_sender_that_has_not_shown_everything_is_not_proven_and_replay_says_the_same(
    sandbox: str, path: str, tmp_path: Path
) -> None:
    kept, files = tmp_path / "kept", [tmp_path / name for name in ("live.json", "again.json", "report.html")]
    options = ("--base-url", sandbox, "--agency", "H53.19")
    live = run(*options, "--sender", a_sender(path), "--record", kept, "--json", files[0], "--report", files[2])
    assert live.exit_code == 2, live.output
    assert "CHƯA ĐỦ CĂN CỨ" in live.output
    assert "Biên bản" in files[2].read_text("utf-8")
    again = run(*options, "--replay", kept, "--json", files[1])
    assert again.exit_code == 2, again.output
    assert grades(files[0]) == grades(files[1])


def test_a_sender_that_breaks_a_rule_fails(sandbox: str, path: str) -> None:
    ran = run("--base-url", sandbox, "--sender", a_sender(path, "text/plain"))
    assert ran.exit_code == 1, ran.output
    assert "KHÔNG ĐẠT  post-json" in ran.output


def test_a_sender_that_sends_nothing_is_not_judged(sandbox: str) -> None:
    ran = run("--base-url", sandbox, "--sender", "true")
    assert ran.exit_code == 1
    assert "Nothing was pushed" in ran.output


def test_a_sandbox_that_is_not_there_and_a_sender_that_cannot_start_are_said_in_a_sentence(sandbox: str) -> None:
    assert "does not answer" in run("--base-url", "http://127.0.0.1:9", "--sender", "true").output
    assert "cannot be started" in run("--base-url", sandbox, "--sender", "/no/such/program").output


def test_the_page_for_vendors_tells_every_step_rule_and_option() -> None:
    page = PAGE.read_text("utf-8")
    assert [step for step in STEPS if step not in page] == []
    assert [rule.id for rule in RULES if f"`{rule.id}`" not in page] == []
    options = [option.opts[0] for option in conformance.params]
    assert [option for option in options if option not in page] == []
