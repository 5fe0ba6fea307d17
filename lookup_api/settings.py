"""What an operator may set for the look-up: the JSON API and the public page."""

from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path

from pydantic import Field, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from lookup_api.store.sealing import Sealer


class LookupSettings(BaseSettings):
    """Settings of `motcua-lookup`, from the environment."""

    model_config = SettingsConfigDict(env_prefix="MOTCUA_LOOKUP_", frozen=True)

    host: str = Field("127.0.0.1", description="address to listen on")
    port: int = Field(8000, description="port to listen on")
    base_url: str = Field("http://127.0.0.1:8000", description="address of the public page, as receipts print it")
    prefixes: str = Field("", description="the province's own code prefixes, separated by commas; empty: every one")
    memory_mb: int = Field(64, ge=0, description="memory a worker for answers that it remembers, in MiB; 0: none")
    public_per_minute: int = Field(120, gt=0, description="look-ups a minute and worker from one network")
    device_per_minute: int = Field(600, gt=0, description="look-ups a minute and worker by one enrolled device")
    codes_of_a_day: int = Field(
        20, gt=0, description="codes of one agency's day that one network may ask for in ten minutes before a question"
    )
    codes_of_a_network: int = Field(
        600, gt=0, description="codes of all agencies that one network may ask for in ten minutes before a question"
    )
    codes_of_everybody: int = Field(
        600, gt=0, description="codes of one agency's day that all networks ask for in ten minutes before a question"
    )
    codes_of_a_pass: int = Field(10, gt=0, description="further codes that one answered question opens")
    wrong_secrets: int = Field(
        10, gt=0, description="wrong secrets an hour for one dossier from one network; further ones are not checked"
    )
    count_seconds: int = Field(
        300, ge=0, description="how often all dossiers are counted for the overview; 0: only by `motcua-lookup count`"
    )
    trusted_proxies: str = Field(
        "127.0.0.1", description="reverse proxies whose X-Forwarded-For is believed, separated by commas"
    )
    metrics_networks: str = Field(
        "127.0.0.0/8, ::1/128", description="networks that may read /metrics, separated by commas; 404 for others"
    )
    drain_seconds: float = Field(
        1.0, ge=0, le=60, description="how long new connections are still answered after the signal to stop, in seconds"
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
    provision_url: str = Field(
        "http://127.0.0.1:8003", description="address of the provisioning service, for `motcua-lookup enrol`"
    )
    ingest_url: str = Field("http://127.0.0.1:8001", description="address of ingest, where filings go")
    identity_folder: Path = Field(
        Path("var/site"), description="where this site's key and identity lie; not enrolled: nothing is filed online"
    )
    filing_largest_mb: int = Field(5, gt=0, le=20, description="largest attachment of a filing, in MiB")
    filing_total_mb: int = Field(20, gt=0, le=40, description="all attachments of a filing together, in MiB")
    filing_most_files: int = Field(8, gt=0, le=20, description="attachments of a filing, at most")
    filings_per_minute: int = Field(
        20, gt=0, description="steps of filings a minute and worker from one network; a filing takes two"
    )
    filings_folder: Path = Field(
        Path("var/filings"),
        validation_alias="MOTCUA_FILINGS_FOLDER",
        description="folder of attachments, sealed; the lookup's and ingest's are the same",
    )
    calendar_file: Path | None = Field(
        None, validation_alias="MOTCUA_CALENDAR_FILE", description="public holidays; unset: those that come along"
    )
    site_file: Path | None = Field(
        None, validation_alias="MOTCUA_SITE_FILE", description="hotline, units and kiosks; unset: nothing is told"
    )

    @field_validator("metrics_networks")
    @classmethod
    def _networks_can_be_read(cls, text: str) -> str:
        _networks(text)
        return text

    @property
    def metrics_network_list(self) -> tuple[IPv4Network | IPv6Network, ...]:
        """The networks one by one."""
        return _networks(self.metrics_networks)

    @property
    def prefix_set(self) -> frozenset[str]:
        """The prefixes one by one."""
        return frozenset(prefix.strip().upper() for prefix in self.prefixes.split(",") if prefix.strip())

    def sealer(self) -> Sealer:
        """What seals and opens personal data; DataKeyMissing when there is no key."""
        return Sealer.from_text(self.data_key) if self.data_key else Sealer.from_file(self.data_key_file)


def _networks(text: str) -> tuple[IPv4Network | IPv6Network, ...]:
    return tuple(ip_network(part.strip(), strict=False) for part in text.split(",") if part.strip())
