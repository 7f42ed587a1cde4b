"""Sentences about open doors."""

from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.translation import ngettext_lazy

from assessment.parties.departures.queries import OpenDoors

DOORS: dict[str, Promise] = {
    "Invitation": ngettext_lazy("%(count)d open invitation", "%(count)d open invitations", "count"),
    "AccessInvitation": ngettext_lazy(
        "%(count)d invitation to a consultant", "%(count)d invitations to consultants", "count"
    ),
    "AccessRequest": ngettext_lazy(
        "%(count)d hand-over of the business", "%(count)d hand-overs of the business", "count"
    ),
    "HandOver": ngettext_lazy("%(count)d helper’s link", "%(count)d helpers’ links", "count"),
    "SharedLink": ngettext_lazy("%(count)d shared result", "%(count)d shared results", "count"),
    "ScreenLink": ngettext_lazy(
        "%(count)d shared screen of a session", "%(count)d shared screens of sessions", "count"
    ),
    "SecondOpinion": ngettext_lazy(
        "%(count)d second opinion under way", "%(count)d second opinions under way", "count"
    ),
    "CalendarFeed": ngettext_lazy(
        "%(count)d calendar address", "%(count)d calendar addresses", "count"
    ),
    "SurveyLink": ngettext_lazy(
        "%(count)d link to the survey, with its posters",
        "%(count)d links to the survey, with their posters",
        "count",
    ),
    "ReportRun": ngettext_lazy(
        "%(count)d report being made", "%(count)d reports being made", "count"
    ),
}
"""By the name of the model. A test compares them with the models that are doors."""


def door_lines(doors: Iterable[OpenDoors]) -> list[str]:
    """Say how many doors of each kind are open."""
    return [str(DOORS[found.model] % {"count": found.count}) for found in doors]
