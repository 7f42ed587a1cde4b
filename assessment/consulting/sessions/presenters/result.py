"""The result of the check, as both look at it together on the shared screen."""

from dataclasses import dataclass

from assessment.domain.scoring.submissions import Submission
from assessment.journey.results.presenters.levels import area_level
from assessment.journey.results.wording import verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaOnScreen:
    """One area: its title, points and level."""

    title: str
    points: str
    level: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultOnScreen:
    """The verdict, what it means, and the areas in the order of the questions."""

    verdict: str
    means: str
    points: str
    areas: tuple[AreaOnScreen, ...]


def result_page(sent: Submission) -> ResultOnScreen:
    overall = sent.scored.overall
    return ResultOnScreen(
        verdict=verdict.verdict(sent),
        means=verdict.means(sent),
        points=verdict.points(overall) if overall.level else "",
        areas=tuple(
            AreaOnScreen(
                title=area.title,
                points=verdict.points(sent.scored.dimension(area.key)),
                level=area_level(sent, area.key).words,
            )
            for area in sent.model.dimensions
        ),
    )
