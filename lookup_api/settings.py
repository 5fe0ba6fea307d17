"""What an operator may set for the look-up: the JSON API and the public page."""

from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class LookupSettings(BaseSettings):
    """Settings of `motcua-lookup`, from the environment."""

    model_config = SettingsConfigDict(env_prefix="MOTCUA_LOOKUP_", frozen=True)

    host: str = Field("127.0.0.1", description="address to listen on")
    port: int = Field(8000, description="port to listen on")
    base_url: str = Field("http://127.0.0.1:8000", description="address of the public page, as receipts print it")
    hotline: str = Field("", description="phone number that citizens may call")
    sms_number: str = Field("", description="phone number that answers look-ups by text message")
    address: str = Field("", description="where the one-stop unit is")
    prefixes: str = Field("", description="the province's own code prefixes, separated by commas; empty: every one")
    public_per_minute: int = Field(120, gt=0, description="look-ups a minute and worker from one network")
    device_per_minute: int = Field(600, gt=0, description="look-ups a minute and worker by one enrolled device")
    trusted_proxies: str = Field(
        "127.0.0.1", description="reverse proxies whose X-Forwarded-For is believed, separated by commas"
    )
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

    @property
    def prefix_set(self) -> frozenset[str]:
        """The prefixes one by one."""
        return frozenset(prefix.strip().upper() for prefix in self.prefixes.split(",") if prefix.strip())
