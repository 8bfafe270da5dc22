"""The reference plan as a rule system of OpenFisca: variables with formulas, teams as group entity, float32.

Written as OpenFisca's documentation shows it; amounts in yuan, seconds, customers a day.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from openfisca_core.entities import build_entity
from openfisca_core.periods import DateUnit
from openfisca_core.simulation_builder import SimulationBuilder
from openfisca_core.simulations import Simulation
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

from tests.benchmarks.workload import Ints, Rows

MONTH = "2026-03"
PERSON = build_entity(key="person", plural="persons", label="Person", is_person=True)
TEAM = build_entity(key="team", plural="teams", label="Team", roles=[{"key": "member", "plural": "members"}])
RATES, BONUSES = np.array([0.005, 0.007, 0.008, 0.01]), np.array([0, 200, 400, 800])


@dataclass(frozen=True, eq=False)
class Case:
    """The numbers of a workload as OpenFisca takes them, and a simulation that knows who is in which team."""

    columns: dict[str, Any]
    simulation: Simulation


def prepare(rows: Rows) -> Case:
    """The rows as `pay` takes them; joining people with teams is not measured."""
    columns = {name: column for name, column in vars(rows).items() if name != "team"}
    columns |= {name: columns[name] / 100 for name in ("base", "paid", "refunds")}
    columns |= {name: columns[name] / 10 for name in ("response", "intake")}
    builder = SimulationBuilder()
    builder.create_entities(system())
    builder.declare_person_entity("person", np.arange(len(rows)))
    teams = builder.declare_entity("team", np.arange(len(rows.sizes)))
    builder.join_with_persons(teams, rows.team, np.zeros(len(rows), dtype=np.int64))
    return Case(columns, builder.build(system()))


def pay(case: Case) -> Any:
    """The total of every row in yuan."""
    for name in system().variables:
        case.simulation.delete_arrays(name)
    for name, column in case.columns.items():
        case.simulation.set_input(name, MONTH, column)
    return case.simulation.calculate("total", MONTH)


def totals(rows: Rows) -> Ints:
    """The total of every row in cents."""
    cents: Ints = np.rint(pay(prepare(rows)).astype(np.float64) * 100).astype(np.int64)
    return cents


@cache
def system() -> TaxBenefitSystem:
    """The plan as OpenFisca's system of rules."""
    made = TaxBenefitSystem([PERSON, TEAM])
    made.add_variables(
        *(_variable(name, PERSON, float) for name in ("base", "paid", "refunds", "response", "intake")),
        *(_variable(name, PERSON, int) for name in ("inquiries", "orders", "low_ratings")),
        _variable("cheated", PERSON, bool),
        *(_variable(f.__name__, PERSON, float, f) for f in (sales, conversion, kpi, commission, awards, total)),
        _variable("grade", PERSON, int, grade),
        *(_variable(f.__name__, TEAM, float, f) for f in (team_intake, team_kpi)),
    )
    return made


def _variable(name: str, entity: object, of: type, formula: Callable[..., Any] | None = None) -> type:
    attributes = {"value_type": of, "entity": entity, "definition_period": DateUnit.MONTH}
    return type(name, (Variable,), attributes | ({"formula": formula} if formula else {}))


def sales(person: Any, period: Any) -> Any:
    """What is left after refunds."""
    return person("paid", period) - person("refunds", period)


def conversion(person: Any, period: Any) -> Any:
    """Orders among inquiries; 0 where nobody inquired."""
    inquiries = person("inquiries", period)
    return np.where(inquiries > 0, person("orders", period) / np.maximum(inquiries, 1), 0)


def team_intake(team: Any, period: Any) -> Any:
    """The team's mean intake."""
    return team.sum(team.members("intake", period)) / team.nb_persons()


def kpi(person: Any, period: Any) -> Any:
    """The scorecard in points."""
    attainment, rate = person("sales", period) / 80_000, person("conversion", period)
    ratings, response = person("low_ratings", period), person("response", period)
    below = person.team("team_intake", period) - person("intake", period)
    score = 0.3 * _points(attainment >= 1, attainment >= 0.8, attainment >= 0.6)
    score += 0.3 * _points(ratings <= 0, ratings <= 2, ratings <= 4)
    score += 0.3 * _points(rate >= 0.5, rate >= 0.45, rate >= 0.4)
    score += 0.1 * _points(response <= 15, response <= 30, response <= 40)
    return np.clip(score - np.where(below > 10, 5 * np.ceil((below - 10) / 10), 0), 0, 100)


def team_kpi(team: Any, period: Any) -> Any:
    """The team's mean score."""
    return team.sum(team.members("kpi", period)) / team.nb_persons()


def grade(person: Any, period: Any) -> Any:
    """The tier, from 0."""
    score = person("kpi", period)
    return (score >= 60).astype(np.int32) + (score >= 75) + (score >= 90)


def commission(person: Any, period: Any) -> Any:
    """Rounded to the cent, half a cent up, and never below zero."""
    rate = RATES[person("grade", period)]
    amount = person("sales", period) * rate * (0.5 + 0.5 * person("kpi", period) / 100)
    return np.maximum(np.floor(amount * 100 + 0.5) / 100, 0)


def awards(person: Any, period: Any) -> Any:
    """Two indicators behind two gates."""
    near = person("intake", period) >= person.team("team_intake", period) - 10
    good = person("kpi", period) >= person.team("team_kpi", period)
    met = 100 * (person("conversion", period) >= 0.5) + 100 * (person("response", period) <= 15)
    return np.where(near & good & ~person("cheated", period), met, 0)


def total(person: Any, period: Any) -> Any:
    """The pay, at least the base."""
    base, bonus = person("base", period), BONUSES[person("grade", period)]
    return np.maximum(base, base + bonus + person("commission", period) + person("awards", period))


def _points(best: Any, good: Any, fair: Any) -> Any:
    return np.where(best, 100, np.where(good, 80, np.where(fair, 60, 0)))
