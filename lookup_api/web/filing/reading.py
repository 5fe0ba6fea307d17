"""The texts of a filing's form: tidied, and what is wrong with each."""

import re
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from lookup_api.domain.codes import AgencyCode
from lookup_api.domain.disclosure import Applicant
from lookup_api.filing_form import LONGEST_SUMMARY

AGENCY, NAME, IDENTITY, PHONE = "co-quan", "ho-ten", "giay-to", "dien-thoai"
ADDRESS, SUMMARY, CONSENT = "dia-chi", "noi-dung", "dong-y"
TEXTS = (AGENCY, NAME, IDENTITY, PHONE, ADDRESS, SUMMARY, CONSENT)
LONGEST = {NAME: 200, IDENTITY: 40, PHONE: 40, ADDRESS: 300, SUMMARY: LONGEST_SUMMARY}
TURNS = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
PHONE_FORM = re.compile(r"(\+?84|0)[0-9]{8,10}")
IDENTITY_FORM = re.compile(r"[A-Z0-9\-]{6,20}")


@dataclass(frozen=True, slots=True, repr=False)
class Read:
    """`typed` are the fields as the page shows them again; `faults` name what is wrong with some of them: the citizen
    reads the text `filing_fault_{fault}`.
    """

    typed: Mapping[str, str]
    faults: Mapping[str, str]


def read_texts(fields: Mapping[str, str], agencies: Collection[str]) -> Read:
    """The texts of the form, where `agencies` are the codes that may be chosen."""
    typed = {name: _tidy(fields.get(name, ""), lines=name == SUMMARY) for name in TEXTS}
    faults = {
        AGENCY: "" if typed[AGENCY] in agencies else "agency",
        NAME: _needed(typed[NAME], "name"),
        IDENTITY: _of_form(_bare(typed[IDENTITY]), IDENTITY_FORM, "identity"),
        PHONE: _of_form(_bare(typed[PHONE]).replace("-", ""), PHONE_FORM, "phone"),
        ADDRESS: "",
        SUMMARY: _needed(typed[SUMMARY], "summary"),
        CONSENT: _needed(typed[CONSENT], "consent"),
    }
    faults |= {name: "long" for name, longest in LONGEST.items() if len(typed[name]) > longest}
    return Read(typed, {name: fault for name, fault in faults.items() if fault})


def agency_in(typed: Mapping[str, str]) -> AgencyCode:
    """The agency that was chosen."""
    return AgencyCode.parse(typed[AGENCY])


def applicant_in(typed: Mapping[str, str]) -> Applicant:
    """The applicant in texts that were found right."""
    return Applicant(typed[NAME], _bare(typed[IDENTITY]), _plain_digits(typed[PHONE]), typed[ADDRESS])


def _tidy(text: str, *, lines: bool) -> str:
    """Composed letters, no control characters and none that turn the direction of writing; single spaces, and line ends
    only where there may be several.
    """
    composed = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    rows = [" ".join(_visible(row).split()) for row in composed.split("\n")]
    return "\n".join(rows).strip() if lines else " ".join(filter(None, rows))


def _visible(row: str) -> str:
    spaced = row.replace("\t", " ")
    kept = (sign for sign in spaced if unicodedata.category(sign) not in ("Cc", "Cs"))
    return "".join(sign for sign in kept if unicodedata.bidirectional(sign) not in TURNS)


def _needed(text: str, what: str) -> str:
    return "" if text else f"{what}_missing"


def _of_form(text: str, form: re.Pattern[str], what: str) -> str:
    if not text:
        return f"{what}_missing"
    return "" if form.fullmatch(text) else f"{what}_wrong"


def _bare(number: str) -> str:
    """A number without what people put between its groups."""
    return re.sub(r"[\s.()]", "", _plain_digits(number)).upper()


def _plain_digits(text: str) -> str:
    """Khmer, full-width and other digits as 0 to 9."""
    return "".join(str(unicodedata.decimal(sign, sign)) for sign in text)
