"""Pushing updates to ingest as an enrolled agent would, to see what it makes of repetitions, late ones and garbage."""

from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread
from typing import Any
from uuid import uuid4

import httpx

from lookup_api.domain.codes import DossierCode
from lookup_api.domain.update import StatusUpdate
from lookup_api.update_form import UpdateForm
from provisioning.device.identity import load_identity
from sync_ingest.envelope import batch_of

BATCH = 25


@dataclass(frozen=True)
class Pusher:
    """Signs with the identity that lies in `folder`, and posts to the ingest at `address`."""

    address: str
    folder: Path

    def push(self, *updates: dict[str, Any]) -> list[dict[str, Any]]:
        """Post one batch; gives the outcomes that were acknowledged. httpx.HTTPError when there was no answer."""
        with httpx.Client(base_url=self.address, auth=load_identity(self.folder).auth(), timeout=20) as http:
            answer = http.post("/v1/updates", content=batch_of(updates), headers={"Content-Type": "application/json"})
            outcomes: list[dict[str, Any]] = answer.raise_for_status().json()["outcomes"]
            return outcomes


def as_pushed(update: StatusUpdate) -> dict[str, Any]:
    """An update as it goes over the wire."""
    return UpdateForm.of(update).as_json()


class Stream:
    """Pushes small steps for one dossier until ingest is gone; `acknowledged` are those that it answered."""

    def __init__(self, pusher: Pusher, code: DossierCode, at: str) -> None:
        self._pusher, self._code, self._at = pusher, code, at
        self._ended = Event()
        self._thread = Thread(target=self._run, daemon=True)
        self.acknowledged: list[dict[str, Any]] = []

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """End, and wait for the end."""
        self._ended.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._ended.is_set():
            batch = [self._step() for _ in range(BATCH)]
            try:
                outcomes = self._pusher.push(*batch)
            except httpx.HTTPError:
                return
            settled = {one["id"] for one in outcomes if one["outcome"] in ("applied", "history_only")}
            self.acknowledged += [step for step in batch if step["id"] in settled]

    def _step(self) -> dict[str, Any]:
        return {
            "id": uuid4().hex,
            "kind": "progress",
            "code": self._code.printed,
            "occurred_at": self._at,
            "status": 4,
            "note": f"Bước {uuid4().hex[:6]}",
        }
