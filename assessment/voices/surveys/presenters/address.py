"""The address of a survey: as a link, as people type it, and as a code to scan."""

from dataclasses import dataclass
from functools import cached_property

from assessment.foundation.formatting.qr_codes import QrCode, qr_code


@dataclass(frozen=True, kw_only=True)
class SurveyAddress:
    """Where customers answer; `url` is absolute."""

    url: str

    @property
    def typed(self) -> str:
        """What people type, which browsers complete."""
        return self.url.partition("://")[2].rstrip("/")

    @cached_property
    def code(self) -> QrCode:
        return qr_code(self.url)
