"""Tests that the texts people read use plain words and short sentences."""

import re

import pytest

from assessment.parties.catalogue.library import SHIPPED
from tests.architecture.texts import MOST_WORDS, Text, every_text, words_of

BANNED = re.compile(
    r"\b(CX|failed to|invalid|leverag\w*|maturity|oops|stakeholders?|touch-?points?)\b",
    re.IGNORECASE,
)


def test_no_text_contains_jargon() -> None:
    found = [
        f"{text.place}: {word}" for text in every_text() for word in BANNED.findall(text.words)
    ]

    assert found == []


def test_no_sentence_is_too_long() -> None:
    long = [
        f"{text.place}: {sentence}"
        for text in every_text()
        for sentence in text.sentences()
        if len(sentence.split()) > MOST_WORDS
    ]

    assert long == []


@pytest.mark.parametrize(
    "source", ["templates/site/public", "assessment/domain", *(f"{key}.toml" for key in SHIPPED)]
)
def test_texts_are_found_in_every_source(source: str) -> None:
    assert sum(source in text.place for text in every_text()) > 5


@pytest.mark.parametrize(
    ("template", "sentences"),
    [
        ("<p>One <b>bold</b> line.</p><p>Two</p>", ["One bold line.", "Two"]),
        ("{% if x %}Yes{% else %}No{% endif %}", ["Yes", "No"]),
        ('{% include "a.html" with words="Go on" only %}', ["Go on"]),
        ('<a href="/" aria-label="Go back">←</a>', ["←", "Go back"]),
        ('{% translate "Hello" %} {{ name }}{# Not read. #}', ["Hello X"]),
    ],
)
def test_sentences_of_a_template_are_those_that_people_read(
    template: str, sentences: list[str]
) -> None:
    assert Text("here", words_of(template)).sentences() == sentences
