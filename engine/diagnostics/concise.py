"""Findings one a line, `file:line:column: error[KPI412] band-hole: what is wrong`, and a line that counts them."""

from __future__ import annotations

from collections.abc import Sequence

from engine.base.text import Language, Text
from engine.diagnostics.model import Diagnostic
from engine.diagnostics.order import SEVERITY_WORDS, ordered, summary
from engine.diagnostics.place import place_words
from engine.diagnostics.text import clipped


def render_concise(files: Sequence[str], diagnostics: Sequence[Diagnostic], language: Language) -> str:
    """All findings about the files that were looked at, in the order of their places; ends with a newline."""
    found = ordered(diagnostics)
    return "".join(f"{line}\n" for line in [*(_line(d, language) for d in found), _counts(files, found, language)])


def _line(diagnostic: Diagnostic, language: Language) -> str:
    colon = "：" if language == "zh" else ": "
    tag = f"{SEVERITY_WORDS[diagnostic.severity].to(language)}[{diagnostic.code}] {diagnostic.rule.name}"
    words = f"{tag}{colon}{clipped(diagnostic.message.to(language))}"
    where = place_words(diagnostic, language)
    return f"{where}: {words}" if where else words


def _counts(files: Sequence[str], found: Sequence[Diagnostic], language: Language) -> str:
    number = len(set(files))
    where = Text(f"{number} 个文件", f"{number} file{'' if number == 1 else 's'}")
    return summary(where.to(language), found, language)
