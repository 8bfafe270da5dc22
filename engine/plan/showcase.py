"""A construct shown at work: the same small plan is its section in the docs, its `kpiplan new --with`, and a test."""

from __future__ import annotations

from dataclasses import dataclass

from engine.base.text import Text


@dataclass(frozen=True)
class Showcase:
    """A construct with a worked example.

    `name` is the word for `kpiplan new --with`; `title` and `about` introduce it (what it is for, what it means at the
    bounds, who uses it; Markdown, a few sentences). `plan` is a fragment laid over the skeleton of
    `engine.diagnostics.example`; it has `examples:` whose amounts are worked out by hand in comments, checks without
    a finding, and uses the construct as a shop would. `sources` are the ids of the rules that it expresses.
    """

    name: str
    title: Text
    about: Text
    plan: str
    sources: tuple[str, ...] = ()
