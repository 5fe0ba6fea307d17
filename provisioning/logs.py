"""How every program of ours logs: to standard error, a line each, for journald or whoever collects it."""

import logging

FORM = "%(asctime)s %(levelname)s %(name)s: %(message)s"


def log_to_stderr() -> None:
    """Log what happens, from INFO up; what a library set up for itself when it was imported is taken down."""
    logging.basicConfig(level=logging.INFO, format=FORM, force=True)
    logging.getLogger("httpx").setLevel(logging.WARNING)  # it logs URLs: codes, and at Kannel numbers and the password
