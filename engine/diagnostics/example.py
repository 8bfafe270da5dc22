"""Complete plans from fragments: a rule's examples and the tests' cases say only the sections they are about."""

from __future__ import annotations

import re
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

_SECTION: Final = re.compile(r"^(?=[^\s#\-\]}])", re.MULTILINE)


def complete(fragment: str) -> str:
    """The skeleton with the fragment's top-level sections in the place of its own, new ones at the end.

    A fragment that begins with a line `# whole file` stands for itself. Works on text, so that a fragment may also be
    text that is not YAML at all.
    """
    if fragment.startswith("# whole file\n"):
        return fragment.removeprefix("# whole file\n")
    own = {_key(section): section for section in _sections(fragment)}
    kept = [own.pop(_key(section), section) for section in _sections(SKELETON)]
    return "".join([*kept, *own.values()])


def _sections(text: str) -> list[str]:
    parts = [part for part in _SECTION.split(text if text.endswith("\n") else text + "\n") if part]
    return parts or [text]


def _key(section: str) -> str:
    return re.split(r"[:：\s]", section, maxsplit=1)[0]
