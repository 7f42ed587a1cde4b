"""The file of a business has its customers' answers, and none of its links."""

from pathlib import Path

import pytest
from django.test import Client

from assessment.domain.exchange.submission_json import BadSubmission
from assessment.foundation.accounts.models import User
from assessment.outputs.portability.presenters.business_export import business_document
from assessment.outputs.portability.services.businesses import import_business
from assessment.parties.businesses.models import Business
from tests.outputs.portability.test_exports_business import LATER, exported_file, imported_from

pytestmark = pytest.mark.django_db


def test_the_answers_of_customers_are_included_and_the_survey_rests(
    as_owner: Client, lindgren: Business, tmp_path: Path
) -> None:
    columns = ("recommend", "why", "unwanted", "sentences", "set_aside", "is_imported")
    before = list(lindgren.survey.answers.order_by("pk").values_list(*columns, "hidden_for"))
    token = lindgren.survey.links.get().token
    file = tmp_path / "lindgren.json"
    file.write_bytes(exported_file(as_owner, lindgren))

    survey = imported_from(file).survey

    after = list(survey.answers.order_by("pk").values_list(*columns, "hidden_for"))
    assert after == before
    assert (survey.is_open, survey.asks_outcomes, survey.links.exists()) == (False, False, False)
    assert token not in file.read_text()


@pytest.mark.parametrize(
    ("name", "value", "must_be"),
    [
        ("recommend", 11, "must be a whole number from 0 to 10"),
        ("why", "x" * 2_001, "must be text of at most 2000 characters"),
        ("sentences", {"survey.culture": -1}, "must be a JSON object of whole numbers below 100"),
        ("sentences", ["survey.culture"], "must be a JSON object of whole numbers below 100"),
        ("set_aside", "no", "must be true or false"),
    ],
)
def test_an_answer_that_no_customer_can_give_is_refused(
    lindgren: Business, owner: User, name: str, value: object, must_be: str
) -> None:
    document = business_document(lindgren)
    document["survey"]["answers"][0][name] = value

    with pytest.raises(BadSubmission) as refused:
        import_business(document=document, owner=owner, at=LATER)

    assert str(refused.value) == f"survey.answers[0].{name}: {must_be}"


def test_files_from_before_customers_were_asked_can_still_be_imported(
    lindgren: Business, owner: User
) -> None:
    document = business_document(lindgren)
    del document["survey"]

    assert not hasattr(import_business(document=document, owner=owner, at=LATER), "survey")
