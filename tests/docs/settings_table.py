"""Every setting, as docs/settings.md lists it. `python -m tests.docs.settings_table` prints the page's tables."""

from collections.abc import Iterator
from dataclasses import dataclass

from pydantic import AliasChoices, SecretStr
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined
from pydantic_settings import BaseSettings

from kiosk.settings import KioskSettings
from lookup_api.probe.settings import ProbeSettings
from lookup_api.settings import LookupSettings
from provisioning.settings import ProvisionSettings
from sms_bridge.settings import SmsSettings
from sync_ingest.agent.settings import AgentSettings
from sync_ingest.portal.settings import PortalSettings
from sync_ingest.settings import IngestSettings

PROGRAMS: dict[str, type[BaseSettings]] = {
    "motcua-lookup": LookupSettings,
    "motcua-lookup probe": ProbeSettings,
    "motcua-ingest": IngestSettings,
    "motcua-ingest forward": PortalSettings,
    "motcua-sms": SmsSettings,
    "motcua-provision": ProvisionSettings,
    "motcua-agent": AgentSettings,
    "motcua-kiosk": KioskSettings,
}


@dataclass(frozen=True, slots=True)
class Setting:
    """One environment variable: its name, its default as text, and what it means."""

    name: str
    default: str
    meaning: str


def settings_of(program: type[BaseSettings]) -> Iterator[Setting]:
    """The settings of one program, in the order in which it declares them."""
    prefix = program.model_config["env_prefix"]
    for name, field in program.model_fields.items():
        yield Setting(_variable(prefix, name, field), _default(field), field.description or "")


def tables() -> Iterator[str]:
    """A heading and a table for each program."""
    for program, kind in PROGRAMS.items():
        yield f"## {program}\n\n| variable | default | meaning |\n|---|---|---|"
        yield "\n".join(f"| `{s.name}` | {s.default} | {s.meaning} |" for s in settings_of(kind)) + "\n"


def _variable(prefix: str, name: str, field: FieldInfo) -> str:
    alias = field.validation_alias
    if isinstance(alias, AliasChoices):
        alias = str(alias.choices[0])
    return str(alias) if alias else f"{prefix}{name}".upper()


def _default(field: FieldInfo) -> str:
    if field.default is PydanticUndefined:
        return "required"
    shown = field.default.get_secret_value() if isinstance(field.default, SecretStr) else field.default
    return "–" if shown in (None, "", ()) else f"`{shown}`"


if __name__ == "__main__":
    print("\n".join(tables()))
