"""The words of the public page, one catalogue a language: `catalogues/vi.toml`, `catalogues/en.toml`."""

import tomllib
from functools import cache
from pathlib import Path

from lookup_api.domain.wording import Language

FOLDER = Path(__file__).parent / "catalogues"


@cache
def texts_in(language: Language) -> dict[str, str]:
    """All words in one language, by their name."""
    catalogue: dict[str, str] = tomllib.loads((FOLDER / f"{language}.toml").read_text(encoding="utf-8"))
    return catalogue
