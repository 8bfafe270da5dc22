"""`kpiplan new --list` and `--like`: the example plans that come with the engine."""

import subprocess
from collections.abc import Callable
from pathlib import Path

from engine.resources import example_names, example_text, schema_text

Kpiplan = Callable[..., subprocess.CompletedProcess[str]]
ROOT = Path(__file__).parents[2]


def test_the_example_plans_are_those_of_the_project(kpiplan: Kpiplan) -> None:
    names = sorted(file.stem for file in (ROOT / "plans").glob("*.yaml"))
    assert list(example_names()) == names
    listed = kpiplan("new", "--list").stdout.splitlines()
    assert [line.removeprefix("--like ") for line in listed if line.startswith("--like ")] == names


def test_a_copy_checks_and_pays(kpiplan: Kpiplan, tmp_path: Path) -> None:
    assert kpiplan("new", "--like", "presales", "mine.yaml").returncode == 0
    assert (tmp_path / "mine.yaml").read_text(encoding="utf-8") == example_text("presales")
    assert kpiplan("check", "mine.yaml").returncode == 0
    assert kpiplan("evaluate", "mine.yaml", str(ROOT / "plans/data/presales.csv")).returncode == 0


def test_a_copy_has_its_schema_beside_itself() -> None:
    assert all("../schemas" not in example_text(name) for name in example_names())


def test_an_unknown_name_is_offered_the_nearest(kpiplan: Kpiplan) -> None:
    done = kpiplan("new", "--like", "preslaes")
    assert (done.returncode, done.stdout) == (2, "")
    said = "kpiplan new: there is no example plan {}\ntry kpiplan new --help\n"
    assert done.stderr == said.format("preslaes; did you mean presales?")
    assert kpiplan("new", "--like", "xyz").stderr == said.format("xyz; --list names them all")


def test_the_printed_schemas_are_the_files(kpiplan: Kpiplan) -> None:
    plan, result = kpiplan("schema", "plan").stdout, kpiplan("schema", "result").stdout
    assert (plan, result) == (schema_text("plan"), schema_text("result"))
    assert plan == (ROOT / "schemas" / "plan.schema.json").read_text(encoding="utf-8")
    assert result == (ROOT / "schemas" / "result.schema.json").read_text(encoding="utf-8")


def test_a_construct_can_be_asked_for(kpiplan: Kpiplan, tmp_path: Path) -> None:
    assert kpiplan("new", "--with", "steps", "steps.yaml").returncode == 0
    assert "steps: {above: 10" in (tmp_path / "steps.yaml").read_text(encoding="utf-8")
    assert kpiplan("check", "steps.yaml", "--strict").returncode == 0
    wrong = kpiplan("new", "--with", "stepps")
    assert (wrong.returncode, wrong.stderr.splitlines()[0]) == (
        2,
        "kpiplan new: there is no construct stepps; did you mean steps?",
    )
    assert kpiplan("new", "--with", "steps", "--like", "presales").returncode == 2


def test_the_keys_are_those_of_the_language_or_as_asked(kpiplan: Kpiplan, tmp_path: Path) -> None:
    def begins(*arguments: str) -> str:
        done = kpiplan("new", "-", *arguments)
        return next(line for line in done.stdout.splitlines() if not line.startswith("#")).partition(":")[0]

    assert [begins("--lang", language, *with_) for language in ("zh", "en") for with_ in ((), ("--with", "steps"))] == [
        "方案语言", "方案语言", "kpi_plan", "kpi_plan",
    ]  # fmt: skip
    assert begins("--lang", "zh", "--keys", "en") == "kpi_plan"
    assert begins("--keys", "zh", "--like", "presales") == "方案语言"
    assert kpiplan("new", "--lang", "zh", "方案.yaml").returncode == 0
    assert kpiplan("check", "--strict", "方案.yaml").returncode == 0
