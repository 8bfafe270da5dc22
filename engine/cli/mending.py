"""Plans mended by the fixes that their findings offer: only what leaves fewer findings and brings up no new one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Final

from engine.base.frozen import frozen_value
from engine.base.limits import MESSAGES
from engine.base.text import Text
from engine.diagnostics.model import Diagnostic, Rule, Severity

FIX_NOT_APPLIED: Final = Rule(
    code="KPI806",
    name="fix-not-applied",
    headline=Text(
        "{code} 没有自动改正，因为改了会有新问题：{finding}",
        "{code} was not mended by itself, which would bring up: {finding}",
    ),
    what=Text(
        "自动改正以后又会出现新的问题，所以没有改。", "A fix would bring up another finding, so it was not applied."
    ),
    why=Text(
        "改正只在问题变少、并且没有新问题时才写入文件；其余的要由人来决定。",
        "A file is changed only where fewer findings are left and none is new; the rest is for a person to decide.",
    ),
    bad="$ kpiplan check --fix plan.yaml",
    good="$ kpiplan check --fix plan.yaml",
    severity=Severity.NOTE,
)
RULES: Final = (FIX_NOT_APPLIED,)

_ROUNDS: Final = 50
"""Mending one finding may bring up the next; a rule that speaks no more than so many times is asked again."""


@frozen_value
class Mended:
    """A plan's bytes after mending, the findings that are left, and how many fixes were made."""

    data: bytes
    findings: tuple[Diagnostic, ...]
    fixes: int = 0


def mend(data: bytes, name: str) -> Mended:
    """Make every fix that its findings offer, as long as each leaves fewer findings and no new one."""
    now, refused = Mended(data, _check(data, name)), dict[tuple[str, str], Diagnostic]()
    for _ in range(_ROUNDS):
        step = _step(now, name, refused)
        if step is None:
            break
        if step is not now:
            refused.clear()  # what could not be mended may now be
        now = step
    left = {_same(d): d for d in now.findings if _same(d) in refused}
    notes = tuple(_note(finding, refused[key]) for key, finding in left.items())
    return replace(now, findings=(*now.findings, *notes))


def _step(now: Mended, name: str, refused: dict[tuple[str, str], Diagnostic]) -> Mended | None:
    """All fixes at once; where that brings up a finding those that do so alone are kept as refused, and asked no more.

    None where no fix is left to make.
    """
    from engine.diagnostics.fixes import chosen

    offered = chosen(d for d in now.findings if _same(d) not in refused)
    if not offered:
        return None
    together = _made(now, offered, name)
    if _brought_up(now, together, offered) is None:
        return together
    alone = [(d, _made(now, (d,), name)) for d in offered]
    wrong = {_same(d): new for d, made in alone if (new := _brought_up(now, made, (d,))) is not None}
    refused |= wrong
    return now if wrong else alone[0][1]


def _made(now: Mended, findings: Sequence[Diagnostic], name: str) -> Mended:
    from engine.diagnostics.fixes import edits_of
    from engine.document.rewriting import rewritten

    data = rewritten(now.data, edits_of(findings))
    return Mended(data, _check(data, name), now.fixes + len(findings))


def _brought_up(before: Mended, after: Mended, fixed: Sequence[Diagnostic]) -> Diagnostic | None:
    """A finding that the edits are to blame for; None where there is none and fewer are left of those before.

    What could not be seen before is not new, it was there: behind a text that was not readable, in the rest of a
    formula or a definition that was not understood, or of checks that only a plan without errors gets.
    """
    formulas = {d.primary.span.line for d in fixed if d.code.startswith("KPI3")}
    definitions = {_definition(d) for d in fixed if d.severity is Severity.ERROR} - {None}
    hidden, known = _hidden(before), Counter(_same(d) for d in before.findings)
    full = {code for code, number in Counter(d.code for d in before.findings).items() if number >= MESSAGES}
    left: list[Diagnostic] = []
    for diagnostic in after.findings:
        known[_same(diagnostic)] -= 1
        if known[_same(diagnostic)] >= 0:
            left.append(diagnostic)
        elif diagnostic.code in full or _in(diagnostic, hidden) or _behind(diagnostic, before, fixed):
            continue
        elif not _in(diagnostic, ("KPI3", "KPI4")):
            return diagnostic
        else:
            there = diagnostic.primary.span.line in formulas or _definition(diagnostic) in definitions
            if not there:
                return diagnostic
    return None if len(left) < len(before.findings) or full else left[0]


def _behind(found: Diagnostic, before: Mended, fixed: Sequence[Diagnostic]) -> bool:
    """Whether a finding about the text lies behind one after which nothing more could be read, and that is mended."""
    from engine.pipeline import UNREADABLE

    ends = [d.primary.span.line for d in before.findings if d.rule in UNREADABLE]
    mended = [d.primary.span.line for d in fixed if d.rule in UNREADABLE]
    return bool(mended) and found.code.startswith("KPI1") and found.primary.span.line > min(ends)


def _definition(found: Diagnostic) -> tuple[str, str] | None:
    """The section and the name of the entry in it that a finding lies in; None beside the entries of sections."""
    lines = [(len(x) - len(x.lstrip(" ")), x.strip()) for x in found.primary.span.source.text.split("\n")]
    told = [(depth, words) for depth, words in lines[: found.primary.span.line] if words and words[0] != "#"]
    top = next((i for i in range(len(told) - 1, -1, -1) if told[i][0] == 0), None)
    inside = told[top + 1 :] if top is not None else []
    named = [words.partition(":")[0] for depth, words in inside if depth == inside[0][0]]
    return (told[top][1].partition(":")[0], named[-1]) if top is not None and named else None


def _hidden(before: Mended) -> Collection[str]:
    """The codes, or beginnings of codes, of what the check before may have left out."""
    from engine.check import dead_cases, examples, negative, scores, unused
    from engine.document import ambiguous, colons, names, scalars
    from engine.pipeline import UNREADABLE

    if any(d.rule in UNREADABLE for d in before.findings):
        seen_by_parsing = (*colons.RULES, *names.RULES, *scalars.RULES, *ambiguous.RULES)
        return ("KPI2", "KPI3", "KPI4", "KPI7", *(rule.code for rule in seen_by_parsing))
    if any(d.severity is Severity.ERROR for d in before.findings):
        later = (*examples.RULES, *unused.RULES, *scores.RULES, *dead_cases.RULES, *negative.RULES)
        return ("KPI7", *(rule.code for rule in later))
    return ()


def _in(diagnostic: Diagnostic, codes: Collection[str]) -> bool:
    return any(diagnostic.code.startswith(code) for code in codes)


def _same(diagnostic: Diagnostic) -> tuple[str, str]:
    """What makes it the same finding after lines have moved."""
    return diagnostic.code, diagnostic.message.en


def _note(finding: Diagnostic, new: Diagnostic) -> Diagnostic:
    return FIX_NOT_APPLIED.at(finding.primary.span, help=finding.help, code=finding.code, finding=new.message)


def _check(data: bytes, name: str) -> tuple[Diagnostic, ...]:
    from engine.api import check_plan

    return tuple(check_plan(data, name).diagnostics)
