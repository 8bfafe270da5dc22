"""An editable install and a built wheel, each in a fresh virtual environment away from the checkout (needs PyPI)."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

ROOT = Path(__file__).parents[2]
PARTS = ("engine", "plans", "schemas", "pyproject.toml", "README.md", "LICENSE")
WINDOWS = os.name == "nt"


def run(*command: str | Path, cwd: Path) -> str:
    """What a command prints, in an environment that knows nothing of the checkout."""
    settings = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "KPIPLAN"))}
    done = subprocess.run(
        [str(word) for word in command],
        cwd=cwd,
        env={**settings, "PYTHONUTF8": "1", "LANG": "en_US.UTF-8", "LC_ALL": "en_US.UTF-8"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout


def pip(*words: str | Path, cwd: Path) -> None:
    run(sys.executable, "-m", "pip", *words, "--quiet", "--disable-pip-version-check", cwd=cwd)


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A copy of what the package is made from."""
    copy = tmp_path / "source"
    copy.mkdir()
    for part in PARTS:
        if (ROOT / part).is_dir():
            shutil.copytree(ROOT / part, copy / part, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / part, copy / part)
    return copy


@pytest.fixture
def venv(tmp_path: Path) -> Path:
    """A fresh environment, made as the README makes it."""
    run(sys.executable, "-m", "venv", "--without-pip", tmp_path / "venv", cwd=tmp_path)
    return tmp_path / "venv"


def use(venv: Path, folder: Path) -> Path:
    """Use an installed kpiplan in an empty folder as its README says; gives the folder it was loaded from."""
    folder.mkdir()
    scripts = venv / ("Scripts" if WINDOWS else "bin")
    kpiplan = scripts / "kpiplan"
    assert run(kpiplan, "--version", cwd=folder).startswith("kpiplan ")
    for name in ("plan", "result"):
        assert run(kpiplan, "schema", name, cwd=folder) == (ROOT / f"schemas/{name}.schema.json").read_text("utf-8")
    names = sorted(file.stem for file in (ROOT / "plans").glob("*.yaml"))
    listed = run(kpiplan, "new", "--list", cwd=folder).splitlines()
    assert [line.removeprefix("--like ") for line in listed if line.startswith("--like ")] == names
    run(kpiplan, "new", "starter.yaml", cwd=folder)
    run(kpiplan, "new", "--like", "presales", "mine.yaml", cwd=folder)
    run(kpiplan, "check", "--strict", "starter.yaml", "mine.yaml", cwd=folder)
    assert "in all" in run(kpiplan, "evaluate", "mine.yaml", ROOT / "plans/data/presales.csv", cwd=folder)
    return Path(run(scripts / "python", "-c", "import engine; print(engine.__file__)", cwd=folder).strip()).parent


def test_a_built_wheel_carries_schemas_and_plans(source: Path, venv: Path, tmp_path: Path) -> None:
    pip("wheel", "--no-deps", "--wheel-dir", tmp_path / "dist", source, cwd=tmp_path)
    (wheel,) = (tmp_path / "dist").glob("*.whl")
    shutil.rmtree(source)
    with ZipFile(wheel) as packed:
        names = set(packed.namelist())
    kept = {
        f"engine/_{p.relative_to(ROOT).as_posix()}" for part in ("schemas", "plans") for p in (ROOT / part).rglob("*.*")
    }
    assert kept <= names
    assert "engine/py.typed" in names
    assert [name for name in names if not name.startswith(("engine/", "kpiplan-"))] == []
    pip("--python", venv, "install", wheel, cwd=tmp_path)
    assert use(venv, tmp_path / "work").is_relative_to(venv)


def test_an_editable_install_has_them_too(source: Path, venv: Path, tmp_path: Path) -> None:
    pip("--python", venv, "install", "--editable", source, cwd=tmp_path)
    assert use(venv, tmp_path / "work") == source / "engine"
