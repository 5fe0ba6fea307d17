"""What the agent makes of the centre's answers: nothing leaves the queue before it was answered for."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from sync_ingest.agent.deliver import Courier
from sync_ingest.agent.errors import DataKeyWrong, IngestRefused, IngestUnavailable
from sync_ingest.agent.state import queue
from sync_ingest.agent.state.apart import list_refused
from sync_ingest.agent.state.sealing import Seal
from tests.builders import a_code
from tests.servers import free_port
from tests.sync_ingest.agent.builders import SEAL, Department, a_row
from tests.sync_ingest.agent.centre import APPLIED, HANG_UP, Centre, Says, a_centre, outcome


@contextmanager
def a_courier(department: Department, address: str) -> Iterator[Courier]:
    with httpx.Client(base_url=address, timeout=10) as http:
        yield Courier(department.db, http, SEAL, department.clock)


@pytest.fixture
def queued(department: Department) -> Department:
    """A department with three updates in the queue."""
    department.poll()
    return department


def deliver(department: Department, *script: Says) -> Centre:
    """One try at delivering to a centre that answers so."""
    with a_centre(*script) as centre, a_courier(department, centre.address) as courier:
        courier.deliver()
        return centre


def test_what_was_answered_for_leaves_the_queue(queued: Department) -> None:
    centre = deliver(queued)
    assert [update["code"] for update in centre.taken] == [a_code(1), a_code(2), a_code(3)]
    assert queue.count(queued.db) == 0


def test_an_empty_queue_bothers_nobody(known: Department) -> None:
    assert deliver(known).requests == []


def test_the_applicant_goes_along_and_is_readable_to_the_centre(queued: Department) -> None:
    assert deliver(queued).taken[0]["applicant"] == {"name": "Nguyễn Văn An", "phone": "0900000001"}


def test_a_cut_before_the_answer_leaves_all_and_sends_the_same_again(queued: Department) -> None:
    with a_centre(Says(HANG_UP)) as centre, a_courier(queued, centre.address) as courier:
        with pytest.raises(IngestUnavailable):
            courier.deliver()
        assert queue.count(queued.db) == 3
        courier.deliver()
        assert centre.requests[0] == centre.requests[1]


def test_a_centre_that_is_away_leaves_all(queued: Department) -> None:
    with a_courier(queued, f"http://127.0.0.1:{free_port()}") as courier, pytest.raises(IngestUnavailable):
        courier.deliver()
    assert queue.count(queued.db) == 3


@pytest.mark.parametrize("status", [408, 425, 429, 500, 502, 503, 504, 301])
def test_a_centre_that_cannot_now_is_tried_again_soon(queued: Department, status: int) -> None:
    with pytest.raises(IngestUnavailable, match=str(status)):
        deliver(queued, Says(status))
    assert queue.count(queued.db) == 3


@pytest.mark.parametrize("status", [400, 401, 403, 404, 415, 422])
def test_a_centre_that_refuses_us_is_tried_again_slowly_and_its_reason_told(queued: Department, status: int) -> None:
    with pytest.raises(IngestRefused, match=f"{status} This device's key was revoked"):
        deliver(queued, Says(status, {"title": "This device's key was revoked"}))
    assert queue.count(queued.db) == 3


@pytest.mark.parametrize("body", [{}, {"outcomes": [], "event": 1}, {"outcomes": "all", "event": 1}])
def test_an_answer_that_does_not_account_for_every_update_is_none(queued: Department, body: dict[str, object]) -> None:
    with pytest.raises(IngestUnavailable):
        deliver(queued, Says(APPLIED, body))
    assert queue.count(queued.db) == 3


def test_an_answer_about_other_updates_is_none(queued: Department) -> None:
    others = [outcome({"id": f"other{number}"}) for number in range(3)]
    with pytest.raises(IngestUnavailable, match="not about what was sent"):
        deliver(queued, Says(APPLIED, {"outcomes": others, "event": 1}))
    assert queue.count(queued.db) == 3


def test_a_quarantined_update_is_kept_apart_with_its_reason_and_the_others_are_settled(queued: Department) -> None:
    first, *others = ({"id": update.id} for update in queued.updates)
    why = {"reason": "not_yours", "detail": {"vi": "Hồ sơ của cơ quan khác.", "en": "Another agency's dossier."}}
    refused = outcome(first, outcome="quarantined", **why)
    deliver(queued, Says(APPLIED, {"outcomes": [refused, *map(outcome, others)], "event": 1}))
    (trouble,) = list_refused(queued.db)
    assert (trouble.about, trouble.reason) == (a_code(1), "not_yours: Another agency's dossier.")
    assert queue.count(queued.db) == 0


def test_once_a_later_update_of_the_same_dossier_is_taken_nobody_has_to_look_at_it_any_more(queued: Department) -> None:
    first, *others = ({"id": update.id} for update in queued.updates)
    refused = outcome(first, outcome="quarantined", reason="in_the_future")
    deliver(queued, Says(APPLIED, {"outcomes": [refused, *map(outcome, others)], "event": 1}))
    queued.change(2, ghi_chu="Của hồ sơ khác")
    queued.sweep()
    deliver(queued)
    assert [trouble.about for trouble in list_refused(queued.db)] == [a_code(1)]
    queued.change(1, ghi_chu="Trình ký")
    queued.sweep()
    deliver(queued)
    assert list(list_refused(queued.db)) == []


def test_a_request_that_is_too_large_is_halved(queued: Department) -> None:
    with a_centre(Says(413)) as centre, a_courier(queued, centre.address) as courier:
        while courier.deliver():
            pass
        assert centre.sizes == [3, 1, 2]
    assert queue.count(queued.db) == 0


def test_an_update_that_is_too_large_by_itself_holds_up_nobody(queued: Department) -> None:
    with a_centre(Says(413), Says(413)) as centre, a_courier(queued, centre.address) as courier:
        while courier.deliver():
            pass
        assert len(centre.taken) == 2
    (trouble,) = list_refused(queued.db)
    assert trouble.reason.startswith("too_large")


def test_batches_keep_the_order_of_each_dossier(tmp_path: Path) -> None:
    department = Department(tmp_path, a_row(1), a_row(2))
    for minute in range(20):
        department.change(1 + minute % 2, ghi_chu=f"Bước {minute}", ngay_cn=f"2026-11-24 08:{minute:02}:00")
        department.poll()
    with a_centre() as centre, a_courier(department, centre.address) as courier:
        courier.most = 3
        while courier.deliver():
            courier.most = 3
    times = [update["occurred_at"] for update in centre.taken if update["code"] == a_code(1)]
    assert times == sorted(times)
    assert len(centre.requests) > 5


def test_with_another_data_key_nothing_is_sent_and_nothing_is_lost(queued: Department) -> None:
    with a_centre() as centre, httpx.Client(base_url=centre.address) as http:
        courier = Courier(queued.db, http, Seal.of("A" * 43 + "="), queued.clock)
        with pytest.raises(DataKeyWrong):
            courier.deliver()
        assert centre.requests == []
    assert queue.count(queued.db) == 3


@pytest.mark.parametrize(
    ("status", "headers", "body"),
    [(200, {"Content-Encoding": "gzip"}, b"not packed"), (502, {}, b"[" * 100_000)],
    ids=["not-packed", "deep"],
)
def test_whatever_somebody_in_between_answers_the_queue_stays(
    queued: Department, status: int, headers: dict[str, str], body: bytes
) -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        return httpx.Response(status, headers=headers, stream=httpx.ByteStream(body))

    http = httpx.Client(base_url="http://centre", transport=httpx.MockTransport(answer))
    with http, pytest.raises(IngestUnavailable):
        Courier(queued.db, http, SEAL, queued.clock).deliver()
    assert len(queued.entries) == 3
