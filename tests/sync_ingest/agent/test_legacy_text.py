"""Text in TCVN3 and VNI becomes Unicode; what is Unicode already stays."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lookup_api.domain.disclosure import Applicant
from lookup_api.domain.status import Status
from sync_ingest.agent.reading.legacy_text import TextEncoding, to_unicode
from sync_ingest.agent.reading.mapping import map_row
from sync_ingest.agent.reading.profile import Fact
from tests.builders import AGENCY
from tests.sample_site.legacy_writing import in_tcvn3, in_vni
from tests.sync_ingest.agent.builders import FEED, a_row

VOWELS = "aăâeêioôơuưy"
TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
SMALL = "".join(unicodedata.normalize("NFC", vowel + tone) for vowel in VOWELS for tone in TONES) + "đ"
TONED = {letter for letter in SMALL if set(unicodedata.normalize("NFD", letter)) & set(TONES[1:])}
ALPHABET = SMALL + SMALL.upper() + "bcdghklmnpqrstvxBCDGHKLMNPQRSTVX"
ASCII = "0123456789 .,;:/-()\"'&+\n"
TEXTS = st.text(st.sampled_from(ALPHABET + ASCII))
WITHOUT_TONED_CAPITALS = st.text(st.sampled_from(sorted(set(ALPHABET + ASCII) - {one.upper() for one in TONED})))


@given(TEXTS)
def test_what_was_typed_in_vni_is_read_as_it_was_meant(text: str) -> None:
    assert to_unicode(in_vni(text), TextEncoding.VNI) == text


@given(WITHOUT_TONED_CAPITALS)
def test_what_was_typed_in_tcvn3_is_read_as_it_was_meant(text: str) -> None:
    assert to_unicode(in_tcvn3(text), TextEncoding.TCVN3) == text


@given(TEXTS)
def test_a_column_in_the_capitals_fonts_of_tcvn3_is_read_as_capitals(text: str) -> None:
    assert to_unicode(in_tcvn3(text.lower()), TextEncoding.TCVN3_UPPER) == text.upper()


@given(TEXTS)
def test_a_database_may_show_the_same_bytes_by_windows_1258(text: str) -> None:
    assert to_unicode(in_vni(text).encode("cp1252").decode("cp1258"), TextEncoding.VNI_1258) == text
    small = text.lower()
    assert to_unicode(in_tcvn3(small).encode("cp1252").decode("cp1258"), TextEncoding.TCVN3_1258) == small


@given(TEXTS)
def test_unicode_in_a_column_of_unicode_is_composed(text: str) -> None:
    assert to_unicode(text, TextEncoding.UNICODE) == text
    assert to_unicode(unicodedata.normalize("NFD", text), TextEncoding.UNICODE) == text


@given(st.text(), st.sampled_from(TextEncoding))
def test_no_text_whatever_fails(text: str, encoding: TextEncoding) -> None:
    read = to_unicode(text, encoding)
    assert unicodedata.is_normalized("NFC", read)


@pytest.mark.parametrize(
    ("kept", "encoding", "meant"),
    [
        ("V¨n phßng ®¨ng ký ®Êt ®ai", "tcvn3", "Văn phòng đăng ký đất đai"),
        ("Céng hßa x· héi chñ nghÜa ViÖt Nam", "tcvn3", "Cộng hòa xã hội chủ nghĩa Việt Nam"),
        ("§\u00ad¬ng sù", "tcvn3", "Đương sự"),
        ("nguyÔn thÞ mü", "tcvn3_upper", "NGUYỄN THỊ MỸ"),
        ("Vaên phoøng ñaêng kyù ñaát ñai", "vni", "Văn phòng đăng ký đất đai"),
        ("COÄNG HOØA XAÕ HOÄI CHUÛ NGHÓA VIEÄT NAM", "vni", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        ("Ñöôøng Huyønh Tònh Cuûa", "vni", "Đường Huỳnh Tịnh Của"),
        ("AÙnh, EÂ-ñeâ, YÙ kieán", "vni", "Ánh, Ê-đê, Ý kiến"),
        ("Aùnh", "vni", "Ánh"),
        ("Tha\u0302\u0309m đi\u0323nh", "unicode", "Thẩm định"),
        ("Thâ\u0309m ði\u0323nh", "unicode", "Thẩm ðịnh"),
    ],
)
def test_known_texts_are_read(kept: str, encoding: TextEncoding, meant: str) -> None:
    assert to_unicode(kept, TextEncoding(encoding)) == meant


@pytest.mark.parametrize("text", ["Văn phòng đăng ký đất đai", "Hà Nội", "Thửa đất số 12", "Tờ 5"])
@pytest.mark.parametrize("encoding", TextEncoding)
def test_a_row_that_newer_software_wrote_as_unicode_into_the_old_column_stays(
    text: str, encoding: TextEncoding
) -> None:
    meant = text.upper() if encoding is TextEncoding.TCVN3_UPPER else text
    assert to_unicode(text, encoding) == meant
    assert to_unicode(unicodedata.normalize("NFD", text), encoding) == meant


def test_every_letter_has_its_place() -> None:
    assert len(set(SMALL)) == 12 * 6 + 1
    assert to_unicode(in_tcvn3(SMALL), TextEncoding.TCVN3) == SMALL
    assert to_unicode(in_vni(SMALL + SMALL.upper()), TextEncoding.VNI) == SMALL + SMALL.upper()
    assert in_vni(SMALL).encode("cp1252")  # each is a letter of the old one-byte set
    assert in_tcvn3(SMALL).encode("cp1252")


def test_a_feed_says_how_its_texts_are_kept_and_a_column_may_differ() -> None:
    others = {Fact.APPLICANT_NAME: TextEncoding.TCVN3_UPPER, Fact.OFFICER: TextEncoding.UNICODE}
    feed = FEED.model_copy(update={"text_encoding": TextEncoding.TCVN3, "text_encodings": others})
    row = a_row(ghi_chu=in_tcvn3("Đã thẩm định"), ho_ten=in_tcvn3("nguyễn văn an"), can_bo="Lâm", phong=None)
    delivery = map_row(feed, row, AGENCY).delivery
    assert delivery.update.note == "Đã thẩm định"
    assert delivery.applicant == Applicant("NGUYỄN VĂN AN", "", "0900000001", "")
    assert delivery.update.responsible
    assert delivery.update.responsible.officer == "Lâm"


def test_a_status_word_in_an_old_font_is_the_profiles_word() -> None:
    feed = FEED.model_copy(update={"text_encoding": TextEncoding.VNI, "statuses": {"đang thụ lý": Status.PROCESSING}})
    assert map_row(feed, a_row(ma_tt="Ñang thuï lyù"), AGENCY).delivery.update.status is Status.PROCESSING
