"""`kpiplan rule`: what a finding's code means, with an example that fires it and one that does not."""

from __future__ import annotations

from argparse import Namespace
from typing import Final

from engine.base.text import Text
from engine.cli.arguments import UsageError, misspelt
from engine.cli.command import CLEAN, Argument, Command
from engine.cli.terminal import Terminal
from engine.diagnostics.width import visible


def run(options: Namespace, terminal: Terminal) -> int:
    """Print one rule's documentation, or the list of all rules."""
    from engine.diagnostics.documentation import WIDTH, rule_document, rule_list
    from engine.diagnostics.rules import ALL_RULES

    if options.code is None:
        terminal.write(rule_list(ALL_RULES, terminal.language))
        return CLEAN
    asked = options.code.casefold()
    for rule in ALL_RULES:
        if asked in (rule.code.casefold(), rule.name):
            terminal.write(rule_document(rule, terminal.language, min(terminal.width, WIDTH)))
            return CLEAN
    near = misspelt(options.code, [name for rule in ALL_RULES for name in (rule.code, rule.name)])
    raise UsageError(
        "kpiplan rule",
        Text("没有规则 {it}{near}", "there is no rule {it}{near}").format(it=visible(options.code), near=near),
    )


COMMAND: Final = Command(
    "rule",
    Text(
        "解释一条规则：查什么、为什么、错误和正确的写法",
        "explain a rule: what it finds, why, a wrong plan and a right one",
    ),
    (
        Argument(
            ("CODE",),
            Text(
                "编号（KPI412）或名称（band-hole）；不写就列出全部",
                "a code (KPI412) or name (band-hole); all are listed without it",
            ),
            count="optional",
        ),
    ),
    run,
)
