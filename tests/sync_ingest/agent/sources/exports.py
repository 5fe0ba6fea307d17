"""A feed that reads exports, and exports for it."""

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

from sync_ingest.agent.reading.profile import Feed
from sync_ingest.agent.sources.folder import Folder
from tests.builders import NOW, a_code
from tests.sync_ingest.agent.sources.files import a_csv, settle

HEADINGS = ("Số hồ sơ", "Ngày CN", "Trạng thái", "Ghi chú")
SAID = {
    "name": "hs",
    "key": "so_ho_so",
    "columns": {"code": "so_ho_so", "occurred_at": "ngay_cn", "status": "trang_thai", "note": "ghi_chu"},
    "statuses": {"Đang xử lý": 4, "Xong": 9},
    "time_formats": ["%d/%m/%Y %H:%M"],
}


def a_feed(whole: bool | None = None, **files: Any) -> Feed:
    """A feed of CSV and XLSX files."""
    return Feed.model_validate({**SAID, "files": files, "whole": whole})


def a_line(number: int, note: str = "", status: str = "Đang xử lý") -> Sequence[Any]:
    """A row of an export."""
    return (a_code(number), "23/11/2026 09:00", status, note)


def export(folder: Folder, name: str, *lines: Sequence[Any], minutes: int = 0, **says: Any) -> Path:
    """A CSV export, written so many minutes after NOW."""
    path = folder.path / name
    a_csv(path, [HEADINGS, *lines], **says)
    settle(path, NOW + timedelta(minutes=minutes))
    return path


def notes(folder: Folder, feed: Feed) -> dict[str, object]:
    """Of all rows, the notes by the serial."""
    return {str(row["SO_HO_SO"])[-1]: row["GHI_CHU"] for row in folder.all_rows(feed)}
