"""What belongs to a dossier beside its updates: its applicant and its receipts, whatever order things come in."""

from datetime import timedelta
from itertools import permutations

import pytest

from lookup_api.domain.receipt import ReceiptSecret
from lookup_api.store.applicants import find_applicant
from lookup_api.store.receipts import holds_receipt, save_receipt, secret_hash
from sync_ingest.envelope import Delivery
from tests.builders import CODE, NOW, a_moment, a_progress_step, a_record, an_applicant
from tests.sync_ingest.door import Door

FIRST, SECOND = an_applicant(name="Nguyễn Văn An"), an_applicant(name="Nguyễn Văn Ân")
LOCAL = "123/HKD-2026"


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """Who is named does not depend on the database."""
    return sqlite_url


def named(door: Door, code: str = CODE) -> str | None:
    """The applicant's name as it is stored."""
    stored = door.dossier(code)
    assert stored
    with door.sessions() as session:
        applicant = find_applicant(session, stored.id, door.desk.sealer)
    return applicant.name if applicant else None


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_the_latest_record_names_the_applicant_in_whatever_order_they_come(door: Door, order: tuple[int, ...]) -> None:
    told = [
        Delivery(a_record(occurred_at=a_moment(days=3)), FIRST),
        Delivery(a_record(occurred_at=a_moment(days=2)), SECOND),
        Delivery(a_record(occurred_at=a_moment(days=1))),
    ]
    for place in order:
        door.receive([told[place]])
    assert named(door) == SECOND.name


@pytest.mark.parametrize("record_first", [True, False])
def test_a_mere_step_names_the_applicant_only_where_no_record_does(door: Door, record_first: bool) -> None:
    step = Delivery(a_progress_step(occurred_at=a_moment(hours=1)), FIRST)
    record = Delivery(a_record(occurred_at=a_moment(days=1)), SECOND)
    for delivery in (record, step) if record_first else (step, record):
        door.receive([delivery])
    assert named(door) == SECOND.name


def test_two_dossiers_that_become_one_have_the_applicant_of_the_latest_record(door: Door) -> None:
    door.receive([Delivery(a_record(code=LOCAL, occurred_at=a_moment(days=1)), SECOND)])
    door.receive([Delivery(a_record(code=CODE, occurred_at=a_moment(days=2)), FIRST)])
    door.receive([a_record(code=CODE, aliases=[LOCAL], occurred_at=a_moment(hours=1))])
    assert named(door) == named(door, LOCAL) == SECOND.name


def test_both_receipts_still_prove_something_when_two_dossiers_become_one(door: Door) -> None:
    secrets = {CODE: ReceiptSecret("AAAAAAAA"), LOCAL: ReceiptSecret("BBBBBBBB")}
    for hours, (code, secret) in enumerate(secrets.items()):
        door.receive([a_record(code=code)])
        stored = door.dossier(code)
        assert stored
        with door.sessions.begin() as session:
            kept = secret_hash(secret, stored.id, door.desk.sealer)
            save_receipt(session, stored.id, kept, NOW + timedelta(hours=hours))
    door.receive([a_record(code=CODE, aliases=[LOCAL])])
    whole = door.dossier(CODE)
    assert whole
    with door.sessions() as session:
        assert all(holds_receipt(session, whole.id, secret, door.desk.sealer) for secret in secrets.values())
