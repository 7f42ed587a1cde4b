"""An independent planner: a mixed-integer linear programme, solved by HiGHS.

The aims are optimised in lexicographic order: each is maximised and then fixed for the next.
It knows both rules: sss-1 counts the tiers met, and sss-2 gives up a tier for each missing step.
"""

from dataclasses import dataclass, field

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_array

from assessment.domain.model.answers import AnswerSheet
from assessment.domain.model.maturity import Dimension, MaturityModel
from assessment.domain.planning.constraints import Mode, PlanWish
from tests.domain.brute import WORTH, options

Sum = dict[int, int]
"""A linear expression: factors by variable."""


@dataclass
class Programme:
    """Binary variables 0, 1, 2, … with constraints `least <= sum <= most`."""

    variables: int = 0
    rows: list[tuple[Sum, float, float]] = field(default_factory=list)

    def variable(self) -> int:
        self.variables += 1
        return self.variables - 1

    def keep(self, terms: Sum, *, least: float = -np.inf, most: float = np.inf) -> None:
        self.rows.append((terms, least, most))

    def highest(self, aim: Sum) -> int:
        """Return the highest value of an aim, and fix the aim at that value."""
        costs = np.zeros(self.variables)
        for variable, factor in aim.items():
            costs[variable] = -factor
        solved = milp(
            costs,
            integrality=np.ones(self.variables),
            bounds=Bounds(0, 1),
            constraints=self._constraint(),
            # By default, HiGHS stops as soon as a solution is within 0.01 % of the optimum.
            options={"mip_rel_gap": 0},
        )
        assert solved.success, solved.message
        reached: int = round(-solved.fun)
        self.keep(aim, least=reached)
        return reached

    def _constraint(self) -> LinearConstraint:
        cells = [(n, v, f) for n, (row, _, _) in enumerate(self.rows) for v, f in row.items()]
        lines, columns, factors = zip(*cells, strict=True)
        shape = (len(self.rows), self.variables)
        matrix = coo_array((factors, (lines, columns)), shape=shape).tocsr()
        return LinearConstraint(matrix, [r[1] for r in self.rows], [r[2] for r in self.rows])


def best_figures(model: MaturityModel, sheet: AnswerSheet, wish: PlanWish) -> dict[str, int]:
    """Return value, tiers met, hours, money and number of actions of the best plan."""
    aims = Aims(model, sheet, wish)
    order = {
        Mode.VALUE: ("value", "tiers"),
        Mode.LEVEL: ("tiers", "value"),
        Mode.OVERALL: ("overall", "tiers", "value"),
    }[wish.mode]
    figures = {name: aims.programme.highest(aims.sums[name]) for name in order}
    for name in ("hours", "money", "number"):
        less = {variable: -factor for variable, factor in aims.sums[name].items()}
        figures[name] = -aims.programme.highest(less)
    return figures


