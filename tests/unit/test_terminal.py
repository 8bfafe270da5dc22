"""On a real terminal: nothing is wider than it, columns align, colours; and outputs that nobody reads any more."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

import pytest

from engine.cli.main import COMMANDS
from engine.diagnostics.width import columns
from tests.unit.forks import run_with
from tests.unit.ptys import ROOT, on_a_terminal

SAMPLES: Final[dict[str, tuple[str, ...]]] = {
    "check": ("check", "坏方案.yaml"),
    "check-ok": ("check", "方案.yaml", "plan.yaml"),
    "evaluate": ("evaluate", "方案.yaml", "数据.csv"),
    "evaluate-en": ("evaluate", "plan.yaml", "data.csv"),
    "explain": ("explain", "方案.yaml", "数据.csv", "--who", "003"),
    "explain-en": ("explain", "plan.yaml", "data.csv", "--who", "1005"),
    "explain-what": ("explain", "plan.yaml", "data.csv", "--who", "1005", "--what", "指标奖金"),
    "explain-voided": ("explain", "plan.yaml", "data.csv", "--who", "2001", "--what", "指标奖金"),
    "prove": ("prove", "承诺.yaml"),
    "test": ("test", "plan.yaml"),
    "rules": ("rule",),
    "rule": ("rule", "KPI459"),
    "libraries": ("library",),
    "library": ("library", "consult_to_pay"),
    "new": ("new", "--list"),
    "unknown": ("frobnicate",),
    "nothing": (),
} | {f"help-{command.name}": (command.name, "--help") for command in COMMANDS}
"""What people read on the screen."""

FILES: Final[dict[str, tuple[str, ...]]] = {
    "describe": ("describe", "方案.yaml"),
    "schema": ("schema", "plan"),
    "sql": ("sql", "plan.yaml", "--dialect", "duckdb"),
    "starter": ("new", "-"),
    "json": ("check", "坏方案.yaml", "--format", "json"),
    "report": ("report", "方案.yaml", "数据.csv"),
    "report-json": ("report", "plan.yaml", "data.csv", "--format", "json"),
    "payslip-page": ("explain", "方案.yaml", "数据.csv", "--who", "003", "--format", "html"),
}
"""What is meant for a file and has lines of any length."""


FALLING: Final = """
kpi_plan: 1
id: falling
title: 提成会往下掉的方案
person: who
inputs:
  sales: {type: money, label: 有效销售额, min: 0, max: 500000}
tables:
  by_sales:
    label: 按销售额
    on: sales
    mode: whole
    bands:
      - {below: 200000, rate: 0.8%}
      - {from: 200000, rate: 0.79%}
salary:
  lines: {commission: {label: 提成, formula: by_sales}}
guarantees:
  - total never falls when sales rises
  - total <= 10000
