"""The traffic of the ingest benches: made-up dossiers of made-up agencies, each told of three times."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from lookup_api.domain.agency import Agency
from lookup_api.domain.codes import AgencyCode, DossierCode, LocalCode
from lookup_api.domain.procedure import ProcedureRef
from lookup_api.domain.status import Status
from lookup_api.domain.update import Kind, Responsible, StatusUpdate

STEPS = (Status.RECEIVED, Status.PROCESSING, Status.FINISHED)
"""What a dossier's updates say, in their order."""
LATER = Status.RETURNED
"""What follows when a dossier is told of again after that."""
BATCH = 1_000
FIRST_DAY = datetime(2026, 1, 5, 1, 30, tzinfo=UTC)
DAYS = 200  # over which dossiers are received
PROCEDURE = ProcedureRef("1.001612", "Đăng ký thành lập hộ kinh doanh", "Đăng ký kinh doanh")
OFFICERS = [
    Responsible("Trần Thị Bình", "Phòng Kinh tế, Hạ tầng và Đô thị", "UBND phường Thử Nghiệm"),
    Responsible("Lê Văn Cường", "Trung tâm Phục vụ hành chính công", "UBND phường Thử Nghiệm"),
]
NOTES = ("Đã tiếp nhận tại bộ phận một cửa", "Đã chuyển phòng chuyên môn thẩm định", "Đã có kết quả, chờ trả")


def an_agency(number: int) -> Agency:
    """One of the agencies that send; each has its own dossiers."""
    return Agency(AgencyCode(f"H53.{10 + number}"), f"UBND phường Thử Nghiệm {number}")


def an_update(agency: AgencyCode, number: int, step: int) -> StatusUpdate:
    """What `agency` says of its dossier `number` the `step`-th time, counted from 0: the whole record each time, as
    departments' systems do.
    """
    received = FIRST_DAY + timedelta(days=number % DAYS, minutes=number % 450)
    return StatusUpdate(
        id=f"{number}-{step}",
        kind=Kind.RECORD,
        code=DossierCode(f"{agency}-{received:%y%m%d}-{number:07}", agency, received.date()),
        owner=agency,
        sender=agency,
        occurred_at=received + timedelta(hours=step * 9, seconds=number % 59),
        status=STEPS[step] if step < len(STEPS) else LATER,
        aliases=(LocalCode(f"{number}/HKD-2026"),) if step == 0 else (),  # the same as `local_code`
        procedure=PROCEDURE,
        received_at=received,
        due_at=received + timedelta(days=7),
        responsible=OFFICERS[min(step, 1)],
        note=NOTES[step % len(NOTES)],
        fee=100_000,
    )


def local_code(update: StatusUpdate) -> str:
    """The department's own code of an update's dossier, which only its first update names."""
    return f"{update.id.partition('-')[0]}/HKD-2026"


def lives(agency: AgencyCode, first: int) -> Iterator[list[StatusUpdate]]:
    """Three batches: a thousand new dossiers from number `first` on, and what follows on each of them."""
    for step in range(len(STEPS)):
        yield [an_update(agency, number, step) for number in range(first, first + BATCH)]
