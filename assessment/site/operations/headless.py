"""Shared by the commands that need no browser: reading JSON, planning and refusing input."""

import json
import re
import sys
from argparse import ArgumentParser
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from django.core.management.base import CommandError

from assessment.domain.exchange.documents import comparison_document
from assessment.domain.exchange.submission_json import (
    BadSubmission,
    PlanRequest,
    read_practices,
    read_submission,
)
from assessment.domain.exchange.voices_json import voices_document
from assessment.domain.planning.planner import make_plan
from assessment.domain.planning.plans import PinNotPossible, PinsDoNotFit, QuarterPlan
from assessment.domain.scoring.submissions import Submission
from assessment.domain.trends.comparison import comparison
from assessment.parties.catalogue.library import find_model, own_model

Done = TypeVar("Done")

BAD_INPUT = 2


def add_file_argument(parser: ArgumentParser) -> None:
    parser.add_argument(
        "file", metavar="FILE", help="a sheet or a list of sheets as JSON; - reads standard input"
    )


def read_submissions(file: str) -> tuple[list[PlanRequest], bool]:
    """Read every sheet in a file, and tell whether they came as a list.

    Raises:
        CommandError: with exit code 2 and one line naming the field and what it must be.
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
    """Apply `work` to every sheet in a file, and tell whether they came as a list.

    Raises:
        CommandError: as in `read_submissions`, or if `work` raises BadSubmission.
    """
    submissions, listed = read_submissions(file)
    done = [
        _explained(partial(work, submission), _place(n, listed=listed))
        for n, submission in enumerate(submissions)
    ]
    return done, listed


def answer_each(file: str, answer: Callable[[PlanRequest], dict[str, Any]]) -> str:
    """Return the answer to a file as JSON: an object for one sheet, a list for a list."""
    answers, listed = work_on_each(file, answer)
    return json.dumps(answers if listed else answers[0], ensure_ascii=False, indent=2)


def answer_voices(file: str) -> str:
    """Return what may be shown of the voices in a file as JSON; a list for a list.

    Raises:
        CommandError: with exit code 2 and one line naming the field and what it must be.
    """
    document, items = read_json(file), own_model().pulse_items
    listed = isinstance(document, list)
    answers = [
        _explained(partial(voices_document, each, items), _place(n, listed=listed))
        for n, each in enumerate(document if isinstance(document, list) else [document])
    ]
    return json.dumps(answers if listed else answers[0], ensure_ascii=False, indent=2)


def compare_files(before: str, now: str, *, other_person: bool, acted: str) -> str:
    """Return how two sheets compare as JSON; `acted` has codes, separated by commas.

    Raises:
        CommandError: as in `read_submissions`, or if a file has more than one sheet.
    """
    then, later = (_only_submission(file) for file in (before, now))
    codes = [code for code in re.split(r"[\s,]+", acted) if code]
    practices = _explained(partial(read_practices, later.model, codes), "")
    both = comparison(then, later, other_person=other_person, acted=practices)
    return json.dumps(comparison_document(both), ensure_ascii=False, indent=2)


def _only_submission(file: str) -> Submission:
    requests, _ = read_submissions(file)
    if len(requests) != 1:
        raise refuse(f"{file}: must have one sheet, not {len(requests)}")
    return requests[0].submission


def plan_for(request: PlanRequest) -> QuarterPlan:
    """Return the best plan for a sheet.

    Raises:
        BadSubmission: no plan can contain all the actions that it pins.
    """
    submission = request.submission
    try:
        return make_plan(submission.model, submission.sheet, request.wish)
    except PinNotPossible as refused:
        fault = f"{refused.action.code} cannot be done at the current step of its practice"
        raise BadSubmission("plan.pin", fault) from refused
    except PinsDoNotFit as refused:
        fault = (
            f"the pinned actions need {refused.needed.hours} hours, {refused.needed.money} in "
            f"money and {refused.count} actions; raise the limits or pin fewer"
        )
        raise BadSubmission("plan.pin", fault) from refused


def refuse(*reasons: str) -> CommandError:
    """Return the error that ends a command with exit code 2, each reason on its own line."""
    lines = (" ".join(reason.split()) for reason in reasons)
    return CommandError("\n".join(lines), returncode=BAD_INPUT)


def read_text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except OSError as fault:
        raise refuse(f"FILE: cannot be read ({fault.strerror})") from fault
    except ValueError as fault:
        raise refuse(f"FILE: must be text in UTF-8 ({fault})") from fault


def write_file(path: Path, content: bytes) -> None:
    """Write the file that --out names."""
    try:
        path.write_bytes(content)
    except OSError as fault:
        raise refuse(f"--out: cannot be written ({fault.strerror})") from fault


def read_json(file: str) -> object:
    """Read JSON from a file; - is standard input.

    Raises:
        CommandError: with exit code 2 and one line.
    """
    try:
        # Bytes, not text: the encoding of standard input depends on the locale, JSON is UTF-8.
        return json.loads(sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes())
    except OSError as fault:
        raise refuse(f"FILE: cannot be read ({fault.strerror})") from fault
    except (ValueError, RecursionError) as fault:  # deep nesting exhausts the JSON parser's stack
        raise refuse(f"FILE: must be JSON in UTF-8 ({fault})") from fault


def _place(number: int, *, listed: bool) -> str:
    return f"[{number}]." if listed else ""


def _explained(work: Callable[[], Done], place: str) -> Done:
    try:
        return work()
    except BadSubmission as bad:
        raise refuse(f"{place}{bad}") from bad
