"""The numbers of the trends page, as a CSV file for spreadsheets."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from assessment.domain.scoring.submissions import Submission
from assessment.domain.trends.timeline import timeline_of
from assessment.foundation.formatting.csv import Cell, as_csv
from assessment.journey.trends.presenters.lines import NONE, Numbers


def spreadsheet(submissions: Sequence[Submission]) -> bytes:
    """Return one row per quarter, oldest first; missing numbers are empty or say why."""
    numbers = Numbers(timeline=timeline_of(submissions))
    return as_csv((heads_of(numbers), *rows_of(numbers)))


def heads_of(numbers: Numbers) -> tuple[str, ...]:
    return (
        _("Quarter"),
        _("First day"),
        _("Last day"),
        _("Questions"),
        *numbers.heads,
        _("Overall"),
        _("Level"),
    )


def rows_of(numbers: Numbers) -> tuple[tuple[Cell, ...], ...]:
    """Return one row per quarter, with one cell per heading."""
    return tuple(
        (
            row.quarter.key,
            row.quarter.starts_on,
            row.quarter.ends_on,
            row.questions,
            *(_number(words) for words in (*row.areas, row.overall)),
            None if row.level == NONE else row.level,
        )
        for row in numbers.rows
    )


def _number(words: str) -> Cell:
    """Convert a number to an integer, but keep a reason why there is none."""
    if words == NONE:
        return None
    return int(words) if words.isdecimal() else words


def file_name(submissions: Sequence[Submission], slug: str) -> str:
    return f"{submissions[-1].quarter.key}_{slug}_trends.csv"
