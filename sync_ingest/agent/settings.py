"""What an operator may set for a department's agent."""

from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class AgentSettings(BaseSettings):
    """Settings of `motcua-agent`, from the environment."""

    model_config = SettingsConfigDict(env_prefix="MOTCUA_AGENT_", frozen=True)

    ingest_url: str = Field("http://127.0.0.1:8001", description="the centre, which takes updates")
    provision_url: str = Field("http://127.0.0.1:8003", description="the provisioning service, for `enrol`")
    source_url: str = Field(
        "sqlite:///var/department.db",
        description="the department's database, any SQLAlchemy URL (a login that may only read is enough), or "
        "`folder:///…` with its exports or pushes",
    )
    profile: str = Field("sample", description="how to read it: the name of a profile of ours, or a .toml file's path")
    state_folder: Path = Field(Path("var/agent"), description="folder of the agent's identity, queue and key")
    poll_seconds: float = Field(2.0, gt=0, le=3600, description="seconds from one poll to the next")
    sweep_seconds: float = Field(
        60.0, ge=0, le=86_400, description="seconds from one look at all rows to the next: finds what was backdated"
    )
    timeout_seconds: float = Field(30.0, gt=0, le=600, description="seconds that the centre has to answer")
    longest_pause_seconds: float = Field(
        60.0, gt=0, le=3600, description="seconds between tries, at most, while the centre is away or refuses us"
    )
    proxy: str | None = Field(
        None, repr=False, description="HTTP proxy on the way to the centre, `http://user:password@host:port`"
    )
    ca_file: Path | None = Field(
        None, description="file of certificates (PEM) that are believed beside the machine's own: a private authority's"
    )
    heartbeat_seconds: float = Field(60.0, gt=0, le=3600, description="seconds from one heartbeat to the next, about")
    gone_share: float = Field(
        0.2, ge=0, le=1, description="share of a feed's rows, of more than 50, that may be gone at once to be believed"
    )
    gone_sweeps: int = Field(
        4_320,
        ge=1,
        le=1_000_000,
        description="sweeps after which more than that, or an empty feed, is believed too: three days, at one a minute",
    )
    reconcile_hour: int = Field(
        1, ge=0, le=23, description="hour, in Viet Nam, from which on the agency and the centre compare, each night"
    )
    least_free_mib: int = Field(
        64, ge=0, le=1_000_000, description="MiB that stay free on the disk: with less, nothing new is taken in"
    )
    listen_port: int = Field(
        0, ge=0, le=65_535, description="port at which the one-stop software may push in the national format; 0: none"
    )
    listen_host: str = Field("127.0.0.1", description="address of that port: this machine alone, unless it is changed")
    listen_token: str = Field(
        "", repr=False, description="when set, pushes are taken at /<token>/ only: set it where others reach the port"
    )
    data_key: str | None = Field(
        None,
        validation_alias="MOTCUA_DATA_KEY",
        repr=False,
        description="Fernet key that seals personal data in the queue; several with commas, the one in use first",
    )
    data_key_file: Path | None = Field(
        None,
        validation_alias="MOTCUA_DATA_KEY_FILE",
        description="file of that key; a file `data.key` in the state folder, made the first time, when neither is set",
    )
