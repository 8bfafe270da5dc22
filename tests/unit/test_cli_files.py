"""Files that cannot be read or written, and outputs that take no more: a message and a status, never a traceback."""

import os
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from engine.cli.files import RULES, plan_files, read_plan
from engine.diagnostics.model import Diagnostic, Rule

Kpiplan = Callable[..., subprocess.CompletedProcess[str]]
ROOT = Path(__file__).parents[2]
PLANLESS = ["notes.txt", "deep/er/readme.md", ".hidden/plan.yaml"]


def touch(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("kpi_plan: 1\n", encoding="utf-8")


def reasons(path: str) -> str:
    (found,) = read_plan(path).diagnostics
    return found.message.en


def shell(command: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run through bash with `kpiplan` as a word."""
    python = f"{shlex.quote(sys.executable)} -m engine.cli.main"
    return subprocess.run(
        ["bash", "-c", f'kpiplan() {{ {python} --lang en "$@"; }}; {command}'],
        cwd=cwd,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=60,
    )


def test_a_plan_is_read_as_bytes(tmp_path: Path) -> None:
    (tmp_path / "p.yaml").write_bytes(b"\xff\x00")
    assert read_plan(str(tmp_path / "p.yaml")).value == b"\xff\x00"


@pytest.mark.parametrize(("size", "kept"), [(1_000_000, 1_000_000), (1_000_001, 1_000_001), (5_000_000, 1_000_001)])
def test_no_more_is_read_than_shows_that_it_is_too_much(tmp_path: Path, size: int, kept: int) -> None:
    (tmp_path / "p.yaml").write_bytes(b"#" * size)
    assert len(read_plan(str(tmp_path / "p.yaml")).value or b"") == kept


def test_what_is_not_a_regular_file_is_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert reasons(str(tmp_path / "pipe")).endswith(": it is not a regular file")
    assert reasons("/dev/zero") == "cannot read /dev/zero: it is not a regular file"
    assert reasons(str(tmp_path)).endswith(": it is a folder")
    assert reasons(str(tmp_path / "no.yaml")).endswith(": there is no such file")
    assert reasons(str(tmp_path / ("x" * 300))).endswith(": the name is too long")
    (tmp_path / "loop").symlink_to("loop")
    assert "cannot read" in reasons(str(tmp_path / "loop"))


def test_a_folder_means_the_plans_in_it(tmp_path: Path) -> None:
    touch(tmp_path, "b.yaml", "a.yml", "deep/c.yaml", *PLANLESS)
    names = [Path(str(file)).relative_to(tmp_path).as_posix() for file in plan_files([str(tmp_path)])]
    assert names == ["a.yml", "b.yaml", "deep/c.yaml"]


def test_every_plan_once_in_the_order_asked_for(tmp_path: Path) -> None:
    touch(tmp_path, "a.yaml", "b.yaml")
    a, b = str(tmp_path / "a.yaml"), str(tmp_path / "b.yaml")
    assert list(plan_files([b, str(tmp_path), b])) == [b, a]


def test_a_folder_without_plans_is_a_finding(tmp_path: Path) -> None:
    touch(tmp_path, *PLANLESS)
    (found,) = plan_files([str(tmp_path)])
    assert isinstance(found, Diagnostic)
    assert found.code == "KPI804"


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_the_examples_of_the_rules(tmp_path: Path, rule: Rule) -> None:
    (tmp_path / "empty").mkdir()
    assert shell("kpiplan new plan.yaml", tmp_path).returncode == 0
    bad = shell(rule.bad.removeprefix("$ "), tmp_path)
    assert bad.returncode == 2
    assert f"error[{rule.code}] {rule.name}: " in bad.stdout + bad.stderr
    good = shell(rule.good.removeprefix("$ "), tmp_path)
    assert (good.returncode, good.stderr) == (0, "")


def test_a_closed_pipe_ends_quietly(tmp_path: Path) -> None:
    done = shell("(sleep 0.3; kpiplan rule; echo $? >&2) | true", tmp_path)
    assert done.stderr == "141\n"


@pytest.mark.parametrize("command", ["rule", "new -", "schema result", "--help", "check missing.yaml"])
def test_a_full_disk_behind_standard_output_is_said(tmp_path: Path, command: str) -> None:
    done = shell(f"kpiplan {command} > /dev/full", tmp_path)
    assert done.returncode == 2
    assert done.stderr == (
        "kpiplan: cannot write to standard output: the disk is full; the result is not complete, do not use it\n"
    )


def test_a_closed_standard_output_is_said(tmp_path: Path) -> None:
    done = shell("kpiplan rule >&-", tmp_path)
    assert done.returncode == 2
    assert "cannot write to standard output" in done.stderr


def test_closed_streams_do_not_hide_the_status(tmp_path: Path) -> None:
    assert shell("kpiplan check missing.yaml 2>&-", tmp_path).returncode == 2
    assert shell("kpiplan chek 2>&-", tmp_path).returncode == 2
    done = shell("kpiplan check - <&-", tmp_path)
    assert done.returncode == 2
    assert "standard input is closed" in done.stdout


def test_new_writes_once(tmp_path: Path, kpiplan: Kpiplan) -> None:
    done = kpiplan("new")
    assert (done.returncode, done.stdout, done.stderr) == (0, "wrote plan.yaml; next: kpiplan check plan.yaml\n", "")
    before = (tmp_path / "plan.yaml").read_bytes()
    done = kpiplan("new", "--lang", "zh")
    assert (done.returncode, done.stdout) == (2, "")
    assert "KPI803" in done.stderr
    assert (tmp_path / "plan.yaml").read_bytes() == before


def test_new_that_cannot_write_leaves_nothing(tmp_path: Path) -> None:
    done = shell("ulimit -f 1; trap '' XFSZ; kpiplan new", tmp_path)
    assert done.returncode == 2
    assert "error[KPI802] cannot-write-file" in done.stderr
    assert not (tmp_path / "plan.yaml").exists()


def test_new_on_standard_output_is_the_file(tmp_path: Path, kpiplan: Kpiplan) -> None:
    for language in ("zh", "en"):
        kpiplan("new", f"{language}.yaml", "--lang", language)
        assert kpiplan("new", "-", "--lang", language).stdout == (tmp_path / f"{language}.yaml").read_text("utf-8")


def test_an_output_without_chinese_gets_codes_instead_of_a_traceback(kpiplan: Kpiplan) -> None:
    done = kpiplan("rule", "KPI801", "--lang", "zh", PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert done.returncode == 0
    assert "KPI801 cannot-read-file (\\u9519\\u8bef)" in done.stdout
