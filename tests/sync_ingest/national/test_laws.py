"""Laws of the national format, whatever is sent: an answer that the clients can read, no hang, and nothing lost."""

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from sync_ingest.envelope import as_text
from sync_ingest.national.kept import RECORD
from sync_ingest.national.read import code_of, is_blank
from sync_ingest.national.tables import KeptRow
from sync_ingest.national.wire import RECORD_FIELDS, STEP_FIELDS
from tests.builders import CODE
from tests.sync_ingest.national.builders import Item, a_ho_so, a_tien_do
from tests.sync_ingest.national.conftest import National

ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
EMPTY = ["", None, "0", " "]
TIMES = ["20261102081500", "20261399000000", "99991231235959", "00010101000000"]
CODES = [CODE, "H53.19-261102-0002", "000123/HKD-2026", "H53.20-261102-0001"]
WORDS = ["1", "4", "9", "10", "11", "True", "Nguyễn Văn Thử", "\0", "\ud800", "x" * 2_000]
LIKELY = st.sampled_from([*EMPTY, *TIMES, *CODES, *WORDS])
VALUES = LIKELY | ANYTHING
RECORDS = st.builds(
    lambda stated: a_ho_so(**stated), st.dictionaries(st.sampled_from(RECORD_FIELDS), VALUES, max_size=6)
)
STEPS = st.builds(lambda stated: a_tien_do(**stated), st.dictionaries(st.sampled_from(STEP_FIELDS), VALUES, max_size=4))
MANY = settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])


def test_any_json_is_answered_in_the_way_of_the_format(national: National) -> None:
    token = national.log_in()

    @MANY
    @given(ANYTHING, ANYTHING, st.sampled_from(["DongBoHoSoMC", "CapNhatTienDoHoSoMC", "TraCuuHoSo", "LayThuTuc", "?"]))
    def law(body: Any, other: Any, service: str) -> None:
        fields = {"service": service, "data": body, "madonvi": other, "mahoso": other, "maTTHC": body}
        for address, sent in (
            (f"{national.path}/{service}", body),
            ("services", {"session": token, **fields}),
            ("services", body),
            ("login", {"username": body, "password": other}),
        ):
            answer = national.post(address, sent)
            assert answer.status_code in (200, 404)  # 404: "?" ends a path
            assert answer.status_code == 404 or is_told(answer.json())

    law()


def test_every_record_is_applied_or_seen_or_in_quarantine(national: National) -> None:
    @MANY
    @given(st.lists(RECORDS | ANYTHING, max_size=4), st.sampled_from(["True", "False"]))
    def law(items: list[Any], is_updating: str) -> None:
        fates = fates_of(national.push(f"DongBoHoSoMC?isUpdating={is_updating}", items), len(items))
        waiting, known = quarantined(national), kept(national)
        for place, fate in enumerate(fates):
            if fate == "5":
                assert as_text(items[place]) in waiting
            elif fate == "0":
                code = code_of(items[place])
                assert code
                assert known[code.printed, RECORD] in {as_text(each) for each in items[place:] if code_of(each) == code}
                assert national.dossier(code.printed).is_known

    law()


def test_every_step_is_applied_or_seen_or_in_quarantine_or_says_nothing(national: National) -> None:
    @MANY
    @given(st.lists(STEPS | ANYTHING, max_size=4))
    def law(items: list[Any]) -> None:
        fates = fates_of(national.push("CapNhatTienDoHoSoMC", items), len(items))
        for item, fate in zip(items, fates, strict=True):
            if fate == "5":
                assert as_text(item) in quarantined(national)
            elif not is_blank(item):
                assert as_text(item) in kept(national).values()
        before = national.door.everything()
        national.push("CapNhatTienDoHoSoMC", items)
        assert national.door.everything() == before

    law()


def test_pushing_the_same_again_changes_nothing(national: National) -> None:
    @MANY
    @given(st.lists(RECORDS, max_size=3))
    def law(items: list[Item]) -> None:
        national.push("DongBoHoSoMC", items)
        before = national.door.everything()
        national.push("DongBoHoSoMC", items)
        assert national.door.everything() == before

    law()


def is_told(told: Item) -> bool:
    says_success = "thành công" in told["message"]
    return int(told["error_code"]) >= 0 and says_success == (told["error_code"] == "0")


def fates_of(told: Item, number: int) -> list[str]:
    """The number of each item, "0" where the answer does not name it."""
    if told["error_code"] == "4":
        return ["whole"] * number
    named = {each["ViTri"]: each["error_code"] for each in told["result"]}
    return [named.get(place, "0") for place in range(number)]


def quarantined(national: National) -> set[str]:
    return {text for _, text in national.door.quarantined()}


def kept(national: National) -> dict[tuple[str, str], str]:
    sealer = national.door.desk.sealer
    with national.door.sessions() as session:
        return {(row.code, row.part): sealer.open(row.sealed) for row in session.scalars(select(KeptRow))}
