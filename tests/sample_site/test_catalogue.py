"""The sample province's catalogue is one that could be published."""

import re
import tomllib
from pathlib import Path

import sync_ingest.agent.profiles
from sync_ingest.blank_forms import read_form
from tests.sample_site.blank_forms import contents_of
from tests.sample_site.catalogue import PROCEDURES
from tests.sample_site.procedure_texts import ALSO_CALLED, ONLINE, RESULTS

CODES = {procedure.ref.code for procedure in PROCEDURES}
PROFILES = Path(sync_ingest.agent.profiles.__file__).parent.glob("*.toml")


def test_codes_and_names_are_those_of_the_profiles() -> None:
    listed = [one for path in PROFILES for one in tomllib.loads(path.read_text("utf-8")).get("procedures", [])]
    names = {one["code"]: one["name"] for one in listed}
    national = [each.ref for each in PROCEDURES if re.fullmatch(r"\d\.\d{6}", each.ref.code)]
    assert {ref.code: names.get(ref.code) for ref in national} == {ref.code: ref.name for ref in national}


def test_every_form_is_a_file_that_an_import_would_take(tmp_path: Path) -> None:
    for procedure in PROCEDURES:
        for form in procedure.forms:
            (tmp_path / form.file_name).write_bytes(contents_of(procedure)[form.file_name])
            assert read_form(form.name, tmp_path / form.file_name)[0] == form


def test_what_is_told_of_procedures_is_told_of_some_that_exist() -> None:
    assert RESULTS.keys() == CODES
    assert ALSO_CALLED.keys() | ONLINE <= CODES
