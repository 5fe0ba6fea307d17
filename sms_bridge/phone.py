"""Which senders are a person's mobile phone, of whatever countries are answered."""

from collections.abc import Collection

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberFormat, PhoneNumberType

from lookup_api.domain.phone import LONGEST, PhoneNumber

HOME = "VN"
MOBILE = (PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE)


def mobile_number(text: str, regions: Collection[str] = (HOME,)) -> PhoneNumber | None:
    """The mobile number of one of `regions` (ISO codes) that `text` is: `+84…`, `84…`, `0084…` or `0…`.

    None for what we must not answer: short codes, names (alphanumeric senders), service and fixed lines, and foreign
    numbers, which would let a stranger run up a bill.
    """
    if len(text.strip()) > LONGEST or any(sign.isalpha() for sign in text):
        return None
    try:
        number = phonenumbers.parse(text, HOME)
    except NumberParseException:
        return None
    if phonenumbers.number_type(number) not in MOBILE or phonenumbers.region_code_for_number(number) not in regions:
        return None
    return PhoneNumber(phonenumbers.format_number(number, PhoneNumberFormat.E164))