class Aims:
    """The programme for one plan, and the expressions to optimise."""

    def __init__(self, model: MaturityModel, sheet: AnswerSheet, wish: PlanWish) -> None:
        self.model, self.sheet, self.wish = model, sheet, wish
        self.programme = Programme()
        names = ("value", "tiers", "overall", "hours", "money", "number")
        self.sums: dict[str, Sum] = {name: {} for name in names}
        ranks = [self._dimension(dimension) for dimension in model.dimensions]
        self._overall(ranks)
        most = {"hours": wish.hours, "money": wish.money, "number": wish.max_actions}
        for name, limit in most.items():
            self.programme.keep(self.sums[name], most=limit)

    def _dimension(self, dimension: Dimension) -> list[int]:
        """Return a variable for each rank that can be 1 only if the dimension reaches it."""
        sound: list[int] = []
        missing: list[list[int]] = []
        for tier in self.model.tiers:
            met = self.programme.variable()
            steps = [
                self._practice(p.code, tier.weight * self.wish.importance_of(dimension.key), sound)
                for p in dimension.in_tier(tier)
            ]
            applicable = [terms for terms in steps if terms is not None]
            for terms, now in applicable:
                self.programme.keep({**terms, met: -1}, least=-now)
            together = {v: f for terms, _ in applicable for v, f in terms.items()}
            now_together = sum(now for _, now in applicable)
            self.programme.keep({**together, met: -2 * len(applicable)}, least=-now_together)
            if sound:
                self.programme.keep({sound[-1]: 1, met: -1}, least=0)
            sound.append(met)
            missing.append(self._missing(applicable))
        ranks = sound if self.model.scoring.rule == "sss-1" else self._ranks(missing)
        self.sums["tiers"].update(dict.fromkeys(ranks, 1))
        return ranks

    def _missing(self, applicable: list[tuple[Sum, int]]) -> list[int]:
        """Return variables whose sum is at least the steps that a tier lacks.

        It lacks one for each answer at 0, and as many as keep its answers from 2 on average.
        """
        lacking = [self.programme.variable() for _ in range(2 * len(applicable))]
        each_one = dict.fromkeys(lacking, 1)
        together = {v: f for terms, _ in applicable for v, f in terms.items()}
        now = sum(step for _, step in applicable)
        self.programme.keep({**together, **each_one}, least=2 * len(applicable) - now)
        at_zero: Sum = {}
        for terms, step in applicable:
            zero = self.programme.variable()
            self.programme.keep({**terms, zero: 1}, least=1 - step)
            at_zero[zero] = -1
        self.programme.keep({**each_one, **at_zero}, least=0)
        return lacking

    def _ranks(self, missing: list[list[int]]) -> list[int]:
        """Return a variable for each rank: some tier must be as far above it as steps lack."""
        ranks: list[int] = []
        for rank in range(1, len(missing) + 1):
            reached = self.programme.variable()
            ways: Sum = {}
            for tier in range(rank, len(missing) + 1):
                way = self.programme.variable()
                lacking = [variable for some in missing[:tier] for variable in some]
                self.programme.keep(
                    {**dict.fromkeys(lacking, 1), way: len(lacking)},
                    most=tier - rank + len(lacking),
                )
                ways[way] = 1
            self.programme.keep({**ways, reached: -1}, least=0)
            if ranks:
                self.programme.keep({ranks[-1]: 1, reached: -1}, least=0)
            ranks.append(reached)
        return ranks

    def _practice(self, code: str, worth: int, sound: list[int]) -> tuple[Sum, int] | None:
        """Return the steps gained by a practice's options and its step now; None if set aside."""
        practice, programme = self.model.practice(code), self.programme
        if self.sheet.answers[code].value == "na":
            return None
        now, gained, taken = self.sheet.step(practice), Sum(), Sum()
        for actions in options(self.model, self.sheet, practice)[1:]:
            pick, counts = programme.variable(), programme.variable()
            costs = [self.wish.cost(self.model, action) for action in actions]
            self.sums["hours"][pick] = sum(cost.hours for cost in costs)
            self.sums["money"][pick] = sum(cost.money for cost in costs)
            self.sums["number"][pick] = len(actions)
            after = 3 if actions[-1].kind == "deep" else 2
            self.sums["value"][counts] = worth * (WORTH[after] - WORTH[now])
            for condition in [pick, *sound[-1:]]:
                programme.keep({condition: 1, counts: -1}, least=0)
            if self.wish.excluded & {action.code for action in actions}:
                programme.keep({pick: 1}, most=0)
            gained[pick], taken[pick] = after - now, 1
        programme.keep(taken or {0: 0}, most=1)
        return gained, now

    def _overall(self, ranks: list[list[int]]) -> None:
        """Add the levels that all dimensions but one reach, and the last at most one below."""
        for tier in range(len(self.model.tiers)):
            reached = self.programme.variable()
            needed = max(1, len(ranks) - 1)
            self.programme.keep({**{r[tier]: 1 for r in ranks}, reached: -needed}, least=0)
            for rank in ranks if tier else []:
                self.programme.keep({rank[tier - 1]: 1, reached: -1}, least=0)
            self.sums["overall"][reached] = 1
