"""Findings as one JSON document, for programs: all of them, in both languages, with places counted from 1."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any, Final

from engine.base.source import Span
from engine.base.text import Language, Text
from engine.diagnostics.model import Diagnostic, Fix, Label, Severity
from engine.diagnostics.order import file_of, ordered
from engine.diagnostics.place import somewhere

VERSION: Final = 1
"""Of this document's shape; grows when a field changes its meaning, not when one is added."""


def render_json(files: Sequence[str], diagnostics: Sequence[Diagnostic], language: Language) -> str:
    """The findings about the files that were looked at. `message` and `help` are in the language, `text` in both."""
    found = ordered(diagnostics)
    document = {
        "version": VERSION,
        "files": [_file(name, found) for name in files],
        "diagnostics": [_diagnostic(d, language) for d in found],
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def render_jsonl(diagnostics: Sequence[Diagnostic], language: Language) -> str:
    """The same findings one a line, for tools that read line by line; nothing where nothing was found."""
    lines = (json.dumps(_diagnostic(d, language), ensure_ascii=False) for d in ordered(diagnostics))
    return "".join(f"{line}\n" for line in lines)


def _file(name: str, found: Sequence[Diagnostic]) -> dict[str, Any]:
    severities = [d.severity for d in found if file_of(d) == name]
    counts = {f"{severity.value}s": severities.count(severity) for severity in Severity}
    return {"file": name, "ok": Severity.ERROR not in severities, **counts}


def _diagnostic(diagnostic: Diagnostic, language: Language) -> dict[str, Any]:
    return {
        "code": diagnostic.code,
        "name": diagnostic.rule.name,
        "severity": diagnostic.severity.value,
        "message": diagnostic.message.to(language),
        "help": diagnostic.help.to(language),
        "witness": diagnostic.witness.to(language),
        "text": {
            "message": _both(diagnostic.message),
            "help": _both(diagnostic.help),
            "witness": _both(diagnostic.witness),
        },
        "place": _place(diagnostic.primary.span),
        "label": diagnostic.primary.text.to(language),
        "labels": [_label(label, language) for label in diagnostic.also],
        "cell": asdict(diagnostic.cell) if diagnostic.cell is not None else None,
        "fix": _fix(diagnostic.fix, language) if diagnostic.fix is not None else None,
    }


def _fix(fix: Fix, language: Language) -> dict[str, Any]:
    """An edit's place is what goes, its text what comes."""
    edits = [{"place": _place(edit.span), "text": edit.text} for edit in fix.edits]
    return {"title": fix.title.to(language), "edits": edits}


def _label(label: Label, language: Language) -> dict[str, Any]:
    return {"place": _place(label.span), "message": label.text.to(language)}


def _place(span: Span) -> dict[str, Any] | None:
    """`end_line` and `end_column` are those of the first character after the place."""
    if not somewhere(span):
        return None
    line, column = span.source.position(span.start)
    end_line, end_column = span.source.position(span.end)
    return {
        "file": span.source.name, "line": line, "column": column, "end_line": end_line, "end_column": end_column
    }  # fmt: skip


def _both(text: Text) -> dict[str, str]:
    return {"zh": text.zh, "en": text.en}
