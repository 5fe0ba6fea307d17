"""What others wrote, as a terminal may show it."""


def printable(text: str) -> str:
    """The text with its lines, and every other sign that is none to be read written out (`\\\\x1b`): a terminal would
    obey some of them.
    """
    return "".join(sign if sign.isprintable() or sign == "\n" else _written_out(sign) for sign in text)


def _written_out(sign: str) -> str:
    return sign.encode("unicode_escape").decode()
