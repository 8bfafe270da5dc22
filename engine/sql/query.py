"""A plan as one query: cells read as text, integers checked, layers of values, verdicts, and the pay of sound rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain

from sqlglot import exp

from engine.base.quantities import Choice, Flag, Quantity
from engine.diagnostics.checked import Checked
from engine.integers.bounds import Bounds, UnboundedError
from engine.integers.lower import lower_to_integers
from engine.integers.program import IntegerProgram
from engine.program import Check, Program
from engine.run.characters import REFUSED_CHARACTER
from engine.run.check_rules import rule_of
from engine.run.inputs import REPEATED_PERSON
from engine.run.pay_rules import GROUP_HAS_AN_ERROR, NEGATIVE_TOTAL, NO_AMOUNT, VALUE_TOO_LARGE
from engine.run.size import DATA_TOO_LARGE
from engine.run.total_rows import PATTERN, TOTAL_ROW
from engine.run.typed_cells import MISSING_VALUE
from engine.sql import answers
from engine.sql.answers import Answer
from engine.sql.cells import (
    Cell,
    checked_number,
    faults,
    flag,
    hides,
    is_absent,
    name_of,
    option_index,
    raw_number,
    text_of,
    words,
)
from engine.sql.code import Code
from engine.sql.dialects import Dialect
from engine.sql.expressions import column, commented, typed, whole
from engine.sql.layers import comments, inlined, layered, with_atoms
from engine.sql.names import headings, names_alike
from engine.sql.quotients import quotient_statistics
from engine.sql.table import GROUP_MEMBERS, ends_of, stored_decimals, within_table
from engine.sql.walk import Step, needed, writes
from engine.sql.widths import Proof, beyond_all
from engine.version import VERSION

PROBLEM = "problem"
"""The result's column behind all amounts: the code of the first finding about the row; NULL where it is paid."""

WARNINGS = "warnings"
"""The last column where the plan has checks that only warn: their codes and names; NULL where there are none."""

_TEXTS = "texts"
_VERDICTS = ((answers.TOO_LARGE, VALUE_TOO_LARGE), (answers.NO_AMOUNT, NO_AMOUNT), (answers.NEGATIVE, NEGATIVE_TOTAL))


def sql_query(program: Program, dialect: Dialect, table: str, *, ratios: bool = False) -> Checked[str]:
    """The plan as a query over a table; without a value where the dialect cannot hold some value exactly.

    `table` may be qualified by dots. With `ratios` a percentage column holds ratios (1.05 is 105 %).
    """
    program = within_table(program, ratios)
    try:
        code = lower_to_integers(program, stored_decimals(program, ratios))
    except UnboundedError as error:
        return Checked(None, [beyond_all(program, error.value, dialect)])
    found = [*names_alike(program, dialect, table), *quotient_statistics(code)]
    if found:
        return Checked(None, found)
    proof = Proof(code, dialect, ends_of(code))
    try:
        bounds = proof.bounds(code.statements)
    except UnboundedError:
        return Checked(None, [beyond_all(program, program.total, dialect)])
    shown = answers.answers(code, dialect, bounds)
    last = [
        *answers.verdicts(code, bounds),
        *answers.checks(code),
        *(s for answer in shown for s in answer.statements()),
    ]
    steps = needed((*code.statements, *last), {statement.name for statement in last})
    narrow = proof.too_narrow(steps)
    if narrow is not None:
        return Checked(None, [narrow])
    atoms = with_atoms(steps)
    query = _Query(program, code, dialect, table, ratios, proof.bounds(atoms))
    tree = query.build(inlined(atoms, query.translate.writes_again), {statement.name for statement in last}, shown)
    return Checked(tree.sql(dialect=dialect.name, pretty=True) + ";\n")


def table_name(words: str) -> exp.Table:
    """A table's name, qualified by dots or not, each part quoted."""
    *above, name = (exp.to_identifier(part, quoted=True) for part in words.split("."))
    return exp.Table(this=name, **dict(zip(("db", "catalog"), reversed(above), strict=False)))


