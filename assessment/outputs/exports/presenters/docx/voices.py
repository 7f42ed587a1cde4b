"""What team and customers say, as a section of the Word document."""

from itertools import compress

from django.utils.translation import gettext as _

from assessment.outputs.exports.presenters.docx.writer import DocxWriter
from assessment.outputs.reports.presenters.document import ReportDocument


def add_voices(writer: DocxWriter, document: ReportDocument) -> None:
    voices = document.voices
    if voices is None:
        return
    writer.heading(voices.title, 1)
    writer.words(f"{voices.verdict}. {voices.counts}".strip())
    few = _("too few")
    if voices.rows:
        asked = (voices.team_asked, voices.customers_asked)
        heads = [_("Area"), _("You"), *compress((_("Team"), _("Customers")), asked)]
        rows = [
            (
                row.title,
                row.owner or "–",
                *compress((row.team or few, row.customers or few), asked),
                row.says,
            )
            for row in voices.rows
        ]
        widths = (3, 1, *compress((1.2, 1.6), asked), 5)
        writer.table((*heads, _("What that says")), rows, widths, numbers=range(1, len(heads)))
    for line in (voices.team_line, voices.customers_line, voices.recommend, voices.attribution):
        if line:
            writer.words(line)
    for title, points in ((_("Awareness"), voices.awareness), (_("Engagement"), voices.engagement)):
        if points:
            writer.words(_("%(title)s: %(points)s of 100") % {"title": title, "points": points})
