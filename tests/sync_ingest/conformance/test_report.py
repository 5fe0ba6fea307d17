"""The report says what was found and by which article, and repeats nothing that was sent."""

import json
import re

import pytest

from sync_ingest.conformance.facts import ReportFacts
from sync_ingest.conformance.item import Form
from sync_ingest.conformance.judging import judge
from sync_ingest.conformance.lines import lines_of
from sync_ingest.conformance.report import as_html, as_json
from sync_ingest.conformance.rules.table import RULES
from tests.builders import CODE, NOW
from tests.sync_ingest.conformance.recorded import Talk, good_national, good_wire

FACTS = ReportFacts(Form.WIRE, NOW, "https://thu-nghiem", "ab" * 32, 13, vendor="Công ty <Thử>", system="Một phần mềm")
SENT = ("Nguyễn", "Thử Nghiệm", "0900", "072099", CODE, "Trần Thị", "mot-mat-khau", "mot-phien", "bi-mat")


def a_bad_talk(form: Form) -> Talk:
    """A sender that does many things wrong, with personal data in the wrong places."""
    if form is Form.WIRE:
        talk = good_wire()
        talk.item(1, note="Ông Nguyễn Văn Thử, 0900 111 222", status=77, received_at="hôm qua", id="Nguyễn Văn Thử")
        talk.change(2, target="/v1/updates?ho_ten=Nguyễn&phone=0900111222")
        talk.push({"id": "Trần Thị Sai", "code": "Nguyễn Văn Thử", "status": 4}, reason="Nguyễn Văn Thử")
        return talk
    talk = good_national(form)
    talk.record(4, NoiDungXuLy="Gặp ông Nguyễn Văn Thử 072099000123", TrangThai="Nguyễn", ThoiDiemXuLy="0900111222")
    return talk


@pytest.mark.parametrize("form", Form)
def test_nothing_that_was_sent_is_repeated(form: Form) -> None:
    judgement = judge(a_bad_talk(form).traffic)
    told = [as_html(judgement, FACTS), as_json(judgement, FACTS), *lines_of(judgement)]
    assert not [text for text in SENT for one in told if text in one]


def test_the_page_names_every_rule_with_its_article_and_needs_nothing_else() -> None:
    page = as_html(judge(good_wire().traffic), FACTS)
    for rule in (rule for rule in RULES if Form.WIRE in rule.forms):
        assert rule.words.en in page.replace("&#39;", "'")
        assert f'<td>{rule.article}<span class="id">{rule.id}</span></td>' in page
    assert "Công ty &lt;Thử&gt;" in page
    assert not re.search(r"""(?:src|href)=|url\(|@import""", page)


def test_the_json_says_the_verdict_and_each_rules_grade() -> None:
    told = json.loads(as_json(judge(good_wire().traffic), FACTS))
    assert (told["verdict"], told["sha256"]) == ("passed", "ab" * 32)
    assert {rule["grade"] for rule in told["rules"]} == {"pass", "not_seen"}


def test_the_terminal_shows_a_line_a_rule_and_the_verdict_last() -> None:
    talk = good_wire()
    talk.item(1, status="2")
    lines = list(lines_of(judge(talk.traffic)))
    assert any(line.startswith("KHÔNG ĐẠT  statuses") and "[#1/1 status]" in line for line in lines)
    assert lines[-1].startswith("KHÔNG ĐẠT: ")
