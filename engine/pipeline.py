"""The pipeline on one page: text to document to plan to program, and all that is to be said about each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import Final

from engine.check import (
    alternatives,
    claims,
    coverage,
    dead_cases,
    divisors,
    example_inputs,
    examples,
    negative,
    scores,
    unused,
    ways,
)
from engine.check.advice import every as advice
from engine.check.ranges import Ranges
from engine.check.suspicion import plainly
from engine.diagnostics.checked import Checked
from engine.diagnostics.internal import reasoned
from engine.diagnostics.model import Diagnostic, Severity
from engine.document.characters import TAB
from engine.document.colons import FULL_WIDTH_COLON
from engine.document.reader import read_document
from engine.document.syntax import YAML_SYNTAX
from engine.plan.ambiguous_fixes import with_fixes
from engine.plan.lower import Lowered, lower
from engine.plan.own_words import in_its_words
from engine.plan.read_plan import read_plan
from engine.plan.reading import Desk
from engine.plan.silence import silenced
from engine.plan.size import oversized
from engine.prove.settling import NOT_ASKED, Settling

UNREADABLE: Final = (TAB, YAML_SYNTAX, FULL_WIDTH_COLON)
"""Findings after which the text was not read as its author meant it."""


def lower_plan(data: bytes, name: str, *, thorough: bool = False) -> Checked[Lowered]:
    """A plan's program beside what it was made of, and every finding about its text.

    There may be a value beside errors: a plan in which no more than the examples is wrong can be evaluated. Advice that
    takes a search over all possible inputs is left out where the check is not `thorough`. No value without an error.
    """
    return reasoned(_lowered(data, name, thorough=thorough), name)


def _lowered(data: bytes, name: str, *, thorough: bool) -> Checked[Lowered]:
    document = read_document(data, name)
    if document.value is None or any(d.rule in UNREADABLE for d in document.diagnostics):
        return Checked(None, document.diagnostics)  # what follows from a text that was misread would only confuse
    if sizes := tuple(oversized(document.value.root)):
        return Checked(None, (*document.diagnostics, *sizes))
    desk = Desk()
    lowered = lower(read_plan(document.value, desk), desk, sha256(data).hexdigest())
    told = with_fixes(document.diagnostics, document.value)
    found = [*told, *_elsewhere(desk.findings, told)]
    desk.findings.clear()
    found += _check_program(lowered, sound=not has_errors(found), thorough=thorough)
    found = silenced(found, lowered.plan.silence, sure=not has_errors(found))
    found = in_its_words([d for d in found if d.witness is not NOT_ASKED], document.value.root)
    return Checked(None if any(_unsound(d) for d in found) else lowered, tuple(found))


def lower_again(data: bytes, name: str) -> Lowered:
    """The same of a text from which a plan was loaded: nothing is left to be said about it."""
    document, desk = read_document(data, name).value, Desk()
    assert document is not None, "a plan was loaded from this text"
    return lower(read_plan(document, desk), desk, sha256(data).hexdigest())


def _unsound(found: Diagnostic) -> bool:
    """Whether a plan cannot be evaluated because of a finding: an error, but for those about an example's figures."""
    return found.severity is Severity.ERROR and found.rule not in examples.RULES


def _elsewhere(found: Iterable[Diagnostic], told: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """The findings at places about which nothing worse has been said: a word that was misread is one mistake."""
    places = {(d.primary.span.start, d.primary.span.end) for d in told if d.severity is Severity.ERROR}
    return (d for d in found if (d.primary.span.start, d.primary.span.end) not in places)


def _check_program(lowered: Lowered, *, sound: bool, thorough: bool) -> list[Diagnostic]:
    """Findings about a program, also about the part that could be made of a faulty plan; examples need a sound one."""
    program, ranges = lowered.program, Ranges(lowered.program)
    unsafe = [*coverage.check(program, ranges), *divisors.check(program, ranges), *alternatives.check(lowered, ranges)]
    if not sound or has_errors(d for d in unsafe if isinstance(d, Diagnostic)):
        return [told for each in unsafe for told in plainly(each)]
    asking = Settling(program, lambda: tuple(example_inputs.teams(lowered)), thorough)
    found = asking.settled(unsafe)
    if has_errors(found):
        return found
    ran = examples.run(lowered)
    found += ran.findings
    expected = {e.name.name for example in lowered.plan.examples for e in example.expect}
    found += unused.check(lowered.scope.definitions, expected, [c.name for c in program.checks])
    found += asking.settled(claims.check(lowered, ranges))
    found += scores.check(lowered, ranges)
    found += dead_cases.check(program, ranges)
    found += advice.check(lowered, ranges)
    found += asking.settled(negative.check(program, ranges, lowered.scope.missable))
    found += asking.tiers(ran.values)
    found += asking.ways(lambda: ways.check(program, ranges), ran.values)
    return found


def has_errors(found: Iterable[Diagnostic]) -> bool:
    """Whether one of the findings is an error."""
    return any(d.severity is Severity.ERROR for d in found)
