"""A code while it is typed: dots and dashes come by themselves wherever only one can follow."""

import re

from kiosk.flow.events import ClearChosen, EraseChosen, Event, KeyPressed

LONGEST = 32
SIGNS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-/")
SEPARATORS = ".-/"
# What has been typed, what is pressed next, and the separator that then belongs between them.
RULES = (
    (re.compile(r"[A-Z][0-9]{2}(\.[0-9]{2}){0,2}"), re.compile("[0-9]"), "."),
    (re.compile(r"[A-Z][0-9]{2}(\.[0-9]{2}){3}"), re.compile("[0-9]"), "-"),
    (re.compile(r"000|000\.[0-9]{2}"), re.compile("[0-9]"), "."),
    (re.compile(r"000\.[0-9]{2}\.[0-9]{2}"), re.compile("[A-Z]"), "."),
    (re.compile(r"000\.[0-9]{2}\.[0-9]{2}\.[A-Z][0-9]{2}"), re.compile("[0-9]"), "-"),
    # A date in six figures, or in eight where the third and fourth cannot be a month: 2026…
    (re.compile(r"[A-Z0-9.]+-(?!20(?:1[3-9]|[2-9][0-9]))[0-9]{6}"), re.compile("[0-9]"), "-"),
    (re.compile(r"[A-Z0-9.]+-20[0-9]{6}"), re.compile("[0-9]"), "-"),
)


def press(typed: str, sign: str) -> str:
    """What stands there after one more sign; signs that no code has, and more than fit, change nothing."""
    if sign not in SIGNS or len(typed) >= LONGEST:
        return typed
    if sign in SEPARATORS:
        return _separated(typed, sign)
    between = next((mark for form, after, mark in RULES if form.fullmatch(typed) and after.fullmatch(sign)), "")
    return typed + between + sign


def erase(typed: str) -> str:
    """What stands there without its last sign, and without a dot that then ends it."""
    return typed[:-1].removesuffix(".")


def figures(typed: str, event: Event, longest: int) -> str:
    """What stands there after a key, where figures alone are typed: a telephone number, the staff's code."""
    match event:
        case KeyPressed(sign) if sign.isascii() and sign.isdigit() and len(typed) < longest:
            return typed + sign
        case EraseChosen():
            return typed[:-1]
        case ClearChosen():
            return ""
    return typed


def without_scanned(typed: str, text: str, longest: int) -> str:
    """What stood there before a scanner typed the figures of `text` behind it; they may have had no room for all."""
    scanned = "".join(filter(str.isdigit, text))
    room = min(len(scanned), len(typed))
    fits = [count for count in range(room, 0, -1) if typed.endswith(scanned[:count])]
    whole = (count for count in fits if count == len(scanned) or len(typed) == longest)
    return typed[: len(typed) - next(whole, 0)]


def _separated(typed: str, sign: str) -> str:
    """Two separators never meet: the second one replaces the first."""
    return typed.rstrip(SEPARATORS) + sign if typed else typed
