"""The table on the screen: aligned in columns, never wider than the screen, and it says what it leaves out."""

from decimal import Decimal
from fractions import Fraction

from engine import load_plan
from engine.base.quantities import MONEY
from engine.base.source import NOWHERE
from engine.cli.paytable import pay_table
from engine.diagnostics.width import columns
from engine.program import Const, Identity, Line, Origin, Program, Value
from engine.run.outcome import LineAmount, PersonResult


def program(*labels: str) -> Program:
    lines = tuple(Line(f"l{i}", label, "", f"l{i}") for i, label in enumerate(labels))
    total = Value("total", "total", MONEY, Const(Fraction(0)), "total", Origin("salary", NOWHERE))
    return Program(
        Identity("p", "1", "h"), "", "CNY", 2, "客服", ("店铺",), (), (total,), lines, "total", may_be_negative=False
    )


def paid(person: str, shop: str, *amounts: str) -> PersonResult:
    lines = tuple(LineAmount(f"l{i}", "", "", Decimal(amount)) for i, amount in enumerate(amounts))
    return PersonResult(person, {"店铺": shop}, 2, lines, sum((Decimal(a) for a in amounts), Decimal("0.00")), {})


def test_wide_names_are_aligned() -> None:
    results = [paid("张三", "旗舰店", "3000.00", "-12.50"), paid("Li", "B", "1234567.89", "0.00")]
    assert (
        pay_table(results, program("底薪", "扣款"), "zh", 80)
        == """\
客服  店铺            底薪    扣款          合计
----  ------  ------------  ------  ------------
张三  旗舰店      3,000.00  -12.50      2,987.50
Li    B       1,234,567.89    0.00  1,234,567.89

共 2 人，合计 1,237,555.39 CNY
"""
    )


def test_columns_that_do_not_fit_are_named() -> None:
    labels = [f"a long line {i}" for i in range(12)]
    shown = pay_table([paid("张三", "A", *["100.00"] * 12)], program(*labels), "en", 80)
    table, note = shown.splitlines()[:3], " ".join(shown.splitlines()[5:])
    assert max(columns(line) for line in shown.splitlines()) <= 80
    assert table[0].split()[-1] == "total"
    assert table[2].endswith("1,200.00")
    assert "“others” adds up the lines that are not shown 9 not shown: a long line 3, a long line 4, " in note
    assert note.endswith(" -o pay.csv")
    assert all(label in " ".join(shown.split()) for label in labels)


def test_a_row_adds_up_whatever_fits() -> None:
    labels = ["底薪", "提成", "奖金", "津贴", "封顶扣减"]
    results = [paid("张三", "A", "3000.00", "500.00", "0.00", "200.00", "0.00"),
               paid("李四", "A", "3000.00", "26000.00", "0.00", "200.00", "-9200.00")]  # fmt: skip
    assert (
        pay_table(results, program(*labels), "zh", 61)
        == """\
客服  店铺      底薪       提成    津贴   封顶扣减       合计
----  ----  --------  ---------  ------  ---------  ---------
张三  A     3,000.00     500.00  200.00       0.00   3,700.00
李四  A     3,000.00  26,000.00  200.00  -9,200.00  20,000.00

共 2 人，合计 23,700.00 CNY
还有 1 列没有显示：奖金。写到文件可得到全部：-o pay.csv
"""
    )
    assert (
        pay_table(results, program(*labels), "zh", 60)
        == """\
客服  店铺      底薪       提成       其余       合计
----  ----  --------  ---------  ---------  ---------
张三  A     3,000.00     500.00     200.00   3,700.00
李四  A     3,000.00  26,000.00  -9,000.00  20,000.00

共 2 人，合计 23,700.00 CNY
“其余”是没有显示的工资行之和
还有 3 列没有显示：奖金、津贴、封顶扣减。写到文件可得到全
部：-o pay.csv
"""
    )


def test_a_narrow_screen_keeps_person_and_total() -> None:
    shown = pay_table([paid("张三", "A", "100.00")], program("底薪"), "zh", 16)
    assert shown.splitlines()[2] == "张三  100.00"
    assert "还有 2 列没有显示：店铺、底薪" in shown.replace("\n", "")


def test_hostile_and_long_names_stay_on_their_line() -> None:
    shown = pay_table([paid("\x1b[2J" + "长" * 50, "a\nb", "1.00")], program("x"), "en", 80)
    assert "\\x1b[2J长长长长长长长长…  a\\nb  1.00   1.00" in shown


def test_nobody() -> None:
    assert pay_table([], program("底薪"), "en", 80).endswith("\n0 paid, 0.00 CNY in all\n")


OUTPUTS = b"""
kpi_plan: 1
id: o
person: who
inputs: {sales: {type: money, min: 0}, days: {type: count}}
salary: {lines: {pay: sales * 70%}}
outputs:
  held: {label: held back, formula: sales - pay}
  rest: {label: days left, formula: 30 - days}
"""


def test_outputs_stand_behind_the_total() -> None:
    plan = load_plan(OUTPUTS)
    run = plan.evaluate_many([{"who": "a", "sales": "10000", "days": "29"}, {"who": "b", "sales": "1", "days": "0"}])
    wide = pay_table(run.results, plan.program, "en", 80).splitlines()
    assert wide[0].split("  ")[-1].strip() == "days left"
    assert wide[2].split() == ["a", "7,000.00", "7,000.00", "3,000.00", "1"]
    narrow = pay_table(run.results, plan.program, "en", 30)
    assert "held back, days left" in narrow.replace("\n", " ")
