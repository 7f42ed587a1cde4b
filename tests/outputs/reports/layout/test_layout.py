"""No page of a report is nearly empty, no two texts overlap, and nothing is too small to read.

The reports of the sample are those that other tests print too. Each hard case is printed once, on
the paper and in the edition where it fits worst.
"""

from itertools import cycle

import pytest

from assessment.foundation.pdf.client import pdf_client
from assessment.outputs.reports.editions import Edition, Paper
from assessment.outputs.reports.services import pdf_request, render
from tests.outputs.reports.documents import document_of, printed
from tests.outputs.reports.layout.cases import CASES
from tests.outputs.reports.layout.linter import faults_of, sizes_of
from tests.outputs.reports.reading import pages_of

pytestmark = pytest.mark.pdf

EVERY = [(edition, paper) for edition in Edition for paper in Paper]
TURNS = list(zip(CASES, cycle([*Paper, *reversed(Paper)]), strict=False))
"""Each case, and one of the papers in turn."""
LARGE_PRINT, TO_PIN_UP, FOOTER = 16, 14, 11


@pytest.mark.parametrize(("edition", "paper"), EVERY)
def test_the_sample_is_laid_out_without_faults(edition: Edition, paper: Paper) -> None:
    assert faults_of(printed(edition, paper)) == []


@pytest.mark.parametrize(("case", "paper"), TURNS)
def test_hard_cases_are_laid_out_without_faults(case: str, paper: Paper) -> None:
    assert faults_of(render(CASES[case](), Edition.CONSULTANT, paper)) == []


@pytest.mark.parametrize("case", ["every answer 3", "every answer not sure", "long names"])
def test_hard_cases_of_owners_are_laid_out_without_faults(case: str) -> None:
    assert faults_of(render(CASES[case](), Edition.OWNER, Paper.LETTER)) == []


@pytest.mark.parametrize("case", CASES)
def test_the_summary_of_every_hard_case_stays_on_one_page(case: str) -> None:
    assert pages_of(render(CASES[case](), Edition.SUMMARY, Paper.LETTER)) == 1


@pytest.mark.parametrize("paper", Paper)
def test_large_print_has_no_small_text(paper: Paper) -> None:
    assert min(sizes_of(printed(Edition.LARGE, paper))) > LARGE_PRINT - 0.1


@pytest.mark.parametrize("paper", Paper)
def test_the_page_to_pin_up_is_large_and_fills_its_sheet(paper: Paper) -> None:
    pdf = printed(Edition.FRIDGE, paper)

    *others, largest = sorted(set(map(round, sizes_of(pdf))))
    assert largest == 30
    assert [size for size in others if size < TO_PIN_UP] == [FOOTER]
    assert pages_of(pdf) == 1


# ---- the measure itself

FAULTY = """<!doctype html><html lang="en"><head><title>Faults</title></head>
<body data-colophon="Foot"><p style="font-size: 7pt">tiny</p><p>under</p>
<p style="margin-top: -5mm">across</p><p>early 早</p>
<p style="margin-left: -10mm">outside</p>
<p style="break-before: page">The last page may be short.</p></body></html>"""


def test_the_linter_finds_each_kind_of_fault() -> None:
    request = pdf_request(document_of(), Edition.SUMMARY, Paper.A4) | {"html": FAULTY}

    faults = " ".join(faults_of(pdf_client.print(request).pdf))

    kinds = ("page 1: only", "7.0 pt: 'tiny'", "'under' over 'across'", "no font has '早'")
    for kind in (*kinds, "beyond the margin: 'outside'"):
        assert kind in faults
    assert "page 2: only" not in faults
