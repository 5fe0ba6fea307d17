"""What the pages for filing online say beside their fixed words: sizes, and what is wrong where."""

from collections.abc import Iterable, Mapping

from lookup_api.domain.wording import Language
from lookup_api.web.filing.reading import LONGEST
from lookup_api.web.filing.rules import MEBIBYTE, FileFault, FileRules
from lookup_api.web.pages.texts import texts_in

KIBIBYTE = 1024


def size_in_words(size: int, language: Language) -> str:
    """A size in bytes: `480 KB`, `1,2 MB` (English: `1.2 MB`)."""
    if size < MEBIBYTE:
        return f"{max(1, round(size / KIBIBYTE))} KB"
    figure = f"{size / MEBIBYTE:.1f}".removesuffix(".0")
    return f"{figure if language is Language.EN else figure.replace('.', ',')} MB"


def problems_in_words(
    faults: Mapping[str, str], files: Mapping[str, FileFault], rules: FileRules, language: Language
) -> dict[str, str]:
    """A sentence for each field that something is wrong with, texts first."""
    texts, gaps = texts_in(language), _gaps(rules, language)
    said = {name: _of_text(texts, name, fault) for name, fault in faults.items()}
    return said | {name: texts[f"filing_file_{fault}"].format(**gaps) for name, fault in files.items()}


def in_page_order(problems: Mapping[str, str], fields: Iterable[str]) -> dict[str, str]:
    """The problems in the order in which the page has their fields."""
    return {name: problems[name] for name in fields if name in problems}


def _of_text(texts: Mapping[str, str], name: str, fault: str) -> str:
    return texts[f"filing_fault_{fault}"].format(most=LONGEST.get(name, 0))


def _gaps(rules: FileRules, language: Language) -> dict[str, str]:
    return {
        "largest": size_in_words(rules.largest, language),
        "total": size_in_words(rules.total, language),
        "count": str(rules.count),
    }
