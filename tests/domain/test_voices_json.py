"""Tests of the JSON that `manage.py voices` reads and writes."""

from typing import Any

import pytest

from assessment.domain.exchange.submission_json import BadSubmission
from assessment.domain.exchange.voices_json import voices_document
from assessment.parties.catalogue.library import own_model

ITEMS = own_model().pulse_items
RATINGS = [10] * 15 + [7] * 9 + [0] * 6
PULSE_SHEET = [1, 2, 2, 1, 3, 1, 1, 1, 1, 1]


def said(**voices: Any) -> dict[str, Any]:
    return voices_document(voices, ITEMS)


def test_everything_that_was_heard_is_scored() -> None:
    document = said(
        recommend=[10] * 19 + [8] * 8 + [6] * 3,
        before=RATINGS,
        outcomes={"wanted": 18, "unwanted": 6},
        pulse=[PULSE_SHEET] * 5,
        threshold=5,
    )

    assert document == {
        "recommend": {
            "n": 30,
            "promoters": 19,
            "passives": 8,
            "detractors": 3,
            "score": "160/3",
            "low": 24.9,
            "high": 72.1,
            "shown": True,
            "change": {"points": 21.2, "low": -14.3, "high": 56.7, "clear": False},
        },
        "value": {"quotient": "3", "share": "75"},
        "pulse": {
            "n": 5,
            "shown": True,
            "dimensions": {
                "culture": "100/3",
                "policies": "200/3",
                "channels": "200/3",
                "consistency": "100/3",
                "personalisation": "100",
            },
            "awareness": "100/3",
            "engagement": "100/3",
        },
    }


def test_nothing_heard_is_null() -> None:
    document = said()

    assert document["recommend"] == {
        **dict.fromkeys(("n", "promoters", "passives", "detractors"), 0),
        **dict.fromkeys(("score", "low", "high", "change"), None),
        "shown": False,
    }
    assert document["value"] == {"quotient": None, "share": None}
    assert set(document["pulse"]["dimensions"].values()) == {None}


def test_without_unwanted_outcomes_there_is_no_quotient() -> None:
    document = said(outcomes={"wanted": 4, "unwanted": 0})

    assert document["value"] == {"quotient": None, "share": "100"}


def test_a_change_needs_enough_answers_before() -> None:
    assert said(recommend=RATINGS, before=[9] * 4)["recommend"]["change"] is None
    assert said(recommend=RATINGS, before=None)["recommend"]["change"] is None


def test_four_answers_are_shown_where_a_site_says_so() -> None:
    four = [PULSE_SHEET] * 4

    assert said(pulse=four)["pulse"]["awareness"] is None
    assert said(pulse=four, threshold=4)["pulse"]["awareness"] == "100/3"


@pytest.mark.parametrize(
    ("voices", "line"),
    [
        ({"recommend": [11]}, "recommend.0: must be a whole number from 0 to 10"),
        ({"recommend": [True]}, "recommend.0: must be a whole number from 0 to 10"),
        ({"recommend": None}, "recommend: must be a list"),
        ({"before": [1, 2.0]}, "before.1: must be a whole number from 0 to 10"),
        ({"outcomes": []}, "outcomes: must be a JSON object"),
        ({"outcomes": {"wanted": -1}}, "outcomes.wanted: must be a whole number from 0 to 1000000"),
        ({"pulse": 4}, "pulse: must be a list"),
        (
            {"pulse": [PULSE_SHEET, [*PULSE_SHEET, 1]]},
            "pulse.1: must be a list of 10 answers, each from 0 to 3 or null",
        ),
        (
            {"pulse": [[*PULSE_SHEET[1:], 4]]},
            "pulse.0: must be a list of 10 answers, each from 0 to 3 or null",
        ),
        ({"threshold": 3}, "threshold: must be a whole number from 4 to 50"),
        ({"loyalty": []}, "loyalty: is not recognised"),
    ],
    ids=range(11),
)
def test_what_is_not_allowed_is_named(voices: dict[str, Any], line: str) -> None:
    with pytest.raises(BadSubmission) as bad:
        said(**voices)

    assert str(bad.value) == line
