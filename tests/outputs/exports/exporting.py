"""The sample business Café Lindgren, with notes of any kind, and its exported files read back."""

import io
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.test import Client
from docx import Document
from docx.table import Table
from openpyxl import Workbook, load_workbook

from assessment.domain.model.answers import AnswerSheet
from assessment.domain.scoring.submissions import Submission
from assessment.foundation.accounts.models import User
from assessment.parties.businesses.models import Business, Role
from assessment.parties.catalogue.library import sample_plans, sample_submissions
from assessment.site.operations.demo.businesses import add_assessments, add_business
from assessment.site.operations.demo.people import EDITOR, OWNER
from assessment.site.operations.demo.plans import add_plan
from tests.factories import make_model_version

NAME = "Café Lindgren"
HOSTILE = {
    "formula": '=HYPERLINK("http://a.example","Click")',
    "plus": "+44 20 7946 0000",
    "minus": "-2 days",
    "at": "@SUM(A1:A9)",
    "tab": "\t=1+1",
    "return": "\r=1+1",
    "lines": "One\r\nTwo\u2028Three",
    "rtl": "קפה לינדגרן",
    "emoji": "👍🏽 🎂",
    "markup": "<script>alert(1)</script> & {{ x }} _x000D_",
    "controls": "Be\x01fore\x07 and\x1b after\ufffe",
    "long": "A day. " * 1427 + "The end 42",
}


def make_lindgren(
    owner: User, editor: User, submissions: tuple[Submission, ...] = sample_submissions()
) -> Business:
    """Create the business with all its quarters and the plans of the last ones, partly done."""
    versions = {each.model.key: make_model_version(each.model.key) for each in submissions}
    business = add_business(NAME, [(owner, Role.OWNER), (editor, Role.EDITOR)], MEANS)
    plans = {plan.quarter: plan for plan in sample_plans()}
    people = {OWNER.name: owner, EDITOR.name: editor}
    for submission, assessment in add_assessments(business, submissions, people, versions):
        if submission.quarter in plans:
            add_plan(submission, assessment, plans[submission.quarter], [owner, editor])
    return business


MEANS = {"trade": "food", "team_size": "5-9", "meets": ["phone"], "hours": 20, "money": 200}


def noted(notes: Mapping[str, str]) -> Submission:
    """The sample's last check with these notes, one per question in order."""
    submission = sample_submissions()[-1]
    answers = dict(submission.sheet.answers)
    for practice, text in zip(submission.model.practices, notes.values(), strict=False):
        answers[practice.code] = replace(answers[practice.code], note=text)
    return replace(submission, sheet=AnswerSheet(answers))


def fetched(client: Client, business: Business, ending: str, quarter: str = "2026-q4") -> bytes:
    reply = client.get(f"/b/{business.slug}/results/{quarter}.{ending}")
    assert reply.status_code == 200
    return reply.content


def workbook_of(file: bytes) -> Workbook:
    return load_workbook(io.BytesIO(file))


def rows_of(book: Workbook, sheet: str) -> list[tuple[Any, ...]]:
    return [tuple(cell.value for cell in row) for row in book[sheet].iter_rows()]


def text_of_docx(file: bytes) -> str:
    """All text of the body, with each paragraph or cell on its own line."""
    found = []
    for block in Document(io.BytesIO(file)).iter_inner_content():
        if isinstance(block, Table):
            found += [cell.text for row in block.rows for cell in row.cells]
        else:
            found.append(block.text)
    return "\n".join(found)
