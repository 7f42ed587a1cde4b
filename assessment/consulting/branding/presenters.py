"""The first page of each edition under a brand, and what is done with its parts."""

from dataclasses import dataclass, replace
from functools import cache, cached_property
from urllib.parse import urlencode

from django.http import QueryDict
from django.template.loader import render_to_string
from django.urls import reverse

from assessment.consulting.branding.wording import ColourUse, colour_uses
from assessment.domain.planning.planner import make_plan
from assessment.foundation.formatting.contact_lines import ContactKind, ContactLine
from assessment.foundation.formatting.logos import LogoLook, look_of
from assessment.outputs.reports.editions import Edition, Options, Paper
from assessment.outputs.reports.presenters.build_document import Extras, build_document
from assessment.outputs.reports.presenters.consultant import ConsultantPart
from assessment.outputs.reports.presenters.document import ReportDocument
from assessment.outputs.reports.presenters.palettes import palette_of
from assessment.outputs.reports.presenters.saved_result import branded
from assessment.outputs.reports.services import html_of, style_of
from assessment.parties.catalogue.library import sample_submissions, sample_wish
from assessment.parties.consultancies.models import Brand

SHORTEST = Options(notes=False, method=False, history=False, answers=False, clients=False)
"""What page 1 does not need, so that a preview stays quick."""
END_OF_PAGE = "</section>"
HEX = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewPage:
    """The first page of an edition, as a whole HTML page for a frame."""

    edition: Edition
    html: str


@dataclass(frozen=True, kw_only=True)
class BrandPreview:
    """What a brand looks like and what is done with it. Nothing in it has to be saved."""

    practice: str
    name: str
    brand: Brand

    @cached_property
    def part(self) -> ConsultantPart:
        return replace(branded(self.name, self.brand), everywhere=True)

    @property
    def pages(self) -> list[PreviewPage]:
        document = replace(sample_document(), consultant=self.part)
        return [
            PreviewPage(edition=edition, html=self._first_page(document, edition))
            for edition in Edition
        ]

    def _first_page(self, document: ReportDocument, edition: Edition) -> str:
        page, end, _others = html_of(document, edition).partition(END_OF_PAGE)
        query = urlencode(
            {"edition": edition, "colour": self.brand.colour, "accent": self.brand.accent}
        )
        styles = f"{reverse('branding_preview', args=[self.practice])}?{query}"
        head = render_to_string("consulting/branding/_preview_head.html", {"styles": styles})
        return f"{page}{end}</body></html>".replace("</head>", f"{head}</head>")

    @property
    def colours(self) -> tuple[ColourUse, ...]:
        return colour_uses(self.brand.colour, self.brand.accent, self.part.palette)

    @property
    def contact_lines(self) -> tuple[ContactLine, ...]:
        return self.part.contact_lines

    @property
    def has_links(self) -> bool:
        return any(piece.kind != ContactKind.TEXT for line in self.contact_lines for piece in line)

    @property
    def look(self) -> LogoLook:
        return look_of(bytes(self.brand.logo))

    @property
    def look_dark(self) -> LogoLook:
        return look_of(bytes(self.brand.logo_dark))


@cache
def sample_document() -> ReportDocument:
    """Return the sample's last report, reduced to what its first pages need."""
    *earlier, submission = sample_submissions()
    document = build_document(
        submission,
        earlier=earlier[-1:],
        plan=make_plan(submission.model, submission.sheet, sample_wish()),
        saved=None,
        today=submission.checked_on,
        extras=Extras(options=SHORTEST),
    )
    # A usual report has all its parts, so it does not say that some are left out.
    return replace(document, left_out="")


def preview_styles(asked: QueryDict) -> str:
    """Return the styles of an edition as it is printed, in colours that a link names.

    Anything that is no edition or no colour is left out, as the styles are written into a page.
    """
    name = asked.get("edition", "")
    edition = Edition(name) if name in set(Edition) else Edition.SUMMARY
    colours = [_colour(asked.get(name, "")) for name in ("colour", "accent")]
    return style_of(Paper.A4, edition, palette_of(*colours).tokens)


def _colour(words: str) -> str:
    digits = words.removeprefix("#").upper()
    is_colour = len(digits) == HEX and set(digits) <= set("0123456789ABCDEF")
    return f"#{digits}" if is_colour else ""
