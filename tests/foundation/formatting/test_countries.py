"""Time zones by country."""

import pytest

from assessment.foundation.formatting.countries import time_zones


def test_time_zones_are_sorted_by_country() -> None:
    labels = [label for _zone, label in time_zones() if "/" not in label]

    assert labels[:3] == ["Afghanistan", "Åland Islands", "Albania"]
    assert labels[-1] == "Zimbabwe"
    assert len({label.partition(":")[0] for label in labels}) > 200


@pytest.mark.parametrize(
    ("zone", "label"),
    [
        ("Europe/London", "United Kingdom"),
        ("Europe/Stockholm", "Sweden"),
        ("America/New_York", "United States: New York"),
        ("America/North_Dakota/Beulah", "United States: Beulah, North Dakota"),
        ("America/Argentina/La_Rioja", "Argentina: La Rioja"),
        ("Asia/Calcutta", "Asia/Calcutta"),
    ],
)
def test_a_country_with_several_zones_names_their_cities(zone: str, label: str) -> None:
    assert dict(time_zones())[zone] == label
