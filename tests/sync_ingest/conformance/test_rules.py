"""Every rule lets a well-behaved sender through, and catches one that breaks it and nothing else."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from sync_ingest.conformance.exchange import Fault, Reply
from sync_ingest.conformance.findings import Grade
from sync_ingest.conformance.item import Form
from sync_ingest.conformance.judging import Judgement, Verdict, judge
from sync_ingest.conformance.rules.table import RULES
from tests.builders import CODE, NOW
from tests.sync_ingest.conformance.recorded import (
    SIGNATURE,
    Talk,
    a_full_update,
    an_update,
    good_national,
    good_wire,
)
from tests.sync_ingest.national.builders import a_ho_so

Break = Callable[[Talk], object]


def failing(judgement: Judgement) -> set[str]:
    return {each.rule.id for each in judgement.judged if each.finding.grade is Grade.FAIL}


def a_push_again(talk: Talk, number: int, **parts: Any) -> Talk:
    """The same request as in that exchange, once more at the end."""
    last, was = talk.exchanges[-1], talk.exchanges[number - 1]
    talk.exchanges.append(replace(was, number=last.number + 1, came_at=last.came_at + timedelta(seconds=2), **parts))
    return talk


def refused_over_and_over(talk: Talk) -> None:
    refused = Reply(403, talk.exchanges[0].request.headers, b"{}")
    for at in range(5):
        a_push_again(talk, 13, heard=refused)
        talk.header(len(talk.exchanges), "signature-input", SIGNATURE.format(1000 + at))


def hammering(talk: Talk) -> None:
    for at, number in enumerate((4, 5, 6)):
        came_at = talk.exchanges[3].came_at + at * timedelta(milliseconds=50)
        talk.exchanges[number - 1] = replace(talk.exchanges[number - 1], came_at=came_at)


def impatient(talk: Talk) -> None:
    talk.exchanges[8] = replace(talk.exchanges[8], came_at=talk.exchanges[7].came_at + timedelta(milliseconds=500))


def late(talk: Talk) -> None:
    talk.now += timedelta(minutes=20)
    talk.push(an_update(8, 8, kind="deletion", id="a-9", note="Trùng"))


def a_thousand_with_a_hole(talk: Talk) -> None:
    talk.push(
        *[an_update(100 + at, 4, occurred_at=NOW.isoformat(), sequence=100, note=f"Bước {at}") for at in range(999)]
    )
    talk.push(an_update(2_000, 4, occurred_at=NOW.isoformat()), fault=Fault.CUT)


def overtaking(talk: Talk) -> None:
    talk.drop(3)
    talk.push(an_update(2, 4, note="Thẩm định hồ sơ"))


def another_session(talk: Talk) -> None:
    talk.change(3, body=talk.exchanges[2].request.body.replace(b"mot-phien", b"phien-khac"))
    talk.header(3, "content-length", str(len(talk.exchanges[2].request.body)))


IN_WIRE: dict[str, tuple[Break, set[str]]] = {
    "post-json": (lambda talk: talk.change(1, method="PUT"), set()),
    "utf-8": (lambda talk: a_push_again(talk, 1).change(14, body=b"\xe9\xe8"), {"length", "nonce"}),
    "length": (lambda talk: talk.header(1, "content-length", ""), set()),
    "size": (
        lambda talk: talk.push(
            *[an_update(100 + at, 4, occurred_at=NOW.isoformat(), note=f"{at}") for at in range(1001)]
        ),
        set(),
    ),
    "signature": (lambda talk: talk.header(1, "signature-input", SIGNATURE.format(1).replace('"@query"', "")), set()),
    "nonce": (lambda talk: talk.header(1, "signature-input", SIGNATURE.format(2)), set()),
    "addresses": (lambda talk: talk.change(1, target="/v1/updates?phone=0900111222"), set()),
    "codes": (lambda talk: talk.push(a_full_update(9, 2, code="H53.77-261102-0001")), set()),
    "statuses": (lambda talk: talk.item(10, status="4").item(11, status="4"), set()),
    "times": (lambda talk: talk.item(1, received_at="23/11/2026"), set()),
    "clock": (lambda talk: talk.item(13, occurred_at=(NOW + timedelta(hours=1)).isoformat()), set()),
    "responsible": (lambda talk: talk.item(1, responsible={"officer": "", "unit": "Phòng", "agency": "UBND"}), set()),
    "procedure": (lambda talk: talk.item(1, procedure=None), set()),
    "received": (lambda talk: talk.item(1, received_at=None), set()),
    "due": (lambda talk: talk.item(1, due_at=None), set()),
    "missing-papers": (lambda talk: [talk.item(number, missing=None) for number in (4, 5, 6, 7)], set()),
    "private": (lambda talk: talk.item(9, note="Đã gọi 0900 111 222"), set()),
    "unicode": (lambda talk: talk.item(9, note="¤ng NguyÔn V¨n Thö"), set()),
    "ids": (lambda talk: talk.item(9, id="a-1"), set()),
    "same-again": (lambda talk: talk.item(11, id="khac"), set()),
    "order": (lambda talk: talk.item(9, sequence=2), set()),
    "correction": (lambda talk: [talk.item(number, kind="progress") for number in (8, 10, 11, 12)], set()),
    "hand-over": (lambda talk: talk.item(12, hand_over={"to": "Chi cục Thuế"}), set()),
    "deletion": (lambda talk: talk.item(13, status=4), set()),
    "fresh": (late, set()),
    "thousand": (a_thousand_with_a_hole, {"after-cut", "nothing-lost"}),
    "nothing-lost": (lambda talk: talk.push(an_update(9, 4), fault=Fault.BUSY), {"after-busy"}),
    "accepted": (lambda talk: talk.push(an_update(9, 4), reason="not_yours"), set()),
    "after-cut": (lambda talk: talk.drop(3), {"nothing-lost", "no-overtaking"}),
    "after-busy": (lambda talk: talk.drop(7), {"nothing-lost", "no-overtaking"}),
    "patience": (hammering, set()),
    "slow-answer": (impatient, set()),
    "no-overtaking": (overtaking, set()),
    "refused": (refused_over_and_over, set()),
}
IN_NATIONAL: dict[str, tuple[Break, set[str]]] = {
    "log-in": (another_session, set()),
    "is-updating": (lambda talk: talk.national("DongBoHoSoMC", [], isUpdating="true"), set()),
    "session-over": (lambda talk: talk.drop(12), set()),
    "exists": (
        lambda talk: talk.drop(*range(3, 20)).national("DongBoHoSoMC", []),
        {"nothing-lost", "responsible"},
    ),
    "missing-papers": (lambda talk: [talk.record(n, DanhSachHoSoBoSung=[]) for n in (6, 7, 8, 9)], set()),
    "statuses": (lambda talk: talk.national("DongBoHoSoMC", [a_ho_so(TrangThaiHoSo="11")], isUpdating="True"), set()),
    "times": (lambda talk: talk.record(4, NgayBatDau="03/11/2026").record(5, NgayBatDau="03/11/2026"), set()),
    "responsible": (lambda talk: [talk.record(n, NguoiXuLy="") for n in (4, 5)], set()),
    "private": (lambda talk: [talk.record(n, NoiDungXuLy="Gặp ông Nguyễn Văn Thử") for n in (4, 5)], set()),
    "unicode": (lambda talk: [talk.record(n, NoiDungXuLy="ThÈm ®Þnh hå s¬") for n in (4, 5)], set()),
}


def test_there_is_a_sender_that_breaks_each_rule() -> None:
    assert {rule.id for rule in RULES} == {*IN_WIRE, *IN_NATIONAL, "public"}


def test_a_well_behaved_sender_in_our_own_form_passes() -> None:
    assert not failing(judge(good_wire().traffic))
    assert judge(good_wire().traffic).verdict is Verdict.PASSED


@pytest.mark.parametrize("form", [Form.NATIONAL, Form.PROVINCE])
def test_a_well_behaved_sender_in_the_national_format_passes(form: Form) -> None:
    judgement = judge(good_national(form).traffic)
    assert not failing(judgement)
    assert judgement.verdict is Verdict.PASSED


@pytest.mark.parametrize("rule", IN_WIRE)
def test_a_sender_in_our_own_form_that_breaks_a_rule_is_caught(rule: str) -> None:
    breaks, too = IN_WIRE[rule]
    talk = good_wire()
    breaks(talk)
    assert failing(judge(talk.traffic)) == {rule, *too}


@pytest.mark.parametrize("rule", IN_NATIONAL)
def test_a_sender_in_the_national_format_that_breaks_a_rule_is_caught(rule: str) -> None:
    breaks, too = IN_NATIONAL[rule]
    talk = good_national()
    breaks(talk)
    assert failing(judge(talk.traffic)) == {rule, *too}


@pytest.mark.parametrize("answer", [None, {"status": 4, "procedure": {"code": "khác"}}, {"status": 9}])
def test_a_look_up_that_shows_something_else_than_was_sent_is_caught(answer: Any) -> None:
    talk = good_wire()
    talk.drop(13)
    assert failing(judge(replace(talk.traffic, looked_up={CODE: answer}))) == {"public"}


def test_a_look_up_that_shows_what_was_sent_passes() -> None:
    looked_up = {CODE: None}  # it was deleted
    finding = judge(replace(good_wire().traffic, looked_up=looked_up)).of("public").finding
    assert finding.grade is Grade.PASS


def test_what_was_never_seen_is_not_proven() -> None:
    talk = Talk(Form.WIRE)
    talk.push(a_full_update(1, 2))
    assert judge(talk.traffic).verdict is Verdict.NOT_PROVEN
    assert judge(talk.traffic).of("after-cut").finding.grade is Grade.NOT_SEEN


def test_advice_that_is_not_taken_fails_nobody() -> None:
    talk = good_wire()
    talk.item(1, due_at=None)
    assert judge(talk.traffic).verdict is Verdict.PASSED
