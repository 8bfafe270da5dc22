"""Complete plans from fragments: a rule's examples and the tests' cases say only the sections they are about."""

from __future__ import annotations

import re
from textwrap import dedent
from typing import Final

SKELETON: Final = """\
kpi_plan: 1
id: example
title: Example plan
period: month
currency: CNY
effective: {from: 2026-01-01}
person: agent_id
inputs:
  base_salary: {type: money, min: 0}
  sales: {type: money, min: 0}
salary:
  lines:
    base: base_salary
    commission: sales × 1%
"""
"""The plan that fragments are laid over: each top-level section of a fragment takes the place of the skeleton's."""

WHOLE_FILE: Final = "# whole file\n"
"""A fragment that begins with this line stands for itself."""

_SECTION: Final = re.compile(r"^(?=[^\s#\-\]}])", re.MULTILINE)


def fragment(text: str) -> str:
    """A fragment from an indented text block that begins and ends with a line break."""
    return dedent(text).removeprefix("\n")


def inputs(*rows: str) -> str:
    """The inputs of a fragment: the base, and those rows."""
    return _section("inputs:", "  base_salary: {type: money, min: 0}", *(f"  {row}" for row in rows))


def table(*rows: str) -> str:
    """A table `t` over the sales with those rows."""
    return _section("tables:", "  t:", "    on: sales", *(f"    {row}" for row in rows))


def tiers(*rows: str) -> str:
    """Tiers `grade` over the sales with those rows."""
    return _section("tiers:", "  grade:", "    on: sales", *(f"    {row}" for row in rows))


def pay(formula: str) -> str:
    """The salary of a fragment: the base, and a line `pay` with that formula."""
    return _section("salary:", "  lines:", "    base: base_salary", f"    pay: {formula}")


def _section(*lines: str) -> str:
    return "".join(f"{line}\n" for line in lines)


def complete(text: str) -> str:
    """The skeleton with the fragment's top-level sections in the place of its own, new ones at the end.

    Works on text, so that a fragment may also be text that is not YAML at all.
    """
    if text.startswith(WHOLE_FILE):
        return text.removeprefix(WHOLE_FILE)
    own = {_key(section): section for section in sections(text)}
    kept = [own.pop(_key(section), section) for section in sections(SKELETON)]
    return "".join([*kept, *own.values()])


def sections(text: str) -> list[str]:
    """The text cut before each of its top-level keys; joined they are the text, with a line end after the last."""
    parts = [part for part in _SECTION.split(text if text.endswith("\n") else text + "\n") if part]
    return parts or [text]


def _key(section: str) -> str:
    return re.split(r"[:：\s]", section.removeprefix("\ufeff"), maxsplit=1)[0]
