"""`kpiplan check --fix` and `--diff`: what is shown, what is written, and that a file is never half mended."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from engine.base.limits import PLAN_BYTES
from engine.cli.starter import STARTER
from tests.unit.ptys import ROOT, on_a_terminal

Kpiplan = Callable[..., subprocess.CompletedProcess[str]]
SLIPS = STARTER.zh.replace("\nperiod: ", "\nperiod：")
MENDED = STARTER.zh
HOLE = "tables:\n  t:\n    on: sales\n    bands:\n      - {below: 1, bonus: 0}\n      - {above: 2, bonus: 1}\n"


def bytes_of(text: str) -> bytes:
    """As Windows' Notepad writes it."""
    return b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode()


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    file = tmp_path / "方案.yaml"
    file.write_bytes(bytes_of(SLIPS))
    return file


def test_the_example_has_a_slip() -> None:
    assert SLIPS != MENDED


def test_fix_mends_the_file_and_shows_what_it_did(kpiplan: Kpiplan, plan: Path) -> None:
    done = kpiplan("check", "--fix", plan.name, "--lang", "zh")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(f"--- {plan.name}\n+++ {plan.name}\n@@ ")
    assert f"\n{plan.name}：自动改正了 1 处\n" in done.stdout
    assert plan.read_bytes() == bytes_of(MENDED)


def test_diff_shows_the_same_and_writes_nothing(kpiplan: Kpiplan, plan: Path) -> None:
    before = plan.read_bytes()
    shown = kpiplan("check", "--diff", plan.name)
    assert (shown.returncode, shown.stderr, plan.read_bytes()) == (1, "", before)
    assert kpiplan("check", "--fix", plan.name).stdout.startswith(shown.stdout)
    again = kpiplan("check", "--diff", plan.name)
    assert (again.returncode, again.stdout) == (0, "")


def test_a_check_says_that_something_can_be_mended(kpiplan: Kpiplan, plan: Path) -> None:
    last = kpiplan("check", plan.name).stdout.splitlines()[-1]
    assert last == f"1 of them can be mended: kpiplan check --fix {plan.name}"
    plan.write_bytes(bytes_of(MENDED))
    assert "mended" not in kpiplan("check", plan.name).stdout


def test_diff_of_standard_input(kpiplan: Kpiplan) -> None:
    done = kpiplan("check", "--diff", "-", stdin=SLIPS)
    assert done.returncode == 1
    assert done.stdout.startswith("--- <stdin>\n+++ <stdin>\n")


def test_what_is_left_decides_the_status(kpiplan: Kpiplan, tmp_path: Path) -> None:
    text = kpiplan("new", "-", "--lang", "en").stdout
    (tmp_path / "p.yaml").write_text(
        text.replace("period: month", "period: mnth") + "\nnonsense: 1\n", encoding="utf-8"
    )
    done = kpiplan("check", "--fix", "p.yaml")
    assert done.returncode == 1
    assert "period: month" in (tmp_path / "p.yaml").read_text(encoding="utf-8")
    assert "error[KPI201]" in done.stdout


def test_a_fix_that_is_not_made_is_told(kpiplan: Kpiplan, tmp_path: Path) -> None:
    text = kpiplan("new", "-", "--lang", "en").stdout.replace("\ncurrency: CNY", "\ncurency: CNY\ncurrancy: USD")
    (tmp_path / "p.yaml").write_text(text, encoding="utf-8")
    done = kpiplan("check", "--fix", "p.yaml")
    assert done.returncode == 1
    assert "error[KPI201] unknown-key: `currancy`" in done.stdout
    assert "\ncurrency: CNY\ncurrancy: USD" in (tmp_path / "p.yaml").read_text(encoding="utf-8")


def test_where_a_fix_would_bring_up_another_finding_nothing_is_written(kpiplan: Kpiplan, tmp_path: Path) -> None:
    text = f"kpi_plan: 1\nid: x\nperson: a\ninputs:\n  sales: {{type: money, min: 0}}\ntabels:\n{HOLE[8:]}"
    text += "salary:\n  lines:\n    base: sales\n"
    (tmp_path / "p.yaml").write_text(text, encoding="utf-8")
    done = kpiplan("check", "--fix", "p.yaml")
    assert done.returncode == 1
    assert "note[KPI806] fix-not-applied: KPI201 was not mended by itself, which would" in done.stdout
    assert (tmp_path / "p.yaml").read_text(encoding="utf-8") == text
    assert kpiplan("check", "--diff", "p.yaml").stdout == ""


