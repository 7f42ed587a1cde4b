"""Colours as people read them: how well one stands out from another."""

WHITE, PAPER = "#FFFFFF", "#FAF8FB"
READABLE = 4.5
"""The least contrast of text and its ground, by WCAG 2.2 for level AA."""
FULL = 255

DARKEST = 0.04045
"""Up to here light rises in a straight line (WCAG 2.2, relative luminance)."""


def contrast(one: str, other: str) -> float:
    """1 for the same colour, up to 21 for black and white (WCAG 2.2); both as `#rrggbb`."""
    darker, lighter = sorted((_light_of(one), _light_of(other)))
    return (lighter + 0.05) / (darker + 0.05)


def is_readable(colour: str) -> bool:
    """Whether text in it can be read on white and on our paper, and white on it."""
    return min(contrast(colour, WHITE), contrast(colour, PAPER)) >= READABLE


def nearest_readable(colour: str) -> str:
    """The same colour, darkened no more than it takes to be read; one that is readable stays."""
    parts = _parts(colour)
    darker = (
        "#{:02X}{:02X}{:02X}".format(*(part * left // FULL for part in parts))
        for left in range(FULL, -1, -1)
    )
    return next(filter(is_readable, darker))


def _parts(colour: str) -> list[int]:
    """Red, green and blue, 0 to 255."""
    return [int(colour[at : at + 2], 16) for at in (1, 3, 5)]


def _light_of(colour: str) -> float:
    """Relative luminance, 0 to 1."""
    shares = [part / FULL for part in _parts(colour)]
    red, green, blue = (
        share / 12.92 if share <= DARKEST else float(((share + 0.055) / 1.055) ** 2.4)
        for share in shares
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
