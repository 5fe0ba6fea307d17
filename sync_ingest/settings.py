"""What an operator may set for ingest and the back-office that lives in it."""

from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class IngestSettings(BaseSettings):
    """Settings of `motcua-ingest`, from the environment."""

    model_config = SettingsConfigDict(env_prefix="MOTCUA_INGEST_", frozen=True)

    host: str = Field("127.0.0.1", description="address to listen on")
    port: int = Field(8001, description="port to listen on")
    trusted_proxies: str = Field(
        "127.0.0.1", description="reverse proxies whose X-Forwarded-For is believed, separated by commas"
    )
    place: str = Field("", description="the place that receipts name before the date")
    look_up_url: str = Field("http://127.0.0.1:8000", description="address of the public page, as receipts print it")
    first_serial: int = Field(
        1, ge=1, le=9_999_999, description="a day's first serial here, where an agency's own software counts too"
    )
    database_url: str = Field(
        "sqlite:///var/motcua.db",
        validation_alias="MOTCUA_DATABASE_URL",
        description="the server database: sqlite:///… or postgresql+psycopg://…",
    )
    data_key: str | None = Field(
        None, validation_alias="MOTCUA_DATA_KEY", description="keys that seal personal data, the one in use first"
    )
    data_key_file: Path = Field(
        Path("var/data.key"), validation_alias="MOTCUA_DATA_KEY_FILE", description="file that holds those keys"
    )
    filings_folder: Path = Field(
        Path("var/filings"),
        validation_alias="MOTCUA_FILINGS_FOLDER",
        description="folder of attachments, sealed; the lookup's and ingest's are the same",
    )
    keep_filings_days: int = Field(
        365, ge=1, le=3_660, description="days that a filing's attachments are kept after the dossier's end"
    )
    calendar_file: Path | None = Field(
        None, validation_alias="MOTCUA_CALENDAR_FILE", description="public holidays; unset: those that come along"
    )
    site_file: Path | None = Field(
        None, validation_alias="MOTCUA_SITE_FILE", description="hotline, units and kiosks; unset: nothing is told"
    )