"""
"""A plan with a promise that is broken: two payslips side by side."""


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("店铺")
    shutil.copy(ROOT / "plans" / "售前提成方案.yaml", folder / "方案.yaml")
    shutil.copy(ROOT / "plans" / "data" / "售前提成方案.csv", folder / "数据.csv")
    shutil.copy(ROOT / "plans" / "presales.yaml", folder / "plan.yaml")
    shutil.copy(ROOT / "plans" / "data" / "presales.csv", folder / "data.csv")
    (folder / "承诺.yaml").write_text(FALLING, encoding="utf-8")
    shutil.copy(ROOT / "tests" / "bad" / "gold-table-as-printed.yaml", folder / "坏方案.yaml")
    return folder


def is_code(line: str) -> bool:
    """A line to copy into a plan, a command or a hash to compare, never broken: it would no longer be one."""
    return line.startswith("  ") and ("{" in line or line.startswith("  --") or bool(re.search("[0-9a-f]{64}$", line)))


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", SAMPLES)
def test_nothing_is_wider_than_80_columns(shop: Path, name: str, language: str) -> None:
    lines = on_a_terminal(SAMPLES[name], shop, 80, KPIPLAN_LANG=language).text.split("\n")
    assert len(lines) > 1
    assert [line for line in lines if columns(line) > 80 and not is_code(line)] == []


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", SAMPLES)
def test_half_a_screen_is_enough(shop: Path, name: str, language: str) -> None:
    lines = on_a_terminal(SAMPLES[name], shop, 40, KPIPLAN_LANG=language).text.split("\n")
    one_word = [line for line in lines if columns(line) > 40 and " " in re.sub(" {2,}", "", line).strip()]
    assert [line for line in one_word if not is_code(line)] == []


@pytest.mark.parametrize(("plan", "data"), [("方案.yaml", "数据.csv"), ("plan.yaml", "data.csv")])
@pytest.mark.parametrize("width", [40, 80, 120])
def test_the_columns_of_a_pay_table_align(shop: Path, plan: str, data: str, width: int) -> None:
    text = on_a_terminal(("evaluate", plan, data, "--lang", "zh"), shop, width).text
    table = text.split("\n\n")[0].split("\n")
    at = next(i for i, line in enumerate(table) if set(line) == {"-", " "})
    heading, rule, rows = table[at - 1], table[at], table[at + 1 :]
    ends = [match.end() for match in re.finditer("-+", rule)]
    assert len(rows) > 1
    assert {columns(row) for row in (heading, *rows)} == {ends[-1]}
    assert {"".join(cells(row))[end : end + 2] for row in (heading, *rows) for end in ends[:-1]} == {"  "}
    assert all(row[-1].isdigit() for row in rows)


def cells(line: str) -> Iterator[str]:
    """One character a column: a wide one fills two."""
    for character in line:
        yield character.ljust(columns(character), "~")


@pytest.mark.parametrize(
    ("name", "language"), [("explain", "zh"), ("explain-what", "en"), ("prove", "zh"), ("test", "en"), ("check", "zh")]
)
def test_a_wide_screen_is_no_wider_than_can_be_read(shop: Path, name: str, language: str) -> None:
    wide = on_a_terminal(SAMPLES[name], shop, 200, KPIPLAN_LANG=language).text
    assert [line for line in wide.split("\n") if columns(line) > 120 and not is_code(line)] == []
    narrow = on_a_terminal(SAMPLES[name], shop, 80, KPIPLAN_LANG=language).text
    assert len(wide.split("\n")) <= len(narrow.split("\n"))


@pytest.mark.parametrize(("language", "who", "plan", "data"), [
    ("zh", "003", "方案.yaml", "数据.csv"), ("en", "1005", "plan.yaml", "data.csv"),
])  # fmt: skip
def test_the_amounts_of_a_payslip_end_in_one_column(shop: Path, language: str, who: str, plan: str, data: str) -> None:
    """Whatever stands before them: Chinese labels are two columns a character."""
    text = on_a_terminal(("explain", plan, data, "--who", who), shop, 80, KPIPLAN_LANG=language).text
    first = text.split("\n\n")[1]
    amounts = [line for line in first.split("\n") if re.search(r" {3,}-?[\d,]+\.\d\d$", line)]
    assert len(amounts) > 4
    assert {columns(line) for line in amounts} == {80}


@pytest.mark.parametrize("name", ["explain", "explain-voided", "prove", "test", "evaluate"])
def test_who_wants_no_colours_gets_none(shop: Path, name: str) -> None:
    screen = on_a_terminal(SAMPLES[name], shop, NO_COLOR="1")
    assert "\x1b" not in screen.sent
    assert screen.text == on_a_terminal(SAMPLES[name], shop).text


def test_colours_are_for_a_terminal(shop: Path) -> None:
    assert "\x1b[1;31m错误[KPI" in on_a_terminal(("--lang", "zh", *SAMPLES["check"]), shop).sent
    assert "\x1b" not in on_a_terminal(SAMPLES["check"], shop, NO_COLOR="1").sent
    assert "\x1b" not in on_a_terminal(SAMPLES["check"], shop, TERM="dumb").sent
    assert "\x1b[1;31m" in on_a_terminal(SAMPLES["check"], shop, TERM="dumb", FORCE_COLOR="1").sent


@pytest.mark.parametrize("name", FILES)
def test_what_is_for_a_file_has_no_colours(shop: Path, name: str) -> None:
    assert "\x1b" not in on_a_terminal(FILES[name], shop).sent


def run(arguments: tuple[str, ...], folder: Path, stdout: int) -> tuple[int, bytes]:
    """The status, and what is told on standard error."""
    kept = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "LANG": "C.UTF-8"}
    with tempfile.TemporaryFile() as errors, Path(os.devnull).open("rb") as nothing:
        status = run_with(arguments, folder, kept, (nothing.fileno(), stdout, errors.fileno())).wait()
        errors.seek(0)
        return status, errors.read()


SPEAKING: Final = {name: sample for name, sample in (SAMPLES | FILES).items() if name not in ("unknown", "nothing")}
"""What writes to standard output."""


@pytest.mark.parametrize("name", SPEAKING)
def test_a_reader_that_has_gone_is_no_error(shop: Path, name: str) -> None:
    read, write = os.pipe()
    os.close(read)
    status, errors = run(SPEAKING[name], shop, stdout=write)
    os.close(write)
    assert (status, b"Traceback" in errors, b"standard output" in errors) == (141, False, False)


@pytest.mark.parametrize("name", SPEAKING)
def test_an_output_that_takes_nothing_is_said(shop: Path, name: str) -> None:
    full = os.open("/dev/full", os.O_WRONLY)
    status, errors = run(SPEAKING[name], shop, stdout=full)
    os.close(full)
    assert status == 2
    assert errors.decode().endswith(
        "kpiplan: cannot write to standard output: the disk is full; the result is not complete, do not use it\n"
    )


@pytest.mark.parametrize("name", ["check", "evaluate-en", "explain", "rule", "help-check", "report", "sql"])
def test_a_closed_output_is_said(shop: Path, name: str) -> None:
    command = ["bash", "-c", '"$@" >&-', "x", sys.executable, "-m", "engine.cli.main", *SPEAKING[name]]
    kept = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "LANG": "C.UTF-8"}
    done = subprocess.run(command, cwd=shop, env=kept, stderr=subprocess.PIPE, check=False, timeout=60)
    assert done.returncode == 2
    assert b"cannot write to standard output" in done.stderr


@pytest.mark.parametrize("name", ["rules", "evaluate", "check", "explain", "prove", "test", "report", "describe"])
def test_head_shows_the_first_lines_and_nothing_else(shop: Path, name: str) -> None:
    words = " ".join((SAMPLES | FILES)[name])
    script = f"{sys.executable} -m engine.cli.main {words} 2>errors | head -n 1; grep -c Traceback errors >&2"
    kept = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "LANG": "C.UTF-8"}
    done = subprocess.run(["bash", "-c", script], cwd=shop, env=kept, capture_output=True, check=False, timeout=60)
    assert (done.stdout.count(b"\n"), done.stderr) == (1, b"0\n")


def test_progress_is_only_for_a_terminal(shop: Path) -> None:
    with Path(os.devnull).open("wb") as nowhere:
        status, errors = run(("evaluate", "plan.yaml", "data.csv"), shop, stdout=nowhere.fileno())
    assert (status, b"\r" in errors) == (0, False)


Kpiplan = Callable[..., subprocess.CompletedProcess[str]]


def test_the_status_of_a_gone_reader_is_told(kpiplan: Kpiplan) -> None:
    assert "141" in kpiplan("--help").stdout
    assert "141" in kpiplan("--help", "--lang", "zh").stdout
