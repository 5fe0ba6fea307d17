"""What citizens type, and how it is understood."""

import pytest

from lookup_api.domain.codes import Code, DossierCode, LocalCode
from lookup_api.domain.errors import CodeNotReadable
from sms_bridge.commands import Asked, AskHelp, AskStatus, Command, NotUnderstood, OptOut, Subscribe, understand
from tests.sms_bridge.builders import no_local_codes

KEYWORDS = frozenset({"TTHS", "HS"})
MEANT = "H53.01-240115-0001"

AS_PRINTED = [
    "H53.01-240115-0001",
    "h53.01-240115-0001",
    # separators
    "H53,01-240115-0001",
    "H53.01–240115–0001",
    "H53.01—240115—0001",
    "H53.01‑240115‑0001",
    "H53.01−240115−0001",
    "H53.01 240115 0001",
    "H53 01 240115 0001",
    "H5301 2401150001",
    "H53.01-2401150001",
    "H53.01240115-0001",
    "H53_01_240115_0001",
    "H53-01-240115-0001",
    "H53.01.240115.0001",
    "H53.01/240115/0001",
    "H53.01:240115:0001",
    "H53,01,240115,0001",
    "H53.01-24/01/15-0001",
    "H53.01-24.01.15-0001",
    "H53. 01-240115-0001",
    "H53.01 - 240115 - 0001",
    "H53..01--240115--0001",
    "H53.01\t240115\t0001",
    "H53.01-\n240115-0001",
    "H53\u00ad.01\u00ad-240115-0001",
    # letters of other keyboards
    "Н53.01-240115-0001",
    "Ｈ５３．０１－２４０１１５－０００１",
    # framing
    "TTHS H53.01-240115-0001",
    "tths h53.01-240115-0001",
    "HS H53.01-240115-0001",
    "TTHSH53.01-240115-0001",
    "HSH53.01-240115-0001",
    "TTHS:H53.01-240115-0001",
    "TTHS - H53.01-240115-0001",
    "Tths H53.01 - 240115 - 0001.",
    "MHS:H53.01-240115-0001",
    "Mã hồ sơ: H53.01-240115-0001",
    "Ma\u0303 ho\u0302\u0300 so\u031b: H53.01-240115-0001",
    "H53.01-240115-0001.",
    "H53.01-240115-0001?",
    "H53.01-240115-0001-",
    '"H53.01-240115-0001"',
    "“H53.01-240115-0001”",
    "(H53.01-240115-0001)",
    "#H53.01-240115-0001#",
    "H53.01-\u200b240115-0001",
    "\ufeffH53.01-240115-0001",
    "H53.01\u00a0240115\u00a00001",
    "  H53.01-240115-0001  ",
    "H53.01-240115-0001 cam on",
    "H53.01-240115-0001\nNguyen Van A",
    "ma so h53.01-240115-0001, ten em la An",
    "tra cuu ho so H53.01-240115-0001 giup em voi a",
    "toi muon huy ho so H53.01-240115-0001 thi lam sao",
    "dang ky ket hon H53.01-240115-0001",
    "H53.01-240115-0001 H53.01-240115-0001",
    "H53.01-240115-0001 😀",
]
CORRECTED = [
    "H53.01-240115-OOO1",
    "H53.01-240115-ooo1",
    "H53.01-24O115-0001",
    "H53.01-240115-000l",
    "H53.01-240115-000I",
    "H53.01-240115-000|",
    "H53.0I-240115-0001",
    "H53.O1-24011S-0001",
    "HS3.01-240115-0001",
    "H53.01-Z40115-0001",
    "H53.01-240115-1",
    "H53.01-240115-01",
]
OTHER_FORMS = {
    "000.00.19.H53-150115-0001": "000.00.19.H53-150115-0001",
    "0000019H53 150115 0001": "000.00.19.H53-150115-0001",
    "TTHS000.00.19.H53-150115-0001": "000.00.19.H53-150115-0001",
    "H15.50.05.13-261008-0975": "H15.50.05.13-261008-0975",
    "g09.20-20260609-0092637": "G09.20-20260609-0092637",
    "H53.01-2024-01-15-0001": "H53.01-20240115-0001",
}
NOT_CODES = [
    "",
    " ",
    "TTHS",
    "hs",
    "?",
    "xin chao",
    "ho so cua toi den dau roi",
    "0912345678",
    "H53.01-241315-0001",  # there is no thirteenth month
    "H53.01-240230-0001",
    "240115-0001",
    "H53.01",
    "\x00\x00",
    "😀😀😀",
    "dung roi, cam on",
    "huy ho so giup toi",
]


def asked(command: Command) -> list[tuple[str, bool]]:
    assert isinstance(command, AskStatus)
    return [(one.code.printed, one.corrected) for one in command.codes]


