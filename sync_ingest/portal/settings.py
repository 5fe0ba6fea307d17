"""What an operator may set for `motcua-ingest forward`: the way to the national portal."""

from datetime import timedelta
from pathlib import Path

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from lookup_api.domain.codes import AgencyCode
from lookup_api.domain.errors import CodeNotReadable
from sync_ingest.portal.errors import PortalNotSet


class PortalSettings(BaseSettings):
    """Settings of the forwarding to the national portal, from the environment."""

    model_config = SettingsConfigDict(env_prefix="MOTCUA_PORTAL_", frozen=True)

    url: str = Field("", description="address of the national portal's adapter; unset: nothing is forwarded")
    login_path: str = Field("/login", description="where to log in, after the address")
    service_path: str = Field("/service", description="where the dossier services are, after the address")
    username: str = Field("", description="the account at the portal")
    password: SecretStr = Field(SecretStr(""), description="and its password")
    password_file: Path | None = Field(None, description="file that holds the password instead")
    dstcode: str = Field("", description="destination code, sent as header `dstcode`")
    agencies: str = Field("", description="agencies whose dossiers are forwarded, separated by commas; unset: all")
    agency_codes: dict[str, str] = Field(
        {}, description='`madonvi` of agencies where it is not their code, as JSON: `{"H53.19": "000.00.19.H53"}`'
    )
    usual_fields: dict[str, str] = Field(
        {}, description='what stands in fields that no record fills, as JSON: `{"NoiNopHoSo": "2"}`'
    )
    timeout_seconds: float = Field(60.0, gt=0, le=600, description="seconds that the portal has to answer")
    longest_pause_seconds: float = Field(
        300.0, gt=0, le=86_400, description="seconds between two tries of one dossier, at most"
    )
    workers: int = Field(4, ge=1, le=6, description="dossiers that are told at the same time")
    proxy: str | None = Field(
        None, repr=False, description="HTTP proxy on the way to the portal; unset: HTTPS_PROXY, NO_PROXY hold"
    )
    ca_file: Path | None = Field(None, description="certificates (PEM) to trust instead of the system's")

    @property
    def passed_agencies(self) -> frozenset[AgencyCode]:
        """The agencies of `agencies`; none for all. PortalNotSet when one is no code."""
        return frozenset(map(_agency, filter(str.strip, self.agencies.split(","))))

    @property
    def names_of_agencies(self) -> dict[AgencyCode, str]:
        """What agencies are called at the portal; PortalNotSet when one is no code."""
        return {_agency(code): name for code, name in self.agency_codes.items()}

    @property
    def longest_pause(self) -> timedelta:
        """Between two tries of one dossier."""
        return timedelta(seconds=self.longest_pause_seconds)

    def read_password(self) -> str:
        """The password, from its file where one is set; PortalNotSet when that cannot be read."""
        if self.password_file is None:
            return self.password.get_secret_value()
        try:
            return self.password_file.read_text(encoding="utf-8").strip()
        except OSError as error:
            raise PortalNotSet("the file of MOTCUA_PORTAL_PASSWORD_FILE cannot be read") from error


def _agency(code: str) -> AgencyCode:
    try:
        return AgencyCode.parse(code)
    except CodeNotReadable as error:
        raise PortalNotSet(f"{code.strip()} is not an agency code such as H53.19") from error
