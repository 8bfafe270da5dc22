"""Everything that is known of all possible inputs of a plan: the verdicts, the advice, the ranges; and the findings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Final

from engine.base.frozen import frozen
from engine.base.quantities import Choice, Kind, Quantity
from engine.base.showing import for_reading
from engine.base.text import Text, same
from engine.diagnostics.model import Diagnostic
from engine.program import Missing, Program, Scalar, Value
from engine.prove.asking import ALL_WORK, WORK, Asker
from engine.prove.branch import Limit
from engine.prove.budget import Budget, against_stage
from engine.prove.idle import Idle
from engine.prove.people import Team
from engine.prove.proof_rules import (
    BASE_NOT_KEPT,
    GUARANTEE_BROKEN,
    GUARANTEE_NOT_DECIDED,
    GUARANTEE_SAYS_NOTHING,
    PAY_DROPS,
    TOTAL_BELOW_ZERO,
)
from engine.prove.prove import LIMIT, Prover
from engine.prove.reach import Undecided, Unreachable, reached
from engine.prove.spans import Range, range_of, told
from engine.prove.usual import Usual, usual_promises
from engine.prove.verdict import Paid, Verdict

ADVICE: Final = {"base": BASE_NOT_KEPT, "drop": PAY_DROPS, "zero": TOTAL_BELOW_ZERO}
LONGER: Final = 4
"""How many times more is looked for tiers that nobody can reach than a check does."""


@frozen
class Proof:
    """The verdicts of the plan's promises, those of the promises that every plan should keep, and the ranges."""

    program: Program
    verdicts: tuple[Verdict, ...]
    usual: tuple[tuple[Usual, Verdict], ...]
    ranges: tuple[Range, ...]
    unreachable: tuple[Unreachable | Undecided, ...] = ()
    budget: Budget | None = None
    stage: str | None = None
    silence: frozenset[str] = frozenset()
    """Codes of advice that the author has decided against."""

    def advised(self) -> tuple[tuple[Usual, Verdict], ...]:
        """What every plan should keep and this one does not, or perhaps does not, without what is silenced."""
        open_ = ((usual, verdict) for usual, verdict in self.usual if verdict.status != "proved")
        return tuple(each for each in open_ if ADVICE[each[0].about].code not in self.silence)

    def advice(self) -> Iterator[Diagnostic]:
        """Further advice: tiers that nobody can reach, a pay mix against the stage; without what is silenced."""
        found = [each.finding() for each in self.unreachable]
        if self.budget is not None:
            found += against_stage(self.budget, self.program, self.stage)
        yield from (each for each in found if each.code not in self.silence)

    def findings(self) -> Iterator[Diagnostic]:
        """What is refuted and what is not decided, as findings at the places of the promises."""
        for verdict in self.verdicts:
            if verdict.idle is not None and GUARANTEE_SAYS_NOTHING.code not in self.silence:
                yield GUARANTEE_SAYS_NOTHING.at(
                    verdict.promise.span, help=_MEANT, words=verdict.promise.words, reason=idle_said(verdict.idle)
                )
            if verdict.status == "refuted":
                words, place = verdict.promise.words, verdict.promise.span
                said = witness_said(self.program, verdict)
                yield GUARANTEE_BROKEN.at(place, help=_CORRECT, words=words, witness=said)
            elif verdict.status == "undecided":
                bound = bound_said(verdict)
                yield GUARANTEE_NOT_DECIDED.at(
                    verdict.promise.span, help=_MORE_WORK, words=verdict.promise.words, bound=bound
                )
        for usual, verdict in self.advised():
            if verdict.status == "undecided":
                continue  # nobody was found: told on the page, and no finding
            said = witness_said(self.program, verdict)
            help_text = _CONSIDER[usual.about].format(floor=usual.floor)
            yield ADVICE[usual.about].at(verdict.promise.span, help=help_text, witness=said)
        yield from self.advice()


_CORRECT: Final = Text("改方案使它成立，或改写这条承诺", "change the plan so that it holds, or the guarantee")
_MORE_WORK: Final = Text(
    "用 --work 多算一些，或把承诺写得更简单", "allow more with --work, or promise something simpler"
)
_MEANT: Final = Text(
    "看承诺的条件和输入的范围是不是写对了", "see whether its condition and the ranges of the inputs are what you meant"
)
_IDLE: Final = {
    "step": Text("没有人能升这一步而且还有工资", "nobody can go that step up and be paid"),
    "values": Text("没有一个有工资的人有这些值", "nobody who is paid has these values"),
    "condition": Text("没有人符合它的条件“{words}”", "nobody fulfils its condition `{words}`"),
}
_IDLE_PERHAPS: Final = {
    "step": Text("没有找到能升这一步而且还有工资的人", "nobody was found who can go that step up and be paid"),
    "values": Text("没有找到有这些值而且有工资的人", "nobody was found who is paid and has these values"),
    "condition": Text("没有找到符合它的条件“{words}”的人", "nobody was found who fulfils its condition `{words}`"),
}
_CONSIDER: Final = {
    "base": Text("在工资里写 `保底: {floor}`（at_least）", "write `at_least: {floor}` under salary"),
    "drop": Text(
        "改档位的提点或奖金；有意如此，就在 silence 里写明 KPI720 的理由",
        "correct the rates or amounts of the bands; if it is meant, say why under `silence` (KPI720)",
    ),
    "zero": Text(
        "写 `保底: 0`（at_least），或限制输入的范围", "write `at_least: 0`, or limit the ranges of the inputs"
    ),
}


