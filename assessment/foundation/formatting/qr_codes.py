"""QR codes as the path of an SVG, which `components/qr_code.html` draws on pages and paper."""

from dataclasses import dataclass

import segno

QUIET_MODULES = 4
"""The white edge on each side that the standard asks for; readers fail without it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QrCode:
    """A QR code as drawn.

    Attributes:
        text: What a phone reads, such as an address.
        size: The modules (dark or light squares) on each side, with the quiet edge.
        path: The dark modules as the `d` of an SVG path, drawn with a line one module wide.
    """

    text: str
    size: int
    path: str


def qr_code(text: str) -> QrCode:
    """Return the code for a text; it can still be read if 15 per cent of it is covered.

    Raises:
        ValueError: The text is too long for any code.
    """
    code = segno.make_qr(text, error="m", boost_error=False)
    rows = [[bool(module) for module in row] for row in code.matrix]
    runs = [
        f"M{left + QUIET_MODULES} {row + QUIET_MODULES}.5h{length}"
        for row, modules in enumerate(rows)
        for left, length in _dark_runs(modules)
    ]
    return QrCode(text=text, size=len(rows) + 2 * QUIET_MODULES, path="".join(runs))


def _dark_runs(modules: list[bool]) -> list[tuple[int, int]]:
    """Return where each run of dark modules begins, and how long it is."""
    runs: list[tuple[int, int]] = []
    for place, dark in enumerate(modules):
        if dark and place and modules[place - 1]:
            runs[-1] = (runs[-1][0], runs[-1][1] + 1)
        elif dark:
            runs.append((place, 1))
    return runs
