"""Strategies for formulas that check: every operand has the unit its place asks for, every divisor is seen to."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from hypothesis import strategies as st

from engine.formula.functions import FUNCTIONS
from tests.properties.vocabulary import NUMBERS, Kind, Known, Vocabulary

WINDOWS: Final = ("sum", "mean", "min", "max")
UNITS: Final[dict[str, tuple[str, ...]]] = {
    "money": ("元", " 元", " yuan"),
    "plain": ("%",),
    "points": (" points", " 分", "分"),
    "time": (" s", "秒", " min", " h", " days", "天"),
}
SPELLINGS: Final[dict[str, tuple[str, ...]]] = {
    "+": ("+", "＋"),
    "-": ("-", "−"),
    "×": ("×", "*"),
    "÷": ("÷", "/"),
    "<": ("<", "＜"),
    "≤": ("≤", "<="),
    ">": (">", "＞"),
    "≥": ("≥", ">="),
    "=": ("=", "=="),
    "≠": ("≠", "!="),
    "and": ("and", "且", "并且"),
    "or": ("or", "或"),
    "not": ("not", "非"),
    "()": ("()", "（）"),
    **{f.name: (f.name, *f.chinese) for f in FUNCTIONS},
}
"""Every word of the formula language in its spellings."""


def literal(draw: st.DrawFn, kind: Kind, *, nonzero: bool = False) -> str:
    """A number with a unit of the kind."""
    digits = str(draw(st.integers(1 if nonzero else 0, 100)))
    if draw(st.booleans()):
        digits += f".{draw(st.integers(0, 99)):02}"
    return digits + draw(st.sampled_from(UNITS[kind]))


@dataclass(frozen=True)
class Formulas:
    """Draws formulas over a vocabulary. `divides`: a divisor may be zero, the place says what happens then."""

    draw: st.DrawFn
    vocabulary: Vocabulary
    grouped: bool
    divides: bool = False

    def number(self, kind: Kind, depth: int = 2) -> str:
        """A formula of a kind of number."""
        if depth == 0 or self.draw(st.integers(0, 2)) == 0:
            return self.leaf(kind)
        forms = [self._sum, self._product, self._function, self._choice, self._quotient]
        if self.grouped and self.vocabulary.of(kind):
            forms.append(self._group)
        if self._known_before(kind):
            forms.append(self._months)
        return self.draw(st.sampled_from(forms))(kind, depth - 1)

    def _known_before(self, kind: Kind) -> list[Known]:
        return [k for k in self.vocabulary.of(kind) if k.months]

    def _months(self, kind: Kind, depth: int) -> str:
        """A number of several months, this one included or not, or of one month before."""
        name = self.pick(self._known_before(kind))
        function = self.draw(st.sampled_from(("ago", *(f"{w}_{h}" for w in ("running", "previous") for h in WINDOWS))))
        inner = f"{name.words} + {literal(self.draw, kind)}" if depth else name.words
        return self.call(function, inner, str(self.draw(st.integers(1, name.months))))

    def _in_a_row(self, names: list[Known]) -> str:
        """Whether something held for several months, or for how many."""
        name = self.pick(names)
        held = f"{name.words} {self.sign(self.draw(st.sampled_from(('>', '≤'))))} {literal(self.draw, name.kind)}"
        months = str(self.draw(st.integers(1, name.months + 1)))
        if self.draw(st.booleans()):
            return self.call("in_a_row", held, months)
        return f"{self.call('months_held', held, months)} {self.sign('≥')} 1"

    def leaf(self, kind: Kind) -> str:
        """A name, or else a literal."""
        names = self.vocabulary.of(kind)
        if not names or self.draw(st.integers(0, 4)) == 0:
            return literal(self.draw, kind)
        return self.pick(names).words

    def flag(self, depth: int = 2) -> str:
        """A condition."""
        form: int = self.draw(st.integers(0, 5 if depth else 2))
        flags, choices = self.vocabulary.of("flag"), self.vocabulary.of("choice")
        before = [k for kind in NUMBERS for k in self._known_before(kind)]
        if form == 2 and before:
            return self._in_a_row(before)
        if form == 0 and flags:
            return self.pick(flags).words
        if form == 1 and choices:
            return self._option(self.pick(choices))
        if form == 4:
            return f"{self.sign('not')} {self.inner(self.flag(depth - 1))}"
        if form == 5:
            sign = self.sign(self.draw(st.sampled_from(("and", "or"))))
            return f" {sign} ".join(self.inner(self.flag(depth - 1)) for _ in range(self.draw(st.integers(2, 3))))
        return self._comparison(self.draw(st.sampled_from(NUMBERS)), max(depth - 1, 0))

    def sign(self, word: str) -> str:
        """One of a word's spellings."""
        return self.draw(st.sampled_from(SPELLINGS[word]))

    def inner(self, formula: str) -> str:
        """A formula as an operand, in brackets where it is more than one word."""
        brackets = self.sign("()")
        return formula if formula.isidentifier() else f"{brackets[0]}{formula}{brackets[1]}"

    def pick(self, names: list[Known]) -> Known:
        """One of the names."""
        return self.draw(st.sampled_from(names))

    def call(self, function: str, *arguments: str) -> str:
        """A call by one of the function's names."""
        return f"{self.sign(function)}({', '.join(arguments)})"

    def _sum(self, kind: Kind, depth: int) -> str:
        formula = self.inner(self.number(kind, depth))
        for _ in range(self.draw(st.integers(1, 2))):
            formula += f" {self.sign(self.draw(st.sampled_from('+-')))} {self.inner(self.number(kind, depth))}"
        return formula if self.draw(st.booleans()) else f"-{self.inner(formula)}"

    def _product(self, kind: Kind, depth: int) -> str:
        parts = [self.inner(self.number(kind, depth)), self.inner(self.number("plain", depth))]
        if self.draw(st.booleans()):
            parts.reverse()
        return f" {self.sign('×')} ".join(parts)

    def _quotient(self, kind: Kind, depth: int) -> str:
        """A division by something that is never zero, or by anything where the place allows that."""
        sure = not self.divides or self.draw(st.booleans())
        over: Kind = kind
        under: Kind = "plain"
        if kind == "plain":
            over = under = self.draw(st.sampled_from(NUMBERS))
        inputs = [k for k in self.vocabulary.of(under) if k.type]
        divisor = literal(self.draw, under, nonzero=True)
        if inputs and not sure:
            divisor = f"({self.pick(inputs).words} {self.sign('-')} {self.inner(self.number(under, depth))})"
        return f"{self.inner(self.number(over, depth))} {self.sign('÷')} {divisor}"

    def _function(self, kind: Kind, depth: int) -> str:
        function = self.draw(st.sampled_from(("min", "max", "clamp", "abs", "round", "floor", "ceil")))
        first = self.number(kind, depth)
        match function:
            case "min" | "max":
                return self.call(function, first, *(self.number(kind, 0) for _ in range(self.draw(st.integers(1, 2)))))
            case "clamp":
                return self.call(function, first, literal(self.draw, kind), literal(self.draw, kind))
            case "abs":
                return self.call(function, first)
            case _:
                return self.call(function, first, *self.draw(st.sampled_from(((), ("0",), ("1",), ("3",)))))

    def _choice(self, kind: Kind, depth: int) -> str:
        branch = replace(self, divides=False)  # a word on zero divisors is about the whole formula, not about a branch
        return self.call("if", self.flag(1), branch.number(kind, depth), branch.number(kind, depth))

    def _group(self, kind: Kind, depth: int) -> str:
        """A statistic of the group; its operand is computed for everybody, so it divides by nothing unsure."""
        alone = replace(self, divides=False)
        functions = ["group_mean", "group_sum", "group_min", "group_max", "group_median"]
        if kind == "plain":
            functions += ["group_count", "group_rank", "group_percentile"] + ["group_share"] * self.divides
        function = self.draw(st.sampled_from(functions))
        who = self._who(function)
        if function == "group_count":
            return self.call(function, *who)
        numbers = [k for k in NUMBERS if self.vocabulary.of(k)]
        free = function in ("group_rank", "group_percentile", "group_share")
        of = self.draw(st.sampled_from(numbers)) if free else kind
        if depth and self.draw(st.booleans()):
            return self.call(function, alone.number(of, 1), *who)
        return self.call(function, self.pick(self.vocabulary.of(of)).words, *who)

    def _who(self, function: str) -> tuple[str, ...]:
        """Whom a statistic looks at, where it has a value for everybody: everybody, some, or the others."""
        words = [*self.vocabulary.peers] if function not in ("group_rank", "group_percentile", "group_share") else []
        if function in ("group_sum", "group_count") or (self.divides and function in ("group_mean", "group_share")):
            words += ["others", "他人"]
        some: bool = bool(words) and self.draw(st.booleans())
        return (self.draw(st.sampled_from(words)),) if some else ()

    def _comparison(self, kind: Kind, depth: int) -> str:
        formula = self.inner(self.number(kind, depth))
        for _ in range(self.draw(st.sampled_from((1, 1, 1, 2)))):
            relation = self.sign(self.draw(st.sampled_from("<≤>≥=≠")))
            formula += f" {relation} {self.inner(self.number(kind, depth))}"
        return formula

    def _option(self, choice: Known) -> str:
        relation = self.sign(self.draw(st.sampled_from("<≤>≥=≠" if choice.ordered else "=≠")))
        return f"{choice.words} {relation} {self.draw(st.sampled_from(choice.options))}"