@dataclass
class _Query:
    """The layers of one query while they are put on each other."""

    program: Program
    code: IntegerProgram
    dialect: Dialect
    table: str
    ratios: bool
    bounds: Bounds
    ctes: list[tuple[str, exp.Select]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.keys = tuple(f"group_{at}" for at in range(len(self.program.group_by)))
        self.translate = Code(self.dialect, self.keys, self.bounds)
        inputs = [(spec, self.code.inputs[spec.name]) for spec in self.program.inputs]
        self.cells = [Cell(s, c, f"text_{i}", f"raw_{i}", self.ratios) for i, (s, c) in enumerate(inputs)]

    def build(self, steps: Sequence[Step], last: set[str], shown: Sequence[Answer]) -> exp.Select:
        """The whole query; the statements named in `last` are written where they are read, at its end."""
        self._texts()
        self._numbers()
        self._given()
        notes = comments(self.code.values)
        for at, layer in enumerate(layered(s for s in steps if not last.intersection(writes(s))), 1):
            self._layer(f"step_{at}", ((writes(s)[0], self.translate.step(s)) for s in layer), notes)
        ends = {name: self.translate.step(s) for s in steps for name in last.intersection(writes(s))}
        self._judged(ends)
        return self._paid(shown, ends)

    def _layer(
        self, name: str, columns: Iterable[tuple[str, exp.Expr]], notes: dict[str, str], *, all: bool = True
    ) -> None:
        """One SELECT over the layer below, which it carries along."""
        made = [_named(value, alias, notes.get(alias, "")) for alias, value in columns]
        below = self.ctes[-1][0]
        self.ctes.append((name, exp.select(*([exp.Star()] if all else []), *made).from_(column(below))))

    def _texts(self) -> None:
        people = [("person", self.program.person), *zip(self.keys, self.program.group_by, strict=True)]
        made = [_named(name_of(heading, self.dialect), alias) for alias, heading in people]
        made += [_named(text_of(cell.spec.name, self.dialect), cell.text) for cell in self.cells]
        cells = exp.alias_(table_name(self.table), "cells", table=True, quoted=True)
        own = self.dialect.same(self.table.rpartition(".")[-1]) == _TEXTS  # a query may not be named as what it reads
        self.ctes.append((f"{_TEXTS}_of_cells" if own else _TEXTS, exp.select(*made).from_(cells)))

    def _numbers(self) -> None:
        numbers = [c for c in self.cells if isinstance(c.spec.kind, Quantity)]
        self._layer("numbers", ((c.raw, raw_number(c, self.dialect)) for c in numbers), {})

    def _given(self) -> None:
        """The inputs as integers, truths and texts, and the code of the first thing wrong with the row."""
        columns: list[tuple[str, exp.Expr]] = [(name, column(name)) for name in ("person", *self.keys)]
        notes: dict[str, str] = {}
        for cell in self.cells:
            columns.append((cell.code.variable, self._input(cell)))
            notes[cell.code.variable] = cell.spec.name
            if cell.code.missing is not None:
                columns.append((cell.code.missing, is_absent(cell)))
                notes[cell.code.missing] = f"{cell.spec.name} is missing"
        self._layer("given", [*columns, ("fault", self._fault())], notes, all=False)
        if self.program.uses_groups:
            self._layer("groups", [("spoilt", self._spoilt())], {})

    def _input(self, cell: Cell) -> exp.Expr:
        match cell.spec.kind:
            case Quantity():
                return checked_number(cell)
            case Flag():
                return flag(cell)
            case Choice(options):
                return typed(option_index(cell, options), self.dialect.whole, self.dialect)
            case _:
                return words(cell)

    def _fault(self) -> exp.Expr:
        names = ("person", *self.keys)
        empty = [_when(exp.Is(this=column(n), expression=exp.null()), MISSING_VALUE.code) for n in names]
        hidden = [_when(hides(n, self.dialect), REFUSED_CHARACTER.code) for n in names]
        total = _when(exp.RegexpLike(this=column("person"), expression=exp.Literal.string(PATTERN)), TOTAL_ROW.code)
        rows = exp.Window(this=exp.Count(this=exp.Star()), partition_by=[column("person")])
        repeated = _when(exp.GT(this=rows, expression=whole(1)), REPEATED_PERSON.code)
        wrong = [found for cell in self.cells for found in faults(cell)]
        return exp.Case(ifs=[hidden[0], total, *empty, *hidden[1:], *wrong, repeated])

    def _spoilt(self) -> exp.Expr:
        """The code of what keeps a whole group from being paid: its size, or a row that may be one of its own."""
        size = self.translate.over_group(exp.Count(this=exp.Star()))
        faulty = self.translate.over_group(exp.Count(this=column("fault")))
        wrong: exp.Expr = exp.GT(this=faulty, expression=whole(0))
        if self.keys:
            unread = ((exp.Is(this=column(k), expression=exp.null()), hides(k, self.dialect)) for k in self.keys)
            nowhere = exp.or_(*chain.from_iterable(unread))
            anywhere = exp.Exists(this=exp.select(whole(1)).from_(column("given")).where(nowhere))
            wrong = exp.or_(wrong, anywhere)
        large = _when(exp.GT(this=size, expression=whole(GROUP_MEMBERS)), DATA_TOO_LARGE.code)
        return exp.Case(ifs=[large, _when(wrong, GROUP_HAS_AN_ERROR.code)])

    def _judged(self, ends: Mapping[str, exp.Expr]) -> None:
        """The code of the first finding about each row, and then about its group."""
        groups = self.program.uses_groups
        known = [exp.If(this=_given(name), true=column(name)) for name in ("fault", *(["spoilt"] if groups else []))]
        wrong = [_when(ends[name], rule.code) for name, rule in _VERDICTS if name in ends]
        wrong += [_when(ends[name], rule_of(check).code) for name, check in self._checks("error", ends)]
        self._layer("judged", [("finding" if groups else PROBLEM, exp.Case(ifs=[*known, *wrong]))], {})
        if groups:
            found = exp.GT(this=self.translate.over_group(exp.Count(this=column("finding"))), expression=whole(0))
            group = exp.Case(ifs=[_when(found, GROUP_HAS_AN_ERROR.code)])
            self._layer("settled", [(PROBLEM, exp.Coalesce(this=column("finding"), expressions=[group]))], {})

    def _paid(self, shown: Sequence[Answer], ends: Mapping[str, exp.Expr]) -> exp.Select:
        """The result: who, and what they are paid where nothing is wrong."""
        warnings = self._warnings(ends)
        said = [PROBLEM] if warnings is None else [PROBLEM, WARNINGS]
        own = [self.program.person, *self.program.group_by, *(answer.heading for answer in shown)]
        names = headings([*own, *said], self.dialect)
        people = [column(name) for name in ("person", *self.keys)]
        values = [*people, *(self._answer(answer, ends) for answer in shown), column(PROBLEM)]
        values += [] if warnings is None else [warnings]
        columns = [_named(value, name) for name, value in zip(names, values, strict=True)]
        query = exp.select(*columns).from_(column(self.ctes[-1][0]))
        for name, select in self.ctes:
            alias = exp.to_identifier(name, quoted=True)
            query = query.with_(alias, as_=select, materialized=self.dialect.pinned or None, copy=False)
        identity = self.program.identity
        words = (identity.plan, identity.version, f"sha256:{identity.hash}", f"kpiplan {VERSION}")
        commented(query, " ".join(word for word in words if word))
        return query

    def _checks(self, severity: str, ends: Mapping[str, exp.Expr]) -> list[tuple[str, Check]]:
        """The plan's checks of a severity that can fail, and the truths that they do."""
        named = ((answers.check_name(at), check) for at, check in enumerate(self.program.checks))
        return [(name, check) for name, check in named if check.severity == severity and name in ends]

    def _warnings(self, ends: Mapping[str, exp.Expr]) -> exp.Expr | None:
        """What the plan's checks ask about a paid row; None where the plan has none that only warns."""
        paid = exp.Is(this=column(PROBLEM), expression=exp.null())
        said = [
            exp.Case(ifs=[_when(exp.and_(paid, ends[name]), f"{rule_of(check).code} {check.name}")])
            for name, check in self._checks("warning", ends)
        ]
        if not said:
            return None
        together = exp.Anonymous(this="CONCAT_WS", expressions=[exp.Literal.string(", "), *said])  # it leaves NULL out
        return exp.Nullif(this=together, expression=exp.Literal.string(""))

    def _answer(self, answer: Answer, ends: Mapping[str, exp.Expr]) -> exp.Expr:
        there: exp.Expr = exp.Is(this=column(PROBLEM), expression=exp.null())
        if answer.missing is not None:
            there = exp.and_(there, exp.not_(ends[answer.absence]))
        return exp.Case(ifs=[exp.If(this=there, true=self._shown(answer, ends[answer.name]))])

    def _shown(self, answer: Answer, value: exp.Expr) -> exp.Expr:
        """A number as an exact decimal, a choice as its name, a flag or a text as it is."""
        if answer.options:
            ifs = [exp.If(this=whole(i), true=exp.Literal.string(o)) for i, o in enumerate(answer.options)]
            return exp.Case(this=value, ifs=ifs)
        if answer.decimals is None:
            return value
        digits = answer.digits + answer.decimals
        number = typed(value, f"DECIMAL({digits}, 0)", self.dialect)
        if answer.decimals:
            small = exp.Literal.number("0." + "1".rjust(answer.decimals, "0"))
            scale = typed(small, f"DECIMAL({answer.decimals}, {answer.decimals})", self.dialect)
            number = exp.Mul(this=number, expression=scale)
        return typed(number, f"DECIMAL({digits}, {answer.decimals})", self.dialect)


def _named(value: exp.Expr, name: str, note: str = "") -> exp.Expr:
    return commented(exp.alias_(value, name, quoted=True), note)


def _when(condition: exp.Expr, code: str) -> exp.If:
    return exp.If(this=condition, true=exp.Literal.string(code))


def _given(name: str) -> exp.Expr:
    return exp.not_(exp.Is(this=column(name), expression=exp.null()))
