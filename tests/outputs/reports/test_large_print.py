"""The report in large print says in sentences what the full report says beside its charts."""

from assessment.outputs.reports.editions import Edition
from assessment.outputs.reports.presenters.document import ReportDocument
from assessment.outputs.reports.services import text_of
from tests.claims.test_doubt import ONE, TWO, after, document, page_of
from tests.outputs.reports.documents import document_of
from tests.outputs.reports.reading import squeezed


def missing_in(report: ReportDocument, *sentences: str) -> list[str]:
    text = squeezed(text_of(report, Edition.LARGE))
    return [sentence for sentence in sentences if squeezed(sentence) not in text]


def test_it_says_what_the_next_level_requires() -> None:
    report = document_of()
    steps = [step.words for step in report.missing]

    assert steps
    assert not missing_in(report, report.way_up, report.next_advice, *steps, report.missing_rule)


def test_it_says_how_sure_the_level_is_and_which_levels_have_changed() -> None:
    checks = after(ONE, TWO)
    report = document(page_of(*checks), *checks)
    sure, since = report.sure, report.since

    assert sure
    assert since
    assert since.news
    hangs_on = [line.words for line in sure.hangs_on]
    said = [sure.sure, *sure.rule, *sure.gaps, *hangs_on, *since.news, *since.notes]
    assert not missing_in(report, *said)


def test_it_gives_a_range_only_where_its_ends_differ() -> None:
    report = document_of()
    channels = "69 out of 100 now, possible range 64 to 69; 44 last time."
    personalisation = "67 out of 100 now; 61 last time."

    assert not missing_in(report, channels, personalisation)
