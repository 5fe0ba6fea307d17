"""Whatever a sender sends and a sandbox answers, it is judged: nothing makes the check itself fail."""

import json
from dataclasses import replace
from typing import Any

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sync_ingest.conformance.exchange import Exchange, Fault, Reply, Request
from sync_ingest.conformance.item import Form
from sync_ingest.conformance.judging import judge
from sync_ingest.conformance.recording import digest_of
from sync_ingest.conformance.traffic import Traffic
from tests.builders import NOW
from tests.sync_ingest.conformance.recorded import a_full_update
from tests.sync_ingest.national.builders import a_ho_so, a_tien_do

LEAVES = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12)
ANYTHING = st.recursive(LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner))
SERVICES = ("DongBoHoSoMC", "CapNhatTienDoHoSoMC")
GOOD = {Form.WIRE: [a_full_update(1, 2)], Form.NATIONAL: [a_ho_so(), a_tien_do()], Form.PROVINCE: [a_ho_so()]}


@st.composite
def exchanges(draw: st.DrawFn, form: Form) -> list[Exchange]:
    return [draw(an_exchange(form, number)) for number in range(1, draw(st.integers(2, 5)))]


@st.composite
def an_exchange(draw: st.DrawFn, form: Form, number: int) -> Exchange:
    good = draw(st.sampled_from(GOOD[form]))
    spoilt = good | {draw(st.sampled_from(sorted(good))): draw(ANYTHING)}
    items = draw(st.sampled_from([[spoilt], [good], [good, spoilt]])) if draw(st.booleans()) else draw(ANYTHING)
    service = draw(st.sampled_from(SERVICES))
    target, body = addressed(form, service, items)
    told = draw(st.sampled_from([{"outcomes": draw(ANYTHING)}, {"error_code": "5", "result": draw(ANYTHING)}, None]))
    reply = Reply(200, httpx.Headers(), json.dumps(told).encode()) if draw(st.booleans()) else None
    raw = draw(st.binary(max_size=4)) if draw(st.integers(0, 9)) == 0 else json.dumps(body).encode()
    request = Request("POST", target, httpx.Headers(), raw)
    return Exchange(number, request, NOW, NOW, reply, reply, draw(st.sampled_from([None, *Fault])))


def addressed(form: Form, service: str, items: Any) -> tuple[str, Any]:
    if form is Form.WIRE:
        return "/v1/updates", {"updates": items}
    if form is Form.NATIONAL:
        return "/national/services", {"session": items, "service": service, "isUpdating": items, "data": items}
    return f"/national/x/{service}?isUpdating=%FF", items


@pytest.mark.parametrize("form", Form)
@given(data=st.data())
@settings(max_examples=25)
def test_anything_is_judged(form: Form, data: st.DataObject) -> None:
    traffic = Traffic(data.draw(exchanges(form)), form)
    judge(replace(traffic, looked_up={code: {} for code in traffic.by_dossier}))
    assert len(digest_of(traffic.exchanges)) == 64
