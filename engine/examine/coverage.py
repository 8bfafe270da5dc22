"""Runs a plan's examples, and says which items they exercise."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from engine.base.frozen import frozen
from engine.base.limits import PERSON_EFFORT
from engine.check.examples import attempt
from engine.diagnostics.model import Diagnostic
from engine.examine.goals import Item
from engine.examine.items import Items, items_of
from engine.examine.seen import Seen, seen
from engine.plan.lower import Lowered
from engine.plan.model import Example
from engine.program import Ref, Scalar
from engine.run.reference import Effort, Reference


@frozen
class Tried:
    """An example that was run. `seen` is None where it failed: what is wrong shows nothing."""

    example: Example
    people: tuple[Mapping[str, Scalar], ...]
    findings: tuple[Diagnostic, ...]
    seen: Seen | None
    given: frozenset[str]

    @property
    def passed(self) -> bool:
        """Whether everything came out as expected."""
        return not self.findings


@frozen
class Coverage:
    """What the examples of a plan exercise."""

    tried: tuple[Tried, ...]
    items: Items
    covered: frozenset[int]
    """The places of the covered items in `items.all`."""

    @property
    def percent(self) -> int:
        """The share of the items that are covered, rounded down; 100 where there is nothing to cover."""
        return 100 * len(self.covered) // len(self.items.all) if self.items.all else 100

    @property
    def missed(self) -> Iterator[Item]:
        """The items that no example exercises, in the order of the plan."""
        return (item for place, item in enumerate(self.items.all) if place not in self.covered)


def examine(lowered: Lowered, examples: Iterable[Example]) -> Coverage:
    """Run the examples and measure what they exercise. The plan has no error but perhaps in its own examples."""
    items, reference = items_of(lowered), Reference(lowered.program)
    tried = tuple(run_example(lowered, reference, example) for example in examples)
    covered: set[int] = set()
    for one in tried:
        if one.seen is not None:
            covered |= shown(items, one.seen, one.given)
    return Coverage(tried, items, frozenset(covered))


def shown(items: Items, of: Seen, given: frozenset[str]) -> set[int]:
    """The places of the items that one example exercises."""
    return {place for place, item in enumerate(items.all) if item.shown_by(of.results, of.live, given, of.expected)}


def run_example(lowered: Lowered, reference: Reference, example: Example) -> Tried:
    """Run one example with its steps."""
    done = attempt(lowered, reference, example, Effort(PERSON_EFFORT * (1 + len(example.colleagues))), trace=True)
    given = frozenset(cell.name for cell in example.given)
    if not done.group or done.findings:
        return Tried(example, done.people, done.findings, None, given)
    return Tried(example, done.people, (), seen(lowered.program, done.group, expected(lowered, example)), given)


def expected(lowered: Lowered, example: Example) -> Iterator[str]:
    """The names of the program's values that an example expects something of; what it gives itself shows nothing."""
    given = {spec.name for spec in lowered.program.inputs}
    for expectation in example.expect:
        target = lowered.scope.resolve(expectation.name)
        if target is not None and isinstance(target.node, Ref) and target.node.name not in given:
            yield target.node.name
