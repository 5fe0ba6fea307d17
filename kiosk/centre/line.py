"""The line to the centre: who we are there, what time it is, whether it answers, what is kept of its answers."""

import logging
from dataclasses import dataclass
from pathlib import Path

import httpx

from kiosk.care.disk import Disk
from kiosk.care.faults import Faults
from kiosk.centre.centre import Centre, CentreWithoutIdentity
from kiosk.centre.fleeting_key import KeyPlace
from kiosk.centre.kept_answers import FOLDER, KeptAnswers, Limits
from kiosk.centre.offline import KeepingLookup
from kiosk.centre.probe import CentreProbe
from kiosk.centre.public_copy import PublicCopy
from kiosk.centre.reachability import Reachability
from kiosk.errors import NotEnrolled
from kiosk.settings import KioskSettings
from lookup_api.client import LookupClient
from provisioning.device.centre_time import CentreTime
from provisioning.device.identity import Identity, load_identity
from provisioning.errors import IdentityNotReadable
from provisioning.signatures import RequestSigner

HOUR = 3600.0
logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Line:
    """`identity` is None on a machine that was never enrolled: then only what is public is answered."""

    identity: Identity | None
    time: CentreTime
    centre: Centre
    public: PublicCopy
    kept: KeptAnswers
    reachability: Reachability
    probe: CentreProbe
    lookup: KeepingLookup
    disk: Disk

    @classmethod
    def of(cls, settings: KioskSettings, public: PublicCopy, faults: Faults, place: KeyPlace) -> "Line":
        """The line that the settings describe; nothing is asked yet."""
        identity, time = identity_in(settings.state_folder), CentreTime()
        http = httpx.Client(base_url=str(settings.lookup_url), auth=signer(identity, time))
        client, disk = LookupClient(http), Disk(settings.state_folder, faults)
        centre: Centre = client if identity else CentreWithoutIdentity(client)
        faults.tell(NotEnrolled, identity is None)
        limits = Limits(seconds=settings.keep_hours * HOUR)
        kept = KeptAnswers(place, settings.state_folder / FOLDER, limits, disk.wrote)
        probe = CentreProbe(http, time)
        reachability = Reachability(probe, faults, kept.forget)
        lookup = KeepingLookup(centre, kept, reachability)
        return cls(identity, time, centre, public, kept, reachability, probe, lookup, disk)


def public_copy(settings: KioskSettings) -> PublicCopy:
    """What the centre tells anybody; it asks unsigned, for a machine that is not enrolled shows it too."""
    http = httpx.Client(base_url=str(settings.lookup_url))
    return PublicCopy(LookupClient(http), settings.state_folder / "public")


def identity_in(folder: Path) -> Identity | None:
    """Who this machine is, or None when it was never enrolled."""
    try:
        return load_identity(folder)
    except IdentityNotReadable:
        logger.warning("This machine is not enrolled: motcua-kiosk enrol CLAIM_CODE")
        return None


def signer(identity: Identity | None, time: CentreTime) -> RequestSigner | None:
    """What signs our requests, by the centre's time: a wrong clock here must not make strangers of us."""
    return RequestSigner(identity.key_id, identity.private_key, time) if identity else None
