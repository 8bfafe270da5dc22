"""`kpiplan explain` as it is used: a page, a folder for the team, safe names, nothing by halves."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

Kpiplan = Callable[..., subprocess.CompletedProcess[str]]
ROOT = Path(__file__).parents[3]

PLAN = """
kpi_plan: 1
id: t
title: 提成方案
person: 工号
inputs:
  sales: {type: money, label: 销售额, min: 0, max: 1000000}
salary: {lines: {pay: {label: 提成, tag: commission, formula: sales × 1%}}}
"""
DATA = "工号,sales\n007,1000\n../x,2000\n王小明,3000\n,\na b,oops\n"


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    (tmp_path / "方案.yaml").write_text(PLAN, encoding="utf-8")
    (tmp_path / "三月.csv").write_text(DATA, encoding="utf-8")
    return tmp_path


def test_a_folder_has_a_page_for_each_and_says_who_has_none(kpiplan: Kpiplan, shop: Path) -> None:
    done = kpiplan("explain", "方案.yaml", "三月.csv", "-o", "工资条/", "--lang", "zh")
    assert done.returncode == 1
    names = sorted(file.name for file in (shop / "工资条").iterdir())
    assert names[0] == "007.html"
    assert {"index.html", "王小明.html"} < set(names)
    assert [name for name in names if name.startswith(".._x-") or name.startswith("_x-")] == [names[1]]
    assert len(names) == 4
    assert not (shop / "x.html").exists()
    index = (shop / "工资条" / "index.html").read_text(encoding="utf-8")
    assert '<a href="%E7%8E%8B%E5%B0%8F%E6%98%8E.html">王小明</a>' in index
    assert "<strong>a b</strong> (行 6)" in index
    assert "KPI505" in index
    for name in names:
        assert "index.html" not in (shop / "工资条" / name).read_text(encoding="utf-8")


@pytest.mark.parametrize(("form", "ending"), [("text", "txt"), ("json", "json")])
def test_a_folder_of_another_form(kpiplan: Kpiplan, shop: Path, form: str, ending: str) -> None:
    kpiplan("explain", "方案.yaml", "三月.csv", "-o", "f/", "--format", form)
    assert "30.00" in (shop / "f" / f"index.{ending}").read_text(encoding="utf-8")
    assert "王小明" in (shop / "f" / f"王小明.{ending}").read_text(encoding="utf-8")


def test_one_page_for_one_person(kpiplan: Kpiplan, shop: Path) -> None:
    done = kpiplan("explain", "方案.yaml", "三月.csv", "--who", "王小明", "-o", "王小明.html", "--lang", "zh")
    assert done.returncode == 1  # others of the table cannot be paid
    page = (shop / "王小明.html").read_text(encoding="utf-8")
    assert page.startswith('<!doctype html>\n<html lang="zh-Hans">')
    assert "30.00" in page
    assert "007" not in page


def test_a_page_of_several_people_is_asked_about(kpiplan: Kpiplan, shop: Path) -> None:
    done = kpiplan("explain", "方案.yaml", "三月.csv", "--format", "html")
    assert (done.returncode, done.stdout) == (2, "")
    assert (
        "a page holds one person, and here are 3: choose one with --who, or write a page each with -o FOLDER/"
        in done.stderr
    )
    what = kpiplan("explain", "方案.yaml", "三月.csv", "--format", "html", "--what", "pay")
    assert (what.returncode, what.stdout) == (2, "")


def test_one_value_as_json(kpiplan: Kpiplan, shop: Path) -> None:
    done = kpiplan("explain", "方案.yaml", "三月.csv", "--who", "007", "--what", "提成", "--format", "json")
    told = json.loads(done.stdout)
    assert (told["person"], told["name"], told["value"]) == ("007", "pay", "10")


def test_the_data_of_a_payslip(kpiplan: Kpiplan, shop: Path) -> None:
    done = kpiplan("explain", "方案.yaml", "三月.csv", "--format", "json")
    told = [json.loads(line) for line in done.stdout.splitlines()]
    assert [one["person"] for one in told] == ["007", "../x", "王小明"]
    assert all(one["outlook"]["curve"]["own"]["pay"] for one in told)


def test_a_folder_that_cannot_be_written(kpiplan: Kpiplan, shop: Path) -> None:
    done = kpiplan("explain", "方案.yaml", "三月.csv", "-o", "不存在/工资条/")
    assert done.returncode == 2
    assert "KPI802" in done.stderr


def test_the_same_again_is_the_same_bytes(kpiplan: Kpiplan, shop: Path) -> None:
    for folder in ("a/", "b/"):
        kpiplan("explain", "方案.yaml", "三月.csv", "-o", folder)
    for file in (shop / "a").iterdir():
        assert file.read_bytes() == (shop / "b" / file.name).read_bytes()


def _files(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir()}


@pytest.mark.parametrize("there", [False, True])
@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("zh", r"一份工资条也没有写（做好了 [\d,]+ 份，共 20,000 份），文件夹和原来一样；请再运行一次"),
        ("en", r"no payslip was written \([\d,]+ of 20,000 were ready\), and the folder is as it was; run it again"),
    ],
)
@pytest.mark.skipif(os.name == "nt", reason="signals of Unix")
def test_an_interruption_leaves_the_folder_as_it_was_and_says_so(
    kpiplan: Kpiplan, shop: Path, there: bool, language: str, told: str
) -> None:
    """Half of March's payslips among February's would pass for all of March's."""
    if there:
        kpiplan("explain", "方案.yaml", "三月.csv", "-o", "f/")
    before = _files(shop / "f") if there else {}
    rows = "".join(f"p{n},{n}\n" for n in range(1, 20_000))
    (shop / "large.csv").write_text(f"工号,sales\n{rows}007,5\n", encoding="utf-8")
    command = [sys.executable, "-m", "engine", "explain", "方案.yaml", "large.csv", "-o", "f/", "--lang", language]
    settings = {**os.environ, "PYTHONPATH": str(ROOT), "LANG": "C.UTF-8"}
    program = subprocess.Popen(command, cwd=shop, env=settings, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    while program.poll() is None and not list(shop.glob("f/.*.part/p*.html")):
        time.sleep(0.05)
    program.send_signal(signal.SIGINT)
    _, errors = program.communicate(timeout=60)
    assert program.returncode == 130
    assert re.search(told, errors.decode())
    assert (shop / "f").exists() == there
    assert not there or _files(shop / "f") == before


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="limits the size of files")
def test_a_full_disk_leaves_the_folder_as_it_was_and_says_so(kpiplan: Kpiplan, shop: Path) -> None:
    kpiplan("explain", "方案.yaml", "三月.csv", "-o", "f/")
    before = _files(shop / "f")
    large = max(map(len, before.values()))
    (shop / "april.csv").write_text(DATA.replace("1000", "4000"), encoding="utf-8")
    program = (
        "import resource, signal, sys; signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        f"resource.setrlimit(resource.RLIMIT_FSIZE, ({large - 1}, {large - 1}))\n"
        "from engine.cli.main import main; sys.exit(main())"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, "explain", "方案.yaml", "april.csv", "-o", "f/", "--lang", "en"],
        cwd=shop, env={**os.environ, "PYTHONPATH": str(ROOT), "LANG": "C.UTF-8"}, capture_output=True,
        encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode == 2
    assert "error[KPI802]" in done.stderr
    assert re.search(r"no payslip was written \([0-2] of 3 were ready\), and the folder is as it was", done.stderr)
    assert _files(shop / "f") == before


