"""What `kpiplan test --mutate` prints: how many slips somebody notices, and each that nobody does, as two lines."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from typing import Final

from engine.base.source import SourceFile
from engine.base.text import Language, Text
from engine.diagnostics.width import columns, visible, wrapped
from engine.examine.mutate import Judged, Verdict

VERDICTS: Final[dict[Verdict, Text]] = {
    "example": Text("有样例算得不对", "an example comes out wrong"),
    "check": Text("检查报告问题", "the check finds something"),
    "same": Text("和原来的方案是一回事，不算", "the same plan, which does not count"),
    "unnoticed": Text("没有人发现", "nobody notices"),
}
_HEAD: Final = Text("{plan}：试了 {number} 处小改动", "{plan}: {number:small change|small changes} tried")
_LEFT_OUT: Final = Text("（共有 {all} 处，--limit 可以多试）", "(of {all}; --limit tries more)")
_UNNOTICED: Final = Text("没有样例发现的改动：", "changes that no example notices:")


def render_mutants(plan: str, source: SourceFile, judged: Sequence[Judged], number: int, language: Language) -> str:
    """The report for people; `number` counts all mutants there are. Ends with a newline."""
    head = _HEAD.format(plan=visible(plan), number=len(judged)).to(language)
    if len(judged) < number:
        head += " " + _LEFT_OUT.format(all=number).to(language)
    counts = Counter(one.verdict for one in judged)
    lines = [*wrapped(head, _WIDTH), ""]
    lines += [f"{counts[verdict]:>6}  {words.to(language)}" for verdict, words in VERDICTS.items()]
    left = [one for one in judged if one.verdict == "unnoticed"]
    if left:
        lines += ["", _UNNOTICED.to(language)]
    for one in left:
        lines += _shown(one, source, language)
    return "\n".join(lines) + "\n"


_WIDTH: Final = 80


def _shown(one: Judged, source: SourceFile, language: Language) -> list[str]:
    diff = one.mutant.diff(source)
    lines = [f"{diff[0][0] if diff else 0:>5}  {one.mutant.what.to(language)}"]
    for _, before, after in diff:
        lines += [
            f"     {sign} {line}" for sign, line in zip("-+", _window(before.strip(), after.strip()), strict=True)
        ]
    return lines


_ROOM: Final = _WIDTH - 8
_BEFORE: Final = 30


def _window(before: str, after: str) -> tuple[str, str]:
    """Both lines as far as they fit, from shortly before where they begin to differ."""
    first = next((i for i, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), 0)
    start = first - _BEFORE if columns(visible(max(before, after, key=columns))) > _ROOM and first > _BEFORE else 0
    return _cut(before, start), _cut(after, start)


def _cut(line: str, start: int) -> str:
    line = ("…" if start else "") + visible(line[start:])
    if columns(line) <= _ROOM:
        return line
    while columns(line) > _ROOM - 1:
        line = line[:-1]
    return line + "…"


def render_mutants_json(
    plan: str, source: SourceFile, judged: Sequence[Judged], number: int, language: Language
) -> str:
    """The same for programs."""
    counts = Counter(one.verdict for one in judged)
    document = {
        "version": 1,
        "plan": plan,
        "mutants": number,
        "tried": len(judged),
        "verdicts": {verdict: counts[verdict] for verdict in VERDICTS},
        "judged": [
            {
                "what": one.mutant.what.to(language),
                "verdict": one.verdict,
                "code": one.code,
                "lines": [{"line": n, "before": a, "after": b} for n, a, b in one.mutant.diff(source)],
            }
            for one in judged
        ],
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"
