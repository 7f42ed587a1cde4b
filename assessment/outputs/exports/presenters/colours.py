"""The site's colours, for files that have no style sheet."""

import re
from functools import cache
from pathlib import Path

from django.conf import settings

TOKENS = Path(settings.BASE_DIR) / "static/css/tokens.css"


def colour(name: str) -> str:
    """Return the light-theme colour of a token such as `brand`, for example #552C6B."""
    return _tokens()[name]


@cache
def _tokens() -> dict[str, str]:
    return dict(re.findall(r"--c-([\w-]+):\s*(#[0-9A-Fa-f]{6});", TOKENS.read_text("utf-8")))
