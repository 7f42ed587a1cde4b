"""Tests that texts, test names, docstrings, comments and documents are good English.

The question sets are exempt, because published versions never change.
"""

import re

import pytest

from tests.architecture.phrases import ANY_PHRASE, better
from tests.architecture.prose import every_message, every_prose, every_test_name
from tests.architecture.texts import MOST_WORDS, Text, texts_of_templates

A_WORD = re.compile(r"\w")


def read() -> list[Text]:
    return [*every_prose(), *every_message(), *every_test_name(), *texts_of_templates()]


def phrases_in(words: str) -> list[str]:
    """Return the phrases that should be rewritten, in lower case."""
    return [found.group() for found in ANY_PHRASE.finditer(" ".join(words.lower().split()))]


def long_sentences(text: Text) -> list[str]:
    return [
        sentence
        for sentence in text.sentences()
        if sum(map(bool, map(A_WORD.search, sentence.split()))) > MOST_WORDS
    ]


def test_nothing_reads_like_a_translation() -> None:
    hits = {
        f"{text.place}: “{phrase}”; better: {better(phrase)}"
        for text in read()
        for phrase in phrases_in(text.words)
    }

    assert not hits, f"{len(hits)} phrases to rewrite:\n" + "\n".join(sorted(hits))


def test_sentences_for_developers_are_short() -> None:
    hits = [
        f"{text.place}: {sentence}" for text in every_prose() for sentence in long_sentences(text)
    ]

    assert not hits, f"{len(hits)} sentences over {MOST_WORDS} words:\n" + "\n".join(hits)


@pytest.mark.parametrize(
    "source",
    [
        "assessment/",
        "tests/domain",
        "static/js",
        "static/css",
        "templates/",
        "README",
        ".env",
        "dev:",
    ],
)
def test_prose_is_found_in_every_source(source: str) -> None:
    assert sum(source in text.place for text in every_prose()) > 2


@pytest.mark.parametrize(
    ("words", "phrases"),
    [
        ("A name that stands there is\nchecked anew.", ["stands there", "anew"]),
        (
            "Whoever reads it, also where it is not there",
            ["whoever", ", also where", "is not there"],
        ),
        ("Ask a member of your team to press the button.", []),
        ("There are no actions left, and as of today there is no plan.", []),
    ],
)
def test_only_unnatural_phrases_are_found(words: str, phrases: list[str]) -> None:
    assert phrases_in(words) == phrases
