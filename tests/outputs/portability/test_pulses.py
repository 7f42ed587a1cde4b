"""Closed rounds of the pulse move with the business: scores, but no answers, links or addresses."""

import json
from copy import deepcopy
from datetime import timedelta
from typing import Any

import pytest

from assessment.domain.exchange.submission_json import BadSubmission
from assessment.foundation.accounts.models import User
from assessment.outputs.portability.presenters.business_export import business_document
from assessment.outputs.portability.services.businesses import import_business
from assessment.parties.businesses.models import Business
from assessment.voices.pulse.models import PulsePass, PulseRound
from assessment.voices.pulse.tasks import keep_rounds
from tests.factories import NOON, make_model_version
from tests.kept import kept
from tests.voices.pulse.making import AFTER, ask, give

pytestmark = pytest.mark.django_db


@kept
def asked(business: Business, owner: User) -> Business:
    """Two rounds have closed, with six answers and with three, and a third is open."""
    make_model_version()
    for number, people in enumerate((6, 3, 5)):
        start = NOON + timedelta(days=20 * number)
        _found, tokens = ask(business, owner, at=start)
        for step, token in enumerate(tokens[:people]):
            give(token, [step % 4] * 10, f"Text {number}{step}", at=start)
        if number < 2:
            keep_rounds(at=start + timedelta(days=15))
    return business


def moved(document: Any, owner: User) -> Business:
    return import_business(document=json.loads(json.dumps(document)), owner=owner, at=AFTER)


def test_closed_rounds_arrive_as_they_were(asked: Business, owner: User) -> None:
    document = business_document(asked)

    copy = moved(document, owner)

    assert business_document(copy)["pulses"] == document["pulses"]
    assert [each["answered"] for each in document["pulses"]] == [6, 3]
    assert not PulsePass.objects.filter(round__business=copy).exists()


def test_the_file_has_no_answer_address_link_or_text_of_a_few(asked: Business) -> None:
    text = json.dumps(business_document(asked))

    for private in ("staff.example", "token", "Text 1", "Text 2", "sheets", "used"):
        assert private not in text
    assert "Text 0" in text


FAULTS: dict[str, tuple[str, Any]] = {
    "another model": ("model", "other-1.0"),
    "a few": ("threshold", 3),
    "more people than asked": ("people", 2),
    "no outcome": ("outcome", {"people": 6}),
    "other people": ("outcome.people", 5),
    "an unknown area": ("outcome.dimensions", {"weather": "50"}),
    "a score out of range": ("outcome.awareness", "101"),
    "no score": ("outcome.awareness", "many"),
    "words of a few": ("words", ["One"]),
    "words that are none": ("words", [""]),
    "an open round": ("closed_on", None),
}


@pytest.mark.parametrize(("name", "value"), FAULTS.values(), ids=FAULTS)
def test_rounds_that_make_no_sense_are_refused(
    asked: Business, owner: User, name: str, value: Any
) -> None:
    document = deepcopy(json.loads(json.dumps(business_document(asked))))
    place = document["pulses"][0]
    *above, last = name.split(".")
    for part in above:
        place = place[part]
    place[last] = value
    before = PulseRound.objects.count()

    with pytest.raises(BadSubmission):
        moved(document, owner)

    assert PulseRound.objects.count() == before


def test_files_from_before_teams_were_asked_can_be_read(asked: Business, owner: User) -> None:
    document = business_document(asked)
    del document["pulses"]

    copy = moved(document, owner)

    assert not copy.pulse_rounds.exists()
