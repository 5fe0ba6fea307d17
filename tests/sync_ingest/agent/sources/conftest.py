"""What the tests of folders share."""

from pathlib import Path

import pytest

from sync_ingest.agent.sources.folder import Folder
from tests.sync_ingest.agent.builders import SEAL
from tests.sync_ingest.agent.sources.files import LATER


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """An empty folder of exports, read an hour after NOW."""
    return Folder(tmp_path, SEAL, lambda: LATER)
