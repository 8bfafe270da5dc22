"""Two evaluators for the same pay, compared value by value: any difference is a defect of the engine, said aloud."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from engine.base.text import Text
from engine.compiled.evaluator import Compiled
from engine.compiled.slips import slips
from engine.diagnostics.internal import EVALUATORS_DIFFER, REPORT
from engine.diagnostics.model import Diagnostic
from engine.program import Missing, Program, Scalar
from engine.run.outcome import PersonResult, Record
from engine.run.reference import Reference
from engine.run.results import result_of


def differences(
    compiled: Compiled, reference: Reference, members: Sequence[Record], table: str
) -> Iterator[Diagnostic]:
    """One finding for each member whose values or pay the two evaluators do not agree on: the first such value."""
    given = [member.values for member in members]
    team = compiled.team(given)
    paid = slips(team, members) if team is not None else None
    both = zip(compiled.evaluate(given), reference.evaluate(given), strict=True)
    for position, (fast, slow) in enumerate(both):
        member, result = members[position], None if paid is None else paid[position]
        found = _different(compiled.program, member, fast.values, slow.values, result)
        if found is not None:
            name, one, other = found
            words = EVALUATORS_DIFFER.headline.format(name=name, compiled=one, reference=other)
            yield EVALUATORS_DIFFER.data(table, member.row, name, person=member.person, help=REPORT, message=words)


def _different(
    program: Program,
    member: Record,
    fast: Mapping[str, Scalar],
    slow: Mapping[str, Scalar],
    paid: PersonResult | None,
) -> tuple[str, Text, Text] | None:
    """The first value that differs: its name, and both results. The cause of what is missing does not count."""
    for value in program.values:
        one, other = fast[value.name], slow[value.name]
        if not (isinstance(one, Missing) and isinstance(other, Missing)) and one != other:
            return value.name, _words(one), _words(other)
    if paid is not None:
        expected = result_of(program, member, slow)
        if (paid.lines, paid.total) != (expected.lines, expected.total):
            return program.total, _words(paid.total), _words(expected.total)
    return None


def _words(value: object) -> Text:
    if isinstance(value, Missing):
        return Text("不适用", "not applicable")
    return Text(str(value), str(value))
