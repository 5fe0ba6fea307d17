"""A secret address never enters a log."""

import logging
import re

SECRET = re.compile(r"(/national/+)(?!(?:login|services)(?![^/?]))[^/?]+", re.IGNORECASE)
"""Wherever it stands in a path: a mistyped address, which leads nowhere, is logged too."""


def logged(path: str) -> str:
    """The path as a log may hold it."""
    return SECRET.sub(r"\1...", path)


class WithoutSecretPaths(logging.Filter):
    """For uvicorn's access log, whose third argument is the path."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Blank the secret address; the line itself stays."""
        if isinstance(record.args, tuple):
            record.args = tuple(logged(arg) if isinstance(arg, str) else arg for arg in record.args)
        return True


def hide_secret_paths() -> None:
    """Keep secret addresses out of the log of this process's web server."""
    logging.getLogger("uvicorn.access").addFilter(WithoutSecretPaths())
