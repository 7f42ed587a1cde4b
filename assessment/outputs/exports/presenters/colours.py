"""The pages' colours for files that read no style sheet."""

import re
from functools import cache
from pathlib import Path

from django.conf import settings

TOKENS = Path(settings.BASE_DIR) / "static/css/tokens.css"


def colour(name: str) -> str:
    """What a token such as `brand` stands for by day: #552C6B."""
    return _tokens()[name]


@cache
def _tokens() -> dict[str, str]:
    return dict(re.findall(r"--c-([\w-]+):\s*(#[0-9A-Fa-f]{6});", TOKENS.read_text("utf-8")))
