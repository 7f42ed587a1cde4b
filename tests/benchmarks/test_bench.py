"""Tests of `python -m benchmarks`: its measuring, output and limits, without real timings."""

import json
import subprocess
import sys
from pathlib import Path
from unittest.mock import Mock

import pytest
from django.conf import settings

from assessment.foundation.accounts.models import User
from assessment.foundation.pdf.client import Printed
from assessment.outputs.reports.models import ReportRun, RunStatus
from benchmarks import command, fairness, limits, measuring, pdf
from benchmarks.measuring import AGAIN, Case, Cost, Lane, Report, run


def steady(seconds: float) -> Cost:
    return Cost(cpu_seconds=seconds, wall_seconds=seconds)


def lane_of(*costs: float, name: str = "plan") -> Lane:
    """Return a lane whose reference takes these seconds, in this order."""
    going = iter(costs)
    return Lane(
        name=name,
        reference=Case("reference", lambda: steady(next(going))),
        cases=[Case("twice", lambda: steady(2.0))],
        figures=lambda medians: {"twice_ms": medians.cpu_ratio("twice", "reference")},
    )


def report_of(**figures: float) -> Report:
    return Report(lane="plan", rounds=1, off=0, figures=figures, medians=measuring.Medians({}))


def test_a_round_of_plans_is_measured_and_written_to_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(measuring, "NOISY", 99)
    file = tmp_path / "bench.json"

    code = command.main(["--lane", "plan", "--rounds", "1", "--json", str(file)])

    (found,) = json.loads(file.read_text())
    assert set(found["figures"]) >= {"sixty_actions_ms", "three_hundred_actions_ms"}
    assert set(found["cases"]) >= {"60 actions", "300 actions", AGAIN}
    assert "sixty_actions_ms" in capsys.readouterr().out
    assert code == 0


def test_every_lane_has_limits() -> None:
    found = {name: limits.limits_of(name) for name in command.LANES}

    assert found["plan"] == {"sixty_actions_ms": 50, "three_hundred_actions_ms": 500}
    assert found["pdf"]["renders_when_unchanged"] == 0
    assert all(found.values())


def test_figures_over_their_limits_are_named() -> None:
    reports = [report_of(quick=1, slow=3, told=9)]

    assert limits.beyond(reports, {"plan": {"quick": 1, "slow": 2}}) == ["plan.slow"]


def test_each_figure_gets_a_line_with_its_limit_even_if_missing() -> None:
    lines = limits.lines_of(report_of(quick=1, slow=3, told=9), {"quick": 1, "slow": 2, "gone": 1})

    assert lines == [
        "  ✓ quick: 1 (limit 1)",
        "  ✗ slow: 3 (limit 2)",
        "    told: 9",
        "  - gone: not measured",
    ]


def test_differing_measurements_of_the_reference_mean_the_machine_is_too_noisy() -> None:
    calm = run(lane_of(1, 1, 1.0, 1.05), rounds=1)
    noisy = run(lane_of(1, 1, 1.0, 1.2), rounds=1)

    assert (calm.noisy, noisy.noisy) == (False, True)


@pytest.mark.parametrize(
    ("off", "code", "why"),
    [
        (0.5, 3, "machine too noisy: plan"),
        (0.0, 1, "over the limit: plan.sixty_actions_ms"),
    ],
)
def test_the_exit_code_and_the_message_say_what_is_wrong(
    off: float,
    code: int,
    why: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    slow = Report(
        lane="plan",
        rounds=1,
        off=off,
        figures={"sixty_actions_ms": 51.0},
        medians=measuring.Medians({}),
    )
    monkeypatch.setattr(command, "run", lambda *_: slow)

    ended = command.main(["--lane", "plan", "--check"])

    assert ended == code
    assert capsys.readouterr().err == f"{why}\n"


# ---- the queue


@pytest.fixture
def queue(owner: User, monkeypatch: pytest.MonkeyPatch) -> fairness.Queue:
    monkeypatch.setattr(fairness, "PRINT_SECONDS", 0)
    monkeypatch.setattr(fairness, "REPORTS", 1)
    monkeypatch.setattr(fairness, "SAY_EVERY", 1)
    monkeypatch.setattr(fairness, "MOST_OF_TENANT", 3)
    return fairness.Queue(owner)


@pytest.mark.django_db(transaction=True)
def test_a_report_is_made_while_others_wait_and_the_lane_prints_its_progress(
    queue: fairness.Queue, capsys: pytest.CaptureFixture[str]
) -> None:
    (seconds,) = queue.seconds(flood=True)

    assert seconds > 0
    assert ReportRun.objects.get(tenant="patient").status == RunStatus.DONE
    assert "queue: 1 of 1 reports beside a flood" in capsys.readouterr().out


@pytest.mark.django_db(transaction=True)
def test_the_queue_gives_up_on_a_report_that_is_not_made(queue: fairness.Queue) -> None:
    queue.patient.memberships.all().delete()

    with pytest.raises(RuntimeError, match="not made"):
        queue.seconds(flood=False)


# ---- the command


def test_the_command_sets_up_django_itself() -> None:
    said = subprocess.run(
        [sys.executable, "-m", "benchmarks", "--help"],
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        check=True,
    )

    assert "python -m benchmarks" in said.stdout


def test_the_long_report_repeats_the_pages_with_unique_anchors() -> None:
    html = '<html><body class="a"><h1 id="top">A</h1><a href="#top">B</a></body></html>'

    long = pdf.repeated(html)

    assert long.count("<h1") == pdf.TIMES
    assert 'id="c1-top"' in long
    assert 'href="#c1-top"' in long
    assert long.startswith('<html><body class="a">')
    assert long.endswith("</body></html>")


def test_growth_compares_peak_memory_in_a_worker_that_is_not_restarted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    client = Mock()
    held = [100_000_000] * 5 + [300_000_000] + [100_000_000] * (pdf.REPORTS - 6)
    client.print.side_effect = [Printed(b"", 1, 0.1, memory) for memory in held]
    opened = Mock(return_value=client)
    monkeypatch.setattr(pdf, "PdfClient", opened)

    found = pdf.growth({})

    assert found == {"memory_growth": 3, "memory_megabytes": 300}
    opened.assert_called_once_with(limits=pdf.PATIENT)
