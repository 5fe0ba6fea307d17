"""Who signed a request, and what is refused."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from urllib.parse import quote

import httpx
import pytest
from http_message_signatures import HTTPMessageSigner, MappingKeyResolver
from http_message_signatures.algorithms import ECDSA_P256_SHA256
from hypothesis import given
from hypothesis import strategies as st

from provisioning.errors import (
    DeviceRevoked,
    DeviceUnknown,
    ReplayRefused,
    SignatureMissing,
    SignatureRefused,
    SignatureTooOld,
    SignatureWrong,
)
from provisioning.signatures import COVERED, KnownKey, MemoryNonces, SignedRequest, verify
from tests.provisioning.builders import NOW, KeyRing, a_key, a_request, a_signer, signed

KEY = a_key()
SECOND = timedelta(seconds=1)


@pytest.fixture
def keys() -> KeyRing:
    return a_key_ring()


def a_key_ring() -> KeyRing:
    ring = KeyRing()
    ring.add(KEY)
    return ring


@given(
    method=st.sampled_from(["GET", "POST", "PUT", "DELETE"]),
    path=st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20),
    query=st.dictionaries(st.text(max_size=5), st.text(max_size=5), max_size=3),
    body=st.binary(max_size=50),
)
def test_whatever_a_device_signs_the_server_knows_it_by_its_key(
    method: str, path: str, query: dict[str, str], body: bytes
) -> None:
    ring = KeyRing()
    caller = ring.add(KEY)
    url = httpx.URL(f"https://tra.cuu/v1/{quote(path, safe='')}", params=query)
    request = signed(a_request(method, str(url), body), a_signer(KEY))
    assert verify(request, ring, MemoryNonces(), NOW) == caller


TAMPERED: dict[str, Callable[[SignedRequest], SignedRequest]] = {
    "method": lambda request: replace(request, method="DELETE"),
    "host": lambda request: replace(request, url=request.url.replace("tra.cuu", "noi.khac")),
    "port": lambda request: replace(request, url=request.url.replace(":8000", ":8001")),
    "path": lambda request: replace(request, url=request.url.replace("/v1/x", "/v1/y")),
    "query": lambda request: replace(request, url=request.url.replace("a=1", "a=2")),
    "no query": lambda request: replace(request, url=request.url.replace("?a=1", "")),
    "body": lambda request: replace(request, body=b"other"),
    "no body": lambda request: replace(request, body=b""),
    "no digest": lambda request: with_headers(request, content_digest=None),
    "no signature": lambda request: with_headers(request, signature=None),
    "another signature": lambda request: with_headers(request, signature="motcua=:AAAA:"),
    "two signatures": lambda request: with_headers(
        request,
        signature=f"{request.headers['signature']}, b=:AAAA:",
        signature_input=f'{request.headers["signature-input"]}, b=();created=1',
    ),
}


@pytest.mark.parametrize("tamper", TAMPERED.values(), ids=TAMPERED.keys())
def test_a_request_that_was_changed_on_the_way_is_refused(
    keys: KeyRing, tamper: Callable[[SignedRequest], SignedRequest]
) -> None:
    request = signed(a_request("POST", body=b"what was signed"), a_signer(KEY))
    with pytest.raises(SignatureWrong):
        verify(tamper(request), keys, MemoryNonces(), NOW)


def test_a_body_added_to_a_request_without_one_is_refused(keys: KeyRing) -> None:
    request = signed(a_request("POST"), a_signer(KEY))
    with pytest.raises(SignatureWrong):
        verify(replace(request, body=b"added"), keys, MemoryNonces(), NOW)


@pytest.mark.parametrize("left_out", COVERED)
def test_a_signature_has_to_cover_all_that_we_act_on(keys: KeyRing, left_out: str) -> None:
    request = sign_by_hand(covered=[part for part in COVERED if part != left_out], nonce="n" * 16)
    with pytest.raises(SignatureWrong):
        verify(request, keys, MemoryNonces(), NOW)


@pytest.mark.parametrize("nonce", [None, "short", "n" * 129])
def test_a_signature_needs_a_nonce_of_a_sensible_length(keys: KeyRing, nonce: str | None) -> None:
    with pytest.raises(SignatureWrong):
        verify(sign_by_hand(covered=COVERED, nonce=nonce), keys, MemoryNonces(), NOW)


def test_the_same_signed_request_is_believed_once(keys: KeyRing) -> None:
    request, nonces = signed(a_request(), a_signer(KEY)), MemoryNonces()
    verify(request, keys, nonces, NOW)
    with pytest.raises(ReplayRefused):
        verify(request, keys, nonces, NOW + SECOND)


def test_a_refused_request_does_not_use_up_the_nonce_of_the_true_one(keys: KeyRing) -> None:
    request, nonces = signed(a_request("POST", body=b"true"), a_signer(KEY)), MemoryNonces()
    with pytest.raises(SignatureWrong):
        verify(replace(request, body=b"false"), keys, nonces, NOW)
    verify(request, keys, nonces, NOW)


@pytest.mark.parametrize("skew", [-120, 0, 120])
def test_two_minutes_between_the_clocks_are_forgiven(keys: KeyRing, skew: int) -> None:
    request = signed(a_request(), a_signer(KEY, NOW + skew * SECOND))
    verify(request, keys, MemoryNonces(), NOW)


@pytest.mark.parametrize("skew", [-86_400, -121, 121, 86_400])
def test_a_wrong_clock_is_told_the_right_time(keys: KeyRing, skew: int) -> None:
    request = signed(a_request(), a_signer(KEY, NOW + skew * SECOND))
    with pytest.raises(SignatureTooOld) as refused:
        verify(request, keys, MemoryNonces(), NOW)
    assert refused.value.server_time == NOW


def test_an_unsigned_request_is_told_that_it_must_be_signed(keys: KeyRing) -> None:
    request = a_request()
    with pytest.raises(SignatureMissing):
        verify(SignedRequest("GET", str(request.url), request.headers, b""), keys, MemoryNonces(), NOW)


def test_a_key_that_nobody_registered_is_unknown(keys: KeyRing) -> None:
    with pytest.raises(DeviceUnknown):
        verify(signed(a_request(), a_signer(a_key())), keys, MemoryNonces(), NOW)


def test_a_name_of_a_key_without_the_key_is_of_no_use(keys: KeyRing) -> None:
    thief = replace(a_signer(KEY), private_key=a_key())
    with pytest.raises(SignatureWrong):
        verify(signed(a_request(), thief), keys, MemoryNonces(), NOW)


def test_a_revoked_key_is_refused_however_well_it_signs() -> None:
    ring = KeyRing()
    ring.add(KEY, revoked=True)
    with pytest.raises(DeviceRevoked):
        verify(signed(a_request(), a_signer(KEY)), ring, MemoryNonces(), NOW)


header_text = st.text(st.characters(codec="latin-1", exclude_characters="\r\n\0"), max_size=80)


@given(signature=header_text, signature_input=header_text, digest=header_text)
def test_rubbish_in_the_headers_is_refused_and_breaks_nothing(
    signature: str, signature_input: str, digest: str
) -> None:
    headers = {"signature": signature, "signature-input": signature_input, "content-digest": digest}
    raw = httpx.Headers([(name.encode(), value.encode("latin-1")) for name, value in headers.items()])
    with pytest.raises(SignatureRefused):
        verify(SignedRequest("GET", "http://tra.cuu/", raw, b""), a_key_ring(), MemoryNonces(), NOW)


ODD_PARAMETERS = [
    f"created={int(NOW.timestamp())}",
    "created=-1",
    'created="x"',
    "created=999999999999999",
    "expires=1",
    f'keyid="{a_signer(KEY).key_id}"',
    "keyid=1",
    'keyid="x"',
    f'nonce="{16 * "n"}"',
    "nonce=:AA==:",
    'alg="rsa-v1_5-sha256"',
    "alg=rsa",
    "odd",
]


@given(
    params=st.lists(st.sampled_from(ODD_PARAMETERS), max_size=4),
    covered=st.lists(st.sampled_from([*COVERED, "@status", "@odd", "content-digest", "X"]), max_size=6),
)
def test_odd_parameters_are_refused_and_break_nothing(params: list[str], covered: list[str]) -> None:
    request = signed(a_request("POST", body=b"body"), a_signer(KEY))
    parts = " ".join(f'"{part}"' for part in covered)
    odd = with_headers(request, signature_input=";".join([f"motcua=({parts})", *params]))
    with pytest.raises(SignatureRefused):
        verify(odd, a_key_ring(), MemoryNonces(), NOW)


@dataclass
class BrokenDatabase:
    """Keys that cannot be asked."""

    def find_caller(self, key_id: str) -> KnownKey | None:
        raise ConnectionError


def test_a_database_that_fails_is_not_taken_for_a_wrong_signature() -> None:
    with pytest.raises(ConnectionError):
        verify(signed(a_request(), a_signer(KEY)), BrokenDatabase(), MemoryNonces(), NOW)


def test_a_request_from_asgi_keeps_the_host_and_the_encoding_that_were_signed(keys: KeyRing) -> None:
    request = next(a_signer(KEY).auth_flow(a_request(url="https://tra.cuu/v1/dossiers/123%2FHKD-2014?q=%C3%A1")))
    scope = {
        "method": "GET",
        "scheme": "http",  # the proxy has ended TLS
        "path": "/v1/dossiers/123/HKD-2014",
        "raw_path": b"/v1/dossiers/123%2FHKD-2014",
        "query_string": b"q=%C3%A1",
        "headers": request.headers.raw,
    }
    verify(SignedRequest.from_asgi(scope, b""), keys, MemoryNonces(), NOW)


def test_signing_the_same_request_again_makes_another_signature(keys: KeyRing) -> None:
    request, nonces = a_request("POST", body=b"body"), MemoryNonces()
    for _ in range(2):
        verify(signed(request, a_signer(KEY)), keys, nonces, NOW)


def with_headers(request: SignedRequest, **changed: str | None) -> SignedRequest:
    headers = httpx.Headers(request.headers)
    for name, value in changed.items():
        headers.pop(name.replace("_", "-"), None)
        if value is not None:
            headers[name.replace("_", "-")] = value
    return replace(request, headers=headers)


def sign_by_hand(covered: list[str] | tuple[str, ...], nonce: str | None) -> SignedRequest:
    request, signer = a_request(), a_signer(KEY)
    ring = MappingKeyResolver(public_keys={}, private_keys={signer.key_id: KEY})
    HTTPMessageSigner(signature_algorithm=ECDSA_P256_SHA256, key_resolver=ring).sign(
        request, key_id=signer.key_id, created=NOW, nonce=nonce, covered_component_ids=covered
    )
    return SignedRequest(request.method, str(request.url), request.headers, b"")
