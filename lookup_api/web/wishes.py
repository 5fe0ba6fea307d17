"""What becomes of a citizen's wishes: notices, ratings and reports of a difference, written down at once."""

from lookup_api.contract import facts_of
from lookup_api.domain.codes import Code
from lookup_api.domain.disclosure import Tier
from lookup_api.domain.errors import DossierNotFound, LookupFailure
from lookup_api.domain.phone import PhoneNumber
from lookup_api.domain.receipt import ReceiptSecret
from lookup_api.store.differences import Report, Source, report_difference
from lookup_api.store.dossiers import find_dossier
from lookup_api.store.notices import Channel, Wanted, ask_notice
from lookup_api.store.wishes import Rating, agency_of, count_rating, is_new_wish
from lookup_api.web.desk import Desk
from lookup_api.wish_contract import DifferenceWish, NoticeWish, RatingWish
from provisioning.signatures import Caller


def take_notice(desk: Desk, wish: NoticeWish, secret: ReceiptSecret | None, address: str) -> None:
    """Keep that the number is to be asked whether it wants to be told. NumberNotReadable, the failures of reading a
    code, and those of a look-up; whether the number is asked indeed (see ask_notice) is not told.
    """
    phone = PhoneNumber.parse(wish.phone)
    code, _ = desk.codes.read(wish.code)
    tier, _ = desk.answer(code, secret, address)
    with desk.database.writing() as session:
        found = find_dossier(session, code)
        if found is None:  # it was deleted or joined a moment ago
            raise DossierNotFound
        wanted = Wanted(found.id, phone, Channel.KIOSK, wish.language, tier is not Tier.STRANGER)
        ask_notice(session, wanted, desk.sealer, desk.clock())


def take_rating(desk: Desk, wish: RatingWish, device: Caller) -> None:
    """Count the stars, for the agency of the dossier where it is known. Of the dossier itself nothing is kept."""
    code = _read(desk, wish.code or "")
    with desk.database.writing() as session:
        if is_new_wish(session, device.device_id, wish.id, desk.clock()):
            agency = agency_of(session, code) if code else ""
            rating = Rating(wish.stars, Channel.KIOSK, device.device_id, wish.language, agency)
            count_rating(session, rating, desk.clock())


def take_difference(desk: Desk, wish: DifferenceWish, device: Caller, address: str) -> None:
    """Keep the report, with what this site says at the moment; fails as a look-up does."""
    code, _ = desk.codes.read(wish.code)
    _, answer = desk.answer(code, None, address)
    sayings = {
        "kiosk": {"version": str(wish.version)},
        "web": facts_of(answer),
        "reported": {"channel": wish.elsewhere},
    }
    with desk.database.writing() as session:
        if is_new_wish(session, device.device_id, wish.id, desk.clock()):
            report_difference(session, Report(code, Source.KIOSK, "", sayings), desk.sealer, desk.clock())


def _read(desk: Desk, text: str) -> Code | None:
    try:
        return desk.codes.read(text)[0]
    except LookupFailure:  # a rating counts without its dossier as well
        return None
