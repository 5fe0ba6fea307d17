"""A secret address never enters a log, and no refusal holds the words that clients take for success."""

import logging

import pytest

import sync_ingest.reasons
from sync_ingest.national import unfit
from sync_ingest.national.answers import EXISTS_TEXT, QUARANTINED_TEXT
from sync_ingest.national.errors import NationalRefusal
from sync_ingest.national.logged import WithoutSecretPaths, logged
from sync_ingest.reasons import Words


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("/national/abc-def/DongBoHoSoMC?isUpdating=True", "/national/.../DongBoHoSoMC?isUpdating=True"),
        ("/national/abc-def", "/national/..."),
        ("/national/login", "/national/login"),
        ("/national/services?x=1", "/national/services?x=1"),
        ("/v1/updates", "/v1/updates"),
        ("//national//abc/x", "//national//.../x"),
        ("/National/abc/x", "/National/.../x"),
        ("/api/national/login-abc/x", "/api/national/.../x"),
    ],
)
def test_a_path_is_logged_without_its_secret(path: str, shown: str) -> None:
    assert logged(path) == shown


def test_the_web_servers_own_log_is_cleared_too() -> None:
    args = ("10.0.0.1:80", "POST", "/national/abc/DongBoHoSoMC", "1.1", 200)
    record = logging.LogRecord("uvicorn.access", logging.INFO, "", 0, '%s - "%s %s HTTP/%s" %d', args, None)
    assert WithoutSecretPaths().filter(record)
    assert record.getMessage() == '10.0.0.1:80 - "POST /national/.../DongBoHoSoMC HTTP/1.1" 200'


def test_no_refusal_holds_the_words_of_success() -> None:
    kinds: list[type[NationalRefusal]] = [NationalRefusal, *NationalRefusal.__subclasses__()]
    told = [kind.sentence for kind in kinds]
    told += [
        words.vi for module in (sync_ingest.reasons, unfit) for words in vars(module).values() if type(words) is Words
    ]
    told += [EXISTS_TEXT, QUARANTINED_TEXT]
    assert len(told) > 20
    assert not [sentence for sentence in told if "thành công" in sentence.casefold()]
    assert [sentence for sentence in told if "đã tồn tại" in sentence] == [EXISTS_TEXT]
