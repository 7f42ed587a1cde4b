"""The checks of what a model asks the team and the customers."""

from collections import Counter
from collections.abc import Iterator

from assessment.domain.exchange.toml_rules import Requirement
from assessment.domain.model.maturity import MaturityModel
from assessment.domain.model.voice_texts import CustomerSurvey, PulseItem

LOWEST, HIGHEST = 0, 10
"""The ends of the scale on which loyalty is asked everywhere; the score depends on them."""


def voice_rules(model: MaturityModel) -> Iterator[Requirement]:
    """Yield what must hold; a version can leave out the team, the customers or both."""
    both = bool(model.pulse) == bool(model.pulse_items)
    yield both, "pulse: needs pulse_items, and pulse_items need pulse"
    for item in model.pulse_items:
        yield from _item(model, item)
    yield from _unique("pulse_items", [item.key for item in model.pulse_items])
    if model.team_talk:
        yield bool(model.team_talk.questions), "team_talk: questions must not be empty"
        for number, question in enumerate(model.team_talk.questions, start=1):
            yield _area(model, f"team_talk question {number}", question.dimension)
    if model.customer_survey:
        yield from _survey(model, model.customer_survey)


def _item(model: MaturityModel, item: PulseItem) -> Iterator[Requirement]:
    place, steps = f"pulse_items {item.key}", len(model.planning.step_values)
    yield _area(model, place, item.dimension)
    yield len(item.anchors) == steps, f"{place}: needs {steps} anchors"
    for key in item.mirrors:
        known = model.practice_called(key) is not None
        yield known, f"{place}: practice key {key} is not in the file"


def _survey(model: MaturityModel, survey: CustomerSurvey) -> Iterator[Requirement]:
    ends, steps = (survey.recommend.min, survey.recommend.max), len(model.planning.step_values)
    must_be = f"min must be {LOWEST} and max must be {HIGHEST}"
    yield ends == (LOWEST, HIGHEST), f"customer_survey recommend: {must_be}"
    enough = len(survey.scale.labels) == steps
    yield enough, f"customer_survey scale: needs {steps} labels"
    for item in survey.mirror_items:
        yield _area(model, f"customer_survey mirror_items {item.key}", item.dimension)
    yield from _unique(
        "customer_survey mirror_items", [item.dimension for item in survey.mirror_items]
    )


def _area(model: MaturityModel, place: str, key: str) -> Requirement:
    known = any(dimension.key == key for dimension in model.dimensions)
    return known, f"{place}: dimension {key} is not in the file"


def _unique(place: str, names: list[str]) -> Iterator[Requirement]:
    for name, times in Counter(names).items():
        yield times == 1, f"{place} {name}: appears {times} times"
