"""How the score is worked out, rule by rule."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from assessment.outputs.exports.presenters.docx.writer import Paper
    from assessment.outputs.reports.presenters.document import ReportDocument


def add_method(paper: "Paper", document: "ReportDocument") -> None:
    method = document.method
    paper.heading(_("How the score is worked out"), 1)
    paper.words(method.lead)
    for rule in method.rules:
        paper.heading(rule.title, 2)
        paper.words(rule.text)
        paper.words(rule.formula)
        paper.words(rule.example, style="Small")
    paper.bullets(method.lines)
    paper.words(method.questions, lead=_("Questions:"), style="Small")
    paper.words(method.rule, lead=_("Scoring rule:"), style="Small")
    paper.words(method.questions_hash, lead=_("Fingerprint of the questions:"), style="Small")
