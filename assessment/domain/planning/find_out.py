"""What to find out before the actions: one task for each area with "not sure" answers."""

from dataclasses import dataclass

from assessment.domain.model.answers import NOT_SURE, AnswerSheet
from assessment.domain.model.maturity import Dimension, FindOutTask, MaturityModel, Practice

LEAST_HOURS = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class FindOutArea:
    """The questions of an area that were answered "not sure", and what to do about them."""

    dimension: Dimension
    practices: tuple[Practice, ...]
    tasks: tuple[FindOutTask, ...]

    @property
    def hours(self) -> int:
        """Whole hours for all of it: the tasks answer the questions of an area together."""
        return max(LEAST_HOURS, sum(task.hours for task in self.tasks))

    @property
    def first_move(self) -> str:
        return " ".join(task.task for task in self.tasks)

    @property
    def done_when(self) -> str:
        return " ".join(task.done_when for task in self.tasks)

    @property
    def steps(self) -> tuple[str, ...]:
        """Its questions, each of which can be ticked."""
        return tuple(practice.question for practice in self.practices)


def areas_to_find_out(model: MaturityModel, sheet: AnswerSheet) -> tuple[FindOutArea, ...]:
    """Return the areas with "not sure" answers, in the model's order."""
    areas = (
        find_out_area(
            model,
            dimension,
            tuple(p for p in dimension.practices if sheet.answers[p.code].value == NOT_SURE),
        )
        for dimension in model.dimensions
    )
    return tuple(area for area in areas if area.practices)


def find_out_area(
    model: MaturityModel, dimension: Dimension, practices: tuple[Practice, ...]
) -> FindOutArea:
    """Return what to do to find out these questions: the area's own tasks, or the general ones."""
    own = tuple(task for task in model.find_out_tasks if task.dimension == dimension.key)
    general = tuple(task for task in model.find_out_tasks if task.dimension == "any")
    return FindOutArea(dimension=dimension, practices=practices, tasks=own or general)
