"""Every voice keeps the same promises; espeak-ng reads for real, into a file instead of a loudspeaker."""

import shutil
import wave
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from kiosk.hardware.espeak_voice import EspeakVoice, marked_up
from kiosk.hardware.voice import RecordingVoice, SilentVoice, Voice, in_vietnamese, player_command
from lookup_api.domain.wording import Language
from tests.waiting import eventually

SENTENCE = "Hồ sơ đang được giải quyết. Hẹn trả: thứ Sáu, ngày 16 tháng 1, còn 3 ngày."
ENGLISH = "Your dossier is being handled at the office. Result due: Friday 16 January, 3 days left."
# Takes what espeak-ng made, says that it is there, and goes on "playing" until it is killed.
ENDLESS = 'cat > "$0.part" && mv "$0.part" "$0" && exec sleep 60'


@dataclass
class Booth:
    """A voice, and what is being read by it just now."""

    voice: Voice
    is_reading: Callable[[], bool]


@pytest.fixture(params=["espeak", "recording", "silent"])
def booth(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Booth]:
    booths = {"espeak": an_espeak_booth, "recording": a_recording_booth, "silent": a_silent_booth}
    booth: Booth = booths[request.param](tmp_path)
    yield booth
    booth.voice.close()


def an_espeak_booth(folder: Path) -> Booth:
    voice = EspeakVoice(("sh", "-c", ENDLESS, str(folder / "sound.wav")))
    return Booth(voice, lambda: voice._utterance is not None and voice._utterance.player.poll() is None)


def a_recording_booth(folder: Path) -> Booth:
    voice = RecordingVoice()
    return Booth(voice, lambda: bool(voice.saying))


def a_silent_booth(folder: Path) -> Booth:
    return Booth(SilentVoice(), lambda: False)


def seconds_of(sound: Path) -> float:
    """How long a WAV of unknown length plays: its header says nothing true, since it was written into a pipe."""
    with wave.open(str(sound)) as reader:
        return (sound.stat().st_size - 44) / float(reader.getframerate() * reader.getsampwidth())


def test_khmer_is_never_read(booth: Booth) -> None:
    booth.voice.say("សំណុំឯកសារកំពុងត្រូវបានដោះស្រាយ។", Language.KM)
    assert not booth.voice.speaks(Language.KM)
    assert not booth.is_reading()


@pytest.mark.parametrize("language", [Language.VI, Language.EN])
def test_what_is_spoken_is_read(booth: Booth, language: Language) -> None:
    booth.voice.say(SENTENCE, language)
    assert booth.is_reading() is booth.voice.speaks(language)


def test_stopping_is_silence_at_once(booth: Booth) -> None:
    booth.voice.say(SENTENCE, Language.VI)
    booth.voice.stop()
    booth.voice.stop()
    assert not booth.is_reading()


def test_a_text_in_a_language_that_is_not_spoken_ends_the_one_before(booth: Booth) -> None:
    booth.voice.say(SENTENCE, Language.VI)
    booth.voice.say("ភាសាខ្មែរ", Language.KM)
    assert not booth.is_reading()


def test_nothing_is_nothing_to_read(booth: Booth) -> None:
    booth.voice.say(" \n", Language.VI)
    assert not booth.is_reading()


@pytest.mark.parametrize(
    ("language", "text"), [(Language.VI, SENTENCE), (Language.EN, "Your dossier is at the office.")]
)
def test_espeak_makes_sound_of_plausible_length(tmp_path: Path, language: Language, text: str) -> None:
    heard: list[bool] = []
    sound = tmp_path / "sound.wav"
    EspeakVoice(("sh", "-c", 'cat > "$0"', str(sound)), heard.append).say(text, language)
    eventually(lambda: heard == [True])
    a_second = len(text.split()) / 130 * 60
    assert 0.4 * a_second < seconds_of(sound) < 2 * a_second


def test_a_new_text_replaces_the_old_one(tmp_path: Path) -> None:
    heard: list[bool] = []
    sound = tmp_path / "sound.wav"
    voice = EspeakVoice(("sh", "-c", ENDLESS, str(sound)), heard.append)
    voice.say(SENTENCE * 10, Language.VI)
    eventually(sound.exists)
    first, long = voice._utterance, sound.stat().st_size
    sound.unlink()
    voice.say(SENTENCE, Language.VI)
    eventually(sound.exists)
    assert first
    assert first.player.wait(timeout=1) < 0  # killed, not ended
    assert sound.stat().st_size < long / 5
    voice.close()
    assert heard == []  # who was interrupted has nothing to complain of


@pytest.mark.parametrize("player", [("sh", "-c", "exit 1"), ("no-such-player",)])
def test_without_a_way_out_for_the_sound_one_is_told_and_nothing_breaks(player: tuple[str, ...]) -> None:
    heard: list[bool] = []
    voice = EspeakVoice(player, heard.append)
    voice.say(SENTENCE, Language.VI)
    eventually(lambda: heard == [False])
    assert not voice.can_be_heard()


def test_the_text_is_on_no_command_line(tmp_path: Path) -> None:
    voice = EspeakVoice(("sh", "-c", ENDLESS, str(tmp_path / "sound.wav")))
    voice.say("Nguyễn Thị Bích Ngọc", Language.VI)
    assert voice._utterance
    commands = [*voice._utterance.synthesiser.args, *voice._utterance.player.args]  # type: ignore[misc]  # a sequence of texts here
    voice.close()
    assert not [part for part in commands if "Ngọc" in str(part)]


def test_names_in_an_english_sentence_are_read_in_vietnamese() -> None:
    told = marked_up(f"It is at {in_vietnamese('Phòng <Tư pháp>')} & waits.").decode()
    assert told == 'It is at <voice xml:lang="vi-vn-x-south">Phòng &lt;Tư pháp&gt;</voice> &amp; waits.'


def test_the_machines_own_player_is_there() -> None:
    assert shutil.which(player_command("")[0])
    assert player_command("hw:1,0")[-2:] == ("--device", "hw:1,0")
