"""A list of cases as a file for a spreadsheet."""

import csv
from collections.abc import Iterable
from io import StringIO

from lookup_api.domain.wording import Language, status_name
from lookup_api.store.concerns import Case
from lookup_api.web.pages.numbers import day_in_figures
from lookup_api.web.pages.texts import texts_in

COLUMNS = ("code", *(f"leaders_{name}" for name in ("procedure", "due", "days", "unit", "officer", "status")))
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def as_csv(cases: Iterable[Case], language: Language) -> bytes:
    """CSV in UTF-8 with the mark that spreadsheets look for; no cell is taken for a formula."""
    out, texts = StringIO(), texts_in(language)
    writer = csv.writer(out)
    writer.writerow([texts[name] for name in COLUMNS])
    for case in cases:
        due, status = day_in_figures(case.due_at), status_name(case.status, language)
        cells = (case.code, case.procedure, due, case.days, case.unit, case.officer, status)
        writer.writerow([_harmless(str(cell)) for cell in cells])
    return out.getvalue().encode("utf-8-sig")


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(FORMULA) else cell
