"""What single fields of the national format say, as the fields of our own wire form."""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from lookup_api.domain.codes import AgencyCode
from lookup_api.domain.procedure import ProcedureRef
from lookup_api.domain.update import LONGEST_NOTE
from lookup_api.domain.wording import without_accents
from sync_ingest.national.wire import PLACEHOLDER_IDENTITIES, read_text

LONGEST_NAME = 200
LONGEST_PROCEDURE, LONGEST_PROCEDURE_CODE = 500, 60
LONGEST_NUMBER = 40
LONGEST_MISSING, MOST_MISSING = 300, 40
LARGEST_FEE = 10**12
GROUPED = re.compile(r"[0-9]{1,3}(?:[.,][0-9]{3})+")
PERSONS_NUMBER = re.compile(r"(?:[0-9][\s.-]?){9}")  # an identity or telephone number, in groups or not
IDENTITY_NUMBER = re.compile(r"[0-9]{9}|[0-9]{12}")

Facts = dict[str, Any]


def procedure_of(item: Facts, known: Mapping[str, ProcedureRef], *, first: bool) -> Facts | None:
    """The procedure. Where the record leaves the name out, the catalogue's; where that has none, a `first` record names
    it by its code, and a later one leaves what was stated before.
    """
    code, name, group = (read_text(item.get(each)) for each in ("MaTTHC", "TenTTHC", "TenLinhVuc"))
    if not code:
        return None
    listed = known.get(code)
    name = name or (listed.name if listed else "") or (code if first else "")
    group = group or (listed.field if listed else "")
    if not name:
        return None
    return {
        "code": code[:LONGEST_PROCEDURE_CODE],
        "name": name[:LONGEST_PROCEDURE],
        "field": group[:LONGEST_NAME],
    }


def responsible_of(item: Facts) -> Facts | None:
    """Who has the dossier: of a record the agency's name alone."""
    agency = read_text(item.get("DonViXuLy"))
    return {"agency": agency[:LONGEST_NAME]} if agency else None


def hand_over_of(item: Facts, agencies: Mapping[str, AgencyCode], sender: AgencyCode) -> Facts | None:
    """Whom the dossier was handed over to. The format says it by an agency's name alone: another one's that takes part
    means that it has the dossier now, the sender's own that nobody else has; any other name says nothing.
    """
    at_work = agencies.get(folded(read_text(item.get("DonViXuLy"))))
    if at_work is None:
        return None
    return {"to": None if at_work == sender else at_work.value}


def step_facts(item: Facts, applicant: str) -> Facts:
    """Who did what in a step. Of an online dossier the first is the applicant's own, and everybody with the code reads
    who is responsible: whoever has the applicant's name is left out.
    """
    officer, unit = (read_text(item.get(name))[:LONGEST_NAME] for name in ("NguoiXuLy", "PhongBanXuLy"))
    officer = "" if applicant and folded(officer) == folded(applicant) else officer
    facts: Facts = {"note": read_text(item.get("NoiDungXuLy"))[:LONGEST_NOTE]}
    return facts | {"responsible": {"officer": officer, "unit": unit}} if officer or unit else facts


def applicant_of(item: Facts) -> Facts | None:
    """The person behind the dossier, for the sealed table; None when the record names nobody."""
    name = read_text(item.get("ChuHoSo"))[:LONGEST_NAME]
    identity = next((text for text in _identities(item) if text and text not in PLACEHOLDER_IDENTITIES), "")
    phone = read_text(item.get("SoDienThoai")) or read_text(item.get("Fax"))  # where OpenCPS has it
    facts = {"name": name, "identity_number": identity[:LONGEST_NUMBER], "phone": phone[:LONGEST_NUMBER]}
    return facts if any(facts.values()) else None


def fee_of(item: Facts) -> int | None:
    """The sum of the fees, in đồng; None when there are none, or one cannot be read."""
    prices = [_price(fee) for fee in _rows(item, "DanhSachLePhi")]
    known = [price for price in prices if price is not None]
    return sum(known) if known and len(known) == len(prices) and sum(known) <= LARGEST_FEE else None


def missing_of(item: Facts) -> list[str] | None:
    """What the newest supplement request asks for; None when there is none. Everybody with the code reads this: what
    names the applicant or holds a person's number is left out, and remarks too where it is not known whom not to name.
    """
    requests = list(_rows(item, "DanhSachHoSoBoSung"))
    if not requests:
        return None
    person = folded(read_text(item.get("ChuHoSo")))
    asked = [_scalar(requests[-1].get("NoiDungBoSung"))] if person else []
    asked += [_scalar(paper.get("TenTepDinhKem")) for paper in _rows(requests[-1], "DanhSachGiayToBoSung")]
    fit = [text[:LONGEST_MISSING] for text in asked if text and not _tells_of(person, text)]
    return fit[:MOST_MISSING] or None


def _identities(item: Facts) -> Iterator[str]:
    yield read_text(item.get("SoGiayToChuHoSo"))
    yield from (_scalar(each.get("SoDinhDanh")) for each in _rows(item, "DinhDanhCHS"))
    number = read_text(item.get("MaDoiTuong"))  # an account's technical id, of some software the identity number
    yield number if IDENTITY_NUMBER.fullmatch(number) else ""


def _rows(item: Facts, name: str) -> Iterator[Facts]:
    found = item.get(name)
    yield from (row for row in found if isinstance(row, dict)) if isinstance(found, list) else ()


def _price(fee: Facts) -> int | None:
    text = _scalar(fee.get("Gia"))
    digits = re.sub("[.,]", "", text) if GROUPED.fullmatch(text) else text
    try:
        price = Decimal(digits)
    except InvalidOperation:
        return None
    return int(price) if price.is_finite() and 0 <= price <= LARGEST_FEE else None


def _scalar(value: Any) -> str:
    return "" if isinstance(value, dict | list) else read_text(value)


def _tells_of(person: str, text: str) -> bool:
    return bool(PERSONS_NUMBER.search(text)) or bool(person and person in folded(text))


def folded(text: str) -> str:
    """A name as names are compared: capitals, accents and spaces do not matter."""
    return " ".join(without_accents(text).casefold().split())