@pytest.mark.parametrize("text", AS_PRINTED)
def test_a_code_is_understood_in_whatever_dress(text: str) -> None:
    assert asked(understand(text, KEYWORDS, no_local_codes)) == [(MEANT, False)]


@pytest.mark.parametrize("text", CORRECTED)
def test_a_slip_of_the_finger_is_corrected_and_known_as_corrected(text: str) -> None:
    [(code, corrected)] = asked(understand(text, KEYWORDS, no_local_codes))
    assert corrected
    assert code == MEANT or text.startswith("HS3")  # the S in the place of a figure


@pytest.mark.parametrize(("text", "meant"), OTHER_FORMS.items())
def test_the_older_and_the_longer_forms_are_understood(text: str, meant: str) -> None:
    assert asked(understand(text, KEYWORDS, no_local_codes))[0][0] == meant


@pytest.mark.parametrize("between", [" ", ", ", "\n", " va ", ";", ""])
def test_several_codes_in_one_text_are_all_heard_in_order(between: str) -> None:
    text = between.join(["H53.01-240115-0002", "H53.01-240115-0001"])
    assert asked(understand(text, KEYWORDS, no_local_codes)) == [
        ("H53.01-240115-0002", False),
        ("H53.01-240115-0001", False),
    ]


@pytest.mark.parametrize("text", NOT_CODES)
def test_what_is_no_code_is_not_taken_for_one(text: str) -> None:
    assert understand(text, KEYWORDS, no_local_codes) == NotUnderstood()


@pytest.mark.parametrize("text", ["HD", "hd", "Hd.", " hd ", "TTHS HD", "hs: hd", "hướng dẫn", "HUONG DAN", "Trợ giúp"])
def test_hd_asks_for_help(text: str) -> None:
    assert understand(text, KEYWORDS, no_local_codes) == AskHelp()


@pytest.mark.parametrize("text", ["STOP", "stop.", "HUY", "Hủy", "huỷ", "TC", "dung", "Dừng", "TTHS HUY"])
def test_a_word_of_refusal_counts_as_a_whole_message(text: str) -> None:
    assert understand(text, KEYWORDS, no_local_codes) == OptOut()


@pytest.mark.parametrize("text", ["DK", "dk.", "ĐK", " đk ", "TTHS DK"])
def test_dk_alone_agrees_to_what_the_phone_was_asked(text: str) -> None:
    assert understand(text, KEYWORDS, no_local_codes) == Subscribe()


@pytest.mark.parametrize(
    "text",
    [
        "DK H53.01-240115-0001",
        "đk h53.01-240115-0001",
        "DK: H53 01 240115 0001",
        "DKH53.01-240115-0001",
        "HS DK " + MEANT,
        "D\u0323K " + MEANT,
        "“ĐK” (H53.01-240115-0001)",
        "DK_" + MEANT,
        "DK\u200b " + MEANT,
        "ＤＫ＋" + MEANT,
    ],
)
def test_dk_and_a_code_want_to_be_told_of_the_dossier(text: str) -> None:
    assert understand(text, KEYWORDS, no_local_codes) == Subscribe(Asked(DossierCode.parse(MEANT)))


@pytest.mark.parametrize(
    "text",
    [
        "HUY H53.01-240115-0001",
        "Hủy: H53.01-240115-0001.",
        "stop H53 01 240115 0001",
        "HU\u0309Y H53.01-240115-0001",  # as iPhones may write it: the accent is a sign of its own
    ],
)
def test_huy_and_a_code_end_the_notices_of_this_dossier(text: str) -> None:
    assert understand(text, KEYWORDS, no_local_codes) == OptOut(Asked(DossierCode.parse(MEANT)))


def test_dk_and_several_codes_ask_where_they_stand() -> None:
    assert isinstance(understand(f"DK {MEANT} H53.01-240115-0002", KEYWORDS, no_local_codes), AskStatus)


def test_dk_and_a_code_of_an_agencys_own_form_want_to_be_told_too() -> None:
    own = LocalCode("123/HKD-2014")
    assert understand("DK 123/HKD-2014", KEYWORDS, read_own_form) == Subscribe(Asked(own))


def read_own_form(text: str) -> tuple[Code, bool]:
    if text.strip() != "123/HKD-2014":
        raise CodeNotReadable
    return LocalCode("123/HKD-2014"), False


@pytest.mark.parametrize("text", ["123/HKD-2014", "TTHS 123/HKD-2014", "hs: 123/HKD-2014"])
def test_a_code_of_an_agencys_own_form_is_understood_with_and_without_a_keyword(text: str) -> None:
    assert asked(understand(text, KEYWORDS, read_own_form)) == [("123/HKD-2014", False)]


def test_the_keywords_are_the_offices_choice() -> None:
    assert understand("HOSO HD", frozenset({"HOSO"}), no_local_codes) == AskHelp()
    assert understand("HOSO HD", KEYWORDS, no_local_codes) == NotUnderstood()
