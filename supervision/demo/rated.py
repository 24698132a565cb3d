"""How the departments of the showcase county are thought of."""

from __future__ import annotations

from random import Random

from stations.demo.departments import NAMES

# What leaders act on has to be there to be seen: places in NAMES.
FALLING, RISING, LOW = (7, 30), (2, 24), (14, 27, 45)


class Opinion:
    """How many of the ballots of a year say what; the same for the same seed."""

    def __init__(self, years: list[int], seed: int = 53) -> None:
        self.random = Random(seed)  # noqa: S311 demo votes need no secrecy
        self.years = years
        self.liking = [self._course(turn) for turn in range(len(NAMES))]

    def _course(self, turn: int) -> list[float]:
        """0 to 1 for each year."""
        start, step = self.random.uniform(0.5, 0.8), 0.0
        if turn in FALLING:
            start, step = 0.84, -0.07
        elif turn in RISING:
            step = 0.06
        elif turn in LOW:
            start = 0.3
        return [
            min(0.93, max(0.12, start + step * year + self.random.uniform(-0.035, 0.035)))
            for year in range(len(self.years))
        ]

    def votes(self, turn: int, year: int, ballots: int) -> list[int]:
        """满意, 基本满意, 不满意, 不了解, invalid: adds up to ``ballots``."""
        liking = self.liking[turn][self.years.index(year)]
        invalid, unknown = self.random.randrange(0, 4), self.random.randrange(0, 9)
        valid = ballots - invalid - unknown
        satisfied = round(valid * liking)
        rest = valid - satisfied
        dissatisfied = round(rest * self.random.uniform(0.08, 0.3))
        return [satisfied, rest - dissatisfied, dissatisfied, unknown, invalid]

    def mark(self, turn: int, year: int) -> int:
        """Of one ballot: the position of an option."""
        liking = self.liking[turn][self.years.index(year)]
        drawn = self.random.random()
        if drawn < 0.03:
            return 3
        return 0 if drawn < liking else 1 if drawn < liking + (1 - liking) * 0.8 else 2
