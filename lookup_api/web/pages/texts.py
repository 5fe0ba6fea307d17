"""The words of the public site, a folder a language and in it a file a room: `catalogues/vi/lookup.toml`."""

import tomllib
from functools import cache
from pathlib import Path

from lookup_api.domain.wording import Language

FOLDER = Path(__file__).parent / "catalogues"


@cache
def texts_in(language: Language) -> dict[str, str]:
    """All words in one language, by their name; a name stands in one file only."""
    catalogue: dict[str, str] = {}
    for path in sorted((FOLDER / language).glob("*.toml")):
        words = tomllib.loads(path.read_text(encoding="utf-8"))
        assert not catalogue.keys() & words.keys(), f"{path} says again what another file says"
        catalogue |= words
    return catalogue
