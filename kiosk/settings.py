"""What an operator may set on one kiosk."""

import re
from pathlib import Path
from typing import Literal

from pydantic import Field, HttpUrl, SecretStr, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from lookup_api.domain.wording import Language


class KioskSettings(BaseSettings):
    """Settings of `motcua-kiosk`, from the environment."""

    model_config = SettingsConfigDict(env_prefix="MOTCUA_KIOSK_", frozen=True, hide_input_in_errors=True)

    lookup_url: HttpUrl = Field(HttpUrl("http://127.0.0.1:8000"), description="address of the lookup API")
    provision_url: HttpUrl = Field(HttpUrl("http://127.0.0.1:8003"), description="address of the provisioning service")
    state_folder: Path = Field(Path("var/kiosk"), description="where this kiosk's key and identity lie")
    runtime_folder: Path | None = Field(
        None,
        description="a folder in memory, for the key of what is kept of look-ups; unset: `motcua-kiosk` in"
        " $XDG_RUNTIME_DIR, or /run/motcua-kiosk",
    )
    keep_hours: float = Field(
        8.0, ge=0, le=24, description="how long an answer may be shown while the centre is away; 0: nothing is kept"
    )
    heartbeat: bool = Field(False, description="tell the provisioning service each minute how this machine is")

    camera: str = Field(
        "0",
        description="a device number or file (`/dev/v4l/by-id/…`), a URL, a film, a folder of pictures, or empty: none",
    )
    scanner: str = Field(
        "keys",
        pattern=r"^(keys|none|evdev(:.*)?)$",
        description="hand-held scanner: `keys` for one that types into the window, `evdev:/dev/input/by-id/…` for one"
        " that is read alone and past any input method, `evdev` for the first that calls itself a scanner, or `none`",
    )
    local_patterns: tuple[str, ...] = Field(
        (), description="JSON list of regular expressions, each the whole form of a department's own codes"
    )
    code_start: str = Field("", description="what the keypad begins a code with, such as `H53`")
    printer: Literal["escpos", "recording"] = Field("recording", description="a receipt printer, or none")
    printer_address: str = Field(
        "/dev/usb/lp0",
        description="`tcp://host:9100`, `usb:04b8:0202`, `serial:/dev/ttyS0:19200` or a device file",
    )
    paper_mm: Literal[80, 58] = Field(80, description="width of the printer's paper")

    voice: Literal["espeak", "none"] = Field("espeak", description="who reads screens aloud: espeak-ng, or nobody")
    audio_device: str = Field("", description="ALSA's name of the loudspeaker or headphones, empty for the usual one")

    language: Language = Field(Language.VI, description="the language a session begins in: `vi`, `km` or `en`")
    hotline: str = Field("", description="phone number that citizens may call")
    sms_number: str = Field("", description="phone number that answers look-ups by text message")
    look_up_address: str = Field("", description="address of the public page, as people read it")

    staff_code: SecretStr = Field(
        SecretStr(""), description="4 to 12 figures that open the staff's screen; without them it stays closed"
    )

    width: int = Field(1080, gt=0, description="width of the window in pixels")
    height: int = Field(1920, gt=0, description="height of the window in pixels")
    fullscreen: bool = Field(False, description="fill the screen, whatever its size")
    ask_after_seconds: float = Field(50.0, gt=0, description="quiet time until the kiosk asks: more time?")
    leave_after_seconds: float = Field(20.0, gt=0, description="and until it goes home when nobody answers")
    nobody_after_seconds: float = Field(20.0, gt=0, description="until it goes home when nothing is held up")
    refresh_seconds: float = Field(5.0, gt=0, description="how often an open result is asked for again")
    screenshots: Path | None = Field(
        None,
        description="for demonstrations only: a folder for a picture of each screen and `events.jsonl`,"
        " which says what was drawn when",
    )

    @field_validator("staff_code")
    @classmethod
    def _can_be_typed(cls, code: SecretStr) -> SecretStr:
        """The pad at the door has figures alone, and room for twelve."""
        if not re.fullmatch(r"([0-9]{4,12})?", code.get_secret_value()):
            raise ValueError("4 to 12 figures, or nothing")
        return code
