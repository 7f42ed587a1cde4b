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

from assessment.domain.model.maturity import MaturityModel
from assessment.domain.quarters import Quarter
from assessment.foundation.accounts.models import User
from assessment.foundation.outbox.models import OutgoingMail
from assessment.outputs.reports.presenters.offers import offers_for
from assessment.outputs.reports.presenters.saved_result import document_of
from assessment.outputs.reports.services import html_of
from assessment.parties.businesses.models import Business, Role
from assessment.parties.catalogue.library import own_model
from assessment.voices.second_opinions.models import SecondAnswer, SecondOpinion
from tests.access import about_pulse, about_surveys
from tests.access.matrix import LOOKS, PRINTS
from tests.access.urls import address
from tests.claims.fitting import FITS, Fit, make_fitting, words_in
from tests.factories import NOON, make_user
from tests.foundation.outbox.kinds import KINDS, KindOfMail, Stage, set_stage
from tests.outputs.exports.exporting import text_of_docx
from tests.site.reminders.making import FRIDAY, make_item

pytestmark = pytest.mark.django_db

PUBLIC = {
    *("home", "sample", "sample_area", "sample_trends", "sample_report", "method", "privacy"),
    *("accessibility", "security_txt", "livez", "readyz", "components"),
}
"""Pages for everybody, which show another business or none."""
OF_SESSIONS = {"screen", "session_held"}
"""Pages about a session with a consultant; these businesses have none. Their questions are read."""
OF_THE_PULSE = {line.split()[0] for line in about_pulse.LOOKING.strip().splitlines()[1:]}
OF_THE_PULSE -= {"voices", "side_by_side"}
OF_A_SURVEY = {line.split()[0] for line in about_surveys.LOOKING.strip().splitlines()[1:]}
OF_A_SURVEY -= {"survey", "survey_results"}
"""These businesses have no survey, so only the two pages where it begins are there."""
"""Pages about asking the team; these businesses have not asked theirs."""
TO_TEAMS, TOO_SMALL = {"pulse_invitation", "pulse_reminder"}, {"1", "2-4"}
"""Emails that only go to teams, and the sizes of those that are too small for them."""


@pytest.fixture(autouse=True)
def at_noon() -> Iterator[None]:
    with time_machine.travel(NOON, tick=False):
        yield


def compare_all(business: Business) -> None:
    """Let somebody else have answered every question of the last check otherwise."""
    check = business.assessments.get(quarter_starts_on="2026-07-01")
    row = SecondOpinion.objects.create(
        assessment=check,
        person=make_user("edith"),
        invited_at=NOON,
        accepted_at=NOON,
        finished_at=NOON,
        revealed_at=NOON,
    )
    SecondAnswer.objects.bulk_create(
        SecondAnswer(
            opinion=row,
            practice=answer.practice,
            value="dk" if answer.value != "dk" else "0",
            first=answer.value,
            revision=1,
        )
        for answer in check.answers.all()
    )


class Read:
    """One business and its owner's browser."""

    def __init__(self, fit: Fit, owner: User) -> None:
        EmailAddress.objects.create(user=owner, email=owner.email, verified=True, primary=True)
        self.fit, self.business = fit, make_fitting(fit, owner)
        compare_all(self.business)
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


def unfit(fit: Fit, texts: dict[str, str]) -> str:
    """Return a line for each place with a word that does not fit."""
    found = ((place, near) for place, text in texts.items() for near in fit.unfit_in(text))
    return "\n".join(f"{place}: {near}" for place, near in found)


def test_every_page_file_and_report_fits(fit: Fit, read: Read) -> None:
    texts = pages_of(read) | questions_of(read) | results_and_plans_of(read) | reports_of(read)

    assert not unfit(fit, texts), unfit(fit, texts)
    assert ("report: team" in texts) == (fit.team != "1")


def pages_of(read: Read) -> dict[str, str]:
    """Read every page of the site that an owner can open, and every file that is not printed."""
    names = {name for name, line in LOOKS.items() if line["owner"] == 200}
    return {
        name: read.text(address(name))
        for name in names - PUBLIC - PRINTS - OF_SESSIONS - OF_THE_PULSE - OF_A_SURVEY
    }