def prove(
    program: Program,
    starts: tuple[Team, ...] = (),
    limit: Limit = LIMIT,
    *,
    everything: bool = False,
    solver: float | None = None,
) -> Proof:
    """Decide all promises of a program, try the usual ones, and find the ranges of its lines and its total.

    `everything` finds the ranges of metrics and scores as well.
    For `solver` seconds z3 is asked about each promise that was not decided (extra `prove`).
    """
    prover = Prover(program, starts, limit)
    verdicts = tuple(_asked(program, verdict, solver) for verdict in prover.decide(program.promises))
    usual = tuple((u, prover.verdict(u.promise, may_be_negative=u.about == "zero")) for u in usual_promises(program))
    never = tuple(reached(program, starts, Asker(program, starts, left=ALL_WORK * LONGER, each=WORK * LONGER)))
    wanted = [v for v in told(program) if everything or v.role in ("line", "total")]
    return Proof(program, verdicts, usual, tuple(range_of(program, value, starts) for value in wanted), never)


def _asked(program: Program, verdict: Verdict, solver: float | None) -> Verdict:
    if solver is None or verdict.status != "undecided":
        return verdict
    from engine.prove.solver.second import second_opinion  # noqa: PLC0415 - where it is asked for

    return second_opinion(program, verdict, solver)


def witness_said(program: Program, verdict: Verdict) -> Text:
    """The witness in one sentence: what moves from where to where, and what that does."""
    witness = verdict.witness
    assert witness is not None
    values = values_by_name(program)
    subject = values[verdict.subject]
    here = shown(subject, witness.here)
    if witness.there is None or witness.driver is None:
        return Text("{name}是 {value}", "{name} is {value}").format(name=label_of(subject), value=here)
    spec = next((s for s in program.inputs if s.name == witness.driver), None)
    driver = values[witness.driver]
    kind = driver.kind if spec is None else spec.kind
    ends = [_shown(team[0][witness.driver], kind) for team in (witness.here.team, witness.there.team)]
    return Text(
        "{driver}是 {a} 时{name}是 {here}，{driver}是 {b} 时{name}是 {there}",
        "with {driver} at {a} {name} is {here}, at {b} it is {there}",
    ).format(
        driver=label_of(driver),
        name=label_of(subject),
        a=ends[0],
        b=ends[1],
        here=here,
        there=shown(subject, witness.there),
    )


def idle_said(idle: Idle) -> Text:
    """Why a promise speaks of nobody, or perhaps of nobody."""
    said = (_IDLE if idle.sure else _IDLE_PERHAPS)[idle.because]
    return said if idle.words is None else said.format(words=idle.words)


def bound_said(verdict: Verdict) -> Text:
    """How far a promise that was not decided can be broken."""
    if verdict.at_most is None or verdict.kind is None:
        return Text("没有找到反例", "nobody was found who breaks it")
    return Text(
        "没有找到反例；即使有，也不超过 {size}", "nobody was found who breaks it; it cannot be by more than {size}"
    ).format(size=amount(verdict.at_most, verdict.kind))


def label_of(value: Value) -> Text:
    """What a value is called; the total in each language."""
    return Text("合计", "the total") if value.role == "total" else same(value.label)


def values_by_name(program: Program) -> Mapping[str, Value]:
    """The program's values by their names."""
    return {value.name: value for value in program.values}


def shown(value: Value, paid: Paid) -> Text:
    """A value of a person as people read it."""
    return _shown(paid.values[value.name], value.kind)


def _shown(found: Scalar, kind: Kind) -> Text:
    if isinstance(found, Missing):
        return Text("不适用", "not applicable")
    return for_reading(found, kind)


def amount(size: Fraction, kind: Kind) -> Text:
    """A difference: in the unit of a number, in steps of tiers."""
    if isinstance(kind, Choice):
        return same(str(size))
    return for_reading(size, kind) if isinstance(kind, Quantity) else same(str(size))
