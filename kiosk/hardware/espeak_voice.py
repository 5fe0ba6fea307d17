"""The voice of espeak-ng, Debian's offline synthesiser: each text is read by two child processes of its own.

A process that can be killed is silent at once. The text goes in by a pipe: a command line can be read by everybody.
"""

import shutil
import subprocess
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from threading import Thread
from typing import IO
from xml.sax.saxutils import escape

from kiosk.hardware.voice import VIETNAMESE_FROM, VIETNAMESE_TO
from lookup_api.domain.wording import Language

SYNTHESISER = "espeak-ng"
VIETNAMESE = "vi-vn-x-south"  # Tây Ninh is in the south
VOICES = {Language.VI: VIETNAMESE, Language.EN: "en-gb"}
# Slow and deep: old ears lose the high tones first. Words a minute, pitch of 0 to 99, loudness of 0 to 200.
MANNER = ("-s", "130", "-p", "38", "-a", "160")
LONGEST = 10_000  # signs; what fits into a pipe at once, so that nobody waits for the synthesiser
MARKS = str.maketrans({VIETNAMESE_FROM: f'<voice xml:lang="{VIETNAMESE}">', VIETNAMESE_TO: "</voice>"})
SILENCE = (  # a WAV of a tenth of a second
    b"RIFF" + (36 + 1600).to_bytes(4, "little") + b"WAVEfmt " + (16).to_bytes(4, "little")
    + bytes((1, 0, 1, 0)) + (8000).to_bytes(4, "little") + (16000).to_bytes(4, "little") + bytes((2, 0, 16, 0))
    + b"data" + (1600).to_bytes(4, "little") + bytes(1600)
)  # fmt: skip
TRIAL_SECONDS = 2.0
Heard = Callable[[bool], None]


def nobody_listens(sounded: bool) -> None:
    """For who does not want to know."""


@dataclass(eq=False)
class Utterance:
    """One text being read. `sounded` is called when it ends by itself: with whether there was sound."""

    synthesiser: "subprocess.Popen[bytes]"
    player: "subprocess.Popen[bytes]"
    sounded: Heard
    stopped: bool = False

    def follow(self) -> None:
        """Wait until it has been read."""
        ended = self.player.wait(), self.synthesiser.wait()
        if not self.stopped:
            self.sounded(ended == (0, 0))

    def stop(self) -> None:
        """End it in the middle of a sound."""
        self.stopped = True
        for process in (self.player, self.synthesiser):
            process.kill()


class EspeakVoice:
    """See Voice. `player` is a command that plays a WAV from its standard input. `sounded` is called from another
    thread after each text: False when there is no synthesiser or no way out for the sound (VoiceUnavailable)."""

    def __init__(self, player: Sequence[str], sounded: Heard = nobody_listens) -> None:
        self._player = tuple(player)
        self._sounded = sounded
        self._utterance: Utterance | None = None
        self._is_there = all(map(shutil.which, (SYNTHESISER, self._player[0])))

    def say(self, text: str, language: Language) -> None:
        """See Voice."""
        self.stop()
        if not text.strip() or language not in VOICES:
            return
        try:
            self._utterance = self._begin(text, language)
        except OSError:
            self._sounded(False)
            return
        Thread(target=self._utterance.follow, name="voice", daemon=True).start()

    def stop(self) -> None:
        """See Voice."""
        utterance, self._utterance = self._utterance, None
        if utterance:
            utterance.stop()

    def speaks(self, language: Language) -> bool:
        """See Voice."""
        return self._is_there and language in VOICES

    def close(self) -> None:
        """See Voice."""
        self.stop()

    def can_be_heard(self) -> bool:
        """Whether a moment of silence can be played; for the self-test, within TRIAL_SECONDS."""
        quiet = subprocess.DEVNULL
        try:
            subprocess.run(self._player, check=True, input=SILENCE, stdout=quiet, stderr=quiet, timeout=TRIAL_SECONDS)
        except (OSError, subprocess.SubprocessError):
            return False
        return self._is_there

    def _begin(self, text: str, language: Language) -> Utterance:
        command = (SYNTHESISER, "--stdin", "--stdout", "-m", "-v", VOICES[language], *MANNER)
        synthesiser = _start(command, subprocess.PIPE, subprocess.PIPE)
        try:
            player = _start(self._player, synthesiser.stdout, subprocess.DEVNULL)
            with suppress(BrokenPipeError):  # it ended at once: `follow` says so
                _pour(marked_up(text), synthesiser)
        except OSError:
            synthesiser.kill()
            raise
        return Utterance(synthesiser, player, self._sounded)


def marked_up(text: str) -> bytes:
    """`text` as espeak-ng's SSML, in which passages of Vietnamese have their own voice."""
    return escape(text[:LONGEST]).translate(MARKS).encode()


def _start(command: Sequence[str], stdin: int | IO[bytes] | None, stdout: int) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(command, stdin=stdin, stdout=stdout, stderr=subprocess.DEVNULL)


def _pour(text: bytes, synthesiser: "subprocess.Popen[bytes]") -> None:
    """Give it the text, and leave its sound to the player: it ends when the player is gone."""
    assert synthesiser.stdin
    assert synthesiser.stdout
    synthesiser.stdout.close()
    with synthesiser.stdin as pipe:
        pipe.write(text)
