"""How the score is worked out, rule by rule."""

from django.utils.translation import gettext as _

from assessment.outputs.exports.presenters.docx.writer import DocxWriter
from assessment.outputs.reports.presenters.document import ReportDocument


def add_method(writer: DocxWriter, document: ReportDocument) -> None:
    method = document.method
    writer.heading(_("How the score is worked out"), 1)
    writer.words(method.lead)
    for rule in method.rules:
        writer.heading(rule.title, 2)
        writer.words(rule.text)
        writer.words(rule.formula)
        writer.words(rule.example, style="CairnSmall")
    writer.bullets(method.lines)
    writer.words(method.questions, lead=_("Questions:"), style="CairnSmall")
    writer.words(method.rule, lead=_("Scoring rule:"), style="CairnSmall")
    writer.words(method.questions_hash, lead=_("Fingerprint of the questions:"), style="CairnSmall")
