"""What an empty cell of an input means: its default, not applicable, or a mistake of the row (LANGUAGE 1.4)."""

from __future__ import annotations

from fractions import Fraction

from engine.base.frozen import frozen
from engine.base.quantities import Choice, Flag, Kind, Quantity, Words
from engine.base.text import Text
from engine.document.nodes import Scalar
from engine.plan.allowed import allowed, finer, outside
from engine.plan.constructs.input_rules import BAD_DEFAULT, DEFAULT_OR_OPTIONAL
from engine.plan.literals import fixed
from engine.plan.reading import Reader
from engine.plan.scope import Scope
from engine.program import Missing
from engine.program import Scalar as Value


@frozen
class Accepted:
    """Which values the input of a name may have; `said` where its author says how many decimals they have."""

    name: str
    kind: Kind
    least: Fraction | None
    most: Fraction | None
    decimals: int | None
    said: bool

    def has(self, value: Value) -> bool:
        """Whether a value lies in the range, and has no more decimals than its author says."""
        if not isinstance(value, Fraction):
            return True
        return not (self.said and finer(value, self.kind, self.decimals)) and not outside(value, self.least, self.most)


@frozen
class Empty:
    """What an empty cell means: the text of its value, not applicable, or (neither) a mistake of the row."""

    default: Scalar | None
    optional: bool

    @classmethod
    def of(cls, reader: Reader) -> Empty:
        """What the definition or the history under a reader says."""
        return cls(reader.scalar("default"), reader.flag("optional"))

    def value(self, scope: Scope, accepted: Accepted) -> Value | None:
        """The value of an empty cell; None where there is none, or where it is faulty (reported)."""
        default = self.default
        if default is None:
            return Missing(accepted.name) if self.optional else None
        if self.optional:
            help_text = Text("默认（default）和 可空（optional）只留一个", "keep only one of `default` and `optional`")
            scope.desk.report(
                DEFAULT_OR_OPTIONAL.at(default.span, help=help_text, name=accepted.name, words=default.text[:60])
            )
        return _checked(scope, default, accepted)


def _checked(scope: Scope, default: Scalar, accepted: Accepted) -> Value | None:
    """The value of a default that its own input would accept; None where it would not (reported)."""
    before = len(scope.desk.findings)
    value = _read(scope, default, accepted.kind)
    if value is not None and accepted.has(value):
        return value
    if len(scope.desk.findings) == before:
        help_text = allowed(accepted.kind, accepted.least, accepted.most, accepted.decimals)
        scope.desk.report(BAD_DEFAULT.at(default.span, help=help_text, name=accepted.name, words=default.text[:60]))
    return None


def _read(scope: Scope, default: Scalar, kind: Kind) -> Value | None:
    match kind:
        case Choice(options):
            return options.index(default.text) if default.text in options else None
        case Quantity():
            return fixed(scope, scope.desk.formula(default), kind, Text("默认值", "a default"))
        case Words():
            return default.text
        case Flag():
            return {"true": True, "false": False}.get(default.text)
