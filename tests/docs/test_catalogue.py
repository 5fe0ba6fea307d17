"""The example of docs/catalogue.md can be imported, and says all that a procedure may say."""

import json
import re
from dataclasses import fields
from pathlib import Path

from lookup_api.domain.procedure import Procedure
from sync_ingest.catalogue import ProcedureFileForm, read_catalogue

PAGE = (Path(__file__).parents[2] / "docs/catalogue.md").read_text("utf-8")
EXAMPLE = re.findall(r"^```json\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE)[0]


def test_the_example_is_a_catalogue(tmp_path: Path) -> None:
    (tmp_path / "forms").mkdir()
    (tmp_path / "forms/giay-de-nghi.pdf").write_bytes(b"%PDF-1.7\n")
    (tmp_path / "procedures.json").write_text(EXAMPLE, "utf-8")
    [entry] = read_catalogue(tmp_path / "procedures.json")
    assert all(getattr(entry.procedure, field.name) for field in fields(Procedure))


def test_every_field_is_in_the_example_and_in_the_table() -> None:
    told = {name for row in re.findall(r"^\| (`.*?) \|", PAGE, re.MULTILINE) for name in re.findall(r"`(\w+)`", row)}
    assert set(ProcedureFileForm.model_fields) == set(json.loads(EXAMPLE)[0])
    assert set(ProcedureFileForm.model_fields) <= told
