"""Reads a text aloud: the promise, and the two that read nothing.

Khmer is spoken by none: no offline voice for it is packaged anywhere, and another language's voice would make noise of
it. A passage of Vietnamese inside another language stands between VIETNAMESE_FROM and VIETNAMESE_TO, which nobody sees.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from lookup_api.domain.wording import Language

SPOKEN = frozenset({Language.VI, Language.EN})
VIETNAMESE_FROM, VIETNAMESE_TO = "\u2068", "\u2069"  # Unicode's isolates; voices that cannot change pass over them


class Voice(Protocol):
    """Something that reads aloud. All is called from one thread, and answers within 0.1 s."""

    def say(self, text: str, language: Language) -> None:
        """Begin to read, and end what was being read before. In a language that is not spoken nothing is read."""

    def stop(self) -> None:
        """Be silent at once."""

    def speaks(self, language: Language) -> bool:
        """Whether texts of this language can be read."""

    def close(self) -> None:
        """Be silent for good."""


class SilentVoice:
    """A machine without sound."""

    def say(self, text: str, language: Language) -> None:
        """See Voice."""

    def stop(self) -> None:
        """See Voice."""

    def speaks(self, language: Language) -> bool:
        """None."""
        return False

    def close(self) -> None:
        """See Voice."""


@dataclass
class RecordingVoice:
    """Keeps what was to be read, for tests and demonstrations: `said` is all of it, `saying` what is being read."""

    said: list[tuple[Language, str]] = field(default_factory=list)
    saying: str = ""

    def say(self, text: str, language: Language) -> None:
        """See Voice."""
        self.stop()
        if self.speaks(language) and text.strip():
            self.said.append((language, text))
            self.saying = text

    def stop(self) -> None:
        """See Voice."""
        self.saying = ""

    def speaks(self, language: Language) -> bool:
        """See Voice."""
        return language in SPOKEN

    def close(self) -> None:
        """See Voice."""
        self.stop()


def in_vietnamese(text: str) -> str:
    """A passage that a voice of another language reads as Vietnamese."""
    return f"{VIETNAMESE_FROM}{text}{VIETNAMESE_TO}" if text else ""


def player_command(device: str) -> Sequence[str]:
    """The program that plays a WAV from its standard input. `device` is ALSA's name of the way out (`hw:1,0`, `pulse`);
    "" takes the machine's own."""
    return ("aplay", "--quiet", *(("--device", device) if device else ()))
