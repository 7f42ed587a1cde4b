"""Names of files in Latin letters, whatever the script of the business."""

import pytest

from assessment.outputs.reports.editions import Edition, report_name
from assessment.parties.businesses.models import Business


@pytest.mark.parametrize(
    ("name", "slug", "file"),
    [
        ("Καφενείο Αθήνα", "business", "kafeneio-athina"),
        ("Кафе «Берёзка»", "business-2", "kafe-berezka"),
        ("Їжа та кава", "business", "izha-ta-kava"),
        ("קפה לינדגרן", "business", "kph-lindgrn"),
        ("مقهى الورد", "business", "mqha-alwrd"),
        ("카페 서울", "business", "kape-seoul"),
        ("ひまわり", "business", "himawari"),
        ("Café Lindgren", "cafe-lindgren-x7", "cafe-lindgren-x7"),
        ("早上好", "business-3", "business-3"),
    ],
)
def test_a_file_has_a_readable_name(name: str, slug: str, file: str) -> None:
    business = Business(name=name, slug=slug)

    assert report_name(business, "2026-Q4", Edition.SUMMARY) == f"2026-Q4_{file}_summary.pdf"
