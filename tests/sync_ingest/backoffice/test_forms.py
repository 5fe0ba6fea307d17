"""What a form's fields mean, and the sentence at a field that means nothing."""

from datetime import date
from typing import Any

import pytest

from lookup_api.domain.receipt import Paper
from lookup_api.domain.status import Status
from sync_ingest.backoffice.errors import FormNotReadable
from sync_ingest.backoffice.forms.change import read_change
from sync_ingest.backoffice.forms.papers import paper_fields, read_papers
from sync_ingest.backoffice.forms.posted import Posted
from sync_ingest.backoffice.forms.reader import Reader
from sync_ingest.backoffice.forms.reception import fresh_correction, fresh_reception, read_correction, read_reception
from tests.sync_ingest.backoffice.builders import BUILDING, DRAWINGS, FORM_PAPER, handed_in

SIGN_OF_COMPOSITION = "\u0302"


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("27/11/2026", date(2026, 11, 27)),
        ("7/1/26", date(2026, 1, 7)),
        ("27-11-2026", date(2026, 11, 27)),
        ("27112026", date(2026, 11, 27)),
        ("", None),
    ],
)
def test_a_day_is_read_as_people_write_it(typed: str, day: date | None) -> None:
    reader = a_reader(due=typed)
    assert (reader.day("due"), reader.problems) == (day, {})


@pytest.mark.parametrize("typed", ["31/2/2026", "mai", "2026-11-27x", "11/27/2026"])
def test_a_day_that_does_not_exist_is_asked_for_again(typed: str) -> None:
    reader = a_reader(due=typed)
    assert reader.day("due") is None
    assert "27/11/2026" in reader.problems["due"]


@pytest.mark.parametrize(
    ("typed", "dong"), [("75.000", 75_000), ("75 000 đồng", 75_000), ("75,000đ", 75_000), ("", 0), ("0", 0)]
)
def test_an_amount_is_read_with_or_without_dots(typed: str, dong: int) -> None:
    reader = a_reader(fee=typed)
    assert (reader.money("fee"), reader.problems) == (dong, {})


@pytest.mark.parametrize("typed", ["abc", "-5", "75k", "9" * 14])
def test_what_is_no_amount_is_asked_for_again(typed: str) -> None:
    reader = a_reader(fee=typed)
    reader.money("fee")
    assert "fee" in reader.problems


@pytest.mark.parametrize("typed", ["0912 345 678", "+84 912 345 678", "(0276) 3000.100", "1900 1234", ""])
def test_telephone_numbers_stay_as_they_were_typed(typed: str) -> None:
    reader = a_reader(phone=typed)
    assert (reader.phone("phone"), reader.problems) == (typed, {})


@pytest.mark.parametrize("typed", ["12", "hỏi ông An", "0912 345 67890 1234"])
def test_what_is_no_telephone_number_is_asked_for_again(typed: str) -> None:
    reader = a_reader(phone=typed)
    reader.phone("phone")
    assert "phone" in reader.problems


def test_an_identity_number_loses_its_spaces_only() -> None:
    assert a_reader(identity="079 200 000 001").identity_number("identity") == "079200000001"


def test_letters_are_composed_and_control_characters_dropped() -> None:
    typed = f"  Nguye{SIGN_OF_COMPOSITION}n\u0000\u0007 An "
    assert a_reader(name=typed).text("name", 200) == "Nguyên An"


def test_a_paper_is_there_when_it_is_ticked() -> None:
    reader = Reader(Posted({**paper_fields(BUILDING.papers), "there-0": "1", "accept-missing": "1"}))
    checked = read_papers(reader)
    assert (checked.handed_in, checked.missing, reader.problems) == ((FORM_PAPER,), (DRAWINGS.name,), {})


def test_papers_that_are_not_ticked_have_to_be_accepted_as_missing() -> None:
    reader = Reader(Posted(paper_fields(BUILDING.papers)))
    read_papers(reader)
    assert reader.problems["accept-missing"].startswith("Còn 2 giấy tờ")


def test_a_further_paper_needs_no_tick_but_a_number() -> None:
    fields = {**paper_fields(()), "name-0": "Ảnh hiện trạng", "photocopies-0": "2", "name-1": "Giấy ủy quyền"}
    reader = Reader(Posted(fields))
    assert read_papers(reader).handed_in[0] == Paper("Ảnh hiện trạng", photocopies=2)
    assert list(reader.problems) == ["originals-1"]


def test_a_reception_needs_a_name_and_a_request() -> None:
    reader = Reader(fresh_reception(BUILDING).but(request="", **{"there-0": "1", "there-1": "1"}))
    reception = read_reception(reader)
    assert list(reader.problems) == ["name", "request"]
    assert (reception.fee, reception.handed_in.sets) == (75_000, 1)


def test_a_new_receipt_lists_what_is_ticked_and_that_is_at_least_one_paper() -> None:
    form = fresh_correction(BUILDING.papers, handed_in(papers=(DRAWINGS,)))
    assert read_correction(Reader(form)).papers == (DRAWINGS,)
    nothing = Reader(fresh_correction(BUILDING.papers, handed_in(papers=())))
    read_correction(nothing)
    assert list(nothing.problems) == ["there-0"]


@pytest.mark.parametrize("to", [Status.REFUSED, Status.WITHDRAWN, Status.STOPPED])
def test_an_end_without_result_needs_a_reason(to: Status) -> None:
    reader = a_reader()
    read_change(reader, to)
    assert "lý do" in reader.problems["note"]


def test_a_supplement_needs_papers_and_a_payment_an_amount() -> None:
    supplement, payment = a_reader(), a_reader()
    read_change(supplement, Status.SUPPLEMENT_REQUESTED)
    read_change(payment, Status.PAYMENT_REQUIRED)
    assert (list(supplement.problems), list(payment.problems)) == (["more-missing"], ["fee"])


def test_missing_papers_are_those_ticked_and_those_written() -> None:
    reader = Reader(Posted({"missing-2": "Bản vẽ", "more-missing": "Sơ đồ\n\n  Bản vẽ "}))
    assert read_change(reader, Status.SUPPLEMENT_REQUESTED).missing == ("Bản vẽ", "Sơ đồ")


def test_a_form_without_its_name_is_not_ours() -> None:
    with pytest.raises(FormNotReadable):
        _ = Posted.read(b"form=short").form


@pytest.mark.parametrize("body", [b"a=%ff", b"&".join(b"a=%d" % number for number in range(500))])
def test_a_body_that_is_no_form_is_refused(body: bytes) -> None:
    with pytest.raises(FormNotReadable):
        Posted.read(body)


def test_a_form_does_not_show_what_is_in_it() -> None:
    assert "An" not in repr(Posted({"name": "An"}))


def a_reader(**fields: Any) -> Reader:
    return Reader(Posted(fields))
