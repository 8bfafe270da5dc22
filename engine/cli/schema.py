"""`kpiplan schema`: JSON Schemas for editors and for programs that hand in data or read results."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING, Final

from engine.base.text import Text
from engine.cli.arguments import UsageError
from engine.cli.check import status_of
from engine.cli.command import CLEAN, Argument, Command
from engine.cli.loading import load
from engine.cli.terminal import Terminal

if TYPE_CHECKING:
    from engine.program import Program


def run(options: Namespace, terminal: Terminal) -> int:
    """Print one schema; that of a plan's inputs needs the plan, and the plan must be right."""
    from engine.resources import schema_text

    if options.kind != "inputs":
        if options.plan is not None:
            raise UsageError("kpiplan schema", Text("只有 inputs 需要 PLAN", "only `inputs` takes a PLAN"))
        terminal.write(schema_text(options.kind), exact=True)
        return CLEAN
    if options.plan is None:
        raise UsageError("kpiplan schema", Text("inputs 后面要写方案文件 PLAN", "`inputs` needs a PLAN"))
    checked = load(options.plan, terminal)
    if checked.value is None:
        return status_of(checked.diagnostics)
    terminal.write(_json(checked.value.program), exact=True)
    return CLEAN


def _json(program: Program) -> str:
    import json

    from engine.run.inputs_schema import inputs_schema

    return json.dumps(inputs_schema(program), ensure_ascii=False, indent=2) + "\n"


COMMAND: Final = Command(
    "schema",
    Text(
        "输出 JSON Schema：方案的、某个方案的输入数据的、结果的、算法说明的、工资条的、证明的、团队报告的",
        "print a JSON Schema: of plans, a plan's input data, results, traces, payslips, proofs, reports",
    ),
    (
        Argument(
            ("KIND",),
            Text("要哪一种", "which one"),
            choices=("plan", "inputs", "result", "trace", "payslip", "proof", "report"),
        ),
        Argument(("PLAN",), Text("inputs：哪个方案的输入数据", "with `inputs`: whose input data"), count="optional"),
    ),
    run,
)
