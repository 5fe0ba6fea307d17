"""Every problem that a kiosk tells of, as docs/kiosk-faults.md lists it. `python -m tests.docs.faults_table` prints the
page's tables."""

from collections.abc import Iterator

from kiosk.languages.shelf import CATALOGUES
from kiosk.saying.trouble import NUMBERS, trouble_text
from lookup_api.domain.wording import Language

HEADINGS = {
    Language.VI: ("Tiếng Việt", "| số | người dân đọc | cán bộ làm |"),
    Language.EN: ("English", "| number | what the citizen reads | what the clerk does |"),
    Language.KM: ("ភាសាខ្មែរ", "| លេខ | ប្រជាពលរដ្ឋអាន | មន្ត្រីធ្វើ |"),
}


def tables() -> Iterator[str]:
    """A heading and a table for each language, by number."""
    for language in CATALOGUES:
        title, head = HEADINGS[language]
        yield f"## {title}\n\n{head}\n|---|---|---|"
        yield "\n".join(_row(problem, language) for problem in sorted(NUMBERS, key=NUMBERS.__getitem__)) + "\n"


def _row(problem: str, language: Language) -> str:
    told = trouble_text(problem, language)
    return f"| {told.number} `{problem}` | **{_line(told.title)}** {_line(told.sentence)} | {_line(told.clerk)} |"


def _line(text: str) -> str:
    return text.replace("\n", " ")


if __name__ == "__main__":
    print("\n".join(tables()))
