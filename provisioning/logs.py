"""How every program of ours logs: to standard error, a line each, for journald or whoever collects it.

A server's lines may be JSON objects, for who searches many of them; a command's are for the eye.
"""

import logging
from contextvars import ContextVar
from functools import lru_cache
from time import gmtime, strftime

import orjson

FORM = "%(asctime)s %(levelname)s %(name)s: %(message)s"

request_id: ContextVar[str] = ContextVar("request_id", default="")
"""The id of the request that is being answered; "" outside of one."""


class JsonLines(logging.Formatter):
    """One JSON object a record: time (UTC), level, logger, message, the request's id and the traceback if any."""

    def format(self, record: logging.LogRecord) -> str:
        """The record on one line."""
        told = {
            "time": moment(record.created),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if within := request_id.get():
            told["request_id"] = within
        if record.exc_info:
            told["traceback"] = self.formatException(record.exc_info)
        return orjson.dumps(told).decode()


def log_to_stderr(*, as_json: bool = False) -> None:
    """Log what happens, from INFO up; what a library set up for itself when it was imported is taken down."""
    logging.basicConfig(level=logging.INFO, format=FORM, force=True)
    if as_json:
        for handler in logging.getLogger().handlers:
            handler.setFormatter(JsonLines())
    logging.getLogger("httpx").setLevel(logging.WARNING)  # it logs URLs: codes, and at Kannel numbers and the password


def moment(at: float) -> str:
    """`at` (seconds since the epoch) as a log line says it: UTC, to the millisecond."""
    return f"{_second(int(at))}.{int(at % 1 * 1_000):03d}Z"


@lru_cache(maxsize=4)
def _second(at: int) -> str:
    return strftime("%Y-%m-%dT%H:%M:%S", gmtime(at))
