"""Findings as people read them on a terminal: the author's line, carets under it, what to do about it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from engine.base.frozen import frozen_value
from engine.base.limits import MESSAGE_CHARACTERS
from engine.base.text import Language, Text
from engine.diagnostics.color import SEVERITY_STYLES, Style, paint
from engine.diagnostics.model import Diagnostic, Label
from engine.diagnostics.order import SEVERITY_WORDS, limited, more
from engine.diagnostics.place import place_words, somewhere, span_words
from engine.diagnostics.snippet import Mark, Row, snippet
from engine.diagnostics.width import columns, visible, wrapped

HELP: Final = Text("= 改法：", "= help: ")
WITNESS: Final = Text("= 谁会这样：", "= who: ")
MORE: Final = Text("= 详情：", "= more: ")


def render_text(diagnostics: Iterable[Diagnostic], language: Language, *, color: bool, width: int) -> str:
    """All findings in order, at most `limits.MESSAGES`, each a frame of at most `width` columns; ends with a newline.

    Empty for no findings. Nothing of the author's text reaches the terminal as a control character.
    """
    shown, hidden = limited(diagnostics)
    blocks = [_Frame(d, language, color, width).render() for d in shown]
    if hidden:
        blocks.append(more(hidden).to(language))
    return "\n".join(block + "\n" for block in blocks)


def clipped(text: str) -> str:
    """A message on one printable line, of no more characters than the limit."""
    line = visible(text)
    return line if len(line) <= MESSAGE_CHARACTERS else line[: MESSAGE_CHARACTERS - 1] + "…"


@frozen_value
class _Frame:
    """One finding on its way to the page."""

    diagnostic: Diagnostic
    language: Language
    color: bool
    width: int

    def render(self) -> str:
        """The frame's lines, without a newline at the end."""
        lines = [*self._headline(), *self._place(), *self._snippets(), *self._footer()]
        return "\n".join(line.rstrip() for line in lines)

    def _headline(self) -> list[str]:
        rule, colon = self.diagnostic.rule, "：" if self.language == "zh" else ": "
        tag = f"{SEVERITY_WORDS[rule.severity].to(self.language)}[{rule.code}]"
        text = f"{tag} {rule.name}{colon}{clipped(self.diagnostic.message.to(self.language))}"
        first, *rest = wrapped(text, self.width, rest="  ")
        return [self._paint(tag, SEVERITY_STYLES[rule.severity]) + first.removeprefix(tag), *rest]

    def _place(self) -> list[str]:
        words = place_words(self.diagnostic, self.language)
        return [" " * self._gutter + self._paint("-->", "blue") + f" {words}"] if words else []

    def _snippets(self) -> list[str]:
        """The lines of text that the labels are about, each once: the first is the primary's."""
        lines: list[str] = []
        source = self.diagnostic.primary.span.source
        for labels in _by_line(self._labels):
            span = labels[0].span
            if span.source is not source:
                lines.append(" " * self._gutter + self._paint(":::", "blue") + f" {span_words(span)}")
                source = span.source
            rows = snippet([self._mark(label) for label in labels], self.width - self._gutter - 3)
            lines += [self._row(row, span.line) for row in rows]
        return [self._bar(), *lines, self._bar()] if lines else []

    def _footer(self) -> list[str]:
        indent = " " * (self._gutter + 1)
        help_text = clipped(self.diagnostic.help.to(self.language))
        witness = clipped(self.diagnostic.witness.to(self.language))
        more_text = f"kpiplan rule {self.diagnostic.code}"
        return [
            line
            for title, text in ((WITNESS, witness), (HELP, help_text), (MORE, more_text))
            if text
            for line in self._titled(indent + title.to(self.language), text)
        ]

    def _titled(self, title: str, text: str) -> list[str]:
        return wrapped(text, self.width, title, " " * columns(title))

    @property
    def _labels(self) -> list[Label]:
        return [label for label in (self.diagnostic.primary, *self.diagnostic.also) if somewhere(label.span)]

    @property
    def _gutter(self) -> int:
        return max((len(str(label.span.line)) for label in self._labels), default=1)

    def _mark(self, label: Label) -> Mark:
        return Mark(label.span, "^" if label is self.diagnostic.primary else "-", clipped(label.text.to(self.language)))

    def _row(self, row: Row, line: int) -> str:
        if row.mark is None:
            return self._paint(f"{line:>{self._gutter}} |", "blue") + f" {row.text}"
        style: Style = SEVERITY_STYLES[self.diagnostic.severity] if row.mark.sign == "^" else "blue"
        indent = len(row.text) - len(row.text.lstrip())
        return f"{self._bar()} {row.text[:indent]}{self._paint(row.text[indent:], style)}"

    def _bar(self) -> str:
        return self._paint(" " * self._gutter + " |", "blue")

    def _paint(self, text: str, style: Style) -> str:
        return paint(text, style, on=self.color)


def _by_line(labels: Sequence[Label]) -> list[list[Label]]:
    """Labels of one line together, lines in the order of their first label."""
    groups: dict[tuple[int, int], list[Label]] = {}
    for label in labels:
        groups.setdefault((id(label.span.source), label.span.line), []).append(label)
    return list(groups.values())
