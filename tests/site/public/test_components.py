"""The gallery of components, and how it renders fields."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse


@pytest.fixture
def gallery(client: Client, settings: Any) -> str:
    settings.DEVELOPMENT = True
    return client.get(reverse("components")).text


def test_the_gallery_exists_only_in_development(client: Client, settings: Any) -> None:
    settings.DEVELOPMENT = False

    assert client.get(reverse("components")).status_code == 404


def test_the_gallery_shows_fields_empty_and_with_errors(gallery: str) -> None:
    assert 'id="empty_name"' in gallery
    assert 'id="refused_name-error"' in gallery
    assert "<title>Error: Components" in gallery


def test_hints_and_errors_are_linked_to_their_input(gallery: str) -> None:
    assert 'aria-describedby="empty_name-hint"' in gallery
    assert 'aria-describedby="refused_name-hint refused_name-error"' in gallery
    assert 'aria-describedby="refused_trades-hint refused_trades-error"' in gallery


def test_the_error_summary_links_to_the_first_input_of_a_group(gallery: str) -> None:
    assert 'href="#refused_colours_0"' in gallery
    assert 'id="refused_colours_0"' in gallery


def test_units_are_shown_inside_the_frame_and_not_read_twice(gallery: str) -> None:
    assert '<span class="input-joined__word" aria-hidden="true">hours</span>' in gallery


def test_every_id_is_unique(gallery: str) -> None:
    ids = [part.split('"')[0] for part in gallery.split(' id="')[1:]]

    assert len(ids) == len(set(ids))
