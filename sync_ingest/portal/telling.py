"""In which order the portal is told of one dossier: whole first, then those of its steps that it has not taken yet."""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256

from sync_ingest.national.write import Telling, write_dossier, write_steps
from sync_ingest.portal.client import FieldOfProcedure, PortalClient
from sync_ingest.portal.errors import PortalRefused
from sync_ingest.portal.lanes.queue import Lane
from sync_ingest.portal.loading import Names, Task

STEPS_A_CALL = 10  # as province software does it
HASH_DIGITS = 32

Marked = Callable[[Sequence[str]], None]
"""Is told the hashes of steps as soon as the portal has taken them."""


@dataclass
class Teller:
    """Tells the portal of dossiers, for several threads at once; remembers what its catalogue says of procedures."""

    client: PortalClient
    names: Names = field(default_factory=Names)
    _procedures: dict[str, FieldOfProcedure] = field(default_factory=dict)

    def tell(self, task: Task, marked: Marked) -> Lane:
        """Tell what the task holds; gives the lane as it is then. Telling it again changes nothing at the portal.

        PortalUnavailable and PortalRefused leave the rest untold.
        """
        if task.telling is None:
            return task.lane
        agency = self.names.of(task.lane.owner)
        if not self._is_to_be_told(task, agency):
            return task.lane
        telling = self._with_field(task.telling, agency)
        was_lost = self._tell_dossier(telling, agency, is_there=task.lane.is_there)
        self._tell_steps(telling, frozenset() if was_lost else task.told, agency, marked)
        return replace(task.lane, is_there=True, code=telling.code.printed)

    def _is_to_be_told(self, task: Task, agency: str) -> bool:
        """A deleted dossier that the portal never had stays unknown to it."""
        assert task.telling
        if task.lane.is_there or not task.telling.dossier.is_deleted:
            return True
        return self.client.has_dossier(agency, task.telling.code.printed)

    def _tell_dossier(self, telling: Telling, agency: str, *, is_there: bool) -> bool:
        """Tell it as a new one, or as an update where it is known; gives whether the portal had lost it meanwhile."""
        dossier = write_dossier(telling)
        if not (is_there or telling.dossier.is_deleted) and self.client.put_dossier(agency, dossier, is_update=False):
            return False
        try:
            self.client.put_dossier(agency, dossier, is_update=True)
        except PortalRefused:
            if not is_there or self.client.has_dossier(agency, telling.code.printed):
                raise
            if not self.client.put_dossier(agency, dossier, is_update=False):
                raise
            return True
        return False

    def _tell_steps(self, telling: Telling, told: frozenset[str], agency: str, marked: Marked) -> None:
        steps = {hash_of(step): step for step in write_steps(telling)}
        untold = [(hash_, step) for hash_, step in steps.items() if hash_ not in told]
        for some in _in_chunks(untold):
            self.client.put_steps(agency, [step for _, step in some])
            marked([hash_ for hash_, _ in some])

    def _with_field(self, telling: Telling, agency: str) -> Telling:
        """With the field's code, which only the portal's catalogue knows."""
        procedure = telling.dossier.procedure
        if procedure is None or telling.kept.get("MaLinhVuc"):
            return telling
        found = self._procedures.get(procedure.code) or self.client.find_procedure(agency, procedure.code)
        if found is None:
            return telling
        self._procedures[procedure.code] = found
        return replace(telling, field_code=found.field_code)


def hash_of(step: dict[str, str]) -> str:
    """What tells a step that was told from another one."""
    return sha256(json.dumps(step, sort_keys=True, ensure_ascii=False).encode()).hexdigest()[:HASH_DIGITS]


def _in_chunks(steps: Sequence[tuple[str, dict[str, str]]]) -> Iterator[Sequence[tuple[str, dict[str, str]]]]:
    for start in range(0, len(steps), STEPS_A_CALL):
        yield steps[start : start + STEPS_A_CALL]
