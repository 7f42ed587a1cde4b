"""Tests that only `domain/scoring` uses the names, modules and parameters of scoring rules."""

import ast
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import pytest

from assessment.domain.model.maturity import ScoringFigures
from assessment.domain.scoring.rules import RULES
from tests.architecture.files import ROOT, named, python_files, template_files

HOME = ROOT / "assessment/domain/scoring"
FIGURES = {each.name for each in fields(ScoringFigures) if each.name != "rule"}
"""The parameters that a model sets for its rule."""
READ_AND_CHECKED_IN = ROOT / "assessment/domain/exchange"
OUTSIDE = [path for path in python_files("assessment", "cxsite") if HOME not in path.parents]
IN_THE_DOMAIN = [
    path for path in OUTSIDE if "domain" in path.parts and READ_AND_CHECKED_IN not in path.parents
]


def names_in(tree: ast.AST) -> Iterator[str]:
    """Yield all strings, imported modules and imported names."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value
        if isinstance(node, ast.ImportFrom):
            yield str(node.module)
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def knows(name: str) -> bool:
    return any(name == rule.name or name.startswith(rule.__module__) for rule in RULES.values())


def test_no_module_outside_names_a_rule_or_imports_it() -> None:
    found = {named(path): list(filter(knows, names_in(_tree(path)))) for path in OUTSIDE}

    assert len(OUTSIDE) > 100
    assert {name: rules for name, rules in found.items() if rules} == {}


def test_no_template_names_a_rule() -> None:
    texts = {named(path): path.read_text() for path in template_files()}

    assert [name for name, text in texts.items() if any(rule in text for rule in RULES)] == []


def test_plans_and_trends_do_not_use_the_parameters_of_rules() -> None:
    used = {
        named(path): [
            node.attr
            for node in ast.walk(_tree(path))
            if isinstance(node, ast.Attribute) and node.attr in FIGURES
        ]
        for path in IN_THE_DOMAIN
    }

    assert len(IN_THE_DOMAIN) > 10
    assert {name: figures for name, figures in used.items() if figures} == {}


@pytest.mark.parametrize(
    "code",
    [
        'rule = "sss-1"',
        "from assessment.domain.scoring import sss_1",
        "from assessment.domain.scoring.sss_1 import SolidBeforeSmooth",
        "import assessment.domain.scoring.sss_1",
        "from assessment.domain.scoring.sss_2 import FloorsWithDoubt",
    ],
)
def test_uses_of_a_rule_are_detected(code: str) -> None:
    assert any(map(knows, names_in(ast.parse(code))))


def _tree(path: Path) -> ast.AST:
    return ast.parse(path.read_text())
