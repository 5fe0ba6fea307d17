"""The theme can be read by old eyes, and in high contrast by weak ones."""

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from kiosk.screens.theme import Colour, Paint

USUAL, HIGH = 4.5, 7.0  # WCAG 2.2, levels AA and AAA
SHAPES = 3.0  # for what is no text


def brightness(colour: list[float]) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    parts = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour[:3]]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), parts, strict=True))


def contrast(one: list[float], other: list[float]) -> float:
    """The contrast of two colours, 1 to 21."""
    dark, light = sorted((brightness(one), brightness(other)))
    return (light + 0.05) / (dark + 0.05)


def pairs_of(paint: "Paint") -> list[tuple["Colour", "Colour"]]:
    """Each ink and the grounds it stands on."""
    tones = (paint.under_way, paint.your_turn, paint.ready, paint.ended)
    return [
        *((ink, ground) for ink in (paint.ink, paint.soft, paint.brand) for ground in (paint.paper, paint.card)),
        *((tone.ink, ground) for tone in tones for ground in (tone.ground, paint.paper, paint.card)),
        *((paint.on_brand, ground) for ground in (paint.brand, paint.brand_down)),
        *((paint.on_head, ground) for ground in (paint.head, paint.head_press)),
        (paint.head, paint.on_head),
        (paint.on_head_soft, paint.head),
        (paint.on_dark, paint.dark),
        (paint.brand, paint.pressed),
    ]


@pytest.mark.usefixtures("kivy_is_set_up")
def test_every_ink_can_be_read_on_every_ground_it_stands_on() -> None:
    from kiosk.screens import theme

    assert min(contrast(ink, ground) for ink, ground in pairs_of(theme.USUAL)) >= USUAL


@pytest.mark.usefixtures("kivy_is_set_up")
def test_high_contrast_is_high() -> None:
    from kiosk.screens import theme

    assert min(contrast(ink, ground) for ink, ground in pairs_of(theme.HIGH_CONTRAST)) >= HIGH


@pytest.mark.usefixtures("kivy_is_set_up")
def test_the_ring_of_the_focus_is_seen_on_every_ground() -> None:
    from kiosk.screens import theme

    for paint in (theme.USUAL, theme.HIGH_CONTRAST):
        grounds = (paint.paper, paint.card, paint.brand, paint.head, paint.head_press, paint.on_head)
        assert all(max(contrast(ground, line) for line in (paint.ring, paint.halo)) >= SHAPES for ground in grounds)
        assert contrast(paint.ring, paint.halo) >= SHAPES
