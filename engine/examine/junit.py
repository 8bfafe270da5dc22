"""Plan tests as JUnit XML: a test case for each example, and one for the coverage."""

from __future__ import annotations

from typing import Final
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from engine.base.text import Language, Text
from engine.diagnostics.model import Diagnostic
from engine.diagnostics.place import place_words
from engine.diagnostics.width import shown
from engine.examine.report import Report, sentences
from engine.examine.rules import COVERAGE_TOO_LOW

_COVERAGE: Final = Text("覆盖率", "coverage")


def render_junit(report: Report, language: Language) -> str:
    """The report as a JUnit document; characters that XML cannot hold are written as their codes."""
    root = Element("testsuites")
    suite = SubElement(root, "testsuite", name=_plain(report.plan))
    for tried in report.coverage.tried:
        span = tried.example.span
        case = SubElement(suite, "testcase", name=_plain(tried.example.name), classname=_plain(span.source.name))
        for found in tried.findings:
            _failure(case, found, language)
    case = SubElement(suite, "testcase", name=_COVERAGE.to(language), classname=_plain(report.plan))
    own = [found for found in report.findings if found.rule is COVERAGE_TOO_LOW]
    for found in own:
        _failure(case, found, language)
    SubElement(case, "system-out").text = _plain("\n".join(sentences(report.coverage.missed, language)))
    failed = sum(1 for tried in report.coverage.tried if not tried.passed) + bool(own)
    for element in (root, suite):
        element.set("tests", str(len(report.coverage.tried) + 1))
        element.set("failures", str(failed))
    indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="unicode") + "\n"


def _failure(case: Element, found: Diagnostic, language: Language) -> None:
    made = SubElement(case, "failure", type=found.code, message=_plain(found.message.to(language)))
    made.text = _plain(
        "\n".join(filter(None, (place_words(found, language), found.witness.to(language), found.help.to(language))))
    )


def _plain(text: str) -> str:
    return "".join(c if c == "\n" else shown(c) for c in text)
