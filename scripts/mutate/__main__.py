"""`make mutate`: a sample of small wrong changes in each module, and the named ones.

Exit status 1 when a named one survives, or more than one in ten of the others.
"""

from __future__ import annotations

import argparse
import ast
import random
import re
import sys
import time
import tomllib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice
from typing import Any

from scripts import packages
from scripts.mutate import running
from scripts.mutate.operators import Mutant, mutants_of, replaced
from scripts.mutate.running import Traced
from scripts.setup import ROOT, say

TABLES = ROOT / "tests" / "mutations"
REPORT = ROOT / "var" / "mutate" / "survivors.txt"
WORKERS = 2
SAMPLE, SEED = 25, 9
LEAST_KILLED = 0.9


@dataclass(frozen=True)
class Room:
    tests: list[str]
    modules: list[str]
    also: list[str]

    @property
    def files(self) -> list[str]:
        return self.modules + self.also


@dataclass(frozen=True)
class Fate:
    mutant: Mutant
    survived: bool
    why: str = ""

    @property
    def line(self) -> str:
        one = self.mutant
        why = f"\n    {self.why}" if self.why else ""
        return f"{one.file}:{one.line}\n    {one.old}\n    {one.new}{why}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("words", nargs="*", help="only modules whose path holds one of these")
    parser.add_argument("--all", action="store_true", help="every mutant, not a sample")
    parser.add_argument("--again", action="store_true", help="only what survived the last run")
    parser.add_argument("--sample", type=int, default=SAMPLE, help="how many of each module")
    parser.add_argument("--seed", type=int, default=SEED)
    options = parser.parse_args()
    if missing := packages.ensure(packages.TEST_PACKAGES):
        sys.exit(f"make mutate needs: {' '.join(missing)} (as root: apt install …)")
    started = time.monotonic()
    amount = None if options.all else options.sample
    wanted = rooms(options.words)
    modules = [module for room in wanted for module in room.modules]
    if options.again:
        drawn, by_hand = again(modules), []
    else:
        drawn = [one for module in modules for one in sample(module, amount, options.seed)]
        by_hand = [one for one in named() if is_wanted(one.file, options.words)]
    with ThreadPoolExecutor(WORKERS) as pool:
        say("The tests without a mutant, traced")
        try:
            tests = traced(pool, wanted)
        except running.BrokenError as error:
            sys.exit(str(error))
        say(f"{len(by_hand)} named mutants, {len(drawn)} drawn ones")
        lost, fates = judge(pool, by_hand, tests), judge(pool, drawn, tests)
    sys.exit(report(fates, lost, time.monotonic() - started))


# what there is ------------------------------------------------------------------------------------


def read(name: str) -> dict[str, Any]:
    return tomllib.loads((TABLES / f"{name}.toml").read_text())


def named() -> list[Mutant]:
    rows = read("named")["mutant"]
    return [replaced(ROOT, row["file"], row["old"], row["new"]) for row in rows]


def rooms(words: list[str]) -> list[Room]:
    """The rooms with modules whose path holds one of the words; of those, these modules."""
    found = []
    for room in read("modules").values():
        modules, also = (
            [one for one in room[key] if is_wanted(one, words)] for key in ("modules", "also")
        )
        if modules or also:
            found.append(Room(room["tests"], modules, also))
    return found


def is_wanted(file: str, words: list[str]) -> bool:
    return not words or any(word in file for word in words)


def sample(file: str, amount: int | None, seed: int) -> list[Mutant]:
    """The same for the same text, whatever else is looked at."""
    found = mutants_of(ROOT, file)
    random.Random(f"{seed} {file}").shuffle(found)  # noqa: S311 - a sample, not a secret
    return list(islice(filter(_is_python, found), amount))


def again(files: list[str]) -> list[Mutant]:
    """Those of the last run's survivors that can still be made of the text of today."""
    entries = [entry.split("\n    ") for entry in re.split(r"\n(?=\S)", REPORT.read_text().strip())]
    listed = {(place.rpartition(":")[0], old, new) for place, old, new, *_ in entries}
    wanted = [file for file in files if file in {file for file, *_ in listed}]
    found = [one for file in wanted for one in sample(file, None, SEED)]
    return [one for one in found if (one.file, one.old, one.new) in listed]


def _is_python(mutant: Mutant) -> bool:
    try:
        ast.parse(mutant.source(ROOT))
    except SyntaxError:
        return False
    return True


def accepted() -> dict[tuple[str, str, str], str]:
    """Survivors that mean the same, each with its reason."""
    rows = read("accepted")["survivor"]
    return {(row["file"], row["old"], row["new"]): row["why"] for row in rows}


# what becomes of it -------------------------------------------------------------------------------


def traced(pool: ThreadPoolExecutor, wanted: list[Room]) -> dict[str, Traced]:
    """By module."""
    found = pool.map(lambda room: running.trace(room.files, room.tests), wanted)
    return {
        file: of_room for room, of_room in zip(wanted, found, strict=True) for file in room.files
    }


def judge(pool: ThreadPoolExecutor, mutants: list[Mutant], tests: dict[str, Traced]) -> list[Fate]:
    known = accepted()
    fates = []
    for fate in pool.map(lambda one: _judge(one, tests[one.file], known), mutants):
        if fate.survived:
            print(fate.line, flush=True)
        fates.append(fate)
        if len(fates) % 25 == 0:
            print(f"    {len(fates)} of {len(mutants)} tried", flush=True)
    return fates


def _judge(mutant: Mutant, tests: Traced, known: dict[tuple[str, str, str], str]) -> Fate:
    if why := known.get((mutant.file, mutant.old, mutant.new)):
        return Fate(mutant, survived=True, why=why)
    why = "" if tests.tests_of(mutant) else "No test runs through it."
    return Fate(mutant, running.survives(mutant, tests), why)


def report(drawn: list[Fate], by_hand: list[Fate], seconds: float) -> int:
    survivors = [fate for fate in by_hand + drawn if fate.survived]
    REPORT.parent.mkdir(parents=True, exist_ok=True)
    REPORT.write_text("".join(f"{fate.line}\n" for fate in survivors))
    say(f"make mutate, {seconds / 60:.0f} minutes; survivors in {REPORT.relative_to(ROOT)}")
    for file in dict.fromkeys(fate.mutant.file for fate in drawn):
        print(f"    {count([fate for fate in drawn if fate.mutant.file == file])}  {file}")
    print(f"    {count(by_hand)}  by name")
    print(f"    {count(drawn)}  drawn: {share(drawn):.1%}")
    return int(share(by_hand) < 1 or share(drawn) < LEAST_KILLED)


def count(fates: list[Fate]) -> str:
    return f"{sum(not fate.survived for fate in fates):4} of {len(fates):4} killed"


def share(fates: list[Fate]) -> float:
    return sum(not fate.survived for fate in fates) / len(fates) if fates else 1


if __name__ == "__main__":
    main()
