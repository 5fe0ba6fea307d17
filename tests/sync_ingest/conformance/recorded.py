"""Recorded traffic for tests: what well-behaved senders send, written down without a socket."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

import httpx

from sync_ingest.conformance.disturbing import BUSY, EXISTS
from sync_ingest.conformance.exchange import Exchange, Fault, Reply, Request
from sync_ingest.conformance.item import Form
from sync_ingest.conformance.traffic import Traffic
from tests.builders import AGENCY, CODE, NOW
from tests.sync_ingest.national.builders import a_ho_so, a_tien_do

SIGNATURE = 'motcua=("@method" "@authority" "@path" "@query" "content-digest");created=1;keyid="k";nonce="{:016}"'
SECOND = timedelta(seconds=1)
SESSION = "mot-phien"

Raw = dict[str, Any]


@dataclass
class Talk:
    """Traffic as it grows: each request comes two seconds after the one before, and is answered after a tenth."""

    form: Form
    exchanges: list[Exchange] = field(default_factory=list)
    now: datetime = NOW

    def push(self, *items: Raw, fault: Fault | None = None, reason: str | None = None) -> Exchange:
        """A push in our own form; `reason` quarantines all of it."""
        outcome = {"outcome": "quarantined" if reason else "applied", "reason": reason, "detail": None, "version": 1}
        told = {"outcomes": [{"id": item.get("id"), **outcome} for item in items], "event": 1}
        return self.send("/v1/updates", {"updates": items}, told, fault)

    def national(self, service: str, items: Sequence[Raw], fault: Fault | None = None, **stated: Any) -> Exchange:
        """A push in the national format, of either kind."""
        flag = {} if service == "CapNhatTienDoHoSoMC" else {"isUpdating": "False"}
        told = {"error_code": "0", "message": "Cập nhật thành công.", "result": []}
        if self.form is Form.NATIONAL:
            body = {"session": SESSION, "madonvi": "H53.19", "service": service, **flag, "data": items, **stated}
            return self.send("/national/services", body, told, fault)
        query = "&".join(f"{name}={text}" for name, text in {"MaDinhDanhDV": "H53.19", **flag, **stated}.items())
        return self.send(f"/national/bi-mat/{service}?{query}", list(items), told, fault)

    def log_in(self) -> Exchange:
        """A log-in that gives SESSION."""
        body = {"username": "h53", "password": "mot-mat-khau-dai"}
        return self.send("/national/login", body, {"error_code": "0", "message": "thành công", "session": SESSION})

    def send(self, target: str, body: Any, told: Any, fault: Fault | None = None) -> Exchange:
        """Any request, answered with `told`."""
        number = self.exchanges[-1].number + 1 if self.exchanges else 1
        content = json.dumps(body, ensure_ascii=False).encode()
        headers = {"Content-Type": "application/json", "Content-Length": str(len(content))}
        if self.form is Form.WIRE:
            headers |= {"Signature-Input": SIGNATURE.format(number), "Signature": "motcua=:AA==:"}
        reply = Reply(200, httpx.Headers(), json.dumps(told, ensure_ascii=False).encode())
        heard = {Fault.CUT: None, Fault.BUSY: BUSY, Fault.EXISTS: EXISTS}.get(fault, reply) if fault else reply
        if fault is Fault.SESSION:
            heard = Reply(200, httpx.Headers(), b'{"error_code":"2","message":"over","result":[]}')
        request = Request("POST", target, httpx.Headers(headers), content)
        self.now += 2 * SECOND
        ended_at = self.now + (SECOND if fault is Fault.SLOW else SECOND / 10)
        self.exchanges.append(Exchange(number, request, self.now, ended_at, reply, heard, fault))
        return self.exchanges[-1]

    def change(self, number: int, **parts: Any) -> "Talk":
        """Put other parts into the request of an exchange: method, target, headers, body."""
        was = self.exchanges[number - 1]
        self.exchanges[number - 1] = replace(was, request=replace(was.request, **parts))
        return self

    def header(self, number: int, name: str, text: str) -> "Talk":
        """Put another header into a request; "" takes it away."""
        headers = dict(self.exchanges[number - 1].request.headers)
        headers.pop(name, None)
        self.change(number, headers=httpx.Headers({**headers, **({name: text} if text else {})}))
        return self

    def item(self, number: int, **stated: Any) -> "Talk":
        """Say something else in the first update of an exchange, in our own form; None takes a field out."""
        body = json.loads(self.exchanges[number - 1].request.body)
        said = body["updates"][0] | stated
        body["updates"][0] = {name: value for name, value in said.items() if value is not None}
        return self._rewrite(number, body)

    def record(self, number: int, **stated: Any) -> "Talk":
        """Say something else in the first item of a national push, or beside it."""
        body = json.loads(self.exchanges[number - 1].request.body)
        (body[0] if isinstance(body, list) else body["data"][0]).update(stated)
        return self._rewrite(number, body)

    def drop(self, *numbers: int) -> "Talk":
        """Leave exchanges out, as if the sender had never made them."""
        self.exchanges = [each for each in self.exchanges if each.number not in numbers]
        return self

    @property
    def traffic(self) -> Traffic:
        """What the rules judge."""
        return Traffic(self.exchanges, self.form, frozenset({AGENCY}))

    def _rewrite(self, number: int, body: Any) -> "Talk":
        content = json.dumps(body, ensure_ascii=False).encode()
        self.change(number, body=content)
        self.header(number, "content-length", str(len(content)))
        return self


def an_update(number: int, status: int, **stated: Any) -> Raw:
    """An update of CODE that has just happened."""
    occurred_at = (NOW + number * SECOND).isoformat()
    return {
        "id": f"a-{number}",
        "code": CODE,
        "sequence": number,
        "occurred_at": occurred_at,
        "status": status,
    } | stated


def a_full_update(number: int, status: int, **stated: Any) -> Raw:
    """One that says everything."""
    full = {
        "procedure": {"code": "1.001612", "name": "Đăng ký thành lập hộ kinh doanh", "field": "Đăng ký kinh doanh"},
        "received_at": "2026-11-23T08:15:00+07:00",
        "due_at": "2026-11-27T17:00:00+07:00",
        "responsible": {"officer": "Trần Thị Bình", "unit": "Phòng Tài chính", "agency": "UBND thành phố Tây Ninh"},
        "applicant": {"name": "Nguyễn Văn Thử", "phone": "0900111222", "identity_number": "072099000123"},
    }
    return an_update(number, status, **{**full, **stated})


def good_wire() -> Talk:
    """A sender in our own form that does everything right, and meets every fault."""
    talk = Talk(Form.WIRE)
    talk.push(a_full_update(1, 2))  # 1
    for fault in (Fault.CUT, None):  # 2, 3
        talk.push(an_update(2, 4, note="Thẩm định hồ sơ"), fault=fault)
    for fault in (Fault.BUSY, Fault.BUSY, Fault.BUSY, None):  # 4 to 7
        talk.push(an_update(3, 5, missing=["Bản sao giấy chứng minh"]), fault=fault)
    talk.push(an_update(4, 4), fault=Fault.SLOW)  # 8
    talk.push(an_update(5, 9))  # 9
    talk.push(an_update(6, 4))  # 10
    talk.push(an_update(6, 4))  # 11
    talk.push(an_update(7, 4, hand_over={"to": "H53.20"}))  # 12
    talk.push(an_update(8, 8, kind="deletion"))  # 13
    return talk


def good_national(form: Form = Form.NATIONAL) -> Talk:
    """A sender in the national format that does everything right, and meets every fault."""
    talk, dossiers, steps = Talk(form), "DongBoHoSoMC", "CapNhatTienDoHoSoMC"
    if form is Form.NATIONAL:
        talk.log_in()
    else:
        talk.national(steps, [a_tien_do()])  # 1, so that both have the same numbers
    record = a_ho_so()
    talk.national(dossiers, [record], Fault.EXISTS)  # 2
    talk.national(dossiers, [record], isUpdating="True")  # 3
    for fault in (Fault.CUT, None):  # 4, 5
        talk.national(steps, [a_tien_do(ThoiDiemXuLy="20261123090000")], fault)
    asked = {"TrangThaiHoSo": "5", "DanhSachHoSoBoSung": [{"NoiDungBoSung": "Bản sao sổ hộ khẩu"}]}
    for fault in (Fault.BUSY, Fault.BUSY, Fault.BUSY, None):  # 6 to 9
        talk.national(dossiers, [record | asked], fault, isUpdating="True")
    talk.national(dossiers, [record | {"TrangThaiHoSo": "9"}], Fault.SLOW, isUpdating="True")  # 10
    if form is Form.NATIONAL:
        talk.national(dossiers, [record | {"TrangThaiHoSo": "4"}], Fault.SESSION, isUpdating="True")  # 11
        talk.log_in()  # 12
    talk.national(dossiers, [record | {"TrangThaiHoSo": "4"}], isUpdating="True")
    return talk
