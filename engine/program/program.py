"""A checked plan as a whole, ready to be evaluated."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from functools import cached_property

from engine.base.frozen import frozen
from engine.base.quantities import Kind
from engine.base.text import Text
from engine.notes import Clause
from engine.program.operations import Group
from engine.program.parts import Check, Identity, InputSpec, Line, Output, Promise
from engine.program.values import Value


@frozen
class Program:
    """A checked plan, ready to be evaluated. `values` are in dependency order.

    `person` is the column that says who, `group_by` the columns that say with whom; `id_columns` are further headings
    of these. `reasons` say of some values what it means that they are not applicable. `total` names the value that
    holds the pay; `currency_decimals` are the decimals of its smallest unit.
    `clauses` say of inputs and values what people signed about them.
    `checks` have to hold of everybody; they are asked after all values are known, so no value depends on them.
    `promises` are what is to be proved of every possible input.
    """

    identity: Identity
    title: str
    currency: str
    currency_decimals: int
    person: str
    group_by: tuple[str, ...]
    inputs: tuple[InputSpec, ...]
    values: tuple[Value, ...]
    lines: tuple[Line, ...]
    total: str
    may_be_negative: bool
    id_columns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    checks: tuple[Check, ...] = ()
    reasons: Mapping[str, Text] = field(default_factory=dict)
    outputs: tuple[Output, ...] = ()
    clauses: Mapping[str, Clause] = field(default_factory=dict)
    promises: tuple[Promise, ...] = ()

    @property
    def output_values(self) -> tuple[Value, ...]:
        """The values that results list behind the total."""
        return tuple(self.by_name[output.value] for output in self.outputs)

    @cached_property
    def by_name(self) -> Mapping[str, Value]:
        """The values by their names, in their order."""
        return {value.name: value for value in self.values}

    @cached_property
    def kinds(self) -> Mapping[str, Kind]:
        """The kinds of the values and the inputs by their names."""
        return {v.name: v.kind for v in self.values} | {spec.name: spec.kind for spec in self.inputs}

    @cached_property
    def uses_groups(self) -> bool:
        """Whether anyone's pay looks at the others of a group."""
        return any(isinstance(v.node, Group) for v in self.values)

    @cached_property
    def uses_ids(self) -> bool:
        """Whether anyone's pay depends on the order of the group's ids; evaluators then take members in that order."""
        return any(isinstance(v.node, Group) and v.node.function == "place" for v in self.values)
