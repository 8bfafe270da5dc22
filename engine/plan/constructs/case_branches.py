"""Cases as operations: the conditions, what each gives, and the kind in which all of it meets (S2-10)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from engine.base.frozen import frozen
from engine.base.quantities import BARE, FLAG, Choice, Kind, Quantity
from engine.base.text import Text, unwrapped
from engine.diagnostics.model import NO_TEXT
from engine.diagnostics.suggest import nearest_help
from engine.formula.tree import Formula, Name
from engine.notes import Condition
from engine.plan.claims import Alternative, Alternatives
from engine.plan.comparison import UNKNOWN_CHOICE_OPTION
from engine.plan.constructs.cases import Case, Cases
from engine.plan.elaborate import Work, expression
from engine.plan.fitting import BRANCHED, adapt, fit, meet, sure_percent
from engine.plan.model import Typed
from engine.plan.scope import Scope
from engine.plan.zero import guard
from engine.program import TRUE, Choose, Const, Node

A_CASE: Final = Text("情形的条件", "the condition of a case")


@frozen
class Part:
    """An elaborated formula and the divisors in it that may be zero."""

    typed: Typed
    divisors: tuple[Node, ...] = ()


@frozen
class Branches:
    """Elaborated cases: a condition for each part, perhaps but the last, and the kind in which all parts meet.

    That the last part counts where no condition before it holds is right: the check proves that its own does then.
    """

    conditions: tuple[Part, ...]
    parts: tuple[Part, ...]
    kind: Kind
    rows: tuple[Case, ...]

    @property
    def divided(self) -> bool:
        """Whether there is a divisor that may be zero."""
        return bool(self.divisors)

    @property
    def divisors(self) -> tuple[Node, ...]:
        """All divisors that may be zero."""
        return tuple(divisor for part in (*self.conditions, *self.parts) for divisor in part.divisors)

    def node(self, instead: Node | None) -> Node:
        """The first case that holds; `instead` counts where a divisor is zero that is looked at until then."""
        last = self.parts[-1]
        node = self._guarded(last, adapt(last.typed, self.kind), instead)
        before = len(self.parts) - 1
        tried = list(zip(self.rows[:before], self.conditions[:before], self.parts[:before], strict=True))
        for row, condition, part in reversed(tried):
            then = self._guarded(part, adapt(part.typed, self.kind), instead)
            choice = Choose(condition.typed.node, then, node, row.when.span)
            node = self._guarded(condition, choice, instead)
        return node

    def notes(self, name: str) -> Iterator[Condition]:
        """The condition of each case but the last, and what it gives in the author's words; then what is left."""
        before = len(self.parts) - 1
        for row, condition in zip(self.rows[:before], self.conditions[:before], strict=True):
            yield Condition("case", condition.typed.node, unwrapped(row.when.text), name, unwrapped(row.then.text))
        last = unwrapped(self.rows[-1].when.text) if len(self.rows) > before else ""
        yield Condition("otherwise", TRUE, last, name, unwrapped(self.parts[-1].typed.span.text))

    def _guarded(self, part: Part, node: Node, instead: Node | None) -> Node:
        return node if instead is None else guard(node, part.divisors, instead, part.typed)


def branches(scope: Scope, cases: Cases, kind: Kind | None, what: Text, *, guarded: bool = False) -> Branches | None:
    """The cases elaborated, in `kind` where one is declared; None where one is faulty, after all have been looked at.

    `guarded` says that the author has said what counts where a divisor is zero.
    """
    conditions = [_condition(scope, row.when, guarded=guarded) for row in cases.rows]
    parts = _parts(scope, cases.branches, guarded=guarded)
    sound = tuple(c for c in conditions if c is not None)
    if parts is None or len(sound) < len(conditions):
        return None
    if kind is not None:
        fitted = [fit(scope, part.typed, kind, what) for part in parts]
        met = None if None in fitted else kind
    else:
        met = _met(scope, parts)
    if met is None:
        return None
    found = Branches(sound, parts, met, cases.rows)
    if not any(scope.is_unsound(part.typed) for part in (*sound, *parts)):
        scope.alternatives.append(_alternatives(cases, found))
    return found


def _alternatives(cases: Cases, found: Branches) -> Alternatives:
    """What the check has to prove of cases."""
    outcomes = [(adapt(part.typed, found.kind),) for part in found.parts]
    rows = zip(found.conditions, cases.rows, outcomes, strict=False)
    return Alternatives(
        cases.name,
        cases.span,
        tuple(Alternative(c.typed.node, row.when.span, outcome) for c, row, outcome in rows),
        None if cases.otherwise is None else Alternative(TRUE, cases.otherwise.span, outcomes[-1]),
    )


def _condition(scope: Scope, formula: Formula, *, guarded: bool) -> Part | None:
    work = Work(scope, guarded=guarded)
    typed = expression(work, formula.root)
    node = fit(scope, typed, FLAG, A_CASE)
    return None if node is None or typed is None else Part(typed, tuple(work.divisors))


def _parts(scope: Scope, formulas: Sequence[Formula], *, guarded: bool) -> tuple[Part, ...] | None:
    """The branches; words that name nothing are options of the choice that another branch is, or else of their own."""
    words = [_is_word(scope, f) for f in formulas]
    if all(words):
        kind = Choice(tuple(dict.fromkeys(f.text.strip() for f in formulas)))
        return tuple(Part(Typed(Const(kind.options.index(f.text.strip())), kind, f.span)) for f in formulas)
    found: list[Part | None] = [
        None if word else _part(scope, f, guarded=guarded) for f, word in zip(formulas, words, strict=True)
    ]
    choice = next((p.typed for p in found if p is not None and isinstance(p.typed.kind, Choice)), None)
    for i, formula in enumerate(formulas):
        if words[i]:
            found[i] = _option(scope, choice, formula) if choice else _part(scope, formula, guarded=guarded)
    sound = tuple(p for p in found if p is not None)
    return sound if len(sound) == len(found) else None


def _part(scope: Scope, formula: Formula, *, guarded: bool) -> Part | None:
    work = Work(scope, guarded=guarded)
    typed = expression(work, formula.root)
    return None if typed is None else Part(typed, tuple(work.divisors))


def _is_word(scope: Scope, formula: Formula) -> bool:
    return isinstance(formula.root, Name) and formula.root.column is None and not scope.knows(formula.root.name)


def _option(scope: Scope, choice: Typed, formula: Formula) -> Part | None:
    assert isinstance(choice.kind, Choice)
    word = formula.text.strip()
    if word in choice.kind.options:
        return Part(Typed(Const(choice.kind.options.index(word)), choice.kind, formula.span))
    help_text = NO_TEXT if scope.desk.crowded else nearest_help(word, choice.kind.options)
    scope.desk.report(UNKNOWN_CHOICE_OPTION.at(formula.span, help=help_text, choice=choice.words, option=word))
    return None


def _met(scope: Scope, parts: tuple[Part, ...]) -> Kind | None:
    """The kind in which all branches meet; None, and a finding about the first that does not."""
    first = parts[0].typed
    kind = first.kind
    for part in parts[1:]:
        met = meet(scope, Typed(first.node, kind, first.span), part.typed, BRANCHED)
        if met is None:
            return None
        first = part.typed if first.kind == BARE else first
        kind = met
    sure = [sure_percent(scope, part.typed, kind) for part in parts] if isinstance(kind, Quantity) else []
    return kind if all(sure) else None
