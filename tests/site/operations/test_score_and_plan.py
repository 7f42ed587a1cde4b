"""Scoring and planning without a browser or a database."""

import copy
import io
import json
import sys
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command, load_command_class
from django.core.management.base import BaseCommand

from assessment.domain.exchange.documents import sheet_document
from assessment.parties.catalogue.library import sample_submissions
from tests.domain.making import fixture

LAST = sample_submissions()[-1]
SHEET = {
    "business": "Café Lindgren",
    "quarter": "2026-Q4",
    "model": LAST.model.key,
    "answers": sheet_document(LAST.sheet),
}
FIRST = fixture("scoring_cases")["sheets"][0]["answers"]
WISH = {"hours": 20, "money": 200, "max_actions": 5}


def sheet(**fields: Any) -> dict[str, Any]:
    return copy.deepcopy(SHEET | fields)


def run(command: str, path: Path, document: object) -> Any:
    """Run a command on a file with this document; these tests have no access to a database."""
    file = path / "sheet.json"
    file.write_text(json.dumps(document), encoding="utf-8")
    return answer(command, str(file))


def answer(command: str, file: str) -> Any:
    out = io.StringIO()
    call_command(command, file, stdout=out)
    return json.loads(out.getvalue())


def refusal(command: str, path: Path, document: object) -> str:
    with pytest.raises(CommandError) as refused:
        run(command, path, document)
    assert refused.value.returncode == 2
    return str(refused.value)


def test_a_sheet_is_scored(tmp_path: Path) -> None:
    scored = run("score", tmp_path, sheet())

    assert list(scored) == ["model", "rule", "overall", "dimensions"]
    assert (scored["overall"]["score"], scored["overall"]["shown"]) == ("1585/27", 59)
    assert scored["dimensions"]["consistency"]["steps"] == {"solid": 0, "smooth": 2, "sparkle": 0}


def test_a_sheet_gets_a_plan(tmp_path: Path) -> None:
    plan = run("plan", tmp_path, sheet(plan=WISH))

    codes = [action["code"] for action in plan["actions"]]
    assert codes == ["POL2q", "CUL3q", "CON4q", "CON3q", "POL4q"]
    assert (plan["value"], plan["levels_gained"], plan["hours"], plan["money"]) == (44, 4, 16, 45)
    assert plan["expected"]["level"] == "smooth"


def test_the_first_questions_still_give_the_same_score_and_plan(tmp_path: Path) -> None:
    old = sheet(model="cairn-1.0", answers={c: noted(a) for c, a in FIRST.items()}, plan=WISH)

    scored, plan = run("score", tmp_path, old), run("plan", tmp_path, old)

    assert (scored["model"], scored["rule"]) == ("cairn-1.0", "sss-1")
    assert (scored["overall"]["score"], scored["overall"]["level"]) == ("1585/27", "solid")
    assert "chances" not in scored["overall"]
    codes = [action["code"] for action in plan["actions"]]
    assert codes == ["POL2q", "CUL3q", "CON4q", "CON3q", "POL4q"]
    assert (plan["value"], plan["levels_gained"], plan["hours"], plan["money"]) == (44, 4, 16, 50)


def noted(answer: dict[str, Any]) -> dict[str, Any]:
    return answer | {"reason": "We work alone."} if answer["value"] == "na" else answer


def test_a_submission_must_name_its_questions(tmp_path: Path) -> None:
    nameless = {name: value for name, value in sheet().items() if name != "model"}

    assert refusal("score", tmp_path, nameless).startswith("model: ")


@pytest.mark.parametrize("command", ["score", "plan"])
def test_a_list_gets_a_list_in_order(tmp_path: Path, command: str) -> None:
    other = sheet(answers={code: {"value": 1} for code in SHEET["answers"]})

    both = run(command, tmp_path, [other, sheet()])

    assert both == [run(command, tmp_path, other), run(command, tmp_path, sheet())]
    assert run(command, tmp_path, []) == []


