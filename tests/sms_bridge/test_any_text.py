"""Whatever is texted, the reply has an allowed length or there is none; never an exception."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lookup_api.domain.status import Status
from lookup_api.domain.update import Responsible
from sms_bridge.commands import understand
from sms_bridge.writing.replies import reply_to
from sms_bridge.writing.segments import count_parts
from sms_bridge.writing.voice import Voice
from tests.builders import CODE
from tests.sms_bridge.builders import Finder, an_answer, no_local_codes
from tests.sms_bridge.test_citizens_texts import AS_PRINTED, CORRECTED, NOT_CODES

PIECES = st.sampled_from([*AS_PRINTED, *CORRECTED, *NOT_CODES, CODE, "H53.19", "-", "TTHS", "HD", "đ", "\u0300"])
TEXTS = st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=12).map(" ".join), st.lists(PIECES).map("".join))
NAMES = st.text(max_size=120)
VOICES = st.builds(Voice, st.booleans(), st.integers(1, 4), st.text(max_size=20))


@given(TEXTS, VOICES)
def test_any_text_gets_a_reply_of_allowed_length_or_none(text: str, voice: Voice) -> None:
    command = understand(text, {"TTHS", "HS"}, no_local_codes)
    found = reply_to(command, Finder({CODE: an_answer()}), voice).text
    assert found is None or (found and count_parts(found) <= voice.parts)


@given(st.builds(Responsible, NAMES, NAMES, NAMES), st.sampled_from(Status), st.lists(NAMES, max_size=9), VOICES)
def test_any_names_fit(who: Responsible, status: Status, missing: list[str], voice: Voice) -> None:
    answer = an_answer(responsible=who, status=status, missing=tuple(missing))
    found = reply_to(understand(CODE, {"TTHS"}, no_local_codes), Finder({CODE: answer}), voice).text
    assert found is not None
    assert found.startswith(CODE)
    assert count_parts(found) <= voice.parts


@pytest.mark.parametrize("text", ["\ud800", "a" * 4_000, "😀" * 2_000, "\x00" * 160, CODE * 200])
def test_the_strangest_texts_get_a_reply(text: str) -> None:
    command = understand(text, {"TTHS"}, no_local_codes)
    assert reply_to(command, Finder({CODE: an_answer()}), Voice()).text
