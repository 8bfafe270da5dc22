"""What is to be said about a payslip as a whole: defaults that were used, checks that do not hold."""

from __future__ import annotations

from collections.abc import Iterator

from engine.explain import said
from engine.explain.reading import Reader, Told


def remarks(reader: Reader) -> Iterator[str]:
    """What was not given and what stood in its place, then what a check asks about."""
    absent = [i for i in reader.trace["inputs"] if i.get("absent")]
    empty = [reader.label(i) for i in absent if isinstance(i["value"], dict)]
    default = [f"{reader.label(i)} {reader.text(i)}" for i in absent if not isinstance(i["value"], dict)]
    for words, names in ((said.ABSENT, default), (said.EMPTY, empty)):
        if names:
            yield words.format(list=said.LIST.to(reader.language).join(names)).to(reader.language)
    for check in reader.trace["checks"]:
        if check["holds"] is False:
            yield _doubt(reader, check)


def _doubt(reader: Reader, check: Told) -> str:
    about = check[reader.language]
    told = reader.named(check["name"])
    if check["plausible"] and told is not None:
        words = said.NOT_USUAL.format(name=reader.label(told), value=reader.text(told), said=about)
    else:
        words = said.CHECK_FAILS.format(name=check["name"], said=about)
    return words.to(reader.language)
