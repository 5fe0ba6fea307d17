"""What an operator may set for the SMS bridge."""

from datetime import timedelta
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, SecretStr, StringConstraints
from pydantic_settings import BaseSettings, SettingsConfigDict

Prefix = Annotated[str, StringConstraints(pattern=r"^\+[0-9]+$")]
ChannelName = Literal["kannel", "smpp", "gammu", "recording"]


class SmsSettings(BaseSettings):
    """Settings of `motcua-sms`, from the environment."""

    model_config = SettingsConfigDict(env_prefix="MOTCUA_SMS_", frozen=True)

    host: str = Field("127.0.0.1", description="address to listen on")
    port: int = Field(8002, description="port to listen on")
    channel: ChannelName = Field(
        "kannel",
        description="how messages come and go: Kannel, an SMSC by SMPP, a modem by Gammu, or nowhere but a file (demo)",
    )
    routes: dict[Prefix, ChannelName] = Field(
        {}, description='other ways for messages that we begin, by the beginning of a number: `{"+8491": "smpp"}`'
    )
    recording_file: Path = Field(
        Path("var/sms.jsonl"), description="where the recording channel writes replies, with their numbers"
    )
    kannel_url: str = Field("http://127.0.0.1:13013", description="address of Kannel's smsbox")
    kannel_username: str = Field("motcua", description="Kannel's sendsms-user")
    kannel_password: SecretStr = Field(SecretStr(""), description="and its password")
    kannel_reports_url: str = Field(
        "", description="where Kannel reports what became of a message: our address as Kannel sees it, ending in /dlr"
    )
    smpp_host: str = Field("127.0.0.1", description="the SMSC's address, for SMPP")
    smpp_port: int = Field(2775, description="and port")
    smpp_system_id: str = Field("motcua", max_length=15, description="our name with the SMSC")
    smpp_password: SecretStr = Field(SecretStr(""), max_length=8, description="and password")
    smpp_system_type: str = Field("", max_length=12, description="what the SMSC wants to hear besides; mostly nothing")
    smpp_window: int = Field(10, ge=1, le=100, description="messages that may wait for the SMSC's answer at once")
    smpp_per_second: float = Field(20.0, gt=0, description="messages, or parts of long ones, that leave in a second")
    gammu_folder: Path = Field(
        Path("var/gammu"), description="where Gammu's SMS daemon has its folders inbox, outbox, sent and error"
    )
    gateway_networks: str = Field(
        "127.0.0.0/8,::1/128", description="networks that may hand messages over, separated by commas"
    )
    gateway_token: SecretStr = Field(SecretStr(""), description="when set, messages are taken at /mo/<token> only")
    trusted_proxies: str = Field(
        "127.0.0.1", description="reverse proxies whose X-Forwarded-For is believed, separated by commas"
    )
    own_number: str = Field("", max_length=20, description="our number as citizens dial it; never answered")
    regions: str = Field("VN", description="countries whose mobile phones are answered, separated by commas")
    keywords: str = Field("TTHS,HS", description="words that may stand before a code, separated by commas")
    accents: bool = Field(False, description="write with accents: 70 signs a part instead of 160")
    parts: int | None = Field(None, ge=1, le=4, description="parts of a reply at most; unset: 1, or 3 with accents")
    messages: int = Field(10, ge=1, le=50, description="messages of one phone that are answered in ten minutes")
    messages_a_day: int = Field(40, ge=1, le=50, description="messages of one phone that are answered in a day")
    reply_lifetime_minutes: int = Field(60, ge=1, description="how long a reply is tried before it is given up")
    lease_seconds: int = Field(
        30, ge=3, description="when a reply is tried again after a crash amid its sending; Kannel gets a part of it"
    )
    text_hours: int = Field(24, ge=0, description="after how long the words of settled messages are forgotten")
    row_days: int = Field(30, ge=2, description="after how long settled messages are deleted")
    database_url: str = Field(
        "sqlite:///var/motcua.db",
        validation_alias="MOTCUA_DATABASE_URL",
        description="the server database: sqlite:///… or postgresql+psycopg://…",
    )
    redis_url: str | None = Field(
        None, validation_alias="MOTCUA_REDIS_URL", description="shared cache; unset: each process remembers by itself"
    )
    data_key: str | None = Field(
        None, validation_alias="MOTCUA_DATA_KEY", description="keys that seal personal data, the one in use first"
    )
    data_key_file: Path = Field(
        Path("var/data.key"), validation_alias="MOTCUA_DATA_KEY_FILE", description="file that holds those keys"
    )
    calendar_file: Path | None = Field(
        None, validation_alias="MOTCUA_CALENDAR_FILE", description="public holidays; unset: those that come along"
    )
    site_file: Path | None = Field(
        None, validation_alias="MOTCUA_SITE_FILE", description="hotline, units and kiosks; unset: nothing is told"
    )

    @property
    def channels(self) -> frozenset[ChannelName]:
        """Every gateway that is to be connected."""
        return frozenset({self.channel, *self.routes.values()})

    @property
    def http_channel(self) -> ChannelName:
        """Whose messages come in at our own address."""
        return "kannel" if "kannel" in self.channels else self.channel

    @property
    def parts_allowed(self) -> int:
        """How many parts a reply may take."""
        return self.parts or (3 if self.accents else 1)

    @property
    def reply_lifetime(self) -> timedelta:
        """How long a reply is tried."""
        return timedelta(minutes=self.reply_lifetime_minutes)


def words(text: str) -> frozenset[str]:
    """The words of a setting that are separated by commas, in upper case."""
    return frozenset(word.strip().upper() for word in text.split(",") if word.strip())
