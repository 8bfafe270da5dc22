"""`python -m tests.refresh_contracts`: write the contracts of the plans anew, to be reviewed as a diff."""

from __future__ import annotations

from pathlib import Path

from engine.api import describe_plan
from engine.base.text import Language

ROOT = Path(__file__).parents[1]
PLANS = sorted((ROOT / "plans").glob("*.yaml"))
CONTRACTS = ROOT / "tests" / "golden" / "contracts"


def contract_of(plan: Path, language: Language) -> str:
    """The contract of a plan as Markdown."""
    told = describe_plan(plan.read_bytes(), plan.name, language)
    assert told.value is not None, [d.message.en for d in told.diagnostics]
    return told.value


def main() -> None:
    """Write every contract in both languages; those of plans that are gone are removed."""
    CONTRACTS.mkdir(parents=True, exist_ok=True)
    for old in CONTRACTS.glob("*.md"):
        old.unlink()
    languages: tuple[Language, ...] = ("zh", "en")
    for plan in PLANS:
        for language in languages:
            (CONTRACTS / f"{plan.stem}.{language}.md").write_text(contract_of(plan, language), encoding="utf-8")


if __name__ == "__main__":
    main()
