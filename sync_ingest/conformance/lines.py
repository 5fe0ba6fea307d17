"""The findings on a terminal, a line for each rule, and the steps that a vendor walks through."""

from collections.abc import Iterator

from sync_ingest.conformance.findings import Grade
from sync_ingest.conformance.judging import SENTENCES, Judgement
from sync_ingest.conformance.rule import Judged, Weight

GRADES = {Grade.PASS: "ĐẠT", Grade.FAIL: "KHÔNG ĐẠT", Grade.NOT_SEEN: "CHƯA THẤY"}
STEPS = (
    "Tiếp nhận hai hồ sơ, lần lượt (create two dossiers one after the other, status 2)",
    "Chuyển một hồ sơ sang đang xử lý (one of them to status 4)",
    "Yêu cầu bổ sung, nêu giấy tờ còn thiếu (status 5, with the missing papers)",
    "Nhận giấy tờ bổ sung (back to status 4)",
    "Kết thúc xử lý (status 9)",
    "Sửa thao tác nhầm: trở lại đang xử lý (correction, 9 back to 4)",
    "Gửi lại một cập nhật cũ (send one of them again)",
    "Nếu có: chuyển liên thông sang cơ quan khác (hand over)",
    "Nếu có: xoá một hồ sơ (delete)",
    "Gửi 1.000 mục liền nhau (a thousand at once)",
)


def lines_of(judgement: Judgement) -> Iterator[str]:
    """One line a rule, and the verdict last."""
    for judged in judgement.judged:
        yield _line(judged)
    sentence = SENTENCES[judgement.verdict]
    yield f"{sentence.vi}  ({sentence.en})"


def steps() -> Iterator[str]:
    """The steps of the scenario, numbered as in docs/conformance.md."""
    return (f"{number:>3}. {step}" for number, step in enumerate(STEPS, 1))


def _line(judged: Judged) -> str:
    rule, finding = judged.rule, judged.finding
    advice = " (nên có)" if rule.weight is Weight.SHOULD else ""
    places = f"  [{', '.join(finding.evidence)}]" if finding.evidence else ""
    return f"{GRADES[finding.grade]:<10} {rule.id:<15} {'Điều ' + rule.article:<18} {rule.words.vi}{advice}{places}"
