"""The theme can be read by old eyes."""

import pytest

CONTRAST = 4.5  # WCAG 2.2, level AA


def brightness(colour: list[float]) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    parts = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour[:3]]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), parts, strict=True))


def contrast(one: list[float], other: list[float]) -> float:
    """The contrast of two colours, 1 to 21."""
    dark, light = sorted((brightness(one), brightness(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.usefixtures("kivy_is_set_up")
def test_every_ink_can_be_read_on_every_ground_it_stands_on() -> None:
    from kiosk.screens import theme

    tones = (theme.UNDER_WAY, theme.YOUR_TURN, theme.READY, theme.ENDED)
    pairs = [
        *((ink, ground) for ink in (theme.INK, theme.SOFT, theme.BRAND) for ground in (theme.PAPER, theme.CARD)),
        *((tone.ink, ground) for tone in tones for ground in (tone.ground, theme.PAPER, theme.CARD)),
        *((theme.ON_BRAND, ground) for ground in (theme.BRAND, theme.BRAND_DOWN)),
        (theme.ON_BRAND_SOFT, theme.BRAND),
        (theme.ON_BRAND_SOFT, theme.DARK),
        (theme.BRAND, theme.QUIET_DOWN),
    ]
    assert min(contrast(ink, ground) for ink, ground in pairs) >= CONTRAST