ORDINARY = ("setpriv", "--bounding-set=-dac_override,-dac_read_search", "--") if os.geteuid() == 0 else ()
"""What takes from root what writes into every folder."""


@pytest.mark.skipif(bool(ORDINARY) and shutil.which("setpriv") is None, reason="root, and no setpriv")
def test_a_file_that_cannot_be_written_stays_and_is_no_pass(plan: Path, tmp_path: Path) -> None:
    folder = tmp_path / "locked"
    folder.mkdir()
    (folder / "p.yaml").write_bytes(plan.read_bytes())
    folder.chmod(0o555)
    command = [*ORDINARY, sys.executable, "-m", "engine", "check", "--fix", "locked/p.yaml"]
    kept = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "LANG": "C.UTF-8"}
    done = subprocess.run(command, cwd=tmp_path, env=kept, capture_output=True, encoding="utf-8", check=False)
    folder.chmod(0o755)
    assert done.returncode == 2
    assert "KPI802" in done.stdout
    assert (folder / "p.yaml").read_bytes() == plan.read_bytes()


def test_permissions_and_links_stay(kpiplan: Kpiplan, plan: Path, tmp_path: Path) -> None:
    plan.chmod(0o640)
    (tmp_path / "link.yaml").symlink_to(plan.name)
    assert kpiplan("check", "--fix", "link.yaml").returncode == 0
    assert (tmp_path / "link.yaml").is_symlink()
    assert plan.read_bytes() == bytes_of(MENDED)
    assert plan.stat().st_mode & 0o777 == 0o640
    assert sorted(p.name for p in tmp_path.iterdir()) == ["link.yaml", plan.name]


def test_a_folder_is_mended_plan_by_plan(kpiplan: Kpiplan, plan: Path, tmp_path: Path) -> None:
    (tmp_path / "sound.yaml").write_text(STARTER.en, encoding="utf-8")
    (tmp_path / "gbk.yaml").write_bytes(SLIPS.encode("gb18030"))
    (tmp_path / "large.yaml").write_bytes(b"#" * (PLAN_BYTES + 1))
    done = kpiplan("check", "--fix", ".")
    assert done.returncode == 1
    assert "error[KPI101] not-utf8" in done.stdout
    assert (tmp_path / "gbk.yaml").read_bytes() == SLIPS.encode("gb18030")
    assert (tmp_path / "sound.yaml").read_text(encoding="utf-8") == STARTER.en
    assert plan.read_bytes() == bytes_of(MENDED)


def test_programs_get_the_fixes_and_may_ask_for_them(kpiplan: Kpiplan, plan: Path) -> None:
    (found, *_) = [
        d for d in json.loads(kpiplan("check", plan.name, "--format", "json").stdout)["diagnostics"] if d["fix"]
    ]
    (edit,) = found["fix"]["edits"]
    line = plan.read_bytes().decode("utf-8-sig").splitlines()[edit["place"]["line"] - 1]
    assert line[edit["place"]["column"] - 1 : edit["place"]["end_column"] - 1] == "："
    assert edit["text"].startswith(":")
    after = kpiplan("check", "--fix", plan.name, "--format", "json")
    assert [d["fix"] for d in json.loads(after.stdout)["diagnostics"] if d["fix"]] == []


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--fix", "--diff", "p.yaml"], "say either --fix or --diff"),
        (["--fix", "-"], "--fix needs a file to mend; use --diff for standard input"),
        (["--diff", "p.yaml", "--format", "json"], "--diff shows the changes alone, not with --format or -o"),
    ],
)
def test_what_cannot_be_asked_for(kpiplan: Kpiplan, arguments: list[str], said: str) -> None:
    done = kpiplan("check", *arguments)
    assert (done.returncode, done.stderr.splitlines()[0]) == (2, f"kpiplan check: {said}")


def test_an_unreadable_file_is_no_empty_difference(kpiplan: Kpiplan) -> None:
    done = kpiplan("check", "--diff", "missing.yaml")
    assert (done.returncode, done.stdout) == (2, "")
    assert "KPI801" in done.stderr


def test_a_difference_on_a_terminal_hides_nothing(tmp_path: Path) -> None:
    (tmp_path / "p.yaml").write_text(STARTER.en.replace("\nperson:", "\u200b\nperson:"), encoding="utf-8")
    screen = on_a_terminal(("check", "--diff", "p.yaml"), tmp_path)
    assert "\u200b" not in screen.sent
    assert "\\u200b" in screen.text
    assert "\x1b[1;31m-" in screen.sent
    assert "\x1b" not in on_a_terminal(("check", "--diff", "p.yaml"), tmp_path, NO_COLOR="1").sent
