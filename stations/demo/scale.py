"""How large a demo is, and the counts that the article gives (湖北人大网, 2023-08-09).

1,644 stations; 8,700 representatives and 1,250 officers, which makes 9,950 codes of persons;
459 regional and 58 professional groups with 489 functional party branches.
"""

from __future__ import annotations

from dataclasses import dataclass, field

# Places found by name, so that no area code stands in the program: (street or town, village).
SHOWCASE = ("云集街道", "果园路社区")  # the station of the demo accounts
INSPECTED = ("古夫镇", "深渡河村")  # inspected in March 2023
ASSEMBLY = ("南苑街道", "学堂湾社区")  # has a small congress of its own

IDLE_EVERY = 23


@dataclass(frozen=True)
class Counted:
    """What the article counts in a county; homes stand in every township anyway."""

    stations: int
    points: int
    regional: int
    professional: int
    branches: int


@dataclass(frozen=True)
class Scale:
    stations: int
    representatives: int
    officers: int
    messages: int
    regional: int
    professional: int
    branches: int
    whole: bool = False  #: all counties, and those counted in the article as there
    counted: dict[str, Counted] = field(default_factory=dict)


SCALES = {
    "small": Scale(80, 320, 60, 400, regional=36, professional=6, branches=38),
    "city": Scale(
        1644,
        8700,
        1250,
        6000,
        regional=459,
        professional=58,
        branches=489,
        whole=True,
        counted={
            # The points of 宜都 are the professional ones, which the article does not count.
            "宜都市": Counted(45, 12, regional=45, professional=5, branches=45),
            "兴山县": Counted(37, 98, regional=41, professional=3, branches=43),
        },
    ),
}


def is_idle(station_code: str) -> bool:
    """Some stations exist and nothing happens there (建而不用), so that the views find them."""
    return int(station_code[-5:]) % IDLE_EVERY == 0
