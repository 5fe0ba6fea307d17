"""docs/wire-format.md says what ingest takes and what the look-up answers: its example is sent for real."""

import json
import re
from pathlib import Path

import httpx
import pytest

from lookup_api.contract import Answer
from lookup_api.domain.deadlines import Timeliness
from lookup_api.domain.errors import CodeNotReadable, DossierNotFound, LookupUnavailable, SeveralCodes, TooManyRequests
from lookup_api.domain.status import Status
from sync_ingest.answer import Outcome
from sync_ingest.envelope import DeliveryForm
from sync_ingest.refusals import REFUSALS
from tests.builders import CODE
from tests.sync_ingest.agents import push
from tests.sync_ingest.door import Door

PAGE = (Path(__file__).parents[2] / "docs/wire-format.md").read_text("utf-8")
EXAMPLES = [json.loads(text) for text in re.findall(r"```json\n(.*?)```", PAGE, re.DOTALL)]


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """The example is about the wire, not about the database."""
    return sqlite_url


def rows(heading: str) -> str:
    """The page from a heading on, to the next one of its level."""
    return PAGE.split(f"\n## {heading}")[1].split("\n## ")[0]


def first_column(part: str) -> set[str]:
    """The names in the first cells of the tables."""
    cells = re.findall(r"^\| (`[^|]+) \|", part, re.MULTILINE)
    return {name for cell in cells for name in re.findall(r"`([a-z_]+)`", cell)}


def test_the_example_is_taken_as_it_stands(http: httpx.Client, signer: httpx.Auth, door: Door) -> None:
    body, told, *_ = EXAMPLES  # the others are of other doors
    answer = push(http, json.dumps(body, ensure_ascii=False).encode(), signer).json()
    assert [one["outcome"] for one in answer["outcomes"]] == ["applied", "applied"]
    assert answer["outcomes"][0].keys() == told["outcomes"][0].keys()
    stored = door.dossier(CODE)
    assert stored
    dossier = stored.dossier
    assert (dossier.status, len(dossier.steps), dossier.fee) == (Status.PROCESSING, 2, 100_000)


def test_every_field_of_an_update_is_on_the_page() -> None:
    assert set(DeliveryForm.model_fields) <= first_column(rows("Pushing updates")) | {"responsible", "fee", "due_at"}


def test_every_outcome_and_every_refusal_is_on_the_page() -> None:
    codes = {outcome.value for outcome in Outcome} | {refusal.code for refusal in REFUSALS.values()}
    assert [code for code in codes if f"`{code}`" not in PAGE] == []


def test_every_field_standing_and_failure_of_an_answer_is_on_the_page() -> None:
    part = rows("Looking up")
    failures = (CodeNotReadable, SeveralCodes, DossierNotFound, TooManyRequests, LookupUnavailable)
    said = {*Answer.model_fields, *(standing.value for standing in Timeliness), *(failure.code for failure in failures)}
    assert [name for name in said if f"`{name}`" not in part] == []
