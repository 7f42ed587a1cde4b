"""Lines about earlier checks that can no longer be sent, for every page that mentions them."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from assessment.journey.questionnaire import wording
from assessment.journey.questionnaire.queries.current_assessment import CurrentAssessment


@dataclass(frozen=True, slots=True, kw_only=True)
class UnsentLine:
    """What is kept of one check, and the address of the page that shows it."""

    words: str
    url: str
    check: CurrentAssessment


def unsent_lines(current: CurrentAssessment) -> Sequence[UnsentLine]:
    """Return a line for each check that was left, newest first."""
    return [
        UnsentLine(
            words=wording.unsent(check),
            url=reverse("unsent_check", args=[check.business.slug, check.name.lower()]),
            check=check,
        )
        for check in current.unsent
    ]
