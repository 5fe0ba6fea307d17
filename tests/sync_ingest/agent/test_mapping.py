"""A department's row in our words."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from lookup_api.domain.codes import LocalCode
from lookup_api.domain.disclosure import Applicant
from lookup_api.domain.status import Status
from lookup_api.domain.update import LONGEST_NOTE, HandOver, Kind, StatusUpdate
from sync_ingest.agent.errors import RowNotMapped
from sync_ingest.agent.reading.mapping import identified, map_row
from tests.builders import AGENCY, TAX_OFFICE, a_code, a_record
from tests.sync_ingest.agent.builders import FEED, a_row, local


def mapped(**says: Any) -> StatusUpdate:
    return map_row(FEED, a_row(**says), AGENCY).delivery.update


def why_not(**says: Any) -> str:
    with pytest.raises(RowNotMapped) as refusal:
        map_row(FEED, a_row(**says), AGENCY)
    return str(refusal.value)


def test_a_row_says_who_is_responsible_and_since_when() -> None:
    update = mapped(can_bo="Phạm Văn Lâm", phong="Phòng A", ngay_cn="2026-11-23 09:00:00")
    assert update.responsible
    assert (update.responsible.officer, update.responsible.unit) == ("Phạm Văn Lâm", "Phòng A")
    assert update.responsible.agency == "UBND thành phố Tây Ninh"
    assert update.occurred_at == local("2026-11-23 09:00")


@pytest.mark.parametrize(
    ("value", "read"),
    [
        ("2026-11-23 09:00:00", local("2026-11-23 09:00")),
        ("23/11/2026 09:00", local("2026-11-23 09:00")),
        ("23/11/2026", local("2026-11-23 17:00")),
        ("2026-11-23", local("2026-11-23 17:00")),
        (date(2026, 11, 23), local("2026-11-23 17:00")),
        (datetime(2026, 11, 23, 9), local("2026-11-23 09:00")),  # noqa: DTZ001 (drivers give naive local times)
        (datetime(2026, 11, 23, 2, tzinfo=UTC), local("2026-11-23 09:00")),
        ("  ", None),
        (None, None),
    ],
)
def test_times_are_read_in_every_form_and_a_due_day_lasts_until_offices_close(value: object, read: datetime) -> None:
    assert mapped(ngay_hen=value).due_at == read


@pytest.mark.parametrize("value", [100_000, "100000", "100.000", "100,000", "100000.00", 100_000.0])
def test_a_fee_is_read_in_every_form(value: object) -> None:
    assert mapped(le_phi=value).fee == 100_000


def test_a_number_with_three_decimals_is_no_grouped_text() -> None:
    assert mapped(le_phi=Decimal("100.000")).fee == 100


@pytest.mark.parametrize("word", ["XONG", "xong", "  Xong "])
def test_a_status_word_may_be_written_in_any_case(word: str) -> None:
    assert mapped(ma_tt=word).status is Status.FINISHED


def test_a_row_without_its_national_code_goes_by_its_own() -> None:
    assert mapped(so_hs=None, so_bn="000123/HKD-2026").code == LocalCode("000123/HKD-2026")


def test_a_row_with_two_codes_tells_both() -> None:
    update = mapped(so_bn="000123/hkd-2026")
    assert (update.code.printed, update.aliases) == (a_code(1), (LocalCode("000123/HKD-2026"),))


def test_missing_papers_are_told_one_by_one() -> None:
    assert mapped(gt_thieu="Bản vẽ;  Căn cước công dân; ").missing == ("Bản vẽ", "Căn cước công dân")


def test_a_row_that_misses_no_papers_says_so() -> None:
    assert mapped(gt_thieu=None).missing == ()


def test_a_row_says_to_whom_it_is_handed_over_and_when_it_is_back() -> None:
    assert mapped(cq_lt="CCT").hand_over == HandOver(TAX_OFFICE)
    assert mapped(cq_lt=None).hand_over == HandOver(None)


def test_a_step_hands_nothing_over() -> None:
    steps = FEED.model_copy(update={"kind": Kind.PROGRESS})
    assert map_row(steps, a_row(cq_lt="CCT"), AGENCY).delivery.update.hand_over is None


def test_the_applicant_is_told_apart_from_the_update() -> None:
    delivery = map_row(FEED, a_row(ho_ten="Lê Thị Mai", so_dt="0900000002"), AGENCY).delivery
    assert delivery.applicant == Applicant("Lê Thị Mai", "", "0900000002", "")
    assert "Mai" not in repr(delivery)


@pytest.mark.parametrize(("form", "text"), [("%Y%m%d", "20261130"), ("%d-%m-%Y", "30-11-2026")])
def test_a_due_day_in_a_form_of_the_profile_counts_until_offices_close(form: str, text: str) -> None:
    feed = FEED.model_copy(update={"time_formats": (*FEED.time_formats, form)})
    update = map_row(feed, a_row(ngay_hen=text), AGENCY).delivery.update
    assert update.due_at == local("2026-11-30 17:00")


def test_decomposed_letters_are_composed() -> None:
    assert mapped(ghi_chu="Tha\u0302\u0309m đi\u0323nh").note == "Thẩm định"


def test_a_note_that_is_too_long_is_cut() -> None:
    note = mapped(ghi_chu="a" * 2_000).note
    assert len(note) == LONGEST_NOTE
    assert note.endswith("…")


@pytest.mark.parametrize(
    ("says", "reason"),
    [
        ({"ma_tt": "CHO_DUYET"}, "MA_TT says “CHO_DUYET”, which the profile's statuses do not list"),
        ({"ma_tt": None}, "MA_TT is empty"),
        ({"cq_lt": "CAX"}, "CQ_LT says “CAX”, which the profile's agencies do not list"),
        ({"ngay_cn": "hôm qua"}, "NGAY_CN is no time of the profile's time_formats"),
        ({"ngay_cn": None}, "NGAY_CN is empty"),
        ({"ngay_hen": 20261127}, "NGAY_HEN is not a time"),
        ({"le_phi": "miễn phí"}, "LE_PHI is not a number"),
        ({"so_hs": "", "so_bn": None}, "SO_BN is empty"),
        ({"so_hs": "x" * 70}, "the row holds what cannot be sent (code_not_readable)"),
        ({"can_bo": "x" * 201}, "Not valid: officer is too long."),
        ({"id": None}, "the query gives no ID"),
    ],
)
def test_a_row_that_cannot_be_told_is_named_by_column_and_reason(says: dict[str, Any], reason: str) -> None:
    assert why_not(**says) == reason


def test_the_reason_never_repeats_what_a_row_says_of_a_person() -> None:
    assert "Nguyễn" not in why_not(ho_ten="Nguyễn Văn An" * 40)


def test_a_column_that_the_query_does_not_give_is_named() -> None:
    row = {name: value for name, value in a_row().items() if name != "MA_TT"}
    with pytest.raises(RowNotMapped, match="the query gives no column MA_TT"):
        map_row(FEED, row, AGENCY)


def test_the_same_update_has_the_same_id_and_another_one_has_another() -> None:
    update = a_record(note="Thẩm định")
    assert identified(update).id == identified(identified(update)).id
    assert identified(update).id != identified(a_record(note="Trình ký")).id


@pytest.mark.parametrize("value", [datetime(1, 1, 1), date(9999, 12, 31), "0001-01-01 00:00:00", "03/11/0202 08:00"])  # noqa: DTZ001 (a department's)
def test_a_year_that_stands_for_none_or_is_mistyped_holds_up_its_row_alone(value: object) -> None:
    assert "outside the years 1990 to 2099" in why_not(ngay_nhan=value)


def test_a_number_of_a_million_figures_is_none() -> None:
    assert why_not(le_phi="1E+999999") == "LE_PHI is not a number"
