"""The kiosk's commands."""

import pytest
from click.testing import CliRunner
from pydantic import ValidationError

from kiosk.main import cli
from kiosk.settings import KioskSettings
from lookup_api.domain.wording import Language


def test_help_names_the_commands() -> None:
    told = CliRunner().invoke(cli, ["--help"]).output
    assert all(command in told for command in ("run", "enrol"))


def test_a_technician_is_told_why_enrolment_failed(monkeypatch: pytest.MonkeyPatch, tmp_path: object) -> None:
    monkeypatch.setenv("MOTCUA_KIOSK_PROVISION_URL", "http://127.0.0.1:1")
    monkeypatch.setenv("MOTCUA_KIOSK_STATE_FOLDER", str(tmp_path))
    ended = CliRunner().invoke(cli, ["enrol", "ABCD1234"])
    assert ended.exit_code == 1
    assert "server_unreachable" in ended.output
    assert "Traceback" not in ended.output


def test_a_language_that_the_kiosk_does_not_speak_is_refused_at_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOTCUA_KIOSK_LANGUAGE", "fr")
    with pytest.raises(ValidationError, match="language"):
        KioskSettings()


def test_an_operator_sets_the_kiosk_by_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOTCUA_KIOSK_LANGUAGE", "en")
    monkeypatch.setenv("MOTCUA_KIOSK_LOCAL_PATTERNS", '["[0-9]+/HKD-20[0-9]{2}"]')
    monkeypatch.setenv("MOTCUA_KIOSK_CODE_START", "H53")
    settings = KioskSettings()
    assert (settings.language, settings.local_patterns, settings.code_start) == (
        Language.EN,
        ("[0-9]+/HKD-20[0-9]{2}",),
        "H53",
    )
