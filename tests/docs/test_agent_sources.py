"""What docs/agent-sources.md shows works as it stands there."""

import re
from pathlib import Path

import pytest

from sync_ingest.agent.reading.profile import Feed, find_profile, read_profile
from sync_ingest.agent.settings import AgentSettings
from sync_ingest.agent.sources.folder import Folder
from sync_ingest.agent.sources.opening import open_source
from sync_ingest.agent.sources.sql_view import SqlView
from tests.builders import NOW, a_code
from tests.docs.settings_table import settings_of
from tests.sync_ingest.agent.builders import SEAL
from tests.sync_ingest.agent.sources.files import LATER, a_book

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/agent-sources.md").read_text("utf-8")
PROFILE = re.search(r"```toml\n(.*?)```", PAGE, re.DOTALL)
ADDRESSES = re.findall(r"^\| [^|]+ \| `([a-z+]+://[^`]*)`", PAGE, re.MULTILINE)


def test_the_profile_of_the_page_reads_an_export(tmp_path: Path) -> None:
    assert PROFILE
    (feed,) = read_profile(PROFILE[1]).feeds
    row = (a_code(1), "Đang xử lý", "23/11/2026 09:00", "")
    a_book(tmp_path / "hoso1.xlsx", [("Số hồ sơ", "Trạng thái", "Ngày cập nhật", "Ngày hẹn trả"), row])
    assert [one["SO_HO_SO"] for one in Folder(tmp_path, SEAL, lambda: LATER).all_rows(feed)] == [a_code(1)]


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_address_of_the_page_opens_a_source(address: str) -> None:
    source = open_source(address, SEAL, lambda: NOW)
    assert isinstance(source, Folder if address.startswith("folder:") else SqlView)


def test_every_setting_and_profile_that_the_page_names_is_there() -> None:
    named = set(re.findall(r"MOTCUA_AGENT_[A-Z_]+", PAGE))
    assert named
    assert named <= {setting.name for setting in settings_of(AgentSettings)}
    assert find_profile("national").feeds


def test_every_part_of_a_feed_that_the_page_names_is_there() -> None:
    for name in ("query", "table", "files", "national", "whole", "watermark", "text_encoding"):
        assert f"`{name}" in PAGE
        assert name in Feed.model_fields


@pytest.mark.parametrize("message", re.findall(r"^\| `([^`]+)` \|", PAGE.partition("## What it says")[2], re.MULTILINE))
def test_every_message_that_the_page_explains_is_one_of_the_agents(message: str) -> None:
    code = "".join(path.read_text("utf-8") for path in (ROOT / "sync_ingest/agent/sources").rglob("*.py"))
    parts = [part.strip() for part in re.split(r"…|error \d+|utf-8|[():]", message)]
    assert all(part in code for part in parts if part)
