"""The report that the province files: one page of HTML that needs nothing else, and the same as JSON."""

import json
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from sync_ingest.conformance.facts import FORMS, ReportFacts, own_version
from sync_ingest.conformance.findings import Grade
from sync_ingest.conformance.judging import SENTENCES, Judgement
from sync_ingest.conformance.rule import Judged, Weight
from sync_ingest.conformance.rules.table import GROUPS
from sync_ingest.reasons import Words

TEMPLATES = Path(__file__).parent / "templates"
VIET_NAM = ZoneInfo("Asia/Ho_Chi_Minh")
GRADES = {
    Grade.PASS: Words("Đạt", "Pass"),
    Grade.FAIL: Words("Không đạt", "Fail"),
    Grade.NOT_SEEN: Words("Chưa thấy", "Not seen"),
}
WEIGHTS = {
    Weight.MUST: Words("bắt buộc", "must"),
    Weight.IF_SEEN: Words("bắt buộc khi có", "must, where it occurs"),
    Weight.SHOULD: Words("nên có", "should"),
}


def as_html(judgement: Judgement, facts: ReportFacts) -> str:
    """The report for printing on A4, in Vietnamese with English beneath."""
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("report.html").render(
        facts=facts,
        form=FORMS[facts.form],
        made_at=facts.made_at.astimezone(VIET_NAM),
        digest=[facts.digest[at : at + 8] for at in range(0, len(facts.digest), 8)],
        verdict=judgement.verdict,
        sentence=SENTENCES[judgement.verdict],
        groups=_grouped(judgement),
        counts={grade: _count(judgement, grade) for grade in Grade},
        grades=GRADES,
        weights=WEIGHTS,
        version=own_version(),
    )


def as_json(judgement: Judgement, facts: ReportFacts) -> str:
    """The same for programs."""
    return json.dumps(
        {
            "verdict": judgement.verdict.name.lower(),
            "form": facts.form.value,
            "made_at": facts.made_at.isoformat(),
            "vendor": facts.vendor,
            "system": facts.system,
            "system_version": facts.system_version,
            "agency": facts.agency,
            "sandbox": facts.sandbox,
            "replayed": facts.was_replayed,
            "requests": facts.number,
            "sha256": facts.digest,
            "version": own_version(),
            "rules": [_as_json(each) for each in judgement.judged],
        },
        ensure_ascii=False,
        indent=2,
    )


def _as_json(judged: Judged) -> dict[str, Any]:
    rule, finding = judged.rule, judged.finding
    return {
        "id": rule.id,
        "weight": rule.weight.value,
        "article": rule.article,
        "vi": rule.words.vi,
        "en": rule.words.en,
        "grade": finding.grade.value,
        "seen": finding.seen,
        "wrong": finding.wrong,
        "evidence": list(finding.evidence),
    }


def _grouped(judgement: Judgement) -> list[tuple[Words, list[Judged]]]:
    return [(title, [each for each in judgement.judged if each.rule in rules]) for title, rules in GROUPS]


def _count(judgement: Judgement, grade: Grade) -> int:
    return sum(each.finding.grade is grade for each in judgement.judged)
