"""The findings about tables that are paid in pieces, and their documentation."""

from __future__ import annotations

from typing import Final

from engine.base.text import Text
from engine.diagnostics.model import Rule

GROUPS_IN_PIECES: Final = Rule(
    code="KPI660",
    name="groups-in-pieces",
    headline=Text(
        "方案“{plan}”的工资要看全组，而分区或批次不是组",
        "pay by the plan {plan} looks at the whole group, and a partition or batch is not a group",
    ),
    what=Text(
        "用了组函数的方案被要求按分区计算。", "A plan with group functions is asked to pay partitions of a table."
    ),
    why=Text(
        "一个组的人可能分在几个分区里，各算各的平均值都是错的，而且看不出来。",
        "Members of a group may be in several partitions; each would see another mean, and nobody would notice.",
    ),
    bad="$ python -c 'frame.mapInArrow(team_plan.map_in_arrow(), …)'",
    good="$ python -c 'team_plan.evaluate_spark(frame)'",
)

GROUP_SPELLING: Final = Rule(
    code="KPI661",
    name="group-spelling",
    headline=Text(
        "“{column}”里的“{value}”读作“{read}”：同组的人可能在别的批次里",
        "{column}: “{value}” is read as “{read}”, whose other members may be in another piece",
    ),
    what=Text(
        "分组的单元格不是引擎读出的写法（空格、全角），或者根本读不出是哪一组。",
        "A group's cell is not spelt as it is read (spaces, full-width letters), or cannot be read at all.",
    ),
    why=Text(
        "按字符分组的引擎会把同一组拆开，组内平均值就错了。",
        "An engine that groups by characters takes such a group apart, and its mean is wrong.",
    ),
    bad='$ python -c \'pay(pyarrow.table({"team": [" T1"], …}))\'',
    good='$ python -c \'pay(pyarrow.table({"team": ["T1"], …}))\'',
)

OTHER_ENGINE: Final = Rule(
    code="KPI662",
    name="other-engine",
    headline=Text(
        "这台机器上是 kpiplan {here}，发起计算的是 {there}",
        "this machine has kpiplan {here}, the one that began the run {there}",
    ),
    what=Text("集群的机器上装的引擎版本不同。", "The machines of a cluster have different versions of the engine."),
    why=Text("一次计算只能由一个版本来算。", "One run is one version's."),
    bad="$ pip install kpiplan==0.1 && python worker.py",
    good="$ pip install kpiplan==0.2 && python worker.py",
)

RULES: Final = (GROUPS_IN_PIECES, GROUP_SPELLING, OTHER_ENGINE)