@pytest.mark.parametrize("command", ["score", "plan"])
def test_a_hyphen_reads_standard_input(monkeypatch: pytest.MonkeyPatch, command: str) -> None:
    given = io.BytesIO(json.dumps(sheet(), ensure_ascii=False).encode())
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(given, encoding="ascii"))

    assert answer(command, "-")


@pytest.mark.parametrize("command", ["score", "plan"])
def test_a_refusal_is_one_line_that_names_the_field(tmp_path: Path, command: str) -> None:
    bad = sheet(quarter="winter\n2026")

    line = refusal(command, tmp_path, bad)

    assert line == "quarter: must be a year and a quarter, such as 2026-Q4"
    assert refusal(command, tmp_path, [sheet(), bad]) == f"[1].{line}"


def test_a_field_with_line_breaks_still_makes_one_line(tmp_path: Path) -> None:
    assert refusal("score", tmp_path, sheet(**{"a\nb": 1})) == "a b: is not recognised"


@pytest.mark.parametrize(
    ("pins", "line"),
    [
        (["POL1q"], "plan.pin: POL1q cannot be done at the current step of its practice"),
        (
            ["POL2d", "CUL3q"],
            (
                "plan.pin: the pinned actions need 10 hours, 45 in money and 3 actions; "
                "raise the limits or pin fewer"
            ),
        ),
    ],
)
def test_impossible_pins_are_explained(tmp_path: Path, pins: list[str], line: str) -> None:
    bad = sheet(plan={"hours": 5, "pin": pins})

    assert refusal("plan", tmp_path, bad) == line
    assert refusal("plan", tmp_path, [sheet(), bad]) == f"[1].{line}"
    assert run("score", tmp_path, bad)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "FILE: must be JSON"),
        (b"{", "FILE: must be JSON"),
        (b'{"business": "\xff"}', "FILE: must be JSON"),
        (b"[" * 100_000, "FILE: must be JSON"),
        (b"7", "the document: must be a JSON object"),
    ],
    ids=range(5),
)
def test_anything_but_json_is_refused(tmp_path: Path, content: bytes, words: str) -> None:
    file = tmp_path / "sheet.json"
    file.write_bytes(content)

    with pytest.raises(CommandError, match=words) as refused:
        call_command("score", str(file))

    assert refused.value.returncode == 2
    assert "\n" not in str(refused.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="FILE: cannot be read") as refused:
        call_command("plan", str(tmp_path / "nowhere.json"))

    assert refused.value.returncode == 2


def test_from_the_shell_a_refusal_ends_with_code_two_and_writes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "sheet.json"
    file.write_text(json.dumps([sheet(), sheet(model="other")]), encoding="utf-8")

    with pytest.raises(SystemExit) as ended:
        shell("score", str(file))

    assert ended.value.code == 2
    written, said = capsys.readouterr()
    assert written == ""
    assert said == "CommandError: [1].model: “other” is not installed here\n"


def shell(name: str, *args: str) -> None:
    command = load_command_class("assessment", name)
    assert isinstance(command, BaseCommand)
    command.run_from_argv(["manage.py", name, *args])


# ---- Cairn 1.1


CASES = fixture("scoring_cases_2")
QUIET = "not_come_up"
CHANGE = next(case for case in CASES["changes"] if case["name"] == "five basics by a step")


def newer(answers: dict[str, Any], **fields: Any) -> dict[str, Any]:
    return {
        "business": "B",
        "quarter": "2026-Q4",
        "model": "cairn-1.1",
        "answers": answers,
        **fields,
    }


def compared(path: Path, *more: str, now: Any = None) -> Any:
    before, later = path / "before.json", path / "now.json"
    before.write_text(json.dumps(newer(CHANGE["before"])), encoding="utf-8")
    later.write_text(json.dumps(now or newer(CHANGE["now"])), encoding="utf-8")
    out = io.StringIO()
    call_command("compare", str(before), str(later), *more, stdout=out)
    return json.loads(out.getvalue())


