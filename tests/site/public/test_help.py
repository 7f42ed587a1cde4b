"""Help is at the same place on every page, even in the middle of a check (WCAG 3.2.6)."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from assessment.journey.questionnaire.models import Assessment
from tests.architecture.files import ROOT, template_files

CONTACT = "help@example.com"
FOOTER = re.compile(r"</main>\s*<footer.*</footer>\s*</body>", re.DOTALL)
QUESTION = {"slug": "cafe-lindgren", "dimension": "culture"}


def test_no_page_has_a_footer_of_its_own() -> None:
    pages = [path for path in template_files() if "emails" not in path.parts]
    own = [path for path in pages if "block footer" in path.read_text()]
    whole = [path for path in pages if "<!doctype" in path.read_text()]

    assert {path.relative_to(ROOT / "templates").as_posix() for path in own} == {
        "base.html",
        "consulting/sessions/base_screen.html",  # which is shown to a whole room, and has none
        "voices/base_guest.html",  # which names the business to staff and customers
    }
    assert {path.relative_to(ROOT / "templates").as_posix() for path in whole} == {
        "base.html",
        "outputs/reports/document/base.html",
        "outputs/reports/document/session.html",
        "voices/surveys/document/survey_cards.html",
        "voices/surveys/document/survey_poster.html",
        "voices/pulse/document/poster.html",
        "voices/pulse/document/talk.html",
    }


@pytest.mark.parametrize(
    "path",
    [
        reverse("home"),
        reverse("method"),
        reverse("account_login"),
        "/nowhere/",
        reverse("shared_result", args=["ended"]),
        reverse("question", kwargs=QUESTION | {"number": 1}),
        reverse("questions", kwargs=QUESTION),
        reverse("review", args=["cafe-lindgren"]),
        reverse("business", args=["cafe-lindgren"]),
    ],
)
def test_help_comes_first_below_a_page(
    as_owner: Client, assessment: Assessment, settings: Any, path: str
) -> None:
    settings.CONTACT_EMAIL = CONTACT

    page = as_owner.get(path, follow=True).text

    footer = FOOTER.search(page)
    assert footer
    assert re.findall(r'href="([^"]*)"', footer[0]) == [
        f"mailto:{CONTACT}",
        reverse("method"),
        reverse("privacy"),
        reverse("accessibility"),
    ]
