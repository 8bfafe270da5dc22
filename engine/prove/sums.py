"""Sums that stand for one of the figures they are made of: from a person's figures to the sums, and back."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from functools import cached_property
from typing import Final

from engine.base.frozen import frozen
from engine.check.ranges import of_input
from engine.program import Scalar
from engine.prove.frame import Frame
from engine.prove.people import Figures
from engine.prove.poly import Poly

_SUM: Final = "sum "


def name_of(node: int) -> str:
    """The name of a sum among a person's figures; no input's name holds a space."""
    return f"{_SUM}{node}"


def is_sum(name: str) -> bool:
    """Whether that is the name of a sum."""
    return name.startswith(_SUM)


@frozen
class Sums:
    """The sums of a question; among figures each has the name that `name_of` gives it."""

    frame: Frame

    def beside(self, figures: Figures) -> dict[str, Scalar]:
        """The figures, and what the sums are for them that stand for one of them."""
        state = dict(figures)
        for node, (lead, form) in self.frame.sums.items():
            own = (self.frame.atom(("sum", node)),)
            others = ((m, c) for m, c in form.terms.items() if m != own)
            rest = sum((c * (self._value(m[0], state) or Fraction(0) if m else 1) for m, c in others), Fraction(0))
            found = figures[lead]
            if isinstance(found, Fraction):
                state[name_of(node)] = (found - rest) / form.terms[own]
        return state

    def figures(self, state: Mapping[str, Scalar]) -> dict[str, Scalar] | None:
        """A person's figures; what a sum stands for is worked out from the sum. None where that is no figure."""
        figures = {spec.name: state[spec.name] for spec in self.frame.program.inputs}
        for node, (lead, form) in self.frame.sums.items():
            if name_of(node) not in state:
                continue
            value = Fraction(0)
            for monomial, factor in form.terms.items():
                part = self._value(monomial[0], state) if monomial else Fraction(1)
                if part is None:
                    return None
                value += factor * part
            figures[lead] = value
            if not of_input(self.frame.specs[lead]).holds(value) and not self._mended(figures, lead, form):
                return None
        return figures

    def _mended(self, figures: dict[str, Scalar], lead: str, form: Poly) -> bool:
        """Whether another figure of a sum could be changed so that the lead is within its range."""
        spec, value = self.frame.specs[lead], figures[lead]
        assert isinstance(value, Fraction)
        least, most = spec.least, spec.most
        target = least if least is not None and value < least else most
        if target is None:
            return False
        for other in self.frame.inputs:
            factor = form.terms.get((self.frame.atom(("input", other.name)),))
            found = figures[other.name]
            if factor is not None and isinstance(found, Fraction):
                wanted = found + (target - value) / factor
                if of_input(other).holds(wanted):
                    figures.update({lead: target, other.name: wanted})
                    return of_input(spec).holds(target)
        return False

    def _value(self, which: int, state: Mapping[str, Scalar]) -> Fraction | None:
        found = state.get(self._names.get(which, ""))
        return found if isinstance(found, Fraction) else None

    @cached_property
    def _names(self) -> Mapping[int, str]:
        """The names of figures and sums by their atoms."""
        named = {self.frame.atom(("input", s.name)): s.name for s in self.frame.inputs}
        return named | {self.frame.atom(("sum", node)): name_of(node) for node in self.frame.sums}
