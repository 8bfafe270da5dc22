"""Findings as JUnit's XML, which Jenkins, GitLab and Azure read: a suite for each file, a failed case a finding."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Collection, Sequence
from typing import Final

from engine.base.text import Language, Text
from engine.diagnostics.model import Diagnostic, Rule, Severity
from engine.diagnostics.order import SEVERITY_WORDS, file_of, ordered
from engine.diagnostics.place import place_words
from engine.diagnostics.text import clipped, render_text

_WIDTH: Final = 100
_FORBIDDEN: Final = re.compile("[^\t\n\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SOUND: Final = Text("没有错误", "no errors")


def render_junit(
    files: Sequence[str],
    diagnostics: Sequence[Diagnostic],
    language: Language,
    *,
    strict: bool = False,
    undecided: Collection[Rule] = (),
) -> str:
    """One suite for each file that was looked at.

    An error (with `strict` a warning too) is a case that failed; one of the rules `undecided` is a case that could not
    be run, which JUnit calls an error; what does not count is said in the suite's output. A file without failures has
    one case that passed, so that it is seen that it was checked.
    """
    found = ordered(diagnostics)
    counting = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    names = list(dict.fromkeys([*files, *(file_of(d) for d in found)]))
    suites = [_suite(n, [d for d in found if file_of(d) == n], language, counting, undecided) for n in names]
    root = ET.Element("testsuites", {"name": "kpiplan check", **_totals(suites)})
    root.extend(suites)
    ET.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(root, encoding="unicode")}\n'


def _suite(
    file: str,
    found: Sequence[Diagnostic],
    language: Language,
    counting: Collection[Severity],
    undecided: Collection[Rule],
) -> ET.Element:
    serious = [d for d in found if d.severity in counting]
    cases = [_case(file, d, language, failed="error" if d.rule in undecided else "failure") for d in serious]
    cases = cases or [_blank(file, _SOUND.to(language))]
    suite = ET.Element("testsuite", {"name": _xml(file)})
    suite.extend(cases)
    milder = [d for d in found if d not in serious]
    if milder:
        output = ET.SubElement(suite, "system-out")
        output.text = _xml(render_text(milder, language, color=False, width=_WIDTH))
    suite.attrib |= _counts(cases)
    return suite


def _case(file: str, diagnostic: Diagnostic, language: Language, failed: str) -> ET.Element:
    place = place_words(diagnostic, language)
    name = f"{diagnostic.code} {diagnostic.rule.name}" + (f" ({place})" if place else "")
    case = _blank(file, name)
    said = {"type": diagnostic.code, "message": _xml(clipped(diagnostic.message.to(language)))}
    fault = ET.SubElement(case, failed, said)
    severity = SEVERITY_WORDS[diagnostic.severity].to(language)
    fault.text = _xml(render_text([diagnostic], language, color=False, width=_WIDTH)) or severity
    return case


def _blank(file: str, name: str) -> ET.Element:
    """A case without a verdict. Readers take the class name apart at its last dot, so it has no `.yaml`."""
    plain = file.removesuffix(".yaml").removesuffix(".yml")
    return ET.Element("testcase", {"classname": _xml(plain), "name": _xml(name), "file": _xml(file), "time": "0"})


def _counts(cases: Sequence[ET.Element]) -> dict[str, str]:
    failures, errors = (sum(case.find(kind) is not None for case in cases) for kind in ("failure", "error"))
    return {"tests": f"{len(cases)}", "failures": f"{failures}", "errors": f"{errors}", "skipped": "0", "time": "0"}


def _totals(suites: Sequence[ET.Element]) -> dict[str, str]:
    names = ("tests", "failures", "errors", "skipped")
    return {name: str(sum(int(suite.attrib[name]) for suite in suites)) for name in names} | {"time": "0"}


def _xml(text: str) -> str:
    """The text with `?` for what XML 1.0 cannot hold: control characters, surrogates, U+FFFE and U+FFFF."""
    return _FORBIDDEN.sub("?", text)
