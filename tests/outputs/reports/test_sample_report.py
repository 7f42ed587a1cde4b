"""The sample's report: printed once, cached publicly, and handled when it cannot be printed."""

from typing import Any
from unittest.mock import Mock

import pytest
from django.test import Client
from django.urls import reverse

from assessment.foundation.pdf.faults import CannotPrint, TooManyWait
from assessment.outputs.reports.services import printing
from assessment.site.public.presenters import sample_document


def stub_printing(monkeypatch: pytest.MonkeyPatch, **does: Any) -> Mock:
    render = Mock(**does)
    monkeypatch.setattr(printing, "render", render)
    return render


def test_it_is_printed_once_for_all_processes(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    render = stub_printing(monkeypatch, return_value=b"%PDF")

    once, again = (client.get(reverse("sample_report")) for _time in range(2))

    assert once.content == again.content == b"%PDF"
    assert render.call_count == 1
    assert sample_document() is sample_document()


@pytest.mark.parametrize("fault", [CannotPrint("Pango is missing", reason="pango"), TooManyWait()])
def test_a_temporary_failure_is_not_cached(
    client: Client, monkeypatch: pytest.MonkeyPatch, fault: CannotPrint
) -> None:
    stub_printing(monkeypatch, side_effect=[fault, b"%PDF"])

    refused, had = (client.get(reverse("sample_report")) for _time in range(2))

    assert refused.status_code == 503
    assert "Cache-Control" not in refused.headers
    assert int(refused["Retry-After"]) > 0
    assert had.content == b"%PDF"
    assert had["Cache-Control"] == "public, max-age=86400"
    assert "Retry-After" not in had.headers
