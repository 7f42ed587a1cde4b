"""Classes are named block__part--state, have a rule, and are used."""

import re
from itertools import accumulate

import pytest

from tests.architecture.styles import Where, is_used, of_bootstrap, set_by_code, styled, used

WORDS = r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*"
NAME = re.compile(rf"{WORDS}(?:__{WORDS})?(?:--(?:{WORDS}|\d))?")
OF_CHARTS = re.compile(r"(fill|line)-")
"""What a mark of a chart is filled or drawn with: `fill-ink` and `fill-ink-2` are two colours."""

BARE_LISTS = {"action-list", "people"}
"""A list that has a name loses its bullets; these need no more than that."""

both = pytest.mark.parametrize("where", ["pages", "report"])


def ours(where: Where) -> set[str]:
    """Bootstrap names its own; we only dress them."""
    return {name for name in styled(where) | used(where) if "{{" not in name} - of_bootstrap()


@both
def test_a_class_is_a_block_with_a_part_and_a_state_at_most(where: Where) -> None:
    assert {name for name in ours(where) if not NAME.fullmatch(name)} == set()


@both
def test_a_state_names_whose_it_is(where: Where) -> None:
    assert {name for name in ours(where) if re.match(r"(has|is)-", name)} == set()


@both
def test_a_part_is_not_written_like_a_block(where: Where) -> None:
    """`panel-head` beside `panel` is a part, `panel__head`; if it is none, it has another name."""
    names = ours(where)

    def is_disguised(name: str) -> bool:
        beginnings = list(accumulate(name.split("-"), "{}-{}".format))[:-1]
        return bool(names & set(beginnings)) and "--" not in name and "__" not in name

    assert {n for n in names if is_disguised(n) and not OF_CHARTS.match(n)} == set()


@both
def test_a_part_or_a_state_belongs_to_a_block(where: Where) -> None:
    names = styled(where) | used(where)
    blocks = {re.split("__|--", name)[0] for name in ours(where) if re.search("__|--", name)}

    assert {block for block in blocks if block not in names} == set()


@both
def test_no_rule_is_for_a_class_that_nothing_uses(where: Where) -> None:
    among = used(where) | (set_by_code() if where == "pages" else set())

    assert {name for name in styled(where) if not is_used(name, among)} == set()


OF_THE_ADMIN = {"breadcrumbs", "help"}
"""Classes of Django's administration, whose pages bring their own styles."""


@both
def test_no_template_names_a_class_without_a_rule(where: Where) -> None:
    styles = styled("pages") | styled("report") if where == "report" else styled(where)
    names = {name for name in used(where) if "{{" not in name}

    assert names - styles - of_bootstrap() - BARE_LISTS - OF_THE_ADMIN == set()
