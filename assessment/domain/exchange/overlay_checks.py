"""The checks of an overlay: known keys, codes and fields, and no business without a first step."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain, product

from assessment.domain.exchange.overlay_file import read_overlay
from assessment.domain.exchange.text_checks import faulty_texts
from assessment.domain.exchange.toml_rules import FaultyModel, Requirement, read_toml
from assessment.domain.model.fitting import FittedTexts
from assessment.domain.model.maturity import MaturityModel
from assessment.domain.model.overlays import MEETS, TEAMS, Circumstances, Overlay, Variant

FOR_PRACTICES = ("hint", "examples", "evidence_hint", "na_when")
FOR_ACTIONS = ("words", "first_move", "steps", "done_when", "examples", "not_suitable")
FOR_DIMENSIONS = ("intro", "readings")
FIELDS = tuple(dict.fromkeys((*FOR_PRACTICES, *FOR_ACTIONS, *FOR_DIMENSIONS)))
MOST_EXAMPLES, MOST_IN_EXAMPLE, MOST_IN_REASON = 4, 12, 20


def checked_overlay(source: str, model: MaturityModel) -> Overlay:
    """Read an overlay from a file of its own, and check that it can be used with a model.

    Raises:
        FaultyModel: The file has faults; the error lists every one of them.
    """
    overlay = read_overlay(source)
    faults = [fault for holds, fault in overlay_rules(model, overlay) if not holds]
    faults += faulty_texts(read_toml(source), "")
    if faults:
        raise FaultyModel(faults)
    return overlay


def overlay_rules(model: MaturityModel, overlay: Overlay | None) -> Iterator[Requirement]:
    if overlay is None:
        return
    yield overlay.model in {model.key, model.base}, f"overlay: model must be {model.key}"
    yield bool(overlay.version.strip()), "overlay: version must not be empty"
    for number, row in enumerate(overlay.variants, start=1):
        yield from chain(_keys(model, row, f"variants {number}"), _aim(model, row, number))
    times = Counter((row.keys, row.code, name) for row in overlay.variants for name in _given(row))
    for (keys, code, name), count in times.items():
        under = ", ".join(filter(None, keys))
        yield count == 1, f"variants: {name} of {code} for {under} appears {count} times"
    yield from _first_steps(replace(model, overlay=overlay))


def _keys(model: MaturityModel, row: Variant, place: str) -> Iterator[Requirement]:
    yield any(row.keys), f"{place}: needs trade, meets or team"
    trades = tuple(trade.key for trade in model.trades)
    for name, known in (("trade", trades), ("meets", MEETS), ("team", TEAMS)):
        fits = getattr(row, name) in {"", *known}
        yield fits, f"{place}: {name} must be one of {', '.join(known)}"


def _aim(model: MaturityModel, row: Variant, number: int) -> Iterator[Requirement]:
    """Check what the row is about, and that only its own fields are given."""
    place = f"variants {number}"
    one = [bool(row.practice), bool(row.action), bool(row.dimension)].count(True) == 1
    yield one, f"{place}: needs one of practice, action and dimension"
    known = FOR_PRACTICES if row.practice else FOR_ACTIONS if row.action else FOR_DIMENSIONS
    given = _given(row)
    yield set(given) <= set(known), f"{place}: may have only {', '.join(known)}"
    alone = "not_suitable" not in given or len(given) == 1
    yield bool(given) and alone, f"{place}: needs a field, or not_suitable alone"
    yield from chain(_target(model, row, place), _lengths(row, place))


def _target(model: MaturityModel, row: Variant, place: str) -> Iterator[Requirement]:
    """Check that what the row is about is in the file, and that its fields fit there."""
    practice = model.practice_or_none(row.practice)
    action = next((action for action in model.actions if action.code == row.action), None)
    dimension = row.dimension in {dimension.key for dimension in model.dimensions}
    found = bool(practice or action) or dimension
    yield found, f"{place}: {row.code} is not in the file"
    may_be_set_aside = practice is None or practice.na_allowed or row.na_when is None
    yield may_be_set_aside, f"{place}: na_when needs a practice with na_allowed"
    # Ticked steps are stored by their number.
    as_many = not (action and row.steps is not None) or len(row.steps) == len(action.steps)
    yield as_many, f"{place}: needs as many steps as {row.code} has"
    known = [level.key for level in model.levels]
    yield set(row.readings or ()) <= set(known), f"{place}: readings must be of {', '.join(known)}"


def _lengths(row: Variant, place: str) -> Iterator[Requirement]:
    examples = row.examples or ()
    enough = row.examples is None or 1 <= len(examples) <= MOST_EXAMPLES
    yield enough, f"{place}: examples must be 1 to {MOST_EXAMPLES}"
    short = all(len(example.split()) <= MOST_IN_EXAMPLE for example in examples)
    yield short, f"{place}: an example must have at most {MOST_IN_EXAMPLE} words"
    reason = len((row.not_suitable or "").split()) <= MOST_IN_REASON
    yield reason, f"{place}: not_suitable must have at most {MOST_IN_REASON} words"


def _given(row: Variant) -> list[str]:
    return [name for name in FIELDS if getattr(row, name) is not None]


def _first_steps(model: MaturityModel) -> Iterator[Requirement]:
    """Check that in every trade and team each tier of each area keeps a quick action."""
    for trade, team in product((trade.key for trade in model.trades), TEAMS):
        business = Circumstances(trade=trade, team=team, meets=MEETS)
        unfit = FittedTexts(model, business).not_suitable
        quick = {a.practice for a in model.actions if a.kind == "quick" and a.code not in unfit}
        for dimension, tier in product(model.dimensions, model.tiers):
            kept = any(practice.code in quick for practice in dimension.in_tier(tier))
            where = f"{dimension.key} {tier.key}"
            yield kept, f"variants: no quick action is left in {where} for {trade}, {team}"
