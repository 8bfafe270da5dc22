"""Findings as SARIF 2.1.0 (OASIS), which code hosts and editors read: rules, places, related places, fixes."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from typing import Any, Final

from engine.base.source import Span
from engine.base.text import Language
from engine.diagnostics.fingerprint import fingerprinted
from engine.diagnostics.model import Diagnostic, Fix, Label, Rule, Severity
from engine.diagnostics.order import file_of, ranked
from engine.diagnostics.paths import below, uri, utf16_column
from engine.diagnostics.place import cell_words, somewhere
from engine.diagnostics.text import clipped

SCHEMA: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS: Final = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note"}
_LANGUAGES: Final[dict[Language, str]] = {"zh": "zh-CN", "en": "en"}
_ROOT: Final = "SRCROOT"


def render_sarif(  # noqa: PLR0913 - a run has this many parts
    files: Sequence[str],
    diagnostics: Sequence[Diagnostic],
    language: Language,
    *,
    root: str,
    version: str,
    undecided: Collection[Rule] = (),
) -> str:
    """One run: the files that were looked at and everything that was found, the worst first.

    Paths are relative to `root`, columns are UTF-16 code units; `version` is the engine's. A finding of the rules
    `undecided` means that the run was not whole.
    """
    found = ranked(diagnostics)
    rules = list(dict.fromkeys(d.rule for d in found))
    writer = _Writer(language, root, rules)
    run = {
        "tool": {"driver": _driver(rules, language, version)},
        "language": _LANGUAGES[language],
        "columnKind": "utf16CodeUnits",
        "invocations": [{"executionSuccessful": not any(d.rule in undecided for d in found)}],
        "artifacts": [{"location": writer.file(name)} for name in dict.fromkeys(files)],
        "results": [writer.result(d, print_) for d, print_ in fingerprinted(found, root)],
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2) + "\n"


def _driver(rules: Sequence[Rule], language: Language, version: str) -> dict[str, Any]:
    return {"name": "kpiplan", "semanticVersion": version, "rules": [_rule(rule, language) for rule in rules]}


def _rule(rule: Rule, language: Language) -> dict[str, Any]:
    what, why = rule.what.to(language), rule.why.to(language)
    return {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": what},
        "fullDescription": {"text": f"{what} {why}".strip()},
        "help": {"text": f"{why} (kpiplan rule {rule.code})".strip()},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
    }


class _Writer:
    """One run's results: the language, the folder that paths are relative to, and where each rule stands."""

    def __init__(self, language: Language, root: str, rules: Sequence[Rule]) -> None:
        self._language = language
        self._root = root
        self._index = {rule.code: i for i, rule in enumerate(rules)}

    def result(self, diagnostic: Diagnostic, fingerprint: str) -> dict[str, Any]:
        """One finding."""
        related = [label for label in diagnostic.also if somewhere(label.span)]
        return {
            "ruleId": diagnostic.code,
            "ruleIndex": self._index[diagnostic.code],
            "level": _LEVELS[diagnostic.severity],
            "message": {"text": self._message(diagnostic)},
            "locations": [self._location(diagnostic)],
            **({"relatedLocations": [self._labelled(x, i) for i, x in enumerate(related, 1)]} if related else {}),
            **({"fixes": [self._fix(diagnostic.fix)]} if diagnostic.fix is not None else {}),
            "partialFingerprints": {"kpiplan/v1": fingerprint},
        }

    def file(self, name: str) -> dict[str, Any]:
        """Where a file is: below the root of the sources, or absolutely."""
        path = below(name, self._root)
        return {"uri": uri(path)} if path.startswith(("/", "..")) else {"uri": uri(path), "uriBaseId": _ROOT}

    def _message(self, diagnostic: Diagnostic) -> str:
        where = cell_words(diagnostic.cell, self._language) if diagnostic.cell is not None else ""
        parts = [f"{where}: " if where else "", clipped(diagnostic.message.to(self._language))]
        more = (diagnostic.witness, diagnostic.help)
        return "".join(parts) + "".join(f"\n{clipped(text.to(self._language))}" for text in more if text.zh)

    def _location(self, diagnostic: Diagnostic) -> dict[str, Any]:
        if somewhere(diagnostic.primary.span):
            return self._labelled(diagnostic.primary)
        row = diagnostic.cell.row if diagnostic.cell is not None else None
        place: dict[str, Any] = {"artifactLocation": self.file(file_of(diagnostic))}
        return {"physicalLocation": place | ({"region": {"startLine": row}} if row else {})}

    def _labelled(self, label: Label, number: int | None = None) -> dict[str, Any]:
        span, words = label.span, clipped(label.text.to(self._language))
        place = {"artifactLocation": self.file(span.source.name), "region": _region(span) | _snippet(span)}
        return {
            **({"id": number} if number is not None else {}),
            "physicalLocation": place,
            **({"message": {"text": words}} if words else {}),
        }

    def _fix(self, fix: Fix) -> dict[str, Any]:
        changes = [
            {
                "artifactLocation": self.file(name),
                "replacements": [
                    {"deletedRegion": _region(edit.span), "insertedContent": {"text": edit.text}}
                    for edit in fix.edits
                    if edit.span.source.name == name
                ],
            }
            for name in dict.fromkeys(edit.span.source.name for edit in fix.edits)
        ]
        return {"description": {"text": fix.title.to(self._language)}, "artifactChanges": changes}


def _region(span: Span) -> dict[str, Any]:
    return {
        "startLine": span.line,
        "startColumn": utf16_column(span.source, span.start),
        "endLine": span.source.position(span.end)[0],
        "endColumn": utf16_column(span.source, span.end),
    }


def _snippet(span: Span) -> dict[str, Any]:
    return {"snippet": {"text": span.text}} if span.text else {}