def questions_of(read: Read) -> dict[str, str]:
    """Read every question that is not set aside, one at a time and with the others of its area."""
    texts = {}
    for area in read.fit.model.dimensions:
        texts[f"questions of {area.key}"] = read.page("questions", area.key)
        for number, practice in enumerate(area.practices, start=1):
            if not practice.needs_team:
                texts[practice.code] = read.page("question", area.key, number)
                assert practice.hint in texts[practice.code]
                assert all(example in texts[practice.code] for example in practice.examples)
    return texts


def results_and_plans_of(read: Read) -> dict[str, str]:
    """Read set-up with the choices made, the areas of a result, and a plan of many actions."""
    chosen = {"trade": read.fit.trade, "team_size": read.fit.team, "meets": read.fit.meets}
    areas = [area.key for area in own_model().dimensions]
    wide = "?hours=200&money=5000&actions=20"
    return {
        "set-up": words_in(read.client.get(reverse("set_up"), chosen).text),
        "wide plan": read.page("build_plan", query=wide),
        "promises": read.page("save_plan", query=wide),
        "columns": read.page("plan", query="?view=columns"),
        **{f"results of {area}": read.page("area_answers", "2026-q3", area) for area in areas},
    }


def reports_of(read: Read) -> dict[str, str]:
    """Read every edition that the business is offered."""
    document = document_of(read.business, Quarter.parse("2026-Q3"))
    assert document
    read.business.role_of_viewer = Role.OWNER
    return {
        f"report: {offer.edition}": words_in(html_of(document, offer.edition))
        for offer in offers_for(read.business)
    }


def test_every_text_of_the_model_fits_whatever_the_answers(fit: Fit) -> None:
    texts = dict(texts_of(fit.model))

    assert not unfit(fit, texts), unfit(fit, texts)


def texts_of(model: MaturityModel) -> Iterator[tuple[str, str]]:
    """Yield what a business can read at any level, in any plan and about any open answer."""
    for level in model.levels:
        yield level.key, f"{level.verdict}. {level.means} {level.next}"
    for area in model.dimensions:
        yield area.key, f"{area.intro} {' '.join(area.readings.values())}"
    set_aside = {practice.code for practice in model.practices if practice.needs_team}
    for asked in model.practices:
        if asked.code not in set_aside:
            said = (asked.hint, *asked.examples, asked.evidence_hint, asked.why)
            yield asked.code, " ".join(said)
    for action in model.actions:
        if not action.not_suitable and action.practice not in set_aside:
            done = (action.title, action.first_move, *action.steps, action.done_when)
            said = (action.words, *action.examples, action.pitfalls)
            yield action.code, " ".join((*done, *said))
    for task in model.find_out_tasks:
        yield task.key, f"{task.title}. {task.task} {task.done_when}"


@pytest.mark.usefixtures("mail_waits")
def test_every_email_fits(fit: Fit) -> None:
    with time_machine.travel(FRIDAY, tick=False):
        stage = set_stage()
        make_item(stage.plan, date(2026, 11, 23), action="POL1q", owner=stage.owner)
        make_item(stage.plan, date(2026, 11, 12), action="CUL1q", owner=stage.owner)
    described = {"trade": fit.trade, "team_size": fit.team, "meets": list(fit.meets)}
    Business.objects.update(**described)

    sent = [name for name in KINDS if name not in TO_TEAMS or fit.team not in TOO_SMALL]
    texts = {name: sent_by(KINDS[name], stage) for name in sent}

    assert not unfit(fit, texts), unfit(fit, texts)


def sent_by(kind: KindOfMail, stage: Stage) -> str:
    """Return what an email of this kind says, and undo how it came about."""
    with time_machine.travel(kind.moment, tick=False), transaction.atomic():
        stage.client.force_login(stage.owner)  # who may have been signed out by what was undone
        kind.do(stage)
        mails = OutgoingMail.objects.values_list("subject", "text", "html")
        text = " · ".join(f"{subject} · {text} · {words_in(html)}" for subject, text, html in mails)
        transaction.set_rollback(True)
    assert text
    return text