LATE = """
import sys
moved = []
def stop(event, found):
    if event == "os.rename" and ".part" in str(found[0]):
        moved.append(found)
        if len(moved) == 2:
            raise KeyboardInterrupt
sys.addaudithook(stop)
from engine.cli.main import main
sys.exit(main())
"""
"""Somebody stops it while the second page takes its place."""


def test_an_interruption_that_comes_too_late_says_that_all_is_written(shop: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", LATE, "explain", "方案.yaml", "三月.csv", "-o", "f/", "--lang", "en"],
        cwd=shop, env={**os.environ, "PYTHONPATH": str(ROOT), "LANG": "C.UTF-8"}, capture_output=True,
        encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode == 130
    assert "3 payslips and the index are all written\n" in done.stderr
    assert {"007.html", "index.html", "王小明.html"} < set(_files(shop / "f"))
    assert len(_files(shop / "f")) == 4


YEN = """\
kpi_plan: 1
id: yen
person: agent
currency: JPY
inputs:
  base: {type: money, min: 0}
  fine: {type: money, min: 0}
salary:
  lines: {pay: base, less: -fine}
  may_be_negative: true
"""


def test_amounts_have_the_decimals_of_the_currency(kpiplan: Kpiplan, tmp_path: Path) -> None:
    (tmp_path / "yen.yaml").write_text(YEN, encoding="utf-8")
    (tmp_path / "yen.csv").write_text("agent,base,fine\nA,3000,100\n", encoding="utf-8")
    said = kpiplan("explain", "yen.yaml", "yen.csv", "--lang", "en").stdout.split("This month")[0]
    assert ("3,000" in said, "-100" in said, "2,900" in said, ".00" in said) == (True, True, True, False)
