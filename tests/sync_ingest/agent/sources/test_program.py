"""A one-stop software pushes to a running agent, and the centre knows."""

from pathlib import Path

import httpx

from lookup_api.domain.status import Status
from lookup_api.store.agencies import save_agency
from sync_ingest.saving import Desk
from tests.builders import AGENCY, a_code, an_agency
from tests.servers import free_port
from tests.sync_ingest.agent.running import RealCentre, a_real_centre, an_agent
from tests.waiting import wait_until


def test_what_the_software_pushes_is_soon_at_the_centre(sqlite_url: str, desk: Desk, tmp_path: Path) -> None:
    port, token = free_port(), "b1m4t"
    with a_real_centre(sqlite_url, desk) as centre, an_agent(centre, tmp_path, f"folder://{tmp_path}/push") as agent:
        with centre.sessions.begin() as session:
            save_agency(session, an_agency())
        agent.settings |= {"MOTCUA_AGENT_PROFILE": "national", "MOTCUA_AGENT_LISTEN_PORT": str(port)}
        agent.settings["MOTCUA_AGENT_LISTEN_TOKEN"] = token
        assert agent.do("enrol", centre.claim_code(AGENCY.value)).returncode == 0
        agent.start()
        wait_until("it takes the push", lambda: _pushes(f"http://127.0.0.1:{port}/{token}/"), every=0.1)
        wait_until("the centre knows", lambda: _knows(centre), every=0.1)
        assert centre.dossier(a_code(1)).status is Status.FINISHED
        assert agent.stop() == 0
    assert "Nguyễn" not in agent.said


def _pushes(address: str) -> bool:
    record = {
        "MaHoSo": a_code(1),
        "TrangThaiHoSo": "9",
        "ChuHoSo": "Nguyễn Văn An",
        "NgayKetThucXuLy": "20261120090000",
    }
    said = {"session": "x", "madonvi": AGENCY.value, "service": "DongBoHoSoMC", "isUpdating": "False", "data": [record]}
    try:
        return bool(httpx.post(address, json=said).json()["error_code"] == "0")
    except httpx.ConnectError:
        return False


def _knows(centre: RealCentre) -> bool:
    try:
        return bool(centre.dossier(a_code(1)))
    except AssertionError:
        return False
