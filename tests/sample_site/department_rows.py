"""The sample department's rows: our values in its words, codes and time texts."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from lookup_api.domain.calendar import VIETNAM
from lookup_api.domain.codes import AgencyCode
from lookup_api.domain.disclosure import Applicant
from lookup_api.domain.status import Status
from lookup_api.domain.update import HandOver, Responsible, StatusUpdate
from tests.sample_site.catalogue import DESKS, PROCEDURES
from tests.sample_site.offices import LAND, OFFICES, TAX

WORD_OF_STATUS = {
    Status.NEWLY_REGISTERED: "MOI",
    Status.RECEIVED: "TIEP_NHAN",
    Status.REFUSED: "TU_CHOI",
    Status.PROCESSING: "THU_LY",
    Status.SUPPLEMENT_REQUESTED: "BO_SUNG",
    Status.PAYMENT_REQUIRED: "NOP_TIEN",
    Status.WITHDRAWN: "RUT",
    Status.STOPPED: "DUNG",
    Status.FINISHED: "XONG",
    Status.RETURNED: "DA_TRA",
}
WORD_OF_AGENCY = {TAX: "CCT", LAND: "VPDK"}
PROCEDURE_KEYS = {procedure.ref.code: f"TT{number:02}" for number, procedure in enumerate(PROCEDURES, 1)}
FIELD_KEYS = {name: f"LV{number:02}" for number, name in enumerate(DESKS, 1)}


def dossier_row(record: StatusUpdate, applicant: Applicant) -> dict[str, Any]:
    """A dossier as `record`, its newest, says."""
    assert record.procedure
    assert record.responsible
    return {
        "so_hs": record.code.printed,
        "so_bn": record.aliases[0].printed if record.aliases else None,
        "ma_tthc": PROCEDURE_KEYS[record.procedure.code],
        "ma_tt": WORD_OF_STATUS[record.status],
        "ma_cb": officer_keys(record.owner).get(record.responsible),
        "ngay_nhan": minute_text(record.received_at),
        "ngay_hen": minute_text(record.due_at),
        "ngay_cn": exact_text(record.occurred_at),
        "ghi_chu": record.note or None,
        "gt_thieu": papers_text(record.missing or ()),
        "le_phi": record.fee,
        **hand_over_columns(record.hand_over or HandOver(None)),
        **applicant_columns(applicant),
    }


def exact_text(at: datetime) -> str:
    """A moment as the department notes a change: local time, to the millisecond."""
    return at.astimezone(VIETNAM).strftime("%Y-%m-%d %H:%M:%S.%f")[:-3]


def minute_text(at: datetime | None) -> str | None:
    """A moment as the department notes a date: day first, to the minute."""
    return at.astimezone(VIETNAM).strftime("%d/%m/%Y %H:%M") if at else None


def papers_text(papers: Sequence[str]) -> str:
    """Papers as the department notes them."""
    return "; ".join(papers)


def hand_over_columns(hand_over: HandOver) -> dict[str, str | None]:
    """Who has the dossier by hand-over, and until when."""
    word = WORD_OF_AGENCY[hand_over.to] if hand_over.to else None
    return {"cq_lt": word, "han_lt": minute_text(hand_over.due_at)}


def applicant_columns(applicant: Applicant) -> dict[str, str]:
    """The person behind a dossier."""
    return {
        "ho_ten": applicant.name,
        "so_cccd": applicant.identity_number,
        "so_dt": applicant.phone,
        "dia_chi": applicant.address,
    }


def unit_keys(agency: AgencyCode) -> dict[str, str]:
    """The department's keys of its units, by name."""
    names = dict.fromkeys(officer.unit for officer in OFFICES[agency].officers)
    return {name: f"PB{number:02}" for number, name in enumerate(names, 1)}


def officer_keys(agency: AgencyCode) -> dict[Responsible, str]:
    """The department's keys of its officers."""
    return {officer: f"CB{number:03}" for number, officer in enumerate(OFFICES[agency].officers, 1)}
