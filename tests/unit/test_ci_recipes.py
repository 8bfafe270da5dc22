"""The hook, the action and the pages' recipes for build servers: their commands are run as they stand, offline."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft4Validator

ROOT = Path(__file__).parents[2]
ACTION = ROOT / ".github" / "actions" / "check" / "action.yml"
SARIF = ROOT / "tests" / "data" / "sarif-schema-2.1.0.json"
WRONG = (ROOT / "tests" / "bad" / "gold-table-as-printed.yaml").read_text(encoding="utf-8")
RIGHT = (ROOT / "plans" / "presales.yaml").read_text(encoding="utf-8")


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """A repository with a right plan and, in a folder of its own, a wrong one; and `kpiplan` as it is installed."""
    for name, text in {"plans/presales.yaml": RIGHT, "draft plans/金牌 方案.yaml": WRONG}.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    command = tmp_path / "bin" / "kpiplan"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m engine "$@"\n', encoding="utf-8")
    command.chmod(0o755)
    return tmp_path


def bash(script: str, folder: Path, *arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """Run a script as GitHub does: it ends with the first command that fails; there is no network to be had."""
    kept = {"PATH": f"{folder / 'bin'}{os.pathsep}{os.environ['PATH']}", "PYTHONPATH": str(ROOT), "LANG": "C.UTF-8"}
    offline = dict.fromkeys(("http_proxy", "https_proxy", "PIP_INDEX_URL"), "http://127.0.0.1:9")
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script, "bash", *arguments],
        cwd=folder, env=kept | offline | settings, capture_output=True, encoding="utf-8", check=False, timeout=60,
    )  # fmt: skip


def run_action(folder: Path, **given: str) -> tuple[subprocess.CompletedProcess[str], str]:
    """The steps of the action with these inputs, the others as they are by default; and the step's outputs."""
    action = yaml.safe_load(ACTION.read_text(encoding="utf-8"))
    values = {f"inputs.{name}": str(value["default"]) for name, value in action["inputs"].items()}
    values |= {f"inputs.{name.replace('_', '-')}": value for name, value in given.items()}
    values["github.action_path"] = str(ACTION.parent)
    outputs = folder / "outputs"
    for step in action["runs"]["steps"]:
        assert "${{" not in step["run"], "what others may write comes by the environment, never into the script"
        filled = {k: re.sub(r"\$\{\{ (.+?) \}\}", lambda m: values[m[1]], v) for k, v in step["env"].items()}
        hosted = {"GITHUB_OUTPUT": str(outputs), "GITHUB_STEP_SUMMARY": str(folder / "summary.md")}
        done = bash(step["run"], folder, GITHUB_WORKSPACE=str(folder), **hosted, **filled)
        if done.returncode:
            break
    return done, outputs.read_text(encoding="utf-8")


def test_the_action_passes_right_plans(shop: Path) -> None:
    done, outputs = run_action(shop)
    assert (done.returncode, done.stdout, outputs) == (0, "", "status=0\n")
    assert (shop / "summary.md").read_text(encoding="utf-8").startswith("### kpiplan check: nothing was found\n")


def test_the_action_marks_wrong_plans(shop: Path) -> None:
    done, outputs = run_action(shop, paths="plans\n\ndraft plans\n", language="zh", sarif_file="out.sarif")
    assert (done.returncode, outputs) == (1, "status=1\n")
    assert done.stdout.startswith("::error file=draft plans/金牌 方案.yaml,line=")
    assert "30%25 没有对应的档" in done.stdout
    assert "| draft plans/金牌 方案.yaml | 1 | 0 | 0 |" in (shop / "summary.md").read_text(encoding="utf-8")
    document = json.loads((shop / "out.sarif").read_text(encoding="utf-8"))
    Draft4Validator(json.loads(SARIF.read_text(encoding="utf-8"))).validate(document)
    (result,) = document["runs"][0]["results"]
    file = result["locations"][0]["physicalLocation"]["artifactLocation"]
    assert file["uri"] == "draft%20plans/%E9%87%91%E7%89%8C%20%E6%96%B9%E6%A1%88.yaml"


def test_the_action_tells_what_could_not_be_checked(shop: Path) -> None:
    done, outputs = run_action(shop, paths="--help\nmissing.yaml")
    assert (done.returncode, outputs) == (2, "status=2\n")
    assert done.stdout.count("::error file=") == 2


