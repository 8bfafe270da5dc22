"""`kpiplan prove`: what holds of every possible input, with a payslip where something does not."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING, Final

from engine.base.text import Text
from engine.cli import extras, files
from engine.cli.arguments import UsageError
from engine.cli.check import status_of
from engine.cli.command import CLEAN, FAILED, FINDINGS, Argument, Command
from engine.cli.evaluate import SHEET, input_kind, open_data
from engine.cli.loading import load
from engine.cli.terminal import Terminal
from engine.cli.writing import write_out
from engine.diagnostics.checked import Checked
from engine.diagnostics.model import Severity
from engine.diagnostics.width import visible

if TYPE_CHECKING:
    from engine.api import Plan
    from engine.prove.branch import Limit
    from engine.run.table import Table


def run(options: Namespace, terminal: Terminal) -> int:
    """Decide every guarantee of a plan; the status is not 0 where one is refuted."""
    import json

    plan = load(options.plan, terminal)
    if plan.value is None:
        return status_of(plan.diagnostics)
    limit = _limit(options.work)
    absent = extras.missing("prove", "z3") if options.solver else None
    if absent is not None:
        terminal.show([absent])
        return FAILED
    paid = None
    if options.data is not None:
        table = _table(plan.value, options)
        if table.value is None:
            terminal.show(table.diagnostics, files.name_of(options.data))
            return status_of(table.diagnostics)
        paid = plan.value.evaluate_table(table.value)
        terminal.show([d for d in paid.problems if d.severity is Severity.ERROR], files.name_of(options.data))
    proof = plan.value.prove(limit=limit, everything=options.all, paid=paid, solver=_SOLVER if options.solver else None)
    if options.format == "json":
        from engine.prove.document import document

        text = json.dumps(document(proof, plan.value.provenance.to_dict()), ensure_ascii=False, indent=2) + "\n"
    else:
        from engine.prove.page import page

        text = page(proof, terminal.language, terminal.width)
    written = write_out(text, options.output, terminal)
    counting = {Severity.ERROR, Severity.WARNING} if options.strict else {Severity.ERROR}
    broken = any(found.severity in counting for found in proof.findings())
    unpaid = paid is not None and not paid.complete
    return max(written, FINDINGS if broken or unpaid else CLEAN)


def _table(plan: Plan, options: Namespace) -> Checked[Table]:
    try:
        return open_data(plan, options, input_kind(options, "prove"))
    except OSError as fault:
        return Checked(None, [files.cannot_read(options.data, files.reason(fault))])


def _limit(work: str | None) -> Limit:
    from engine.prove.branch import Limit

    if work is None:
        return Limit()
    if not work.isascii() or not work.isdigit() or not 0 < int(work) <= _MOST_WORK:
        message = Text("--work 后面写一个正整数，不是 {it}", "--work takes a whole number above 0, not {it}")
        raise UsageError("kpiplan prove", message.format(it=visible(work)))
    return Limit(work=int(work), seconds=_SECONDS_OF_WORK * int(work) / Limit().work)


_SOLVER: Final = 10.0
_MOST_WORK: Final = 100_000_000
_SECONDS_OF_WORK: Final = 30.0

COMMAND: Final = Command(
    "prove",
    Text(
        "证明方案的承诺对任何输入都成立，不成立就给出一个人的工资条",
        "prove a plan's guarantees for every possible input, or show a payslip that breaks one",
    ),
    (
        Argument(("PLAN",), Text("方案文件", "a plan file")),
        Argument(
            ("DATA",),
            Text(
                "上月的数据：算出成本、构成、离下一档最近的人",
                "last month's data: its cost, its mix, who is near a tier",
            ),
            count="optional",
        ),
        Argument(("--all",), Text("也列出指标和得分的范围", "the ranges of metrics and scores as well")),
        Argument(
            ("--work",),
            Text("每条承诺最多算多少步（默认 6000）", "operations for each guarantee (6000 without it)"),
            value="N",
        ),
        Argument(
            ("--solver",),
            Text(
                "没有判定的再问 z3，每条最多 10 秒（附加库 prove）",
                "ask z3 about what is not decided, 10 s each (extra prove)",
            ),
        ),
        Argument(("--strict",), Text("没有判定、建议也算错误", "not decided, and advice, count as errors")),
        Argument(
            ("--format",),
            Text("给人看的文字（默认），或 JSON", "text for people (the default), or JSON"),
            choices=("text", "json"),
        ),
        Argument(("-o", "--output"), Text("写到这个文件", "write to this file"), value="FILE"),
        Argument(
            ("--encoding",), Text("数据的编码；不写就自动判断", "of the data; told apart without it"), value="NAME"
        ),
        Argument(
            ("--input-format",),
            Text("数据的格式；不写就看扩展名", "of the data; else by its name"),
            choices=("csv", "json", "jsonl", "xlsx"),
        ),
        SHEET,
    ),
    run,
)
