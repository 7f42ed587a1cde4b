"""The contrast of two colours (WCAG 2.2), and shades between them."""

WHITE, BLACK = "#FFFFFF", "#000000"
READABLE = 4.5
"""The minimum contrast between text and background for WCAG 2.2, level AA."""
FULL = 255

DARKEST = 0.04045
"""Below this channel value, relative luminance is linear (WCAG 2.2)."""


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two `#rrggbb` colours, from 1 to 21 (WCAG 2.2)."""
    darker, lighter = sorted((_light_of(one), _light_of(other)))
    return (lighter + 0.05) / (darker + 0.05)


def mixed(colour: str, other: str, share: float) -> str:
    """Mix two colours; `share` is how much of the other one to use, from 0 to 1."""
    pairs = zip(_parts(colour), _parts(other), strict=True)
    return "#" + "".join(f"{round(own + (its - own) * share):02X}" for own, its in pairs)


def _parts(colour: str) -> list[int]:
    """Return red, green and blue, each from 0 to 255."""
    return [int(colour[at : at + 2], 16) for at in (1, 3, 5)]


def _light_of(colour: str) -> float:
    """Return the relative luminance, from 0 to 1 (WCAG 2.2)."""
    shares = [part / FULL for part in _parts(colour)]
    red, green, blue = (
        share / 12.92 if share <= DARKEST else float(((share + 0.055) / 1.055) ** 2.4)
        for share in shares
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
