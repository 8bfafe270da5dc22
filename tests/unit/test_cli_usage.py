"""The command line itself: help, languages, wrong usage, and how fast it starts."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from engine.base.text import Language
from engine.cli.help import command_page, main_page
from engine.cli.main import COMMANDS, main
from engine.diagnostics.width import columns

Kpiplan = Callable[..., subprocess.CompletedProcess[str]]
ROOT = Path(__file__).parents[2]


def test_help_imports_nothing_heavy() -> None:
    program = (
        "import sys; from engine.cli.main import main; main(['--help']); main(['evaluate', '--help']);"
        "print(sorted({'yaml', 'jsonschema', 'simpleeval', 'engine.api', 'difflib', 'json'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, encoding="utf-8", check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_checking_a_sound_plan_waits_for_no_evaluator_no_schema_and_no_search() -> None:
    unused = {"jsonschema", "referencing", "engine.compiled.evaluator", "engine.run.evaluate", "engine.prove.asking"}
    program = (
        "import sys; from engine.cli.main import main; main(['check', 'plans/presales.yaml']);"
        f"print(sorted({unused} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, encoding="utf-8", check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_help_names_every_command_and_status(kpiplan: Kpiplan) -> None:
    done = kpiplan("--help")
    assert (done.returncode, done.stderr) == (0, "")
    assert all(f"\n  {command.name} " in done.stdout for command in COMMANDS)
    assert "usage: kpiplan [--lang zh|en] COMMAND ..." in done.stdout
    assert "exit status: 0" in done.stdout


def test_help_of_a_command_names_its_arguments(kpiplan: Kpiplan) -> None:
    for command in COMMANDS:
        done = kpiplan(command.name, "--help")
        assert done.returncode == 0
        assert f"usage: kpiplan {command.name} " in done.stdout
        assert all(argument.flags[-1] in done.stdout for argument in command.arguments)
        assert done.stdout == kpiplan(command.name, "-h").stdout


@pytest.mark.parametrize("width", [60, 80])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_help_fits(width: int, language: str) -> None:
    lang: Language = "zh" if language == "zh" else "en"
    pages = [main_page(COMMANDS, lang, width), *(command_page(c, lang, width) for c in COMMANDS)]
    assert [line for page in pages for line in page.splitlines() if columns(line) > width] == []


def test_no_command_is_wrong_usage_and_shows_the_help(kpiplan: Kpiplan) -> None:
    done = kpiplan()
    assert (done.returncode, done.stdout) == (2, "")
    assert "usage: kpiplan" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["chek", "x.yaml"], "kpiplan: there is no command chek; did you mean check?\ntry kpiplan --help\n"),
        (["frobnicate"], "kpiplan: there is no command frobnicate\ntry kpiplan --help\n"),
        (["--lnag", "zh", "check"], "kpiplan: there is no option --lnag; did you mean --lang?\ntry kpiplan --help\n"),
        (
            ["check", "--formt=json", "x.yaml"],
            "kpiplan check: there is no option --formt; did you mean --format?\ntry kpiplan check --help\n",
        ),
        (["check", "--strict"], "kpiplan check: PATH is missing\ntry kpiplan check --help\n"),
        (
            ["check", "--format", "jsn", "x.yaml"],
            "kpiplan check: --format: `jsn` is not one of "
            "text | concise | json | jsonl | github | gitlab | junit | sarif; did you mean json?\n"
            "try kpiplan check --help\n",
        ),
        (["check", "x.yaml", "--format"], "kpiplan check: --format needs a value\ntry kpiplan check --help\n"),
        (["check", "--strict=1", "x.yaml"], "kpiplan check: --strict takes no value\ntry kpiplan check --help\n"),
        (["new", "a", "b"], "kpiplan new: `b` is one argument too many\ntry kpiplan new --help\n"),
        (["evaluate", "-", "-"], "kpiplan evaluate: the plan and the data cannot both be standard input\n"),
        (["evaluate", "p.yaml", "d.pdf"], "kpiplan evaluate: what d.pdf holds is not clear from its name: say "),
        (["evaluate", "p.yaml", "d.csv", "-o", "o.txt"], "kpiplan evaluate: for the file o.txt say --format csv, "),
        (["schema", "inputs"], "kpiplan schema: `inputs` needs a PLAN\n"),
        (["schema", "plan", "p.yaml"], "kpiplan schema: only `inputs` takes a PLAN\n"),
        (
            ["schema", "plans"],
            "kpiplan schema: KIND: `plans` is not one of plan | inputs | result | trace | payslip | proof | report; "
            "did you mean plan?\n",
        ),
        (["rule", "KPI 801"], "kpiplan rule: there is no rule KPI 801; did you mean KPI801?\n"),
        (["check", "--lang", "fr", "x"], "kpiplan check: --lang: `fr` is not one of zh | en\n"),
        (["check\x1b[2J"], "kpiplan: there is no command check\\x1b[2J"),
    ],
)
def test_wrong_usage(kpiplan: Kpiplan, arguments: list[str], said: str) -> None:
    done = kpiplan(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(said)


def test_behind_two_dashes_nothing_is_an_option(kpiplan: Kpiplan) -> None:
    done = kpiplan("check", "--format", "concise", "--", "--help", "-", "--strict", stdin="x: 1\n")
    assert done.returncode == 2
    assert [line.split(": ")[0] for line in done.stdout.splitlines()][:2] == ["--help", "--strict"]
    assert "\n<stdin>:1:1: error" in done.stdout
    assert kpiplan("schema", "--", "plan").returncode == 0
    assert "`--plan` is not one of" in kpiplan("schema", "--", "--plan").stderr


def test_wrong_usage_in_chinese(kpiplan: Kpiplan) -> None:
    done = kpiplan("--lang", "zh", "chek")
    assert done.stderr == "kpiplan：没有命令 chek；是不是想写 check？\n用法见 kpiplan --help\n"
    done = kpiplan("check", KPIPLAN_LANG="zh")
    assert done.stderr == "kpiplan check：缺少 PATH\n用法见 kpiplan check --help\n"


def test_version(kpiplan: Kpiplan) -> None:
    done = kpiplan("--version")
    assert done.returncode == 0
    assert done.stdout.startswith("kpiplan ")


def test_main_can_be_called(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rule", "KPI801", "--lang", "en"]) == 0
    assert capsys.readouterr().out.startswith("KPI801 cannot-read-file (error)\n")


def test_python_m_engine() -> None:
    done = subprocess.run([sys.executable, "-m", "engine", "--help"], cwd=ROOT, capture_output=True, check=True)
    assert b"kpiplan" in done.stdout


def test_an_interrupt_is_one_line_and_130_and_waits_for_no_thread() -> None:
    program = (
        "import os, signal, sys, threading, time\n"
        "from engine.cli.main import process\n"
        "class Stdin:\n"
        "    class buffer:\n"
        "        def read(size): os.kill(os.getpid(), signal.SIGINT)\n"
        "sys.stdin = Stdin\n"
        "threading.Thread(target=time.sleep, args=[300]).start()\n"
        "process()\n"
    )
    command = [sys.executable, "-c", program, "--lang", "en", "check", "-"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False, timeout=60)
    assert (done.returncode, done.stderr) == (130, b"kpiplan: interrupted\n")
