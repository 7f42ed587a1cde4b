"""`manage.py bench`: it measures, writes what it found, and knows its limits. No test is timed."""

import io
import json
from pathlib import Path
from unittest.mock import Mock

import pytest
from django.core.management import CommandError, call_command

from assessment.foundation.pdf.client import Printed
from assessment.management.commands import bench
from benchmarks import limits, measuring, pdf
from benchmarks.measuring import AGAIN, Case, Cost, Lane, Report, run


def steady(seconds: float) -> Cost:
    return Cost(cpu_seconds=seconds, wall_seconds=seconds)


def lane_of(*costs: float, name: str = "plan") -> Lane:
    """A lane whose reference takes these seconds, one after the other."""
    going = iter(costs)
    return Lane(
        name=name,
        reference=Case("reference", lambda: steady(next(going))),
        cases=[Case("twice", lambda: steady(2.0))],
        figures=lambda medians: {"twice_ms": medians.cpu_ratio("twice", "reference")},
    )


def report_of(**figures: float) -> Report:
    return Report(lane="plan", rounds=1, off=0, figures=figures, medians=measuring.Medians({}))


def test_a_round_of_plans_is_measured_and_written_down(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(measuring, "NOISY", 99)
    file, out = tmp_path / "bench.json", io.StringIO()

    call_command("bench", "--lane", "plan", "--rounds", "1", "--json", str(file), stdout=out)

    (found,) = json.loads(file.read_text())
    assert set(found["figures"]) >= {"sixty_actions_ms", "three_hundred_actions_ms"}
    assert set(found["cases"]) >= {"60 actions", "300 actions", AGAIN}
    assert "sixty_actions_ms" in out.getvalue()


def test_every_limit_is_one_of_a_lane_and_a_number() -> None:
    found = {name: limits.limits_of(name) for name in bench.LANES}

    assert found["plan"] == {"sixty_actions_ms": 50, "three_hundred_actions_ms": 500}
    assert found["pdf"]["renders_when_unchanged"] == 0
    assert all(found.values())


def test_what_is_beyond_its_limit_is_named() -> None:
    reports = [report_of(quick=1, slow=3, told=9)]

    assert limits.beyond(reports, {"plan": {"quick": 1, "slow": 2}}) == ["plan.slow"]


def test_each_figure_is_said_with_its_limit_and_what_is_missing() -> None:
    lines = limits.lines_of(report_of(quick=1, slow=3, told=9), {"quick": 1, "slow": 2, "gone": 1})

    assert lines == [
        "  ✓ quick: 1 (at most 1)",
        "  ✗ slow: 3 (at most 2)",
        "    told: 9",
        "  - gone: not measured",
    ]


def test_a_reference_that_differs_from_itself_makes_the_machine_too_noisy() -> None:
    calm = run(lane_of(1, 1, 1.0, 1.05), rounds=1)
    noisy = run(lane_of(1, 1, 1.0, 1.2), rounds=1)

    assert (calm.noisy, noisy.noisy) == (False, True)


@pytest.mark.parametrize(("off", "code"), [(0.5, 3), (0.0, 1)])
def test_the_exit_says_what_is_wrong(
    off: float, code: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = Report(
        lane="plan",
        rounds=1,
        off=off,
        figures={"sixty_actions_ms": 51.0},
        medians=measuring.Medians({}),
    )
    monkeypatch.setattr(bench, "run", lambda *_: slow)

    with pytest.raises(CommandError) as refused:
        call_command("bench", "--lane", "plan", "--check", stdout=io.StringIO())

    assert refused.value.returncode == code


def test_the_long_report_holds_the_pages_many_times_each_with_its_own_anchors() -> None:
    html = '<html><body class="a"><h1 id="top">A</h1><a href="#top">B</a></body></html>'

    long = pdf.repeated(html)

    assert long.count("<h1") == pdf.TIMES
    assert 'id="c1-top"' in long
    assert 'href="#c1-top"' in long
    assert long.startswith('<html><body class="a">')
    assert long.endswith("</body></html>")


def test_a_press_that_grew_is_not_ended_and_the_most_it_held_counts(
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
