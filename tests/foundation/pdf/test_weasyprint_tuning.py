"""Our assumptions about internals of WeasyPrint still hold for the installed version."""

from importlib.metadata import version
from xml.etree.ElementTree import tostring

import pytest

from assessment.foundation.pdf import weasyprint_tuning
from assessment.foundation.pdf.weasyprint_tuning import CHECK_ON_UPGRADE, WRITTEN_FOR, read_quickly
from assessment.foundation.pdf.worker import PdfWorker

PAGE = '<html lang="en"><head><title>A</title></head><body><p>Words</p></body></html>'


@pytest.mark.parametrize("library", WRITTEN_FOR)
def test_the_tuning_was_written_for_the_installed_version(library: str) -> None:
    installed, known = version(library), WRITTEN_FOR[library]
    checks = "\n".join(f"- {check}" for check in CHECK_ON_UPGRADE)

    assert installed == known, (
        f"{library} {installed} is installed, but weasyprint_tuning.py was written for {known}. "
        f"Check each point below, then update the version there:\n{checks}"
    )


@pytest.mark.pdf
def test_a_page_parsed_quickly_is_built_like_one_parsed_by_weasyprint() -> None:
    PdfWorker()
    import weasyprint  # noqa: PLC0415, TID251 - it needs Pango, and the worker has hidden the fonts

    fetcher = weasyprint.urls.URLFetcher(allowed_protocols=["data"])
    theirs = weasyprint.HTML(string=PAGE, url_fetcher=fetcher)

    ours = weasyprint_tuning.read(weasyprint, PAGE, fetcher)

    assert vars(ours).keys() == vars(theirs).keys()
    assert (ours.base_url, ours.media_type) == (theirs.base_url, theirs.media_type)
    assert type(ours.wrapper_element) is type(theirs.wrapper_element)


@pytest.mark.pdf
def test_streams_are_compressed_by_our_replacement_for_zlib() -> None:
    PdfWorker()
    import weasyprint  # noqa: PLC0415, TID251 - see above

    assert weasyprint.pdf.pydyf.zlib is weasyprint_tuning.QuickZlib
    packer = weasyprint.pdf.pydyf.zlib.compressobj(level=9)
    assert packer.compress(b"words" * 100) + packer.flush()


def test_empty_elements_can_be_written_with_or_without_a_slash() -> None:
    trees = [read_quickly(f"<html><body><p>A{br}B</p></body></html>") for br in ("<br>", "<br/>")]

    assert tostring(trees[0]) == tostring(trees[1])
    assert b"<br />B" in tostring(trees[0])
