"""A secret address never enters a log."""

import logging

PREFIX = "/national/"
OPEN_PATHS = ("login", "services")


def logged(path: str) -> str:
    """The path as a log may hold it."""
    first, slash, rest = path.removeprefix(PREFIX).partition("/")
    if not path.startswith(PREFIX) or first.partition("?")[0] in OPEN_PATHS:
        return path
    return f"{PREFIX}...{slash}{rest}"


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
