"""Tests that a business never meets a word of another trade, nor a word of a team if it has none.

They read every page, file, report and email about a business, at one business of each kind.
"""

from collections.abc import Iterator
from datetime import date
from io import BytesIO

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.db import transaction
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from assessment.domain.quarters import Quarter
from assessment.foundation.accounts.models import User
from assessment.foundation.outbox.models import OutgoingMail
from assessment.outputs.reports.editions import Edition
from assessment.outputs.reports.presenters.offers import offers_for
from assessment.outputs.reports.presenters.saved_result import document_of
from assessment.outputs.reports.services import html_of
from assessment.parties.businesses.models import Business, Role
from assessment.parties.catalogue.library import own_model
from tests.access.test_matrix import LOOKS, PRINTS
from tests.access.urls import address
from tests.claims.fitting import FITS, Fit, make_fitting, words_in
from tests.factories import NOON
from tests.foundation.outbox.kinds import KINDS, KindOfMail, Stage, set_stage
from tests.outputs.exports.exporting import text_of_docx
from tests.site.reminders.making import FRIDAY, make_item

pytestmark = pytest.mark.django_db

PUBLIC = {
    *("home", "sample", "sample_area", "sample_trends", "sample_report", "method", "privacy"),
    *("accessibility", "security_txt", "livez", "readyz", "components"),
}
"""Pages for everybody, which show another business or none."""


@pytest.fixture(autouse=True)
def at_noon() -> Iterator[None]:
    with time_machine.travel(NOON, tick=False):
        yield


class Read:
    """One business and its owner's browser."""

    def __init__(self, fit: Fit, owner: User) -> None:
        EmailAddress.objects.create(user=owner, email=owner.email, verified=True, primary=True)
        self.business = make_fitting(fit, owner)
        self.client = Client()
        self.client.force_login(owner)

    def text(self, path: str) -> str:
        reply = self.client.get(path)
        assert reply.status_code == 200, path
        kind, content = reply["Content-Type"], b"".join(reply)
        if "spreadsheet" in kind:
            book = load_workbook(BytesIO(content))
            return " · ".join(
                str(c.value) for sheet in book for row in sheet for c in row if c.value
            )
        if "wordprocessing" in kind:
            return text_of_docx(content)
        return words_in(content.decode()) if "html" in kind else content.decode("utf-8-sig")

    def page(self, name: str, *more: object, query: str = "") -> str:
        return self.text(reverse(name, args=[self.business.slug, *more]) + query)


@pytest.fixture(params=FITS)
def fit(request: pytest.FixtureRequest) -> Fit:
    return FITS[request.param]


@pytest.fixture
def read(fit: Fit, owner: User) -> Read:
    return Read(fit, owner)


def unfit(fit: Fit, texts: dict[str, str]) -> list[tuple[str, str]]:
    return [(place, found) for place, text in texts.items() for found in fit.unfit_in(text)]


def test_every_page_and_file_fits(fit: Fit, read: Read) -> None:
    names = [name for name, line in LOOKS.items() if line["owner"] == 200]

    texts = {name: read.text(address(name)) for name in names if name not in PUBLIC | PRINTS}

    assert unfit(fit, texts) == []


def test_every_question_fits_with_its_hints_and_examples(fit: Fit, read: Read) -> None:
    version = read.business.assessments.latest("pk").model_version
    model = version.fitted_to(read.business.circumstances)
    texts = {}
    for area in model.dimensions:
        texts[area.key] = read.page("questions", area.key)
        for number, practice in enumerate(area.practices, start=1):
            if not practice.needs_team:
                texts[practice.code] = read.page("question", area.key, number)
                assert all(example in texts[practice.code] for example in practice.examples)

    assert unfit(fit, texts) == []


def test_set_up_results_and_the_widest_plan_fit(fit: Fit, read: Read) -> None:
    chosen = {"trade": fit.trade, "team_size": fit.team, "meets": fit.meets}
    query = "?hours=200&money=5000&actions=20"
    areas = [area.key for area in own_model().dimensions]

    texts = {
        "set-up": words_in(read.client.get(reverse("set_up"), chosen).text),
        "builder": read.page("build_plan", query=query),
        "promises": read.page("save_plan", query=query),
        "columns": read.page("plan", query="?view=columns"),
        **{f"results of {area}": read.page("area_answers", "2026-q3", area) for area in areas},
    }

    assert unfit(fit, texts) == []


def test_every_edition_of_the_report_fits(fit: Fit, read: Read) -> None:
    document = document_of(read.business, Quarter.parse("2026-Q3"))
    assert document
    read.business.role_of_viewer = Role.OWNER
    offered = [offer.edition for offer in offers_for(read.business)]

    texts = {str(edition): words_in(html_of(document, edition)) for edition in offered}

    assert unfit(fit, texts) == []
    assert (Edition.TEAM in offered) == (fit.team != "1")


@pytest.mark.usefixtures("mail_waits")
def test_every_email_fits(fit: Fit) -> None:
    with time_machine.travel(FRIDAY, tick=False):
        stage = set_stage()
        make_item(stage.plan, date(2026, 11, 23), action="POL1q", owner=stage.owner)
        make_item(stage.plan, date(2026, 11, 12), action="CUL1q", owner=stage.owner)
    described = {"trade": fit.trade, "team_size": fit.team, "meets": list(fit.meets)}
    Business.objects.update(**described)

    texts = {name: sent_by(kind, stage) for name, kind in KINDS.items()}

    assert unfit(fit, texts) == []


def sent_by(kind: KindOfMail, stage: Stage) -> str:
    """Return what an email of this kind says, and undo what was done for it."""
    with time_machine.travel(kind.moment, tick=False), transaction.atomic():
        kind.do(stage)
        mails = OutgoingMail.objects.values_list("subject", "text", "html")
        text = " · ".join(f"{subject} · {text} · {words_in(html)}" for subject, text, html in mails)
        transaction.set_rollback(True)
    assert text
    return text
