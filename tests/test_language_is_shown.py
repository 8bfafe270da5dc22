"""Every key, word and function of the language stands in some case, plan or showcase; nothing is there unshown."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

import pytest
import yaml

from engine.formula.functions import FUNCTIONS
from engine.plan.language import PLAN, SHOWCASES
from engine.plan.shape import Either, Field, Items, Named, OneOf, Record, Shape

LOADER: Final = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
ROOT: Final = Path(__file__).parents[1]
CONSTRUCTS: Final = ROOT / "engine" / "plan" / "constructs"


def plans() -> Iterator[str]:
    for path in sorted((ROOT / "tests" / "cases").glob("*.yaml")):
        text = path.read_text(encoding="utf-8")
        yield from (str(case.get("plan", "")) for case in yaml.load(text, LOADER)["cases"])  # noqa: S506
    yield from (path.read_text(encoding="utf-8") for path in sorted((ROOT / "plans").glob("*.yaml")))
    yield from (shown.plan for shown in SHOWCASES)


def keys(node: object) -> Iterator[str]:
    """Every key and scalar of plain data."""
    match node:
        case dict():
            for key, value in node.items():
                yield str(key)
                yield from keys(value)
        case list():
            for item in node:
                yield from keys(item)
        case str():
            yield node


@cache
def written() -> frozenset[str]:
    """Every key and scalar of all plans."""
    found: set[str] = set()
    for plan in plans():
        try:
            found.update(keys(yaml.load(plan, LOADER)))  # noqa: S506 - it makes nothing but text
        except yaml.YAMLError:  # some cases are about text that is no YAML
            continue
    return frozenset(found)


def fields(shape: Shape) -> Iterator[Field]:
    match shape:
        case Record(own, others):
            for field in own:
                yield field
                yield from fields(field.shape)
            if others is not None:
                yield from fields(others)
        case Named(of) | Items(of):
            yield from fields(of)
        case Either(shapes):
            for each in shapes:
                yield from fields(each)
        case _:
            return


def words(shape: Shape) -> Iterator[tuple[str, str]]:
    if isinstance(shape, OneOf):
        yield from ((word.name, word.zh) for word in shape.words)


def test_every_key_is_shown() -> None:
    missing = {(f.key, f.zh) for f in fields(PLAN) if f.key not in written() and f.zh not in written()}
    assert missing == set()


def test_every_word_is_shown() -> None:
    every = {pair for field in fields(PLAN) if field.key != "currency" for pair in words(field.shape)}
    assert {pair for pair in every if not written() & set(pair)} == set()


def test_every_function_is_shown() -> None:
    formulas = "\n".join(written())
    assert [f.name for f in FUNCTIONS if not any(f"{name}(" in formulas for name in (f.name, *f.chinese))] == []


FRAME: Final = {
    "header": "the head is no section of definitions: who a plan is for is asked by its contract and the docs",
    "salary": "the payslip is what a plan is for: reading and lowering end in its total",
    "examples": "examples are no definitions: reading hands them to the check that runs them",
    "guarantees": "guarantees are no definitions: lowering types them",
    "scorecards": "the check of scales is about a scorecard's items",
    "score_items": "likewise",
    "thresholds": "their sources have words in what is told of a plan and of a person's pay",
    "standards": "likewise, and the details of where a figure was read",
}
"""Constructs that more than the tuples and other constructs know, and why."""


@cache
def imports() -> tuple[tuple[Path, str, frozenset[str]], ...]:
    """Of every file of the engine each import: from which module which names."""
    return tuple(
        (path, node.module or "", frozenset(alias.name for alias in node.names))
        for path in sorted((ROOT / "engine").rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom)
    )


def importers(construct: str) -> Iterator[Path]:
    module = f"engine.plan.constructs.{construct}"
    for path, source, names in imports():
        if source == module or (source == "engine.plan.constructs" and construct in names):
            yield path


@pytest.mark.parametrize("construct", sorted(p.stem for p in CONSTRUCTS.glob("*.py") if p.stem != "__init__"))
def test_a_construct_is_known_in_its_file_and_in_the_tuple(construct: str) -> None:
    elsewhere = {
        path.relative_to(ROOT / "engine").as_posix()
        for path in importers(construct)
        if path.parent != CONSTRUCTS and path.name not in ("language.py", "rules.py")
    }
    assert (elsewhere == set()) == (construct not in FRAME), elsewhere
