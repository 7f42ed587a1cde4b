"""Documents to print, built from the sample without a database."""

from dataclasses import replace
from functools import cache
from io import BytesIO

from PIL import Image

from assessment.domain.exchange.documents import score_document, sheet_document
from assessment.domain.model.answers import AnswerSheet, SheetAnswer
from assessment.domain.planning.constraints import PlanWish
from assessment.domain.planning.find_out import areas_to_find_out
from assessment.domain.planning.planner import make_plan
from assessment.domain.scoring.submissions import Submission
from assessment.journey.trends.queries import PastPlan
from assessment.outputs.reports.editions import Edition, Options, Paper
from assessment.outputs.reports.presenters.build_document import Extras, build_document
from assessment.outputs.reports.presenters.consultant import (
    ConsultantPart,
    clients_part,
    picture,
)
from assessment.outputs.reports.presenters.document import ReportDocument
from assessment.outputs.reports.presenters.palettes import palette_of
from assessment.outputs.reports.services import render
from assessment.parties.catalogue.library import sample_submissions, sample_wish
from assessment.site.public.presenters import sample_past_plans

LINDGREN = sample_submissions()[-1]
SHEET = {
    "business": "Café Lindgren",
    "quarter": "2026-Q4",
    "model": LINDGREN.model.key,
    "answers": sheet_document(LINDGREN.sheet),
}
"""The input of `manage.py report`."""
REMARKS = {
    "": "The base is sound in all five areas.\n\nTwo small steps separate you from Smooth.",
    "channels": "A stated reply time did more than any other single step.",
    "CON3": "The path is known, but only in one head.",
}


def logo() -> bytes:
    drawn = BytesIO()
    Image.new("RGB", (200, 80), "#1D4E63").save(drawn, "PNG")
    return drawn.getvalue()


@cache
def harbour_lane() -> ConsultantPart:
    """A consultant with a value for every field."""
    return ConsultantPart(
        name="Harbour Lane Consulting",
        contact="hello@harbourlane.example\n+44 20 7946 0018",
        disclaimer="This report rests on what the owner told us.",
        logo=picture(logo()),
        palette=palette_of("#1D4E63"),
        remarks=REMARKS,
        clients=clients_part(LINDGREN, [score_document(LINDGREN)] * 8),
    )


def logo_of(colour: str) -> str:
    """A logo of one colour on transparent ground, as a data URL."""
    image, out = Image.new("RGBA", (300, 100)), BytesIO()
    image.paste(colour, (9, 9, 290, 90))
    image.save(out, "PNG")
    return picture(out.getvalue())


@cache
def branded() -> ConsultantPart:
    """A consultant whose whole brand is on everything made for the client."""
    return replace(
        harbour_lane(),
        everywhere=True,
        palette=palette_of("#1D4E63", "#F6E3B4"),
        cover_text="For our meeting in March.",
        footer="Harbour Lane Ltd, Bristol",
        disclaimer="It rests on what the owner told us.",
        logo=logo_of("#142E3E"),
        logo_dark=logo_of("#FFFFFF"),
    )


def document_of(
    submission: Submission = LINDGREN,
    *,
    earlier: tuple[Submission, ...] = sample_submissions()[:-1],
    wish: PlanWish | None = None,
    consultant: ConsultantPart | None = None,
    options: Options | None = None,
    past: tuple[PastPlan, ...] | None = None,
) -> ReportDocument:
    areas = areas_to_find_out(submission.model, submission.sheet)
    wish = (wish or sample_wish()).finding_out(submission.model, areas)
    plan = make_plan(submission.model, submission.sheet, wish)
    made = [plan for plan in sample_past_plans() if plan.quarter < submission.quarter]
    extras = Extras(
        past=(tuple(made) if earlier else ()) if past is None else past,
        consultant=consultant or harbour_lane(),
        options=options or Options(),
    )
    return build_document(
        submission,
        earlier=earlier,
        plan=plan,
        saved=None,
        today=submission.checked_on,
        extras=extras,
    )


def with_answers(**answers: SheetAnswer) -> Submission:
    """The sample with some answers replaced, by practice code."""
    return replace(LINDGREN, sheet=AnswerSheet({**LINDGREN.sheet.answers, **answers}))


def with_every_answer(value: int) -> Submission:
    return with_answers(**{p.code: SheetAnswer(value) for p in LINDGREN.model.practices})


@cache
def printed(edition: Edition = Edition.OWNER, paper: Paper = Paper.A4) -> bytes:
    """The golden report, printed only once per test run."""
    return render(document_of(), edition, paper)
