"""Every block of the README and of the written pages in docs/ is run, and prints what stands there."""

import doctest
import os
import re
import stat
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml

from engine import check_plan

ROOT = Path(__file__).parents[1]
PAGES = (
    "README.md",
    "docs/ci.md",
    "docs/data.md",
    "docs/excel.md",
    "docs/explain.md",
    "docs/integers.md",
    "docs/payslip.md",
    "docs/plan-tests.md",
    "docs/prove.md",
    "docs/python.md",
    "docs/report.md",
    "docs/scale.md",
    "docs/sql.md",
)
CHINESE_HALF = "# 中文说明"

PAY_A_TEAM = (
    'python3 -m venv --without-pip .venv && python3 -m pip --python .venv install -q pip -e ".[excel]" && '
    ".venv/bin/kpiplan evaluate plans/presales.yaml plans/data/presales.csv"
)
RUN_THE_TESTS = (
    "python3 -m venv --without-pip .venv && python3 -m pip --python .venv install -q pip -e "
    '".[test]" && .venv/bin/python -m pytest -n auto'
)
"""The two commands, which `.ci/run` and `tests/packaging` run; a change here is a change there."""

BLOCK = re.compile(r"^```(?P<kind>\w+)(?: (?P<file>\S+))?\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Block:
    """One fenced block: its language, the file it stands for, its text, the language of its half of the page."""

    page: str
    line: int
    kind: str
    file: str
    text: str
    chinese: bool

    @property
    def place(self) -> str:
        return f"{self.page}:{self.line}"


def blocks(page: str) -> Iterator[Block]:
    text = (ROOT / page).read_text(encoding="utf-8")
    half = text.find(CHINESE_HALF) if CHINESE_HALF in text else len(text)
    for match in BLOCK.finditer(text):
        line = text.count("\n", 0, match.start()) + 1
        yield Block(page, line, match["kind"], match["file"] or "", match["text"], match.start() > half)


ALL = [block for page in PAGES for block in blocks(page)]
FILES = [block for block in ALL if block.file]


def of(kind: str) -> list[Block]:
    return [block for block in ALL if block.kind == kind]


def place(block: Block) -> str:
    return block.place


def furnish(folder: Path) -> Path:
    """Give a folder every file that the pages show, the project's plans, and `kpiplan` in `bin`."""
    for block in FILES:
        file = folder / block.file
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(block.text, encoding="utf-8")
    (folder / "plans").symlink_to(ROOT / "plans")
    command = folder / "bin" / "kpiplan"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m engine "$@"\n', encoding="utf-8")
    command.chmod(command.stat().st_mode | stat.S_IXUSR)
    return folder


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    return furnish(tmp_path)


def shell(command: str, folder: Path, *, chinese: bool = False, before: int = 0) -> subprocess.CompletedProcess[str]:
    """Run a line as a reader would type it; `before` is the status of the line above it."""
    settings = {
        "PATH": f"{folder / 'bin'}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
        "LANG": "zh_CN.UTF-8" if chinese else "en_US.UTF-8",
        "PYTHONUTF8": "1",
        "COLUMNS": "80",
    }
    return subprocess.run(
        ["bash", "-c", f"(exit {before})\n{command}"],
        cwd=folder,
        env=settings,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )


def printed(block: Block, folder: Path) -> str:
    """The commands of a console block, each with what it prints now."""
    status, text = 0, ""
    for line in block.text.splitlines():
        if line.startswith("$ "):
            done = shell(line.removeprefix("$ "), folder, chinese=block.chinese, before=status)
            status, text = done.returncode, f"{text}{line}\n{done.stdout}"
    return text


def test_every_block_is_of_a_kind_that_is_run() -> None:
    assert {block.kind for block in ALL} <= {"sh", "yaml", "csv", "console", "pycon", "python", "text"}
    assert [block.place for block in ALL if block.kind in ("yaml", "csv", "python") and not block.file] == []
    assert {block.page for block in of("python")} == {"docs/scale.md"}, "run by tests/unit/distributed/test_recipes.py"
    fences = sum((ROOT / page).read_text(encoding="utf-8").count("\n```") for page in PAGES)
    assert fences == 2 * len(ALL)


def test_the_two_commands_are_the_ones_that_ci_runs() -> None:
    assert [block.text for block in of("sh")] == [f"{PAY_A_TEAM}\n", f"{RUN_THE_TESTS}\n"]


@pytest.mark.parametrize("block", of("console"), ids=place)
def test_a_console_prints_what_stands_there(block: Block, shop: Path) -> None:
    assert printed(block, shop) == block.text, "run: python -m tests.refresh_pages"


@pytest.mark.parametrize("block", [b for b in of("yaml") if not b.file.startswith(".")], ids=place)
def test_a_plan_is_right_or_shown_to_be_wrong(block: Block) -> None:
    found = {finding.code for finding in check_plan(block.text.encode(), block.file).diagnostics}
    shown = {code for b in of("console") for code in re.findall(r"KPI\d{3}", b.text) if f"check {block.file}" in b.text}
    assert found == shown


@pytest.mark.parametrize("page", [b for b in PAGES if any(x.page == b and x.kind == "pycon" for x in ALL)])
def test_python(page: str, shop: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(shop)
    session = "\n".join(b.text for b in of("pycon") if b.page == page)
    test = doctest.DocTestParser().get_doctest(session, {}, page, page, 0)
    result = doctest.DocTestRunner().run(test)
    assert (result.failed, result.attempted > 0) == (0, True)


def test_the_workflow_checks_plans(shop: Path) -> None:
    (block,) = (b for b in of("yaml") if b.file.startswith(".") and b.page == "README.md")
    steps = yaml.safe_load(block.text)["jobs"]["plans"]["steps"]
    install, check = [step["run"] for step in steps if "run" in step]
    assert install == "python -m pip install ./kpiplan"
    done = shell(check, shop)
    assert (done.returncode, done.stdout) == (0, "")
    assert shell(check.replace("plans", "gold.yaml"), shop).returncode == 1


def anchors(page: Path) -> set[str]:
    """The places in a page that a link may name: its headings, as GitHub names them, and its ids."""
    text = page.read_text(encoding="utf-8")
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w -]", "", h).strip().lower().replace(" ", "-") for h in headings} | set(
        re.findall(r'<a id="([^"]+)">', text)
    )


@pytest.mark.parametrize("page", ["README.md", *sorted(f"docs/{file.name}" for file in (ROOT / "docs").glob("*.md"))])
def test_links_lead_somewhere(page: str) -> None:
    text = re.sub(r"^```.*?^```$", "", (ROOT / page).read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    for target, fragment in re.findall(r"\]\(([^)#\s]*)#?([^)\s]*)\)", text):
        file = (ROOT / page).parent / target if target else ROOT / page
        assert file.exists(), target
        assert not fragment or fragment in anchors(file), f"{target}#{fragment}"


def test_the_layout_is_there() -> None:
    (layout,) = of("text")
    assert [line for line in layout.text.splitlines() if not (ROOT / line.split()[0]).exists()] == []


def test_every_guarantee_names_tests_that_exist() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    promises = text.split("## What you can rely on\n")[1].split("\n## ")[0]
    items = re.split(r"^\d+\. ", promises, flags=re.MULTILINE)[1:]
    named = [re.findall(r"`(tests/\S+?\.py)::(\w+)`", item) for item in items]
    assert len(items) > 1
    assert all(named)
    for path, name in (test for tests in named for test in tests):
        assert f"\ndef {name}(" in (ROOT / path).read_text(encoding="utf-8"), f"{path}::{name}"
