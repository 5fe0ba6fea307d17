"""The random names of wishes: one that may have arrived keeps its name when it is sent again, and so counts once."""

from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from secrets import token_hex
from threading import Lock

from lookup_api.domain.errors import LookupUnavailable

ID_BYTES = 16
ROOM = 200


class WishNames:
    """Names of wishes that nobody knows to have arrived, by a hash of what they say; safe to use from several threads.

    Of two that say the same while the centre is away the second gets the first one's name: it is sent again.
    """

    def __init__(self) -> None:
        self._names: dict[bytes, str] = {}
        self._lock = Lock()

    @contextmanager
    def naming(self, *said: object) -> Iterator[str]:
        """The name to send what is `said` under; kept for the next try when the block ends in LookupUnavailable."""
        key = sha256(repr(said).encode()).digest()
        with self._lock:
            name = self._names.pop(key, "") or token_hex(ID_BYTES)
        try:
            yield name
        except LookupUnavailable:
            self._keep(key, name)
            raise

    def _keep(self, key: bytes, name: str) -> None:
        with self._lock:
            self._names[key] = name
            if len(self._names) > ROOM:
                del self._names[next(iter(self._names))]
