"""The working day of the sample department: one officer changes one dossier, again and again.

    python -m tests.sample_site.department_life sqlite:///var/department.db --interval 2

Dossiers that came in today are left alone: those are for whoever tries the demo.
"""

import logging
import signal
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from random import Random

import click
from sqlalchemy import Engine, select

from lookup_api.domain.calendar import local_day
from lookup_api.domain.codes import DossierCode
from provisioning.logs import log_to_stderr
from tests.sample_site.catalogue import PROCEDURES, desk_of
from tests.sample_site.department_changes import change_dossier
from tests.sample_site.department_db import open_department
from tests.sample_site.department_rows import PROCEDURE_KEYS
from tests.sample_site.department_tables import DOSSIERS
from tests.sample_site.offices import OFFICES, ONE_STOP

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Act:
    """What an officer may do next with a dossier, and how often that happens."""

    weight: int
    word: str
    note: str
    at_one_stop: bool = False
    asks_for_papers: bool = False


EXAMINE = Act(6, "THU_LY", "Thẩm định hồ sơ")
TO_SIGN = Act(4, "TRINH_KY", "Trình lãnh đạo ký")
ASK_FOR_PAPERS = Act(2, "BO_SUNG", "Đề nghị bổ sung giấy tờ", asks_for_papers=True)
ASK_FOR_MONEY = Act(2, "NOP_TIEN", "Thông báo nộp phí, lệ phí")
FINISH = Act(2, "XONG", "Đã ký và đóng dấu, chuyển bộ phận một cửa")
RETURN = Act(3, "DA_TRA", "Đã trả kết quả cho người nộp", at_one_stop=True)
CORRECT = Act(1, "THU_LY", "Đính chính: bấm nhầm kết thúc, tiếp tục xử lý")
ACTS: Mapping[str, tuple[Act, ...]] = {
    "TIEP_NHAN": (EXAMINE,),
    "THU_LY": (EXAMINE, TO_SIGN, ASK_FOR_PAPERS, ASK_FOR_MONEY),
    "TRINH_KY": (EXAMINE, FINISH),
    "BO_SUNG": (Act(1, "THU_LY", "Đã nhận giấy tờ bổ sung, tiếp tục thẩm định"),),
    "NOP_TIEN": (Act(1, "THU_LY", "Đã nhận biên lai nộp tiền"),),
    "XONG": (RETURN, CORRECT),
}


@dataclass(frozen=True, slots=True)
class OpenDossier:
    """A dossier that an officer may take up."""

    code: str
    word: str
    procedure_key: str


def live_once(engine: Engine, chance: Random, today: date) -> str | None:
    """One act on one of the dossiers that came before `today`. Gives its printed code; None when all work is done."""
    found = _open_dossiers(engine, today)
    if not found:
        return None
    dossier = chance.choice(found)
    acts = ACTS[dossier.word]
    _carry_out(engine, dossier, chance.choices(acts, [act.weight for act in acts])[0], chance)
    return dossier.code


def _open_dossiers(engine: Engine, today: date) -> list[OpenDossier]:
    query = select(DOSSIERS.c.so_hs, DOSSIERS.c.ma_tt, DOSSIERS.c.ma_tthc).where(
        DOSSIERS.c.ma_tt.in_(ACTS), DOSSIERS.c.cq_lt.is_(None)
    )
    with engine.connect() as connection:
        found = [OpenDossier(*row) for row in connection.execute(query.order_by(DOSSIERS.c.id_hs))]
    return [one for one in found if DossierCode.parse(one.code).received_on < today]


def _carry_out(engine: Engine, dossier: OpenDossier, act: Act, chance: Random) -> None:
    procedure = next(one for one in PROCEDURES if PROCEDURE_KEYS[one.ref.code] == dossier.procedure_key)
    desk = desk_of(procedure)
    officers = OFFICES[desk.agency].officers_of(ONE_STOP if act.at_one_stop else desk.unit)
    papers = (chance.choice(procedure.papers).name,) if act.asks_for_papers else ()
    change_dossier(
        engine,
        dossier.code,
        word=act.word,
        officer=chance.choice(officers).officer,
        note=act.note,
        missing=papers,
    )


@click.command()
@click.argument("database")
@click.option("--interval", default=2.0, show_default=True, help="Seconds from one change to the next.")
@click.option("--seed", default=1, show_default=True)
def main(database: str, interval: float, seed: int) -> None:
    """Keep changing the sample department's DATABASE (an SQLAlchemy URL) until told to end."""
    log_to_stderr()
    engine, chance, ended = open_department(database), Random(seed), threading.Event()
    for sign in (signal.SIGTERM, signal.SIGINT):
        signal.signal(sign, lambda *_: ended.set())
    while not ended.wait(interval):
        code = live_once(engine, chance, local_day(datetime.now(UTC)))
        logger.info("%s", f"{code} was changed" if code else "all work is done")


if __name__ == "__main__":
    main()
