"""Which findings no edit mends by itself, and why: every rule that is not here offers its fix (`check --fix`).

A rule offers a fix where exactly one edit is what every author would mean, in some of its findings or in all; the rest
are listed once, by the reason. Tests hold both: who is here never offers a fix, who is not mends its example.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from engine.base.text import Text


@dataclass(frozen=True)
class Reason:
    """Why a finding is left to a person; in words for that person."""

    name: str
    text: Text


TWO_READINGS: Final = Reason(
    "two-readings", Text("有不止一种改法，改哪一种由您定", "more than one edit could be meant, and you decide which")
)
AUTHOR: Final = Reason(
    "author", Text("要补的数、名称或规则，只有定方案的人知道", "it needs a number, a name or a rule that only you know")
)
DATA: Final = Reason("data", Text("要改的是数据，不是方案", "the data are to be corrected, not the plan"))
NOTHING: Final = Reason("nothing", Text("方案里没有要改的地方", "there is nothing in the plan to correct"))

UNMENDED: Final[Mapping[Reason, tuple[str, ...]]] = {
    TWO_READINGS: (
        "KPI101",  # bytes that are not UTF-8 may be one of several encodings
        "KPI102", "KPI107", "KPI108", "KPI209", "KPI306", "KPI307", "KPI316", "KPI436", "KPI449", "KPI451", "KPI452",
        "KPI113", "KPI123", "KPI206", "KPI313", "KPI303", "KPI404", "KPI430", "KPI408", "KPI433", "KPI434", "KPI454",
        "KPI469", "KPI499", "KPI426", "KPI457", "KPI489", "KPI494", "KPI496", "KPI417", "KPI458", "KPI462", "KPI463",
        "KPI446", "KPI444", "KPI415", "KPI468", "KPI471", "KPI475", "KPI474", "KPI477", "KPI453", "KPI481", "KPI482",
        "KPI483", "KPI486", "KPI402", "KPI412", "KPI413", "KPI414", "KPI447", "KPI450", "KPI493", "KPI606", "KPI620",
        "KPI701", "KPI702", "KPI703", "KPI705", "KPI708", "KPI710", "KPI720", "KPI721", "KPI722", "KPI724", "KPI728",
        "KPI780",
    ),
    AUTHOR: (
        "KPI109", "KPI118", "KPI119", "KPI202", "KPI314", "KPI310", "KPI403", "KPI406", "KPI424", "KPI423", "KPI470",
        "KPI432", "KPI422", "KPI425", "KPI427", "KPI428", "KPI420", "KPI437", "KPI459", "KPI460", "KPI461", "KPI455",
        "KPI410", "KPI429", "KPI465", "KPI466", "KPI467", "KPI479", "KPI478", "KPI476", "KPI485", "KPI487", "KPI440",
        "KPI416", "KPI418", "KPI704", "KPI706", "KPI707", "KPI709", "KPI712",
        "KPI744", "KPI745",
    ),
    DATA: (
        "KPI501", "KPI502", "KPI503", "KPI504", "KPI505", "KPI506", "KPI507", "KPI508", "KPI509", "KPI510", "KPI511",
        "KPI512", "KPI513", "KPI514", "KPI515", "KPI516", "KPI517", "KPI518", "KPI519", "KPI520", "KPI521", "KPI522",
        "KPI523", "KPI524", "KPI525", "KPI526", "KPI527", "KPI528", "KPI529", "KPI530", "KPI531", "KPI532", "KPI533",
        "KPI534", "KPI535", "KPI536", "KPI537", "KPI538", "KPI539", "KPI540", "KPI541", "KPI542", "KPI543", "KPI544",
        "KPI545", "KPI546", "KPI601", "KPI602", "KPI603", "KPI604", "KPI605", "KPI615", "KPI616", "KPI617", "KPI661",
        "KPI743", "KPI746", "KPI747",
    ),
    NOTHING: (
        "KPI120",  # the mark is skipped, and some editors want it
        "KPI621", "KPI640", "KPI650", "KPI651", "KPI652", "KPI660", "KPI662", "KPI723", "KPI725", "KPI726", "KPI727",
        "KPI750",
        "KPI801", "KPI802", "KPI803", "KPI804", "KPI805", "KPI806", "KPI900", "KPI901",
    ),
}  # fmt: skip


def reason_of(code: str) -> Reason | None:
    """Why no edit mends the findings of a rule by itself; None where one does."""
    return next((reason for reason, codes in UNMENDED.items() if code in codes), None)
