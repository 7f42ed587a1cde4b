"""The charts of a report as pages of their own, to be turned into pictures."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from assessment.outputs.exports.presenters.docx.blocks import Drawn
from assessment.outputs.reports.presenters.document import ReportDocument

SIZES = {
    "cover": (105, 112),
    "stairs": (170, 17),
    "cairn": (46, 43),
    "scale": (88, 10),
    "support": (170, 14.7),
    "weeks": (170, 11.8),
    "multiple": (53, 25.4),
}
"""The width and the height of each kind of chart on paper, in millimetres."""
CHARTS = "outputs/reports/document/charts"
PAGE = """@page {kind} {{ size: {width}mm {height}mm; margin: 0;
  @top-left {{ content: none }} @top-right {{ content: none }}
  @bottom-left {{ content: none }} @bottom-right {{ content: none }} }}
.picture--{kind} {{ page: {kind}; width: {width}mm; height: {height}mm }}
"""
PICTURE = """.picture {{ overflow: hidden; break-after: page }}
.picture:last-child {{ break-after: auto }}
.picture svg {{ display: block; width: 100%; height: 100% }}
.picture--stairs {{ box-sizing: border-box; background: {dark}; padding: 3mm 4mm }}
.picture .sheet {{ height: 100%; background-position: 100% 100%; background-size: 108mm 108mm }}
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """One chart: its name in the document, its kind, its HTML, and what it shows."""

    name: str
    kind: str
    html: str
    words: str

    def drawn(self, png: bytes) -> Drawn:
        width, height = SIZES[self.kind]
        return Drawn(png=png, words=self.words, width=width, height=height)


def charts_of(document: ReportDocument) -> Iterator[Chart]:
    """Yield all charts of a report, in the order of its pages."""
    stones = _("Three stones, one on top of the other")
    yield Chart(name="cover", kind="cover", html='<div class="sheet"></div>', words=stones)
    if document.stairs:
        facts = {"stairs": document.stairs, "by": document.consultant, "alt": document.level_line}
        yield _chart("stairs", f"{CHARTS}/stairs.html", facts)
    for area in document.weakest_first:
        if area.dots:
            facts = {"row": area.dots, "alt": area.dots_words}
            yield _chart(f"scale {area.key}", "components/charts/dot_row.html", facts)
    facts = {"chart": document.cairn, "id": "cairn", "alt": document.cairn_words}
    yield _chart("cairn", "components/charts/cairn.html", facts)
    if document.support:
        facts = {"bar": document.support, "points": document.score, "alt": document.support_text}
        facts["supported"] = document.supported
        yield _chart("support", f"{CHARTS}/support.html", facts)
    for number, figure in enumerate(document.history.figures if document.history else ()):
        facts = {"chart": figure.chart, "label": figure.label, "alt": figure.label}
        yield _chart(f"multiple {number}", "journey/trends/charts/multiple.html", facts)
    if document.plan.weeks:
        facts = {"weeks": document.plan.weeks, "alt": document.plan.weeks_words}
        yield _chart("weeks", f"{CHARTS}/weeks.html", facts)


def _chart(name: str, template: str, facts: Mapping[str, Any]) -> Chart:
    html = render_to_string(template, dict(facts))
    return Chart(name=name, kind=name.partition(" ")[0], html=html, words=facts["alt"])


def pages_of(charts: Sequence[Chart], language: str) -> str:
    """Return one HTML page, on which each chart is a sheet of paper of its own size."""
    sheets = "\n".join(
        f'<div class="picture picture--{chart.kind}">{chart.html}</div>' for chart in charts
    )
    title = "<title>Cairn</title>"
    return f'<!doctype html><html lang="{language}">{title}<body>{sheets}</body></html>'


@lru_cache(maxsize=8)
def styles_of(dark: str) -> str:
    """Return the sizes of the sheets; the stairs stand on a brand's dark colour."""
    sheets = (PAGE.format(kind=kind, width=w, height=h) for kind, (w, h) in SIZES.items())
    return "".join(sheets) + PICTURE.format(dark=dark)