def test_strict_is_passed_on(shop: Path) -> None:
    warned = RIGHT.replace("\ninputs:\n", "\ninputs:\n  unused: {type: count, default: 0}\n")
    (shop / "plans" / "warned.yaml").write_text(warned, encoding="utf-8")
    assert run_action(shop)[0].returncode == 0
    assert run_action(shop, strict="true")[0].returncode == 1


def hook() -> dict[str, Any]:
    (only,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    return dict(only)


def test_the_hook_runs_with_the_files_that_are_committed(shop: Path) -> None:
    files = ["plans/presales.yaml", "draft plans/金牌 方案.yaml"]
    assert bash(f'{hook()["entry"]} "$@"', shop, files[0]).returncode == 0
    done = bash(f'{hook()["entry"]} "$@"', shop, *files)
    assert done.returncode == 1
    assert "error[KPI412]" in done.stdout


@pytest.mark.parametrize(
    ("path", "looked_at"),
    [
        ("plans/a.yaml", True),
        ("shop/plans/2026/方案.yml", True),
        ("plans/data/a.csv", False),
        ("docs/plans.yaml", False),
        (".gitlab-ci.yml", False),
    ],
)
def test_the_hook_looks_at_plans_only(path: str, looked_at: bool) -> None:
    assert bool(re.search(hook()["files"], path)) is looked_at


def blocks() -> dict[str, Any]:
    """The files that docs/ci.md shows, by name."""
    text = (ROOT / "docs" / "ci.md").read_text(encoding="utf-8")
    found = re.findall(r"^```yaml (\S+)\n(.*?)^```$", text, re.M | re.S)
    return {name: yaml.safe_load(block) for name, block in found}


def test_the_page_shows_the_hook_and_the_action_as_they_are(shop: Path) -> None:
    (local,) = blocks()[".pre-commit-config.yaml"]["repos"][0]["hooks"]
    assert {key: local[key] for key in ("id", "name", "entry")} == {key: hook()[key] for key in ("id", "name", "entry")}
    *_, step = blocks()[".github/workflows/check-plans.yml"]["jobs"]["plans"]["steps"]
    assert ROOT.joinpath(*Path(step["uses"]).parts[1:], "action.yml") == ACTION
    done, _ = run_action(shop, **{name.replace("-", "_"): value for name, value in step["with"].items()})
    assert done.returncode == 0


@pytest.mark.parametrize(("folder", "status", "findings"), [("plans", 0, 0), ("draft plans", 1, 1)])
def test_the_job_for_gitlab(shop: Path, folder: str, status: int, findings: int) -> None:
    job = blocks()[".gitlab-ci.yml"]["plans"]
    script = "\n".join(job["script"]).replace(" plans", f" '{folder}'")
    assert bash(script, shop, CI_PROJECT_DIR=str(shop)).returncode == status
    reports = job["artifacts"]["reports"]
    issues = json.loads((shop / reports["codequality"]).read_text(encoding="utf-8"))
    assert [issue["location"]["path"] for issue in issues] == ["draft plans/金牌 方案.yaml"] * findings
    assert f'failures="{findings}"' in (shop / reports["junit"]).read_text(encoding="utf-8")


def test_paths_are_told_from_the_repository_also_in_a_folder_of_it(shop: Path) -> None:
    for name in ("GITHUB_WORKSPACE", "CI_PROJECT_DIR"):
        told = bash("cd 'draft plans' && kpiplan check --format gitlab . || true", shop, **{name: str(shop)})
        assert json.loads(told.stdout)[0]["location"]["path"] == "draft plans/金牌 方案.yaml"
    alone = bash("cd 'draft plans' && kpiplan check --format gitlab . || true", shop)
    assert json.loads(alone.stdout)[0]["location"]["path"] == "金牌 方案.yaml"


def test_a_summary_that_cannot_be_written_changes_nothing(shop: Path) -> None:
    done = bash("kpiplan check --format github plans", shop, GITHUB_STEP_SUMMARY=str(shop / "no" / "such"))
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr.startswith("kpiplan: cannot write the summary ")


def test_a_report_that_cannot_be_written_is_no_pass(shop: Path) -> None:
    done = bash("kpiplan check --format sarif -o no/such.sarif plans", shop)
    assert done.returncode == 2
    assert "KPI802" in done.stderr
