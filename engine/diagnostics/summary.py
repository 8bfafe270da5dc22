"""Findings as a page of Markdown: the summary that a step of GitHub Actions shows under its job."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from engine.base.text import Language, Text
from engine.diagnostics.model import Diagnostic
from engine.diagnostics.order import RANKS, SEVERITY_WORDS, counted, file_of, more, ordered, ranked
from engine.diagnostics.place import place_words
from engine.diagnostics.text import clipped

LISTED: Final = 200
"""Findings in full; GitHub takes a page of at most a megabyte."""

_FILE: Final = Text("文件", "file")
_WHERE: Final = Text("位置", "where")
_WHAT: Final = Text("问题", "finding")
_SOUND: Final = Text("没有发现问题", "nothing was found")


def render_summary(files: Sequence[str], diagnostics: Sequence[Diagnostic], language: Language) -> str:
    """A table of the files and their counts, and the findings, the worst first; ends with a newline."""
    found = ordered(diagnostics)
    title = counted(found) if found else _SOUND
    lines = [f"### kpiplan check: {title.to(language)}", "", *_files(files, found, language)]
    shown, hidden = ranked(found)[:LISTED], ranked(found)[LISTED:]
    if shown:
        lines += ["", *_table(["", _WHERE.to(language), _WHAT.to(language)], [_row(d, language) for d in shown])]
    if hidden:
        lines += ["", more(hidden).to(language)]
    return "\n".join(lines) + "\n"


def _files(files: Sequence[str], found: Sequence[Diagnostic], language: Language) -> list[str]:
    names = dict.fromkeys([*files, *(file_of(d) for d in found)])
    headings = [_FILE.to(language), *(SEVERITY_WORDS[rank].to(language) for rank in RANKS)]
    return _table(headings, [[name, *_counts(name, found)] for name in names])


def _counts(name: str, found: Sequence[Diagnostic]) -> list[str]:
    own = [d.severity for d in found if file_of(d) == name]
    return [str(own.count(rank)) for rank in RANKS]


def _row(diagnostic: Diagnostic, language: Language) -> list[str]:
    severity = SEVERITY_WORDS[diagnostic.severity].to(language)
    texts = (diagnostic.message, diagnostic.witness, diagnostic.help)
    said = [words for text in texts if (words := clipped(text.to(language)))]
    return [f"{severity} {diagnostic.code}", place_words(diagnostic, language), "\n".join(said)]


def _table(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    lines = [headings, ["---"] * len(headings), *([_cell(cell) for cell in row] for row in rows)]
    return ["| " + " | ".join(line) + " |" for line in lines]


def _cell(text: str) -> str:
    """Text as a cell shows it: nothing in it is a tag, a row or a cell of its own."""
    for sign, shown in (("&", "&amp;"), ("<", "&lt;"), ("|", "\\|"), ("\n", "<br>")):
        text = text.replace(sign, shown)
    return text
