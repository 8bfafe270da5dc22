"""A plan as nested dicts, lists and texts with English keys, written as YAML in either language and many styles."""

from __future__ import annotations

import re
from dataclasses import dataclass
from random import Random
from typing import Final, TypeAlias

from engine.plan.language import PLAN
from engine.plan.shape import Items, OneOf, Record, Shape, alternative, fields_for

Tree: TypeAlias = "str | list[Tree] | dict[str, Tree]"

PLAIN: Final = re.compile(
    r"(?!(?:yes|no|on|off|y|n|null|~)$)[A-Za-z0-9\u4e00-\u9fff][^:#,\[\]{}'\"&*!|>%@`\\\n]*(?<! )", re.I
)
"""Texts that need no quotes inside braces, however they are meant."""

NUMBER: Final = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?: ?(?:%|‰|s|points|元|分|秒|days|天|万|min))*")
"""Amounts that are written without quotes; the schema wants `decimals: 2` to be a number."""


@dataclass(frozen=True)
class Style:
    """How a plan is written: in which language, with which quotes, in braces or in lines, in which order of keys."""

    chinese: float = 0.0
    quoted: float = 0.0
    braces: float = 1.0
    shuffled: bool = False
    seed: int = 0


def write(tree: Tree, style: Style | None = None) -> str:
    """The plan's text. One seed always writes the same text."""
    writer = _Writer(style or Style())
    return "".join(writer.block(writer.spelt(tree, PLAN), 0))


class _Writer:
    def __init__(self, style: Style) -> None:
        self.style = style
        self.random = Random(style.seed)  # noqa: S311 - a style, not a secret

    def chance(self, share: float) -> bool:
        return self.random.random() < share

    def spelt(self, tree: Tree, shape: Shape | None) -> Tree:
        """The tree with some of the language's own words in Chinese and, where that is asked for, in another order."""
        if isinstance(tree, list):
            items = alternative(shape, Items) if shape else None
            return [self.spelt(t, items.of if isinstance(items, Items) else None) for t in tree]
        if isinstance(tree, str):
            return self.word(tree, shape)
        fields = fields_for(shape) if shape else None
        entries = [self.entry(key, value, fields) for key, value in tree.items()]
        if self.style.shuffled and not self.ordered(tree):
            self.random.shuffle(entries)
        return dict(entries)

    def ordered(self, tree: dict[str, Tree]) -> bool:
        """Whether the order of the keys says something: tiers and points from the lowest, quotas from the best."""
        bounds = {"from", "above", "up_to", "below", "requires", "quota"}
        if all(NUMBER.fullmatch(key) for key in tree):
            return True  # the points of a curve
        return all(isinstance(v, dict) for v in tree.values()) and any(
            bounds & v.keys() for v in tree.values() if isinstance(v, dict)
        )

    def entry(self, key: str, value: Tree, fields: Shape | None) -> tuple[str, Tree]:
        if isinstance(fields, Record):
            found = fields.find(key)
            if found is not None:
                return (found.zh if self.chance(self.style.chinese) else key), self.spelt(value, found.shape)
            return key, self.spelt(value, fields.others)
        return key, self.spelt(value, getattr(fields, "of", None))

    def word(self, text: str, shape: Shape | None) -> str:
        words = alternative(shape, None) if shape else None
        if isinstance(words, OneOf) and self.chance(self.style.chinese):
            return next((w.zh for w in words.words if w.name == text), text)
        return text

    def block(self, tree: Tree, depth: int) -> list[str]:
        """Lines of a mapping, or of a list, at a depth of indentation."""
        pad = "  " * depth
        lines: list[str] = []
        entries = tree.items() if isinstance(tree, dict) else [("-", t) for t in tree]
        for key, value in entries:
            head = "- " if key == "-" and isinstance(tree, list) else f"{self.scalar(key)}: "
            if isinstance(value, str) or (depth > 0 and self.flat(value) and self.chance(self.style.braces)):
                lines.append(f"{pad}{head}{self.flow(value)}\n")
            elif head == "- ":
                lines += _hung(self.block(value, depth + 1), depth)
            else:
                lines += [f"{pad}{head.rstrip()}\n", *self.block(value, depth + 1)]
        return lines

    def flat(self, tree: Tree) -> bool:
        return bool(tree) and all(isinstance(v, str) for v in (tree.values() if isinstance(tree, dict) else tree))

    def flow(self, tree: Tree) -> str:
        if isinstance(tree, str):
            return self.scalar(tree)
        if isinstance(tree, list):
            return f"[{', '.join(self.flow(t) for t in tree)}]"
        return f"{{{', '.join(f'{self.scalar(k)}: {self.flow(v)}' for k, v in tree.items())}}}"

    def scalar(self, text: str) -> str:
        if NUMBER.fullmatch(text) or text in ("true", "false"):
            return text
        if PLAIN.fullmatch(text) and not self.chance(self.style.quoted):
            return text
        return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _hung(lines: list[str], depth: int) -> list[str]:
    """Lines of an item of a list, the first one behind its dash."""
    first, *rest = lines
    return ["  " * depth + "- " + first.lstrip(), *rest]
