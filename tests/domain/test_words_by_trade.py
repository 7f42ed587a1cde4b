"""A business reads no word about another trade, and a person who works alone none about a team."""

import re
from collections.abc import Iterator
from itertools import product

import pytest

from assessment.domain.exchange.documents import outcome_document, score_document
from assessment.domain.model.answers import NOT_COME_UP, AnswerSheet, SheetAnswer
from assessment.domain.model.fitting import FittedTexts
from assessment.domain.model.maturity import Action, MaturityModel, Practice
from assessment.domain.model.overlays import MEETS, TEAMS, Circumstances
from assessment.domain.quarters import Quarter
from assessment.domain.scoring.submissions import Submission
from assessment.parties.businesses.models import Trade
from assessment.parties.catalogue.library import shipped_model

MODEL = shipped_model("cairn-1.1")
TRADES = ("", *Trade.values)
SOLO = [
    Circumstances(trade=trade, meets=meets, team="1") for trade in TRADES for meets in ((), MEETS)
]

OF_A_TEAM = (
    r"teams?|staff|colleagues?|newcomers?|employees?|rotas?|each of you|one of you|most of you|"
    r"all of you|your people|our people|whoever|everyone who works|in front of everyone"
)
NOT_FOR = {
    "a web shop": (
        Circumstances(trade="online", meets=("message", "website"), team="2-4"),
        r"doors?|counters?|tables?|tills?|menus?|guests?|vans?|premises|fitting rooms?|in the bag",
    ),
    "a dental practice": (
        Circumstances(trade="health", meets=("our_place", "phone"), team="5-9"),
        r"tills?|tables?|menus?|baskets?|parcels?|vans?|counters?|guests?|dish(es)?|shelf|shelves",
    ),
}


def fitted(business: Circumstances) -> MaturityModel:
    return FittedTexts(MODEL, business).fitted


def read_by(model: MaturityModel) -> Iterator[tuple[str, str]]:
    """Yield everything that is read about questions and actions that are not set aside."""
    aside = {practice.code for practice in model.practices if practice.needs_team}
    for practice in model.practices:
        if practice.code not in aside:
            yield from ((practice.code, text) for text in texts_of(practice))
    for action in model.actions:
        if action.practice not in aside and not action.not_suitable:
            yield from ((action.code, text) for text in texts_of(action))


def texts_of(part: Practice | Action) -> Iterator[str]:
    if isinstance(part, Practice):
        yield from (part.question, part.hint, part.evidence_hint, part.na_when, part.why)
        yield from (*part.examples, *part.anchors)
    else:
        yield from (part.title, part.first_move, part.words, part.done_when, part.pitfalls)
        yield from (*part.examples, *part.steps)


def found(words: str, business: Circumstances) -> list[tuple[str, str]]:
    unfit = re.compile(rf"\b({words})\b", re.IGNORECASE)
    return [(code, text) for code, text in read_by(fitted(business)) if unfit.search(text)]


@pytest.mark.parametrize("business", SOLO, ids=lambda b: f"{b.trade or 'any'}-{len(b.meets)}")
def test_a_person_who_works_alone_meets_no_word_of_a_team(business: Circumstances) -> None:
    assert found(OF_A_TEAM, business) == []


@pytest.mark.parametrize("name", NOT_FOR)
def test_a_business_meets_no_word_of_another_trade(name: str) -> None:
    business, words = NOT_FOR[name]

    assert found(words, business) == []


def test_questions_that_need_a_team_are_named_only_to_people_who_work_alone() -> None:
    alone = {p.code: p.needs_team for p in fitted(Circumstances(team="1")).practices}
    at_home = fitted(Circumstances(trade="home", team="1"))

    assert {code: reason for code, reason in alone.items() if reason} == {
        "CUL3": "You work alone, so nobody has to ask.",
        "CUL6": "You work alone, and nobody lends you a hand.",
        "CON2": "One person serves every customer, with no stand-in and no holiday cover.",
    }
    assert at_home.practice("CON2").needs_team == "You do every job yourself, with no stand-in."
    assert not any(p.needs_team for p in fitted(Circumstances(team="2-4")).practices)
    assert not any(p.needs_team for p in fitted(Circumstances()).practices)


def test_a_fitted_model_carries_the_texts_and_keeps_the_fingerprints() -> None:
    model = fitted(Circumstances(trade="food", team="1"))

    assert model.practice("CUL7").examples == (
        "Allergens",
        "Carrying a full tray",
        "Knowing the wine list",
    )
    assert model.action("CUL3q").words.startswith("I’ll take that off your bill.")
    assert model.not_suitable["CUL3q"] == "You work alone, so nobody needs your permission."
    assert model.hashes == MODEL.hashes
    assert model.content_hash == MODEL.content_hash


def sheets() -> Iterator[AnswerSheet]:
    """Yield a sheet of steps, and one with every other kind of answer."""
    yield AnswerSheet({p.code: SheetAnswer(n % 4) for n, p in enumerate(MODEL.practices)})
    other = {p.code: SheetAnswer("dk" if n % 5 else 3) for n, p in enumerate(MODEL.practices)}
    aside = {
        p.code: SheetAnswer("na", reason=NOT_COME_UP if p.event else "We are too small.")
        for p in MODEL.practices
        if p.event or p.code == "CON2"
    }
    yield AnswerSheet(other | aside)


def submission(model: MaturityModel, sheet: AnswerSheet) -> Submission:
    quarter = Quarter.parse("2026-Q4")
    return Submission(
        business="Any", quarter=quarter, model=model, sheet=sheet, checked_on=quarter.starts_on
    )


def test_no_trade_meeting_place_or_team_changes_a_result() -> None:
    places = ((), MEETS, *((place,) for place in MEETS))
    every = [
        fitted(Circumstances(trade=trade, meets=meets, team=team))
        for trade, meets, team in product(TRADES, places, ("", *TEAMS))
        # Every pair of trade and team, and every place for two of them, are enough.
        if meets in {(), MEETS} or (trade, team) in {("", ""), ("online", "1")}
    ]

    for sheet in sheets():
        base = outcome_document(submission(MODEL, sheet))
        assert all(outcome_document(submission(model, sheet)) == base for model in every)


def test_nor_does_any_of_them_change_how_sure_the_levels_are() -> None:
    sheet = next(sheets())
    corners = (Circumstances(trade="food", meets=MEETS, team="1"), Circumstances(team="25-50"))

    base = score_document(submission(MODEL, sheet))

    assert all(score_document(submission(fitted(each), sheet)) == base for each in corners)
