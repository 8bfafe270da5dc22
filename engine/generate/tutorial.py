"""The first chapter of docs/language*.md: from a shop's paper to a plan that checks and pays."""

from __future__ import annotations

from typing import Final

from engine.base.text import Language, Text
from engine.diagnostics.example import SKELETON
from engine.generate.markdown import table

_OPENING: Final = Text(
    """\
# 方案语言

一份方案是一个 YAML 文件：左边是键，冒号后面空一格写值，下一层缩进两格。不用会编程；写错了，`kpiplan check` 会指出
第几行、哪个词、该怎么改。最小的方案长这样，后面各节的例子只写出不同的部分，其余同此：
""",
    """\
# The plan language

A plan is a YAML file: a key on the left, a colon and a space, the value; what belongs under a key is indented by two
spaces. No programming is needed: where something is wrong, `kpiplan check` names the line, the word and what to write
instead. This is the smallest plan; the examples below show only the sections that differ from it:
""",
)
_STEPS: Final = Text(
    """\
## 从纸上的制度到方案，六步

1. `kpiplan new plan.yaml` 写出一份带注释的方案，照着改。要用到某种写法时，`kpiplan new --with 名称` 给出它的例子
   （`kpiplan new --list` 列出全部名称）。
2. **输入**：制度里提到的每一个数，就是数据表的一列，写在 `inputs`：金额、个数、百分比、秒……
3. **指标**：能由别的数算出来的（转化率、客单价），写在 `metrics`，不要让人手工算。
4. **表、记分卡、档位**：制度里的每一张表写成 `tables`、`scorecards` 或 `tiers`。“以上”“以内”含本数，写 `from`、
   `up_to`；“超过”“不满”不含，写 `above`、`below`。评分表的每一项是一张表，记分卡的项目直接写表名：
   `items: {转化率得分: 60%, 响应得分: 40%}`。
5. **工资**：工资条上的每一行写在 `salary.lines`。
6. **样例**：把制度里算好的例子写进 `examples`，每次检查都会重新算一遍，差一分钱都会报出来。

`kpiplan check plan.yaml` 没有话说，就可以 `kpiplan evaluate plan.yaml 数据.csv` 发工资了。`kpiplan describe plan.yaml`
把方案写成人人能读的合同。

写的时候记住三件事：

- **一个名称只用一次。** 输入叫 `底薪`，工资行就叫别的，如 `基本工资: 底薪`；给人看的名称写在 `label`，可以相同。
- **公式里有逗号，就给整个公式加引号**：`bonus: "if(late = 0, 200, 0)"`。写在 { } 和 [ ] 里的时候必须加。
- **除数可能为 0、档位有缺口，都要说清楚**：制度没写的情形（没有人咨询、不满 70 分），检查会问，不会当作 0。

### 纸上的话，写在哪里
""",
    """\
## From the paper to the plan in six steps

1. `kpiplan new plan.yaml` writes a commented plan to start from. `kpiplan new --with NAME` gives an example of one
   construct (`kpiplan new --list` names them all).
2. **Inputs**: every figure the paper mentions is a column of the data, under `inputs`: money, counts, percentages …
3. **Metrics**: whatever follows from other figures (a conversion, an order value) goes under `metrics`; nobody works it
   out by hand.
4. **Tables, scorecards, tiers**: every table of the paper is one under `tables`, `scorecards` or `tiers`. 以上 and 以内
   include the number: `from`, `up_to`; 超过 and 不满 do not: `above`, `below`. Every line of a score sheet is a table,
   and the items of the scorecard are their names: `items: {conversion_points: 60%, response_points: 40%}`.
5. **Salary**: every line of the payslip, under `salary.lines`.
6. **Examples**: the amounts that the paper works out go under `examples`; every check computes them again, and a cent
   of difference is reported.

When `kpiplan check plan.yaml` has nothing to say, `kpiplan evaluate plan.yaml data.csv` pays. `kpiplan describe
plan.yaml` writes the plan as a contract that everybody can read.

Three things to keep in mind:

- **A name is used once.** Where the input is `base_salary`, the pay line has another name, such as `base: base_salary`;
  a `label`, which is what people see, may be the same.
- **A formula with a comma in it is quoted as a whole**: `bonus: "if(late = 0, 200, 0)"`. Within { } and [ ] it must be.
- **What the paper leaves open has to be said**: a divisor of 0 (nobody asked), a score below the lowest tier. The check
  asks, and never takes it for 0.

### What the paper says, and where it goes
""",
)
_PHRASES: Final = (
    (Text("底薪 3000 元", "base pay of 3000"), "`base: base_salary`"),
    (Text("销售额的 1%", "1% of the sales"), "`commission: sales × 1%`"),
    (
        Text("转化率 50% 以上得 100 分，45%–50% 得 80 分", "conversion from 50%: 100 points; 45% to 50%: 80"),
        "`tables` → `bands`",
    ),
    (Text("超出部分按 1.5%", "1.5% on the part above"), "`mode: marginal`"),
    (Text("业绩占 30%、态度占 30%……", "sales weigh 30%, attitude 30% …"), "`scorecards` → `items`"),
    (Text("90 分以上为金牌", "gold from 90 points"), "`tiers`"),
    (Text("达标奖励 100 元，作弊取消", "100 where the goal is met, cancelled by cheating"), "`awards`"),
    (Text("每少 10 个扣 5 分，依此类推", "5 points less for every 10 below, and so on"), "`steps`"),
    (Text("主管评分：优秀 100、良好 80", "the manager rates: excellent 100, good 80"), "`inputs` → `options`, `rater`"),
    (Text("只有超过任务的部分提成", "commission only on what is above the task"), "`tables` → `over`"),
    (Text("各级别、各岗位不同", "another for each level or post"), "`tables` → `by`, `rows`"),
    (Text("大促期间放宽", "relaxed in a promotion"), "`cases`"),
    (Text("连续三个月金牌", "gold three months running"), "`history`, `in_a_row(x, 3)`"),
    (Text("团队奖按绩效分来分", "a team bonus shared by score"), "`pools`"),
    (Text("优秀 15%、良好 45%……", "the best 15%, the next 45% …"), "`distribution`"),
    (Text("三成提成留到明年", "three tenths held back until next year"), "`outputs`"),
    (Text("各人任务合计等于团队任务", "personal tasks add up to the team's"), "`assertions`"),
    (Text("高于组内平均", "above the group's mean"), "`group_mean(x)`, `group_by`"),
    (Text("不低于最低工资", "never below the minimum wage"), "`salary` → `at_least`"),
)


def tutorial(language: Language) -> str:
    """The chapter."""
    head = (Text("制度里写", "the paper says").to(language), Text("方案里写", "in the plan").to(language))
    phrases = table(head, ((words.to(language), place) for words, place in _PHRASES))
    skeleton = f"```yaml\n{SKELETON.strip()}\n```\n"
    return "\n".join((_OPENING.to(language), skeleton, _STEPS.to(language), phrases))
