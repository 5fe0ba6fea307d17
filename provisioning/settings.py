"""What an operator may set for the provisioning service."""

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class ProvisionSettings(BaseSettings):
    """Settings of `motcua-provision`, from the environment."""

    model_config = SettingsConfigDict(env_prefix="MOTCUA_PROVISION_", frozen=True, validate_by_name=True)

    host: str = Field("127.0.0.1", description="address to listen on")
    port: int = Field(8003, description="port to listen on")
    database_url: str = Field(
        "sqlite:///var/motcua.db",
        validation_alias="MOTCUA_DATABASE_URL",
        description="the server database: sqlite:///… or postgresql+psycopg://…",
    )
