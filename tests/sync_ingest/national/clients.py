"""Two kinds of software that push to the national portal, with their opposite habits, as far as public code shows them.

Both judge an answer as the real ones do, and look at nothing else of it.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import httpx

Item = dict[str, Any]

CHUNK = 10
CREATED, CHANGED, STEPS = (
    "DongBoHoSoMC?MaDinhDanhDV=H53.19&isUpdating=False",
    "DongBoHoSoMC?MaDinhDanhDV=H53.19&isUpdating=True",
    "CapNhatTienDoHoSoMC?MaDinhDanhDV=H53.19",
)


class GaveUp(Exception):
    """The client holds that its push has failed, and leaves it in its queue."""


@dataclass
class OpenCps:
    """Logs in once and keeps its session; asks whether the dossier is there, then pushes it and one step of progress.

    Reads no body of 400 and above. Takes a code that is no integer for success, and wants exactly "0" for the step.
    """

    http: httpx.Client
    username: str
    password: str
    agency: str = "H53.19"
    session: str | None = None
    log_ins: int = 0
    asked: list[Item] = field(default_factory=list)

    def sync(self, record: Item, step: Item) -> None:
        """One turn of its queue for one dossier; GaveUp when it will try again later."""
        there = self._call("TraCuuHoSo", mahoso=record["MaHoSo"])
        procedure = self._call("LayThuTuc", maTTHC=record["MaTTHC"])
        for row in procedure["result"]:  # null would end it here
            record = record | {"TenTTHC": row["TENTTHC"], "TenLinhVuc": row["LINHVUCTHUCHIEN"][0]["TENLINHVUC"]}
        is_updating = "True" if there["result"] else "False"
        pushed = self._call("DongBoHoSoMC", isUpdating=is_updating, data=[record])
        if self._number(pushed) != 0:
            raise GaveUp
        told = self._call("CapNhatTienDoHoSoMC", data=[step])
        if told["error_code"] != "0":
            raise GaveUp

    def _call(self, service: str, **fields: Any) -> Item:
        if self.session is None:
            self._log_in()
        body = {"session": self.session, "madonvi": self.agency, "service": service, **fields}
        self.asked.append(body)
        return self._post("/national/services", body)

    def _log_in(self) -> None:
        self.log_ins += 1
        told = self._post("/national/login", {"username": self.username, "password": self.password})
        if self._number(told) != 0:
            raise GaveUp
        self.session = told["session"]

    def _post(self, address: str, body: Item) -> Item:
        headers = {"Content-Type": "application/json", "Accept": "application/json", "Charset": "utf-8"}
        headers |= {"dstcode": "VN:COM:000.00.00.G22:vpcpdvcapi"}
        answer = self.http.post(address, content=json.dumps(body).encode(), headers=headers)
        if answer.status_code >= 400:
            raise GaveUp
        told: Item = answer.json()
        return told

    @staticmethod
    def _number(told: Item) -> int:
        try:
            return int(told["error_code"])
        except ValueError:
            return 0


@dataclass
class ProvinceClient:
    """Sends no credential, only bare lists to its secret address: as new first, as an update when told that it exists.

    Then the progress, with steps of its own making around the history, ten at a time. It wants "0" and “thành công” in
    the raw text.
    """

    http: httpx.Client
    base: str

    def sync(self, record: Item, history: Sequence[Item]) -> None:
        """Push one dossier with its history; GaveUp when it holds that this has failed."""
        text = self._post(CREATED, [record])
        if json.loads(text)["error_code"] in ("0", "3", "-3") and "đã tồn tại" in text:
            text = self._post(CHANGED, [record])
        self._want_success(text)
        steps = [self._first(record), *history, self._last(record)]
        for at in range(0, len(steps), CHUNK):
            self._want_success(self._post(STEPS, steps[at : at + CHUNK]))

    def _post(self, service: str, items: Sequence[Item]) -> str:
        answer = self.http.post(
            f"{self.base}{service}",
            content=json.dumps(items, ensure_ascii=False).encode(),
            headers={"Content-Type": "application/json"},
        )
        answer.raise_for_status()
        return answer.content.decode()

    @staticmethod
    def _want_success(text: str) -> None:
        if not (json.loads(text)["error_code"] == "0" and "thành công" in text):
            raise GaveUp

    @staticmethod
    def _first(record: Item) -> Item:
        """It invents the reception at every re-sync."""
        return {
            "MaHoSo": record["MaHoSo"],
            "NguoiXuLy": "Chuyên viên",
            "ChucDanh": None,
            "ThoiDiemXuLy": record["NgayTiepNhan"],
            "PhongBanXuLy": None,
            "NoiDungXuLy": "Tiếp nhận hồ sơ",
            "TrangThai": "2",
            "NgayBatDau": record["NgayTiepNhan"],
            "NgayKetThucTheoQuyDinh": record["NgayHenTra"],
        }

    def _last(self, record: Item) -> Item:
        """And an end, status 9, whatever the dossier says: even at reception, older than the history."""
        return self._first(record) | {"NoiDungXuLy": "Kết thúc", "TrangThai": "9"}
