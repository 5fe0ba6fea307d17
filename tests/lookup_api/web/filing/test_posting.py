"""What the site makes of ingest's answers: whose fault it is decides what the citizen is told."""

from pathlib import Path

import httpx
import pytest

from lookup_api.domain.wording import Language
from lookup_api.filing_form import PATH
from lookup_api.web.filing.errors import (
    AttachmentsLost,
    FilingFailure,
    FilingNotTaken,
    FilingUnavailable,
    SentBefore,
)
from lookup_api.web.filing.posting import SignedFilingPost
from lookup_api.web.pages.texts import texts_in
from provisioning.device.identity import load_or_make_key, save_identity
from provisioning.devices import DeviceKind
from provisioning.keys import key_id_of
from provisioning.signatures import Caller
from tests.sync_ingest.filings.builders import a_filing


def an_identity(folder: Path) -> None:
    key = load_or_make_key(folder)
    save_identity(folder, Caller("1", DeviceKind.SITE, "site", None, key_id_of(key.public_key())))


def a_post(folder: Path, answer: httpx.Response | Exception) -> SignedFilingPost:
    def answering(request: httpx.Request) -> httpx.Response:
        assert (request.url.path, "signature" in request.headers) == (PATH, True)
        if isinstance(answer, Exception):
            raise answer
        return answer

    return SignedFilingPost(httpx.Client(transport=httpx.MockTransport(answering), base_url="http://ingest"), folder)


@pytest.mark.parametrize(
    ("answer", "failure"),
    [
        (httpx.ConnectError("away"), FilingUnavailable),
        (httpx.ReadTimeout("slow"), FilingUnavailable),
        (httpx.Response(200, text="<html>"), FilingUnavailable),
        (httpx.Response(502, text="<html>"), FilingUnavailable),
        (httpx.Response(503, json={"code": "store_busy"}), FilingUnavailable),
        (httpx.Response(403, json={"code": "device_revoked"}), FilingUnavailable),
        (httpx.Response(401, json={"code": "signature_too_old"}), FilingUnavailable),
        (httpx.Response(422, json={"code": "filing_agency_unknown"}), FilingNotTaken),
        (httpx.Response(422, json={"code": "procedure_not_online"}), FilingNotTaken),
        (httpx.Response(409, json={"code": "attachment_missing"}), AttachmentsLost),
        (httpx.Response(409, json={"code": "filing_changed"}), SentBefore),
    ],
)
def test_each_refusal_is_told_for_what_it_is(
    tmp_path: Path, answer: httpx.Response | Exception, failure: type[FilingFailure]
) -> None:
    an_identity(tmp_path)
    with pytest.raises(failure):
        a_post(tmp_path, answer).send(a_filing())


def test_a_site_that_is_not_enrolled_sends_nothing(tmp_path: Path) -> None:
    post = a_post(tmp_path, httpx.Response(200))
    assert not post.is_open()
    with pytest.raises(FilingUnavailable):
        post.send(a_filing())


def test_a_site_that_is_enrolled_while_it_runs_is_open_at_once(tmp_path: Path) -> None:
    post = a_post(tmp_path, httpx.Response(200, json={"code": "c", "secret": None, "filed_at": "2026-11-24T03:00:00Z"}))
    an_identity(tmp_path)
    assert post.is_open()
    assert post.send(a_filing()).secret is None


@pytest.mark.parametrize("language", Language)
def test_each_failure_has_its_sentence(language: Language) -> None:
    for failure in FilingFailure.__subclasses__():
        if failure.code != "not_readable":  # told as a form that is not ours
            assert f"filing_failed_{failure.code}" in texts_in(language)
