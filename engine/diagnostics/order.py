"""Which findings are shown, in which order, and how they are counted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from engine.base.limits import MESSAGES
from engine.base.source import NOWHERE
from engine.base.text import Language, Text
from engine.diagnostics.model import Diagnostic, Severity

RANKS: Final = (Severity.ERROR, Severity.WARNING, Severity.NOTE)
"""From the worst to the mildest."""

SEVERITY_WORDS: Final[dict[Severity, Text]] = {
    Severity.ERROR: Text("错误", "error"),
    Severity.WARNING: Text("警告", "warning"),
    Severity.NOTE: Text("提示", "note"),
}


def ordered(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Each finding once, by file and then by place; findings at one place keep the order they were made in."""
    once: dict[tuple[object, ...], Diagnostic] = {}
    for diagnostic in diagnostics:
        once.setdefault(_identity(diagnostic), diagnostic)
    return tuple(sorted(once.values(), key=_place))


def ranked(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """As `ordered`, errors first, then warnings, then notes."""
    return tuple(sorted(ordered(diagnostics), key=lambda d: RANKS.index(d.severity)))


def limited(
    diagnostics: Iterable[Diagnostic], limit: int = MESSAGES
) -> tuple[Sequence[Diagnostic], Sequence[Diagnostic]]:
    """At most `limit` findings to show, the worst before the milder, in the order of their places; and the rest."""
    by_rank = ranked(diagnostics)
    return ordered(by_rank[:limit]), by_rank[limit:]


def file_of(diagnostic: Diagnostic) -> str:
    """The file or table a finding is about; empty where it is about none."""
    if diagnostic.cell is not None:
        return diagnostic.cell.table
    source = diagnostic.primary.span.source
    return "" if source is NOWHERE.source else source.name


def counted(diagnostics: Iterable[Diagnostic]) -> Text:
    """How many findings of which severity: `2 errors, 1 warning`; empty for none."""
    severities = [d.severity for d in diagnostics]
    parts = [_count(rank, severities.count(rank)) for rank in RANKS if rank in severities]
    return Text("，".join(p.zh for p in parts), ", ".join(p.en for p in parts))


def more(hidden: Sequence[Diagnostic]) -> Text:
    """The line that says what was left out: `… and 37 more (12 errors, 25 warnings)`."""
    counts = counted(hidden)
    return Text("…… 还有 {number} 条（{counts}）", "… and {number} more ({counts})").format(
        number=len(hidden), counts=counts
    )


def summary(file: str, diagnostics: Iterable[Diagnostic], language: Language) -> str:
    """One line about a file: `2 errors, 1 warning in plans/x.yaml`, or `plans/x.yaml: ok`."""
    counts = counted(ordered(diagnostics))
    if not counts.en:
        return Text("{file}：通过", "{file}: ok").format(file=file).to(language)
    return Text("{file}：{counts}", "{counts} in {file}").format(file=file, counts=counts).to(language)


def _count(severity: Severity, number: int) -> Text:
    word = SEVERITY_WORDS[severity]
    return Text(f"{number} 个{word.zh}", f"{number} {word.en}{'' if number == 1 else 's'}")


def _identity(diagnostic: Diagnostic) -> tuple[object, ...]:
    span = diagnostic.primary.span
    return (diagnostic.code, diagnostic.message, file_of(diagnostic), span.start, span.end, diagnostic.cell)


def _place(diagnostic: Diagnostic) -> tuple[str, int, str]:
    cell = diagnostic.cell
    if cell is not None:
        return (cell.table, cell.row or 0, cell.field or "")
    return (file_of(diagnostic), diagnostic.primary.span.start, "")
