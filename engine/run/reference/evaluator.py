"""The reference evaluator of a program, value by value for all members of a group."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from engine.program import Group, Node, Program, Scalar, Value
from engine.run.groups import group_statistic
from engine.run.reference.effort import Effort
from engine.run.reference.operators import Core
from engine.run.reference.person import Evaluation, Person
from engine.run.reference.trees import INPUT, brief_tree, known_as, whole_tree


@dataclass(eq=False)
class Reference:
    """The reference evaluator of one program. Holds no state of a run, so threads may share it."""

    program: Program

    @cached_property
    def trees(self) -> Mapping[str, ast.expr]:
        """What simpleeval walks for each value that is no statistic."""
        return self._made(whole_tree)

    @cached_property
    def _brief(self) -> Mapping[str, ast.expr]:
        """The trees for an answer without its steps."""
        return self._made(brief_tree)

    @cached_property
    def uses(self) -> Mapping[str, frozenset[str]]:
        """The earlier values and the inputs that each value refers to."""
        return {v.name: frozenset(map(known_as, v.nodes)) for v in self.program.values}

    @cached_property
    def behind_statistics(self) -> frozenset[str]:
        """The values that some statistic rests on, directly or through others."""
        found: set[str] = set()
        for value in reversed(self.program.values):
            if isinstance(value.node, Group) or value.name in found:
                found.update(self.uses[value.name])
        return frozenset(found)

    def evaluate(
        self,
        members: Iterable[Mapping[str, Scalar]],
        *,
        trace: bool | AbstractSet[int] = False,
        whole: AbstractSet[int] | None = None,
        effort: Effort | None = None,
    ) -> list[Evaluation]:
        """Evaluate the members of one group, given each one's typed inputs, value by value in dependency order.

        A program that `uses_ids` wants the members in the order of their ids. A value that would take more than
        `effort` (for all members; PERSON_EFFORT for each, if none is given) is `BEYOND`, and so is all that follows.
        `trace` asks for the steps: of everybody, or of the members at these places. `whole` are the places of those
        whose every value is wanted (None: everybody); of the others there is only what statistics rest on.
        """
        core = Core()
        people = [
            Person(inputs, core, trace if isinstance(trace, bool) else at in trace, effort or Effort())
            for at, inputs in enumerate(members)
        ]
        for value in self.program.values:
            if isinstance(value.node, Group):
                self._group(value, value.node, people)
            else:
                for at, person in enumerate(people):
                    if whole is None or at in whole or value.name in self.behind_statistics:
                        trees = self.trees if person.trace else self._brief
                        person.evaluate(value, trees[value.name])
        return [Evaluation(p.values, tuple(p.steps)) for p in people]

    def again(
        self,
        inputs: Mapping[str, Scalar],
        before: Mapping[str, Scalar],
        changed: Mapping[str, Scalar],
        given: str | None = None,
    ) -> Mapping[str, Scalar] | None:
        """A person's values if some came to something else (`changed`, by name); None where a group looks at that.

        `before` are the values as they are, `given` an input that is another one in `inputs`. Only what depends on a
        change is computed anew.
        """
        person = Person(inputs, Core(), False, Effort())
        person.values.update(before)
        person.names.update(before)
        touched = set(changed) if given is None else {*changed, INPUT + given}
        for value in self.program.values:
            if value.name in changed:
                person.set(value, changed[value.name])
            elif touched.intersection(self.uses[value.name]):
                if isinstance(value.node, Group):
                    return None
                person.evaluate(value, self._brief[value.name])
                touched.add(value.name)
        return person.values

    def _group(self, value: Value, group: Group, people: list[Person]) -> None:
        given = [p.of(group.operand, Fraction(0)) for p in people]
        among = [p.of(group.among, True) for p in people]
        for person, result in zip(people, group_statistic(group, given, among), strict=True):
            person.set(value, result)

    def _made(self, tree: Callable[[Node], ast.expr]) -> Mapping[str, ast.expr]:
        return {v.name: tree(v.node) for v in self.program.values if not isinstance(v.node, Group)}
