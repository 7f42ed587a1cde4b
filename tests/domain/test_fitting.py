"""Which texts a business reads: those of the model, or the variant that fits it best."""

from dataclasses import replace
from itertools import product
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from assessment.domain.model.fitting import FittedTexts
from assessment.domain.model.maturity import MaturityModel
from assessment.domain.model.overlays import MEETS, TEAMS, Circumstances, Overlay, Variant
from assessment.parties.businesses.models import Meeting, TeamSize, Trade
from assessment.parties.catalogue.library import shipped_model
from tests.domain.making import FIRST_MODEL

MODEL = shipped_model("cairn-1.1")
BAKER = Circumstances(trade="food", meets=("phone", "our_place"), team="1")


def with_rows(*rows: Variant) -> MaturityModel:
    return replace(MODEL, overlay=Overlay(model=MODEL.key, version="1", variants=rows))


def hint(*rows: Variant, business: Circumstances = BAKER, code: str = "CHA1") -> str:
    return FittedTexts(with_rows(*rows), business).practice(code).hint


def row(text: str, **keys: Any) -> Variant:
    return Variant(practice="CHA1", hint=text, **keys)


TRADE, TEAM, MEETING = (
    row("trade", trade="food"),
    row("team", team="1"),
    row("place", meets="phone"),
)


def test_without_a_variant_the_models_own_texts_are_used() -> None:
    practice, action = MODEL.practice("CHA1"), MODEL.action("CHA1q")
    fitted = FittedTexts(replace(MODEL, overlay=None), BAKER)

    assert fitted.practice("CHA1").hint == practice.hint
    assert fitted.practice("CHA1").examples == ()
    assert fitted.action("CHA1q").words == action.words
    assert fitted.action("CHA1q").not_suitable == ""
    assert fitted.not_suitable == {}


def test_more_keys_win_then_trade_then_team_then_meeting_place_then_the_earlier_row() -> None:
    two = row("two keys", team="1", meets="phone")

    assert hint(MEETING, TEAM, TRADE, two) == "two keys"
    assert hint(MEETING, TEAM, TRADE) == "trade"
    assert hint(MEETING, TEAM) == "team"
    assert hint(MEETING, row("later", meets="our_place")) == "place"
    assert hint(row("first", trade="food", meets="phone"), row("x", team="1", meets="phone")) == (
        "first"
    )
    assert hint(
        row("other", trade="shop"), row("large", team="25-50"), row("web", meets="website")
    ) == (MODEL.practice("CHA1").hint)


def test_people_who_work_alone_keep_their_own_hint_unless_a_row_is_for_them() -> None:
    alone = MODEL.practice("CUL1").hint_alone
    by_trade = Variant(practice="CUL1", hint="trade", trade="food", meets="phone")
    by_team = Variant(practice="CUL1", hint="team", team="1")
    two_of_us = replace(BAKER, team="2-4")

    assert hint(by_trade, code="CUL1") == alone
    assert hint(by_trade, by_team, code="CUL1") == "team"
    assert hint(by_trade, code="CUL1", business=two_of_us) == "trade"
    assert hint(code="CUL1", business=two_of_us) == MODEL.practice("CUL1").hint


def test_each_field_is_fitted_on_its_own() -> None:
    rows = (
        Variant(action="CHA1q", trade="food", words="By trade"),
        Variant(action="CHA1q", team="1", first_move="By team", words="By team"),
        Variant(action="CHA1q", meets="phone", not_suitable="By place"),
    )

    fitted = FittedTexts(with_rows(*rows), BAKER)

    assert fitted.action("CHA1q").words == "By trade"
    assert fitted.action("CHA1q").first_move == "By team"
    assert fitted.not_suitable == {"CHA1q": "By place"}


def test_an_area_can_be_described_otherwise_at_some_levels() -> None:
    area = MODEL.dimension("culture")
    by_team = Variant(dimension="culture", team="1", readings={"solid": "Alone.", "smooth": "Me."})
    by_trade = Variant(dimension="culture", trade="food", readings={"solid": "Baked."})

    fitted = FittedTexts(with_rows(by_team, by_trade), BAKER).fitted.dimension("culture")

    wanted = {**area.readings, "solid": "Baked.", "smooth": "Me."}
    assert (fitted.intro, fitted.readings) == (area.intro, wanted)


def test_an_action_can_have_other_steps_and_another_end() -> None:
    steps = ("One.", "Two.", "Three.")
    row = Variant(action="CHA1q", team="1", steps=steps, done_when="All done.")

    fitted = FittedTexts(with_rows(row), BAKER).fitted.action("CHA1q")

    assert (fitted.steps, fitted.done_when) == (steps, "All done.")


CIRCUMSTANCES = st.builds(
    Circumstances,
    trade=st.sampled_from(["", *(trade.key for trade in MODEL.trades)]),
    meets=st.lists(st.sampled_from(MEETS), unique=True).map(tuple),
    team=st.sampled_from(["", *TEAMS]),
)


@given(CIRCUMSTANCES)
def test_a_text_comes_from_the_model_or_from_a_row_that_fits(business: Circumstances) -> None:
    fitted, overlay = FittedTexts(MODEL, business), MODEL.overlay
    assert overlay is not None

    for practice in MODEL.practices:
        ours = [r for r in overlay.variants if r.practice == practice.code and r.fits(business)]
        texts = fitted.practice(practice.code)
        assert texts.hint in {practice.hint, practice.hint_alone, *(r.hint for r in ours)}
        assert texts.examples in {(), *(r.examples for r in ours)}
        assert texts.na_when in {practice.na_when, *(r.na_when for r in ours)}
        assert texts.evidence_hint
    for code, reason in fitted.not_suitable.items():
        assert reason == fitted.action(code).not_suitable


def test_a_business_that_told_nothing_reads_the_models_own_texts() -> None:
    fitted = FittedTexts(MODEL, Circumstances())

    assert [fitted.practice(p.code).hint for p in MODEL.practices] == [
        p.hint for p in MODEL.practices
    ]
    assert fitted.not_suitable == {}
    assert FittedTexts(FIRST_MODEL, BAKER).not_suitable == {}


def test_the_keys_are_those_that_a_business_can_choose() -> None:
    trades = {trade.key for trade in MODEL.trades}

    assert set(Meeting.values) == set(MEETS)
    assert set(TeamSize.values) == set(TEAMS)
    assert trades == set(Trade.values) - {Trade.OTHER.value}
    assert MODEL.overlay is not None
    assert {row.trade for row in MODEL.overlay.variants} == {"", *trades}


def test_what_needs_a_team_is_set_aside_for_people_who_work_alone() -> None:
    alone = FittedTexts(MODEL, Circumstances(team="1")).not_suitable

    assert {"CUL6q", "CUL6d", "CON2d"} <= set(alone)
    for trade, team in product((trade.key for trade in MODEL.trades), TEAMS[1:]):
        fitted = FittedTexts(MODEL, Circumstances(trade=trade, team=team))
        assert not {"CUL6q", "CUL6d", "CON2d"} & set(fitted.not_suitable)
