"""A server's log lines as JSON, a line each."""

import json
import logging
import sys

from provisioning.logs import JsonLines, moment, request_id


def a_record(message: str, *values: object) -> logging.LogRecord:
    return logging.LogRecord("lookup_api.lookup", logging.WARNING, "", 0, message, values, None)


def test_a_record_is_one_line_with_the_request_it_belongs_to() -> None:
    token = request_id.set("abc-1")
    line = JsonLines().format(a_record("the database\nis %s", "away"))
    request_id.reset(token)
    told = json.loads(line)
    assert "\n" not in line
    assert (told["level"], told["logger"], told["message"]) == ("WARNING", "lookup_api.lookup", "the database\nis away")
    assert told["request_id"] == "abc-1"


def test_outside_of_a_request_there_is_no_id() -> None:
    assert "request_id" not in json.loads(JsonLines().format(a_record("started")))


def test_a_traceback_stays_on_the_line() -> None:
    record = a_record("it failed")
    try:
        raise ValueError("seven")
    except ValueError:
        record.exc_info = sys.exc_info()
    line = JsonLines().format(record)
    assert "\n" not in line
    assert "ValueError: seven" in json.loads(line)["traceback"]


def test_moments_are_utc_to_the_millisecond() -> None:
    assert moment(1_795_532_125.25) == "2026-11-24T14:55:25.250Z"
