"""The one sign to change where conditions leave out, or hold twice, just one number: `<` for `<=`, or the reverse."""

from __future__ import annotations

from typing import Final

from engine.base.text import Text, one_line
from engine.check.situations.conditions import Asked, Situations, Subject
from engine.check.situations.regions import Region
from engine.check.situations.words import number, only_number

_WIDER: Final = {"<": "<=", ">": ">="}
_NARROWER: Final = {"≤": "<", "≥": ">"}


def edge(region: Region, within: Situations, *, hole: bool) -> Text | None:
    """What to write at the number that a region is about: so that it is taken in (a hole), or is held only once."""
    signs = _WIDER if hole else _NARROWER
    for s, mask in sorted(region.items()):
        subject = within.subjects[s]
        value = only_number(subject, within.stretches[s], mask)
        found = [a for a in subject.asked if a.bound == value and a.relation in signs] if value is not None else []
        if found:
            return _said(subject, list({a.relation: a for a in found}.values()), signs)
    return None


def _said(subject: Subject, found: list[Asked], signs: dict[str, str]) -> Text:
    parts = [(one_line(a.span.text), f"{subject.words} {signs[a.relation]}", a.bound) for a in found]
    zh = "，或".join(f"把 `{was}` 写成 `{new} {number(at, subject.kind, 'zh')}`" for was, new, at in parts)
    en = ", or ".join(f"write `{new} {number(at, subject.kind, 'en')}` for `{was}`" for was, new, at in parts)
    return Text(zh, en)
