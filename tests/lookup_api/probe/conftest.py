"""The site and the bridge over one database, asked without a socket."""

from tests.lookup_api.web.conftest import database_url, desk, http, log_lines, watch

__all__ = ["database_url", "desk", "http", "log_lines", "watch"]
