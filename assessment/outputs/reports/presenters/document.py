"""Everything a report shows, frozen: plain values and finished sentences.

Documents contain no database rows and depend on no clock, so they always print the same bytes.
The names of all fields go into the fingerprint printed on every report: renaming one changes it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date
from functools import cached_property
from unicodedata import bidirectional, category

from django.utils.translation import gettext as _

from assessment.foundation.formatting.text import shortened
from assessment.foundation.pdf.fingerprint import NEWER, fingerprint_of
from assessment.foundation.pdf.fonts import drawn
from assessment.journey.results.charts import CairnChart
from assessment.outputs.reports.charts import Stair, SupportBar
from assessment.outputs.reports.editions import Options
from assessment.outputs.reports.presenters.areas import AreaPart, NoteLine, PrintedAnswer
from assessment.outputs.reports.presenters.comparison import HistoryPart, SincePart
from assessment.outputs.reports.presenters.consultant import ConsultantPart
from assessment.outputs.reports.presenters.method import MethodPart
from assessment.outputs.reports.presenters.plan import PlanPart
from assessment.outputs.reports.presenters.standing import (
    LevelLine,
    MissingStep,
    PrintedRow,
    StoneLine,
    SurePart,
)
from assessment.voices.overview.presenters.for_report import VoicesPart

NAME_ROOM = 36
"""Characters of a business's name that fit on the first page."""
FOOTER_ROOM = 36
"""Letters of the business's name at the bottom of every page."""
UNPRINTED = frozenset({"logo", "logo_dark", "enclosed"})
"""Fields of a document that are not text on its pages."""


@dataclass(frozen=True, kw_only=True)
class ReportDocument:
    """Everything about one check; the same values always print the same bytes.

    `compared_with` names the quarter compared with, if any; `then` does so only if it is not the
    previous check. `enclosed` contains the answers as comma-separated values to attach to the
    file; it is empty unless the reader asked for that.
    """

    language: str
    business: str
    quarter_key: str
    quarter: str
    months: str
    until: date
    checked_on: date
    checked_by: str
    verdict: str
    means: str
    score: int | None
    score_words: str
    supported: int | None
    change_words: str
    level: str
    levels: tuple[LevelLine, ...]
    verdict_begins: str
    stairs: tuple[Stair, ...]
    level_line: str
    way_up: str
    next_advice: str
    missing: tuple[MissingStep, ...]
    missing_rule: str
    step_labels: tuple[str, ...]
    areas_line: str
    clear_from: str
    compared_with: str
    then: str
    areas: tuple[AreaPart, ...]
    weakest_first: tuple[AreaPart, ...]
    cairn: CairnChart
    cairn_words: str
    stones: tuple[StoneLine, ...]
    cairn_advice: str
    grid: tuple[PrintedRow, ...]
    support: SupportBar | None
    support_rule: str
    support_title: str
    support_text: str
    plan: PlanPart
    since: SincePart | None
    history: HistoryPart | None
    method: MethodPart
    consultant: ConsultantPart
    options: Options
    left_out: str
    enclosed: str
    basis: str
    sure: SurePart | None = field(default=None, metadata=NEWER)
    voices: VoicesPart | None = field(default=None, metadata=NEWER)

    @property
    def grid_line(self) -> str:
        """How to read the grid of areas and tiers."""
        if self.sure:
            return _("Read from left to right: build from the bottom, tier by tier.")
        return _("Read from left to right: a tier counts once the one before it is met.")

    @property
    def enclosed_name(self) -> str:
        return f"{self.quarter_key}_answers.csv"

    @property
    def has_long_name(self) -> bool:
        return len(self.business) > NAME_ROOM

    @property
    def has_much_on_page_one(self) -> bool:
        """Whether the first page is set tighter: for long texts, or for a level with doubt."""
        return self.sure is not None or self.has_long_name or self.plan.has_long_next

    @property
    def has_room_for_maker(self) -> bool:
        """Whether the first page has room for a firm's contact details and its disclaimer."""
        crowded = self.has_long_name or self.plan.has_long_next or self.plan.beyond
        return self.consultant.is_brief and not crowded

    @property
    def short_name(self) -> str:
        """The business's name as it fits at the top and at the bottom of a page."""
        return shortened(self.business, FOOTER_ROOM)

    @property
    def has_background(self) -> bool:
        """Whether the consultant edition has any pages after the plan."""
        chosen = self.options
        told = (self.history, self.consultant.clients, self.long_notes)
        return bool(chosen.method or chosen.answers or chosen.notes or any(told))

    @property
    def noted(self) -> tuple[AreaPart, ...]:
        """The areas that have an answer with notes, in question order."""
        return tuple(area for area in self.areas if area.noted)

    @property
    def long_notes(self) -> list[tuple[PrintedAnswer, NoteLine]]:
        """The notes that are too long to fit beside their answers, in question order."""
        answers = [answer for area in self.areas for answer in area.answers]
        return [(answer, note) for answer in answers for note in answer.notes if note.is_cut]

    @cached_property
    def letters(self) -> frozenset[str]:
        """Every character that needs a picture in some font."""
        return drawn("".join(_texts(self)))

    @property
    def hard_to_copy(self) -> bool:
        """Whether it has letters that programs can seldom copy out of a PDF.

        They run from right to left, or are put together from several characters.
        """
        return any(
            bidirectional(letter) in {"R", "AL"} or category(letter) in {"Mn", "Mc"}
            for letter in self.letters
        )

    @cached_property
    def fingerprint(self) -> str:
        return fingerprint_of(self)


def _texts(value: object) -> Iterator[str]:
    """Yield every text in a document, however deep."""
    if isinstance(value, str):
        yield value
    elif is_dataclass(value):
        for each in fields(value):
            if each.name not in UNPRINTED:
                yield from _texts(getattr(value, each.name))
    elif isinstance(value, Mapping):
        yield from _texts(tuple(value.values()))
    elif isinstance(value, tuple):
        for each in value:
            yield from _texts(each)
