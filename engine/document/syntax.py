"""The rule for text that is not YAML, and what a parser's error says in terms of the text."""

from __future__ import annotations

from typing import Final

import yaml

from engine.base.frozen import frozen_value
from engine.base.source import SourceFile, Span
from engine.base.text import Text
from engine.diagnostics.model import NO_TEXT, Diagnostic, Edit, Fix, Label, Rule
from engine.document.nodes import Scalar

YAML_SYNTAX: Final = Rule(
    code="KPI106",
    name="yaml-syntax",
    headline=Text("这里的写法读不懂", "this cannot be read as YAML"),
    what=Text(
        "引号或括号没有关上、缩进没有对齐、冒号后缺空格等，使文本不是 YAML。",
        "A quote or bracket is not closed, a line is not aligned, a space is missing after a colon: it is not YAML.",
    ),
    why=Text(
        "读不懂的方案不能猜着算工资。",
        "A plan that cannot be read must not be guessed at.",
    ),
    bad="effective: {from: 2026-01-01\n",
    good="effective: {from: 2026-01-01}\n",
)


@frozen_value
class Trouble:
    """A parser's error: what it says (both of PyYAML's parsers share the words that matter) and the places it names.

    `bracket` is where the innermost `[` or `{` that is still open stands, `read` how far the text was understood.
    """

    source: SourceFile
    says: str
    context: int
    problem: int
    bracket: int | None
    read: int

    @property
    def line(self) -> str:
        """The line of the problem, up to the problem."""
        return self.source.text[self._line_start(self.problem) : self.problem]

    @property
    def line_before(self) -> str:
        """The last line above the problem that says something."""
        above = self.source.text[: self._line_start(self.problem)].rstrip()
        return above[above.rfind("\n") + 1 :]

    @property
    def near(self) -> range:
        """The characters of the problem's line and of the line above that says something."""
        end = self.source.text.find("\n", self.problem)
        above = self.source.text[: self._line_start(self.problem)].rstrip()
        return range(above.rfind("\n") + 1, (end if end >= 0 else len(self.source.text)) + 1)

    @property
    def character(self) -> str:
        """The character at the problem; empty at the end of the text."""
        return self.source.text[self.problem : self.problem + 1]

    @property
    def leaves_bracket(self) -> bool:
        """True when the problem's line is indented no deeper than the line that opened the bracket."""
        opened, here = self._line_start(self.bracket or 0), self._line_start(self.problem)
        return opened < here and self._indent(here) <= self._indent(opened)

    @property
    def at_end(self) -> bool:
        """True when nothing follows the problem."""
        return not self.source.text[self.problem :].strip()

    def _indent(self, line_start: int) -> int:
        line = self.source.text[line_start:].split("\n", 1)[0]
        return len(line) - len(line.lstrip(" "))

    def _line_start(self, offset: int) -> int:
        return self.source.text.rfind("\n", 0, offset) + 1


@frozen_value
class Explained:
    """A syntax error as a person says it: a place, a sentence, what to do, and a second place where there is one."""

    at: int
    message: Text
    help: Text
    also: int | None = None
    label: Text = NO_TEXT
    insert: str | None = None
    """What must be written behind the character at the place, where only one thing can be meant."""

    edit: tuple[int, int, str] | None = None
    """What must be written instead of the characters from a place to another, where that is not at the place."""

    def diagnostic(self, source: SourceFile) -> Diagnostic:
        """The finding; its place is one character, none at the end of the text."""
        also = () if self.also is None else (Label(_character(source, self.also)),)
        place = _character(source, self.at)
        start, end, words = self.edit or (place.end, place.end, self.insert)
        fix = None if words is None else Fix(self.help, (Edit(Span(source, start, end), words),))
        return YAML_SYNTAX.at(place, self.label, also=also, help=self.help, message=self.message, fix=fix)


QUESTION_MARK: Final = (
    Text("括号里的问号要放在引号里", "inside brackets a question mark needs quotes round it"),
    Text("整个值加上双引号", "put the whole value in double quotes"),
)
"""Only one of PyYAML's parsers reads an unquoted `?` inside brackets; a plan must not depend on which is installed."""


def question_mark(scalar: Scalar) -> Diagnostic | None:
    """The finding for an unquoted text inside brackets that has a question mark in it."""
    at = scalar.text.find("?")
    if at < 0:
        return None
    message, help_ = QUESTION_MARK
    return YAML_SYNTAX.at(scalar.part(at, at + 1), help=help_, message=message)


def trouble(error: Exception, source: SourceFile, read: int, bracket: int | None) -> Trouble:
    """What an exception of the parser says. Some malformed texts raise errors that are not YAMLError."""
    says = "escape" if isinstance(error, ValueError | ArithmeticError) else ""
    context = problem = read
    if isinstance(error, yaml.MarkedYAMLError):
        says = f"{error.context or ''} | {error.problem or ''}"
        problem = error.problem_mark.index if error.problem_mark else read
        context = error.context_mark.index if error.context_mark else problem
    size = len(source.text)
    return Trouble(source, says, min(context, size), min(problem, size), bracket, read)


def _character(source: SourceFile, offset: int) -> Span:
    at = min(offset, len(source.text))
    ends = at == len(source.text) or source.text[at] == "\n"
    return Span(source, at, at if ends else at + 1)


RULES: Final = (YAML_SYNTAX,)