@pytest.mark.parametrize("case", CASES["sheets"], ids=lambda case: case["name"])
def test_a_sheet_of_cairn_1_1_is_scored_with_its_doubt(tmp_path: Path, case: Any) -> None:
    scored = run("score", tmp_path, newer(case["answers"], trade="food", team_size="1"))

    assert scored["rule"] == "sss-2"
    del scored["overall"]["shown"]
    assert scored["overall"] == case["expected"]["overall"]


def test_two_sheets_are_compared(tmp_path: Path) -> None:
    acted = ",".join(CHANGE["acted"])

    assert compared(tmp_path, "--acted", acted) == CHANGE["expected"]
    assert compared(tmp_path, "--acted", acted.replace("CUL1", "CUL1q")) == CHANGE["expected"]
    assert "acted" not in compared(tmp_path)


def test_another_person_makes_a_change_less_sure(tmp_path: Path) -> None:
    same, other = compared(tmp_path), compared(tmp_path, "--other")

    assert same["overall"]["delta"] == other["overall"]["delta"]
    assert Fraction(same["overall"]["variance"]) < Fraction(other["overall"]["variance"])


def test_a_comparison_that_cannot_be_made_is_refused_in_one_line(tmp_path: Path) -> None:
    for more, now, line in (
        (["--acted", "XYZ"], None, "acted.XYZ: is not recognised"),
        ([], [newer(CHANGE["now"])] * 2, "now.json: must have one sheet, not 2"),
        ([], newer({}), "answers.CUL1: is missing"),
    ):
        with pytest.raises(CommandError, match=line) as refused:
            compared(tmp_path, *more, now=now)
        assert refused.value.returncode == 2


@pytest.mark.parametrize(
    ("fields", "line"),
    [
        ({"trade": "space"}, "trade: must be "),
        ({"meets": ["here"]}, "meets.0: must be our_place"),
        ({"meets": "phone"}, "meets: must be a list"),
        ({"team_size": "7"}, "team_size: must be "),
    ],
)
def test_what_a_business_says_of_itself_is_checked(
    tmp_path: Path, fields: dict[str, Any], line: str
) -> None:
    assert refusal("plan", tmp_path, newer(CHANGE["now"], **fields)).startswith(line)


@pytest.mark.parametrize(
    ("code", "answer", "line"),
    [
        ("POL2", {"value": "na"}, "answers.POL2.reason: must be not_come_up"),
        ("CUL3", {"value": "na", "reason": QUIET}, "answers.CUL3.reason: must not be not_come_up"),
        ("CUL1", {"value": "na"}, "answers.CUL1.value: must be 0, 1, 2, 3 or dk"),
    ],
)  # fmt: skip
def test_only_events_are_set_aside_because_they_have_not_come_up(
    tmp_path: Path, code: str, answer: dict[str, Any], line: str
) -> None:
    bad = newer({**CHANGE["now"], code: answer})
    quiet = newer({**CHANGE["now"], "POL2": {"value": "na", "reason": QUIET}})

    assert refusal("score", tmp_path, bad) == line
    assert run("score", tmp_path, quiet)["dimensions"]["policies"]["status"] == "scored"


def test_a_plan_fits_the_team_and_leaves_out_what_does_not_suit(tmp_path: Path) -> None:
    low = newer({**CHANGE["now"], "CUL3": {"value": 0}, "CUL4": {"value": 0}})

    alone, many = (
        run("plan", tmp_path, {**low, "team_size": size, "plan": {"hours": 60}})
        for size in ("1", "25-50")
    )

    left_out = {out["code"]: out["why"] for out in alone["left_out"]}
    assert left_out["CUL3q"] == "You work alone, so nobody needs your permission."
    hours = [
        {action["code"]: action["hours"] for action in plan["actions"]} for plan in (alone, many)
    ]
    assert (hours[0]["CUL4q"], hours[1]["CUL4q"]) == (2, 38)
