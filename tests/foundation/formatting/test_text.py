"""Where long addresses wrap."""

import pytest

from assessment.foundation.formatting.text import breakable


@pytest.mark.parametrize(
    ("address", "html"),
    [
        ("ann@example.com", "ann@example.com"),
        (
            "konstantinos.papa@example.org",
            "<wbr>konstantinos<wbr>.papa<wbr>@example<wbr>.org",
        ),
        (
            "<script>alert@example.org</script>",
            "<wbr>&lt;script&gt;alert<wbr>@example<wbr>.org&lt;/script&gt;",
        ),
    ],
)
def test_a_long_address_wraps_before_its_at_sign_and_its_dots(address: str, html: str) -> None:
    assert breakable(address) == html
