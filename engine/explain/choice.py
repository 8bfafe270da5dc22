"""`if(…)` as people say it: what was asked, whether it holds, and what follows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from engine.explain import said
from engine.formula.show import to_text
from engine.formula.tree import Call

if TYPE_CHECKING:
    from engine.explain.telling import Telling


def of_call(telling: Telling, call: Call) -> str:
    """Which branch was taken of the choice that a formula is; branches that are choices again are followed."""
    held = list(_held(telling.told["steps"]))
    return telling.joined(*_followed(telling, call, held))


def _followed(telling: Telling, call: Call, held: list[bool]) -> Iterator[str]:
    """One sentence for each choice on the way; `held` says in order whether their conditions hold."""
    condition, then, otherwise = call.arguments
    if not held:
        yield telling.reader.words(to_text(call))
        return
    branch = then if held[0] else otherwise
    inner = isinstance(branch, Call) and branch.function == "if"
    what = telling.with_numbers(to_text(condition))
    if isinstance(branch, Call) and inner:
        yield telling.text(said.HOLDS if held[0] else said.HOLDS_NOT, what=what)
        yield from _followed(telling, branch, held[1:])
        return
    words = to_text(branch)
    shown, numbers = telling.reader.words(words), telling.reader.worked(words)
    then_ = f"{shown} = {numbers}" if numbers else shown
    yield telling.text(said.IF if held[0] else said.IF_NOT, what=what, then=then_)


def _held(step: Mapping[str, Any]) -> Iterator[bool]:
    """Whether the conditions of the outermost choices held, along the branches that were taken."""
    while step["op"] in ("round", "min", "max", "product") and "of" in step:
        inner = next((part for part in step["of"] if part["op"] in ("if", "round", "min", "max", "product")), None)
        if inner is None:
            return
        step = inner
    while step["op"] == "if":
        holds = step["of"][0].get("result")
        if not isinstance(holds, bool):
            return
        yield holds
        step = step["of"][1 if holds else 2]
