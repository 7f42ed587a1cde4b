"""How sure the level is, what it depends on, and the chance of each level."""

from django.utils.translation import gettext as _

from assessment.outputs.exports.presenters.docx.writer import DocxWriter
from assessment.outputs.reports.presenters.standing import SurePart


def add_sure(writer: DocxWriter, sure: SurePart) -> None:
    writer.heading(_("How sure is this level?"), 2)
    writer.words(sure.sure, lead=f"{sure.words}.")
    for line in sure.hangs_on:
        writer.words(line.words)
        writer.bullets(line.practices)
    writer.bullets((*sure.rule, *sure.gaps))
    rows = [(row.title, *map(str, row.percents)) for row in sure.chances]
    writer.table((_("Times in 100"), *sure.levels), rows, (2.2, *(1.4 for _level in sure.levels)))
    writer.words(sure.chances_line, style="CairnSmall")
