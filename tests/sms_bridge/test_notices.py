"""A number is asked before it is told anything, agrees or refuses by a word, and is told of what matters."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine

from lookup_api.domain.status import Status
from lookup_api.domain.wording import Language
from sms_bridge.messages import Outcome
from sms_bridge.writing.notice_text import invitation
from sms_bridge.writing.segments import count_parts
from sms_bridge.writing.voice import Voice
from tests.builders import CODE, NOW, a_code, a_record
from tests.lookup_api.stored import store
from tests.sms_bridge.bridge import BridgeInParts
from tests.sms_bridge.builders import OUR_NUMBER, PHONE
from tests.sms_bridge.hall import Hall, a_hall

LONGEST_CODE = "000.00.19.H53-20261102-0000001"


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """What is said to whom does not depend on the database; that it is said once is tested on both."""
    return sqlite_url


@pytest.fixture
def hall(engine: Engine, bridge: BridgeInParts) -> Hall:
    """A hall in office hours."""
    return a_hall(engine, bridge)


def test_the_number_is_asked_once_with_the_words_to_answer(hall: Hall) -> None:
    hall.ask()
    assert hall.work() == [
        f"Ban vua yeu cau bao tin cho ho so {CODE}. Tra loi DK {CODE} de dong y; HUY de thoi. "
        "Khong phai ban: xin bo qua."
    ]
    hall.ask()
    assert hall.work() == []
    [sms] = hall.bridge.channel.sent
    assert (sms.to.e164, sms.our_number) == (PHONE, OUR_NUMBER)


@pytest.mark.parametrize("language", [Language.VI, Language.EN, Language.KM])
@pytest.mark.parametrize("code", [CODE, LONGEST_CODE, "1" * 64])
def test_the_question_fits_one_part(code: str, language: Language) -> None:
    text = invitation(code, language, Voice())
    assert (count_parts(text), text.isascii(), code in text) == (1, True, True)


def test_who_has_not_agreed_is_told_nothing(hall: Hall) -> None:
    hall.ask()
    hall.work()
    hall.change(Status.FINISHED)
    assert hall.work() == []


@pytest.mark.parametrize("word", ["DK", "dk.", "ĐK", f"DK {CODE}", f"dk {CODE.lower()}"])
def test_who_agrees_is_told_of_a_change_once(hall: Hall, word: str) -> None:
    hall.ask()
    hall.work()
    assert hall.hear(word) == [f"{CODE}: dang xu ly. Se bao tin khi ho so thay doi. Thoi nhan: nhan HUY."]
    assert hall.work() == []
    hall.change(Status.FINISHED)
    [told] = hall.work()
    assert told.startswith(f"{CODE}: da xong, moi nhan ket qua. ")
    assert hall.work() == []


def test_who_texts_dk_and_a_code_unasked_is_told_too(hall: Hall) -> None:
    store(hall.engine, a_record(status=Status.RECEIVED))
    assert hall.hear(f"DK {CODE}") == [f"{CODE}: da tiep nhan. Se bao tin khi ho so thay doi. Thoi nhan: nhan HUY."]
    hall.change(Status.SUPPLEMENT_REQUESTED, missing=("Sổ hộ khẩu",))
    assert hall.work()[0].startswith(f"{CODE}: can bo sung giay to: So ho khau. ")


def test_dk_for_a_dossier_that_is_not_there_is_answered_as_a_look_up(hall: Hall) -> None:
    assert hall.hear(f"DK {CODE}") == hall.hear(CODE)
    assert hall.notices() == 0


@pytest.mark.parametrize("word", ["DK", f"DK {CODE}"])
@pytest.mark.parametrize("status", [Status.REFUSED, Status.WITHDRAWN, Status.STOPPED, Status.RETURNED])
def test_of_a_dossier_that_is_over_no_number_is_kept(hall: Hall, status: Status, word: str) -> None:
    hall.ask()
    hall.work()
    hall.change(status)
    [told] = hall.hear(word)
    assert told.startswith(f"{CODE}: ")
    assert told.endswith(". Ho so da ket thuc, khong con tin de bao.")
    assert hall.notices() == 0


def test_dk_alone_without_a_question_says_how(hall: Hall) -> None:
    [told] = hall.hear("DK")
    assert told.startswith("Xin nhan DK va ma ho so")


def test_dk_alone_with_several_questions_asks_which(hall: Hall) -> None:
    hall.ask(1)
    hall.ask(2)
    hall.work()
    assert hall.hear("DK") == [f"Co 2 ho so cho ban dong y. Xin nhan DK va ma, vi du DK {a_code(2)}."]
    hall.hear(f"DK {a_code(2)}")
    hall.bridge.clock.move(minutes=1)
    assert hall.hear("DK")[0].startswith(f"{a_code(1)}: ")


def test_a_question_is_answered_within_a_day(hall: Hall) -> None:
    hall.ask()
    hall.work()
    hall.bridge.clock.move(days=1)
    assert hall.hear("DK")[0].startswith("Xin nhan DK va ma ho so")


def test_huy_ends_all_notices_of_the_phone(hall: Hall) -> None:
    for serial in (1, 2):
        hall.ask(serial)
        hall.work()
        hall.hear(f"DK {a_code(serial)}")
    assert hall.hear("HUY") == ["Da thoi bao tin cho so nay."]
    hall.change(Status.FINISHED)
    assert (hall.work(), hall.notices()) == ([], 0)


def test_huy_and_a_code_end_one(hall: Hall) -> None:
    for serial in (1, 2):
        store(hall.engine, a_record(code=a_code(serial)))
        hall.hear(f"DK {a_code(serial)}")
    assert hall.hear(f"HUY {a_code(1)}") == [f"{a_code(1)}: da thoi bao tin."]
    assert hall.hear(f"huy {a_code(1)}") == [f"{a_code(1)}: so nay khong co yeu cau bao tin."]
    assert hall.notices() == 1


def test_a_word_of_refusal_without_any_notice_gets_no_answer(hall: Hall) -> None:
    assert hall.hear("STOP") == []
    assert [row.outcome for row in hall.bridge.incoming()] == [Outcome.OPTED_OUT]


def test_another_phone_can_neither_agree_nor_end(hall: Hall) -> None:
    hall.ask()
    hall.work()
    hall.bridge.hear("DK", "HUY", sender="0987654321")
    hall.work()
    hall.change(Status.FINISHED)
    assert (hall.work(), hall.notices()) == ([], 1)


@pytest.mark.parametrize("status", [Status.PROCESSING, Status.RETURNED, Status.WITHDRAWN])
def test_what_a_citizen_need_not_be_told_is_not_told(hall: Hall, status: Status) -> None:
    store(hall.engine, a_record(status=Status.RECEIVED))
    hall.hear(f"DK {CODE}")
    hall.change(status)
    assert hall.work() == []


@pytest.mark.parametrize("status", [Status.REFUSED, Status.WITHDRAWN, Status.STOPPED, Status.RETURNED])
def test_with_the_dossier_the_notice_ends(hall: Hall, status: Status) -> None:
    store(hall.engine)
    hall.hear(f"DK {CODE}")
    hall.change(status)
    hall.work()
    assert hall.notices() == 0


def test_a_second_supplement_is_told_again(hall: Hall) -> None:
    store(hall.engine)
    hall.hear(f"DK {CODE}")
    told = []
    for status in (Status.SUPPLEMENT_REQUESTED, Status.PROCESSING, Status.SUPPLEMENT_REQUESTED):
        hall.change(status)
        told += hall.work()
    assert len(told) == 2


def test_at_night_news_wait_for_the_morning_and_only_the_last_is_told(hall: Hall) -> None:
    store(hall.engine)
    hall.hear(f"DK {CODE}")
    hall.bridge.clock.now = datetime(2026, 11, 24, 13, tzinfo=UTC)  # 20:00 in Viet Nam
    hall.change(Status.FINISHED)
    hall.change(Status.PAYMENT_REQUIRED)
    assert hall.work() == []
    hall.bridge.clock.now = datetime(2026, 11, 25, 0, tzinfo=UTC)  # 7:00
    [told] = hall.work()
    assert told.startswith(f"{CODE}: can nop phi, thue")


def test_a_dossier_that_is_late_is_told_once_with_an_apology(hall: Hall) -> None:
    store(hall.engine, a_record(due_at=NOW + timedelta(hours=1)))
    hall.hear(f"DK {CODE}")
    assert hall.work() == []
    hall.bridge.clock.move(days=1)
    [told] = hall.work()
    assert "Hen tra 24/11/2026, da tre, xin loi ban" in told
    hall.bridge.clock.move(days=1)
    assert hall.work() == []


def test_an_english_reader_is_asked_and_told_in_english(hall: Hall) -> None:
    hall.ask(language=Language.EN)
    assert hall.work()[0].startswith(f"You asked for news of dossier {CODE}. Reply DK {CODE} to agree")
    hall.hear("DK")
    hall.change(Status.FINISHED)
    assert hall.work()[0].startswith(f"{CODE}: Your dossier is finished and the result is ready. Please bring")


def test_news_never_name_the_applicant_and_show_no_note(hall: Hall) -> None:
    store(hall.engine)
    hall.hear(f"DK {CODE}")
    hall.change(Status.FINISHED, note="Ông Nguyễn Văn An đã gọi")
    [told] = hall.work()
    assert "Nguyen" not in told


def test_news_are_tried_for_three_hours_and_then_given_up(hall: Hall) -> None:
    hall.ask()
    hall.notifier.invite()
    hall.bridge.clock.move(hours=2)
    assert len(hall.work()) == 1
    hall.hear("DK")
    hall.bridge.clock.move(hours=2)  # after the lunch break
    hall.change(Status.FINISHED)
    hall.notifier.notify()
    hall.bridge.clock.move(hours=4)
    assert hall.work() == []
    assert hall.bridge.outgoing()[-1].refusal == "too_old"


def test_after_huy_not_even_what_waits_is_sent(hall: Hall) -> None:
    for serial in (1, 2):
        store(hall.engine, a_record(code=a_code(serial)))
        hall.hear(f"DK {a_code(serial)}")
    for serial in (1, 2):
        hall.change(Status.FINISHED, serial)
    hall.notifier.notify()
    hall.bridge.hear(f"HUY {a_code(1)}")
    hall.bridge.answerer.answer_waiting()
    assert sorted(text.split(":")[0] for text in hall.work()) == [a_code(1), a_code(2)]
    refusals = {row.refusal for row in hall.bridge.outgoing()}
    assert refusals == {None, "withdrawn"}
