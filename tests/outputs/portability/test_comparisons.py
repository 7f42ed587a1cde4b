"""Comparisons of two sets of answers travel with a business; what is under way does not."""

from datetime import date
from pathlib import Path

import pytest
from django.test import Client

from assessment.parties.businesses.models import Business
from assessment.voices.second_opinions.models import SecondOpinion, Settlement
from tests.factories import NOON
from tests.outputs.portability.test_exports_business import exported_file, imported_from

pytestmark = pytest.mark.django_db


def test_what_two_sides_compared_is_included_and_what_is_under_way_is_not(
    as_owner: Client, lindgren: Business, tmp_path: Path
) -> None:
    file = tmp_path / "lindgren.json"
    file.write_bytes(exported_file(as_owner, lindgren))
    before = SecondOpinion.objects.revealed().get()
    pairs = set(before.answers.values_list("practice", "first", "value"))
    lindgren.delete()

    again = imported_from(file)

    opinion = SecondOpinion.objects.get(assessment__business=again)
    assert (opinion.blind, opinion.revealed_at) == (True, NOON)
    assert set(opinion.answers.values_list("practice", "first", "value")) == pairs
    settled = Settlement.objects.order_by("-value").values_list("value", "word", "find_out_by")
    assert list(settled) == [("2", "Ann’s list.", None), ("", "", date(2026, 12, 4))]
