"""`kpiplan test`: do a plan's examples come out, and what of the plan do they exercise?"""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from engine.base.text import Text
from engine.cli import files
from engine.cli.arguments import UsageError
from engine.cli.check import status_of
from engine.cli.command import FAILED, Argument, Command
from engine.cli.terminal import Terminal
from engine.diagnostics.checked import Checked
from engine.diagnostics.model import Diagnostic

if TYPE_CHECKING:
    from engine.examine.report import Report
    from engine.plan.lower import Lowered
    from engine.plan.model import Example


def run(options: Namespace, terminal: Terminal) -> int:
    """Run the examples, print what they exercise; the status of the worst finding."""
    least, limit = _least(options.min_coverage), _limit(options.limit)
    options.limit = limit
    lowered = lowered_plan(options.plan, terminal)
    if lowered.value is None:
        return status_of(lowered.diagnostics) or FAILED
    read = examples_of(options.files)
    if read.value is None:
        terminal.show(read.diagnostics)
        return status_of(read.diagnostics)
    report = _report(files.name_of(options.plan), lowered.value, read.value, least)
    if options.mutate:
        return _mutate(lowered.value, read.value, report, options, terminal)
    if options.suggest:
        return _suggest(lowered.value, report, terminal)
    form = options.format or "text"
    terminal.write(_rendered(report, form, terminal), exact=form != "text")
    return status_of(report.findings)


def _suggest(lowered: Lowered, report: Report, terminal: Terminal) -> int:
    """Write the examples that are missing; what is wrong with those that are there is said beside it."""
    from engine.examine.suggest import suggest
    from engine.examine.writing import write

    terminal.show(report.findings, report.plan)
    terminal.write(write(lowered, suggest(lowered, report.coverage), terminal.language), exact=True)
    return status_of(report.findings)


def _mutate(lowered: Lowered, more: Sequence[Example], report: Report, options: Namespace, terminal: Terminal) -> int:
    """Try small changes of the plan, and say which nobody would notice."""
    from engine.document.reader import read_document
    from engine.examine.edits import mutants
    from engine.examine.mutants_text import render_mutants, render_mutants_json
    from engine.examine.mutate import judge, spread
    from engine.pipeline import lower_plan

    if any(not tried.passed for tried in report.coverage.tried):
        terminal.show(report.findings, report.plan)
        return status_of(report.findings)
    source = lowered.plan.source
    document = read_document(source.text.encode(), source.name).value
    assert document is not None
    every = list(mutants(document, lowered.program))
    judged = list(
        judge(lowered, spread(every, options.limit), lambda text: lower_plan(text.encode(), source.name), more)
    )
    render = render_mutants_json if options.format == "json" else render_mutants
    text = render(report.plan, lowered, judged, len(every), terminal.language)
    terminal.write(text, exact=options.format == "json")
    return status_of(report.findings)


def _limit(words: str | None) -> int:
    """How many mutants are tried at most."""
    from engine.examine.mutate import LIMIT

    if words is None:
        return LIMIT
    if not (words.isascii() and words.isdigit() and int(words)):
        raise UsageError("kpiplan test", Text("--limit 要写 1 以上的整数", "--limit is a whole number from 1"))
    return int(words)


def lowered_plan(path: str, terminal: Terminal) -> Checked[Lowered]:
    """The plan of a path with what it was made of; what makes it unfit to be evaluated has been shown."""
    read = files.read_plan(path)
    if read.value is None:
        terminal.show(read.diagnostics)
        return Checked(None, read.diagnostics)
    from engine.pipeline import lower_plan

    name = files.name_of(path)
    lowered = lower_plan(read.value, name)
    if lowered.value is None:
        terminal.show(lowered.diagnostics, name)
    return lowered


def examples_of(paths: Sequence[str]) -> Checked[tuple[Example, ...]]:
    """The examples of all files; a folder means every *.yaml and *.yml in it."""
    from engine.examine.files import read_examples

    found: list[Diagnostic] = []
    all_examples: list[Example] = []
    for file in files.plan_files(paths):
        if isinstance(file, Diagnostic):
            found.append(file)
            continue
        data = files.read_plan(file)
        read = read_examples(data.value, files.name_of(file)) if data.value is not None else data
        found += read.diagnostics
        if read.value is not None and not isinstance(read.value, bytes):
            all_examples += read.value
    return Checked(None if status_of(found) else tuple(all_examples), tuple(found))


def _least(words: str | None) -> int | None:
    """The least coverage asked for, in percent."""
    if words is None:
        return None
    if not (words.isascii() and words.isdigit() and int(words) <= 100):
        message = Text("--min-coverage 要写 0 到 100 的整数", "--min-coverage is a whole number from 0 to 100")
        raise UsageError("kpiplan test", message)
    return int(words)


def _report(plan: str, lowered: Lowered, more: Sequence[Example], least: int | None) -> Report:
    from engine.examine.coverage import examine
    from engine.examine.report import Report
    from engine.examine.rules import COVERAGE_TOO_LOW, MORE_EXAMPLES

    coverage = examine(lowered, (*lowered.plan.examples, *more))
    findings = [finding for tried in coverage.tried for finding in tried.findings]
    if least is not None and coverage.percent < least:
        words = COVERAGE_TOO_LOW.headline.format(percent=coverage.percent, least=least)
        findings.append(COVERAGE_TOO_LOW.data(plan, help=MORE_EXAMPLES, message=words))
    return Report(plan, coverage, findings)


def _rendered(report: Report, form: str, terminal: Terminal) -> str:
    from engine.examine.junit import render_junit
    from engine.examine.report import render_report_json, render_text

    if form == "json":
        return render_report_json(report, terminal.language)
    if form == "junit":
        return render_junit(report, terminal.language)
    text = render_text(report, terminal.language, terminal.width)
    frames = terminal.report(report.plan, report.findings, sys.stdout) if report.findings else ""
    return f"{frames}\n{text}" if frames else text


COMMAND: Final = Command(
    "test",
    Text(
        "运行方案的样例，看哪些档位、界限、奖励、封顶没有样例",
        "run a plan's examples, and see which bands, bounds, awards and caps have none",
    ),
    (
        Argument(("PLAN",), Text("方案文件，或者 -（标准输入）", "a plan file, or - for standard input")),
        Argument(
            ("FILES",),
            Text(
                "更多样例：只有 examples 的文件，或者放这种文件的文件夹",
                "more examples: files that hold `examples` alone, or folders of them",
            ),
            count="any",
        ),
        Argument(
            ("--min-coverage",), Text("覆盖率低于这个百分数就算失败", "fail below this coverage, in percent"), value="N"
        ),
        Argument(
            ("--suggest",),
            Text("写出缺少的样例（YAML），应得的数请核对", "write the missing examples as YAML, for you to confirm"),
        ),
        Argument(
            ("--mutate",),
            Text(
                "把方案改错一点点（界限、提点、权重……），看样例能不能发现",
                "change the plan a little (bounds, rates, weights …), and see whether an example notices",
            ),
        ),
        Argument(("--limit",), Text("最多改几处（300）", "so many changes at most (300)"), value="N"),
        Argument(
            ("--format",),
            Text("怎样输出：给人看，给程序读，或 JUnit", "for people, for programs, or as JUnit"),
            choices=("text", "json", "junit"),
        ),
    ),
    run,
)
