"""What the commands without a browser share: reading JSON in, plans, one line for a refusal."""

import json
import sys
from argparse import ArgumentParser
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from django.core.management.base import CommandError

from assessment.domain.exchange.submission_json import BadSubmission, PlanRequest, read_submission
from assessment.domain.planning.planner import make_plan
from assessment.domain.planning.plans import PinNotPossible, PinsDoNotFit, QuarterPlan
from assessment.parties.catalogue.library import find_model

Done = TypeVar("Done")

BAD_INPUT = 2


def add_file_argument(parser: ArgumentParser) -> None:
    parser.add_argument(
        "file", metavar="FILE", help="a sheet or a list of sheets as JSON; - reads standard input"
    )


def read_submissions(file: str) -> tuple[list[PlanRequest], bool]:
    """Every sheet of a file, and whether they came as a list.

    Raises:
        CommandError: with exit code 2 and one line that names the field and what it may be.
    """
    document = read_json(file)
    listed = isinstance(document, list)
    sheets = document if isinstance(document, list) else [document]
    read = [
        _explained(partial(read_submission, sheet, find_model), _place(n, listed=listed))
        for n, sheet in enumerate(sheets)
    ]
    return read, listed


def work_on_each(file: str, work: Callable[[PlanRequest], Done]) -> tuple[list[Done], bool]:
    """What came of every sheet of a file, and whether they came as a list.

    Raises:
        CommandError: as when they are read, or where `work` raises BadSubmission.
    """
    submissions, listed = read_submissions(file)
    done = [
        _explained(partial(work, submission), _place(n, listed=listed))
        for n, submission in enumerate(submissions)
    ]
    return done, listed


def answer_each(file: str, answer: Callable[[PlanRequest], dict[str, Any]]) -> str:
    """The JSON answer to a file: an object for one sheet, a list for a list."""
    answers, listed = work_on_each(file, answer)
    return json.dumps(answers if listed else answers[0], ensure_ascii=False, indent=2)


def plan_for(submission: PlanRequest) -> QuarterPlan:
    """The best plan for a sheet.

    Raises:
        BadSubmission: the actions that it pins cannot all be in one.
    """
    check = submission.check
    try:
        return make_plan(check.model, check.sheet, submission.wish)
    except (PinNotPossible, PinsDoNotFit) as refused:
        raise BadSubmission("plan.pin", _pin_fault(refused)) from refused


def _pin_fault(refused: PinNotPossible | PinsDoNotFit) -> str:
    if isinstance(refused, PinNotPossible):
        return f"{refused.action.code} cannot be done from where its practice stands"
    needed = refused.needed
    return (
        f"the pinned actions take {needed.hours} hours, {needed.money} in money "
        f"and {refused.count} actions; the plan may be larger or the pins fewer"
    )


def refuse(*reasons: str) -> CommandError:
    """The refusal with exit code 2, each reason on a line of its own."""
    lines = (" ".join(reason.split()) for reason in reasons)
    return CommandError("\n".join(lines), returncode=BAD_INPUT)


def read_text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except OSError as fault:
        raise refuse(f"FILE: cannot be read ({fault.strerror})") from fault
    except ValueError as fault:
        raise refuse(f"FILE: must be text in UTF-8 ({fault})") from fault


def read_json(file: str) -> object:
    """What a file holds; - is standard input.

    Raises:
        CommandError: with exit code 2 and one line.
    """
    try:
        return json.loads(sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes())
    except OSError as fault:
        raise refuse(f"FILE: cannot be read ({fault.strerror})") from fault
    except (ValueError, RecursionError) as fault:
        raise refuse(f"FILE: must be JSON in UTF-8 ({fault})") from fault


def _place(number: int, *, listed: bool) -> str:
    return f"[{number}]." if listed else ""


def _explained(work: Callable[[], Done], place: str) -> Done:
    try:
        return work()
    except BadSubmission as bad:
        raise refuse(f"{place}{bad}") from bad
