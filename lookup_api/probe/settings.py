"""What an operator may set for the probe that compares the channels."""

from pathlib import Path

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class ProbeSettings(BaseSettings):
    """Settings of `motcua-lookup probe`, from the environment."""

    model_config = SettingsConfigDict(env_prefix="MOTCUA_PROBE_", frozen=True)

    site_url: str = Field("http://127.0.0.1:8000", description="address of the public page and the API to compare")
    sms_url: str = Field("http://127.0.0.1:8002", description="address of the SMS bridge; empty: it is not compared")
    sms_token: SecretStr = Field(SecretStr(""), description="the bridge's gateway token, where it has one")
    identity_folder: Path | None = Field(
        None, description="folder of an enrolled kiosk's identity; unset: the kiosk's client asks without one"
    )
