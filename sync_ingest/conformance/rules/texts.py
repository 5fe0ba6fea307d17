"""What texts must not hold: numbers of persons, and letters of the time before Unicode."""

import re
import unicodedata
from collections.abc import Iterator

from sync_ingest.conformance.findings import Finding, found
from sync_ingest.conformance.item import Item
from sync_ingest.conformance.traffic import Traffic

PHONE = re.compile(r"(?<![\w.-])(?:\+?84|0)[ .-]?[35789](?:[ .-]?[0-9]){8}(?![\w-])")  # a mobile phone
IDENTITY = re.compile(r"(?<![\w.-])(?:[0-9]{12}|[0-9]{9})(?![\w-])")  # CCCD, CMND
SHORTEST_NAME = 2  # words; one alone may be any word

TCVN3_MARKS = re.compile(r"[a-zA-Z][¡¢£¤¥¦§¨©ª«¬\u00ad®¯°±²³´µ¶·¸¹»¼½¾]|[¨©ª«¬®µ¶·¸¹»¼½¾][a-zA-Z]")
CAPITAL_INSIDE = re.compile(r"[a-zà-ỹ][ÀÁÂÃÈÉÊÌÍÐÑÒÓÔÕÖ×ØÙÚÛÜÝÞĂƠƯ][a-zà-ỹ]")  # NguyÔn
VNI_LETTERS = re.compile(r"[øûïäåëñöÿØÛÏÄÅËÑÖ]")  # never a Vietnamese letter
READ_AS_LATIN = re.compile(r"á[ºﾺ»]|Ã[\u0080-\u00bf]|Ä[\u0080-\u0192‘]|Æ[°¡]")  # UTF-8 taken for another encoding
LOST_LETTER = re.compile(r"\ufffd|\w\?\w")
OLD_LETTERS = (TCVN3_MARKS, CAPITAL_INSIDE, VNI_LETTERS, READ_AS_LATIN, LOST_LETTER)


def holds_a_number_of_a_person(text: str) -> bool:
    """Whether a mobile phone's or an identity number stands in it."""
    return bool(PHONE.search(text) or IDENTITY.search(text))


def holds_old_letters(text: str) -> bool:
    """Whether it looks like TCVN3, VNI or wrongly decoded text instead of Vietnamese in Unicode."""
    return any(form.search(text) for form in OLD_LETTERS)


def keeps_persons_out_of_public_texts(traffic: Traffic) -> Finding:
    """No phone, identity number or applicant's name where others than the applicant may read it."""
    return found(traffic.items, _told(traffic))


def writes_unicode(traffic: Traffic) -> Finding:
    """Vietnamese in Unicode, in all texts that people read."""
    with_texts = [item for item in traffic.items if any(text for _, text in item.facts.public)]
    wrong = (
        f"{item.place} {name}" for item in with_texts for name, text in item.facts.public if holds_old_letters(text)
    )
    return found(with_texts, wrong)


def _told(traffic: Traffic) -> Iterator[str]:
    for items in traffic.by_dossier.values():
        people = {_folded(item.facts.applicant) for item in items} - {""}
        for item in items:
            yield from _told_by(item, {name for name in people if len(name.split()) >= SHORTEST_NAME})


def _told_by(item: Item, people: set[str]) -> Iterator[str]:
    for name, text in item.facts.public:
        folded = f" {_folded(text)} "
        if holds_a_number_of_a_person(text) or any(f" {person} " in folded for person in people):
            yield f"{item.place} {name}"


def _folded(text: str) -> str:
    """Composed, in small letters, words alone: as a name is compared."""
    return " ".join(re.sub(r"[^\w]+", " ", unicodedata.normalize("NFC", text).casefold()).split())
