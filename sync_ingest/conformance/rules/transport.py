"""How requests are made: method, kind of content, size, who signs them, and what must not stand in an address."""

import re
from collections import Counter
from urllib.parse import unquote

from sync_ingest.conformance.exchange import Exchange
from sync_ingest.conformance.findings import Finding, found
from sync_ingest.conformance.pushes import form_of, parsed
from sync_ingest.conformance.rules.texts import holds_a_number_of_a_person
from sync_ingest.conformance.traffic import Traffic
from sync_ingest.envelope import CONTENT_TYPE, LARGEST_BODY, MOST_UPDATES
from sync_ingest.national.wire import SYNC_RECORDS

NEEDED_IN_SIGNATURE = ('"@method"', '"@authority"', '"@path"', '"@query"', '"content-digest"', "created=", "keyid=")
NONCE = re.compile(r'nonce="([^"]{16,128})"')
SECRET_NAMES = re.compile(r"(?i)(?:^|&)(?:password|matkhau|username|session|token|cmnd|cccd|sodienthoai|phone)=")


def posts_json(traffic: Traffic) -> Finding:
    """POST, and `Content-Type: application/json`."""
    return found(traffic.own, (_place(each) for each in traffic.own if not _posts_json(each)))


def is_utf8_json(traffic: Traffic) -> Finding:
    """The body is JSON in UTF-8."""
    return found(traffic.own, (_place(each) for each in traffic.own if parsed(each.request.body) is None))


def states_length(traffic: Traffic) -> Finding:
    """Content-Length is stated, and nothing is compressed."""
    return found(traffic.own, (_place(each) for each in traffic.own if not _states_length(each)))


def keeps_to_size(traffic: Traffic) -> Finding:
    """At most 1,000 items and 2 MiB a request."""
    wrong = (
        push.place
        for push in traffic.pushes
        if len(push.items) > MOST_UPDATES or len(push.exchange.request.body) > LARGEST_BODY
    )
    return found(traffic.pushes, wrong)


def signs(traffic: Traffic) -> Finding:
    """Signed as the wire format says, and believed by the sandbox."""
    return found(traffic.pushes, (push.place for push in traffic.pushes if not _is_signed(push.exchange)))


def spends_nonces_once(traffic: Traffic) -> Finding:
    """Each request has a nonce of its own."""
    nonces = [(push.place, _nonce(push.exchange)) for push in traffic.pushes]
    times = Counter(nonce for _, nonce in nonces)
    return found(nonces, (place for place, nonce in nonces if not nonce or times[nonce] > 1))


def logs_in(traffic: Traffic) -> Finding:
    """Every call carries a session that a log-in before it gave, and a session is used more than once."""
    given: set[str] = set()
    wrong = []
    for exchange in traffic.own:
        if exchange in traffic.log_ins:
            given |= _given(exchange)
        elif _session(exchange) not in given:
            wrong.append(_place(exchange))
    if len(traffic.log_ins) > 2 and len(traffic.log_ins) >= len(traffic.pushes):
        wrong.append(f"{_place(traffic.log_ins[-1])} login")
    return found(traffic.pushes, wrong)


def keeps_persons_out_of_addresses(traffic: Traffic) -> Finding:
    """No name, number, password or session of anybody in an address: addresses stand in many logs."""
    return found(traffic.own, (_place(each) for each in traffic.own if _tells_in_address(each)))


def flags_updates(traffic: Traffic) -> Finding:
    """`isUpdating` is the text True or False for dossiers, and is left out for steps."""
    wrong = (f"{push.place} isUpdating" for push in traffic.pushes if not _is_flagged(push.service, push.is_updating))
    return found(traffic.pushes, wrong)


def _place(exchange: Exchange) -> str:
    return f"#{exchange.number}"


def _posts_json(exchange: Exchange) -> bool:
    kind: str = exchange.request.headers.get("content-type", "").partition(";")[0].strip().lower()
    return exchange.request.method == "POST" and kind == CONTENT_TYPE


def _states_length(exchange: Exchange) -> bool:
    headers = exchange.request.headers
    packing, length = headers.get("content-encoding", "identity"), headers.get("content-length", "")
    return bool(packing.lower() == "identity" and length == str(len(exchange.request.body)))


def _is_signed(exchange: Exchange) -> bool:
    headers = exchange.request.headers
    stated = headers.get("signature-input", "")
    is_believed = exchange.reply is None or exchange.reply.status not in (401, 403)
    return all(part in stated for part in NEEDED_IN_SIGNATURE) and "signature" in headers and is_believed


def _nonce(exchange: Exchange) -> str:
    stated = NONCE.search(exchange.request.headers.get("signature-input", ""))
    return stated[1] if stated else ""


def _given(exchange: Exchange) -> set[str]:
    told = parsed(exchange.heard.body) if exchange.heard else None
    session = told.get("session") if isinstance(told, dict) else None
    return {session} if isinstance(session, str) and session else set()


def _session(exchange: Exchange) -> str:
    body = parsed(exchange.request.body)
    session = body.get("session") if isinstance(body, dict) else None
    return session if isinstance(session, str) else ""


def _tells_in_address(exchange: Exchange) -> bool:
    request = exchange.request
    last = request.path.rstrip("/").rpartition("/")[2] if form_of(request) else request.path
    words = unquote(f"{last} {request.query}".replace("+", " "))
    return bool(SECRET_NAMES.search(request.query)) or holds_a_number_of_a_person(words)


def _is_flagged(service: str, said: str) -> bool:
    is_dossiers = service == SYNC_RECORDS
    return said in ("True", "False") if is_dossiers else not said
