"""Figures of a group as people say them: `group_mean(sales)` is the group mean of sales."""

from __future__ import annotations

from typing import Final

from engine.base.text import Text

_OF_GROUP: Final = {
    "mean": Text("全组平均{of}", "group mean of {of}"),
    "sum": Text("全组{of}合计", "group total of {of}"),
    "min": Text("全组最小的{of}", "smallest {of} of the group"),
    "max": Text("全组最大的{of}", "largest {of} of the group"),
    "median": Text("全组{of}的中位数", "group median of {of}"),
    "count": Text("全组人数", "people in the group"),
    "rank": Text("{of}在全组的名次", "rank in the group by {of}"),
    "percentile": Text("{of}在全组的百分位", "percentile in the group by {of}"),
    "place": Text("按编号的次序", "place by id"),
}
_OF_OTHERS: Final = {
    "sum": Text("其他人{of}合计", "total {of} of the others"),
    "min": Text("其他人最小的{of}", "smallest {of} of the others"),
    "max": Text("其他人最大的{of}", "largest {of} of the others"),
    "count": Text("其他人的人数", "the others in the group"),
}


def group_words(function: str, of: str, *, others: bool) -> Text:
    """What a figure of the group is called, or of the others in it; `of` is what it is made of, in words."""
    words = _OF_OTHERS.get(function) if others else None
    return (words or _OF_GROUP[function]).format(of=of)


def told_by_group(function: str, arguments: int) -> bool:
    """Whether a call can be said so: a figure of the whole group, of one thing (`peers` are named in their place)."""
    what = function.removeprefix("group_")
    return what != function and what in _OF_GROUP and arguments <= 1
